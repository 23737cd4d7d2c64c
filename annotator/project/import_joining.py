"""Layers that come where one is: of one file made one without losing a mark, else said."""

from __future__ import annotations

import json
from typing import Any

from annotator.domain.unplaced import RELATION
from annotator.formats.format import FileLayer, Record
from annotator.project.import_report import count


def join_layers(first: FileLayer, second: FileLayer) -> bool:
    """Put all of the second layer into the first, and return whether anything came.

    What both have alike is there once. Ids of the second that the first has become others.
    """
    before = _size(first)
    renamed: dict[str, str] = {}
    first.spans = _joined(first.spans, second.spans, renamed)
    marks = [each for each in second.unplaced if each[1]["what"] != RELATION]
    links = [each for each in second.unplaced if each[1]["what"] == RELATION]
    first.unplaced = _joined(first.unplaced, marks, renamed)
    for _, fields in links:
        _follow(fields.get("fields", {}), ("from", "to"), renamed)
    first.unplaced = _joined(first.unplaced, links, {})
    for _, fields in second.relations:
        _follow(fields, ("from", "to"), renamed)
    first.relations = _joined(first.relations, second.relations, {})
    answers: dict[str, str] = {}
    for _, fields in second.comments:
        _follow(fields, ("span",), renamed)
    comments = _joined(first.comments, second.comments, answers)
    for _, fields in comments[len(first.comments) :]:
        _follow(fields, ("reply_to",), answers)
    first.comments = comments
    if first.status != second.status:
        known = {first.status, second.status}
        first.status = (known - {"new"}).pop() if "new" in known else "started"
    reasons = dict.fromkeys(each for each in (first.reason, second.reason) if each)
    first.reason = "; ".join(reasons) or None
    first.extra = {**second.extra, **first.extra}
    if first.person != second.person:
        first.person = None
    return _size(first) != before


def layer_exists(kind: str, whose: str, layer: FileLayer, brought: bool) -> tuple[str, str, str]:
    """Return what is said of a layer that is not taken, as there is one.

    That is in the project, or was `brought` by this import before.
    """
    number = marks_of(layer)
    left = f", and {count(number, 'mark')} of this left out" if number else ""
    if not brought:
        return (
            "layer-exists",
            f"The project has a layer ({kind}){whose} for this document already.",
            f"The project's was kept as it is{left}.",
        )
    return (
        "layer-exists",
        f"This import has brought a layer ({kind}){whose} for its text before.",
        f"That one was kept{left}. Put it right after the other in the file to make them one.",
    )


def layers_joined(kind: str, whose: str, number: int) -> tuple[str, str, str]:
    """Return what is said of a layer of which so many marks were put to one before it."""
    more = f"{count(number, 'mark')} more" if number else "another state, and no mark,"
    return (
        "layers-joined",
        f"This import has brought a layer ({kind}){whose} for its text before.",
        f"They were made one, which has {more} by this.",
    )


def marks_of(layer: FileLayer) -> int:
    """Return how many marks and links there are in a layer, those without a place too."""
    return len(layer.spans) + len(layer.relations) + len(layer.unplaced)


def of_nobody(layer: FileLayer) -> tuple[str, str, str]:
    """Return what is said of a layer that does not say whose it is."""
    return (
        "layer-of-nobody",
        f"A layer without marks does not say whose it is (status {layer.status}).",
        "It was left out. Choose whose it is under As when importing to keep it.",
    )


def _size(layer: FileLayer) -> int:
    return sum(map(len, (layer.spans, layer.relations, layer.comments, layer.unplaced)))


def _joined(first: list[Record], second: list[Record], renamed: dict[str, str]) -> list[Record]:
    """Return both lists as one; `renamed` gets the ids under which those of the second are."""
    joined = list(first)
    there = {id for id, _ in first}
    alike = {_said(fields): id for id, fields in first}
    for id, fields in second:
        said = _said(fields)
        if said in alike and (id is None or alike[said] is not None):
            if id is not None:
                renamed[id] = alike[said] or id
            continue
        new, number = id, 2
        while new is not None and new in there:
            new, number = f"{id}-{number}", number + 1
        if id is not None and new is not None:
            renamed[id] = new
        there.add(new)
        joined.append((new, fields))
    return joined


def _said(fields: dict[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True, default=str)


def _follow(fields: dict[str, Any], names: tuple[str, ...], renamed: dict[str, str]) -> None:
    for name in names:
        if name in fields:
            fields[name] = renamed.get(fields[name], fields[name])
