"""Decisions that come with an imported document: which are new, and which of the same id differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from annotator.compare.thread import APART
from annotator.domain.decision import OBJECTS_TO
from annotator.domain.stream import DECISIONS
from annotator.project.import_header import Newcomers

#: The kind of a finding, its message, and what was kept.
Remark = tuple[str, str, str]


def take_decisions(
    newcomers: Newcomers,
    document: str,
    decisions: Iterable[tuple[str | None, dict[str, Any]]],
    new_id: Callable[[], str],
    about: dict[str, dict[str, Any]],
) -> list[Remark]:
    """Bring the decisions of a document (by id); return what deserves a finding.

    They join those `about` the document that are there.
    One whose id another document's decision has gets a new id, and what supersedes it follows.
    """
    present = newcomers.present.decisions
    renamed: dict[str, str] = {}
    remarks: list[Remark] = []
    for given, fields in decisions:
        wanted = {**fields, "document": document}
        newcomers.rename_in(wanted)
        if isinstance(wanted.get("from"), list):
            wanted["from"] = [newcomers.renamed(each) for each in wanted["from"]]
        _follow(wanted, renamed)
        id = given or new_id()
        there = present.get(id)
        if there is not None and there.get("document") == document:
            if there != wanted:
                remarks.append(_differs(id))
            continue
        if there is not None:
            renamed[id] = new_id()
            remarks.append(_renamed(id, renamed[id]))
            id = renamed[id]
        present[id] = about[id] = wanted
        newcomers.add(DECISIONS, "decision", id, wanted)
    return remarks


def _follow(fields: dict[str, Any], renamed: dict[str, str]) -> None:
    """Let a decision name others by the ids that they got."""
    for name in ("supersedes", OBJECTS_TO):
        if fields.get(name) in renamed:
            fields[name] = renamed[fields[name]]
    for name in ("answers", APART):
        if isinstance(fields.get(name), list):
            fields[name] = [renamed.get(each, each) for each in fields[name]]


def _differs(id: str) -> Remark:
    return (
        "decision-differs",
        f"The decision {id} is another one in the project.",
        "The project's was kept as it is.",
    )


def _renamed(id: str, made: str) -> Remark:
    return (
        "decision-renamed",
        f"The decision {id} has the id of another document's decision.",
        f"It was kept as {made}.",
    )
