"""What became of a person's objections: which ruling answered each, and whether it changed gold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from annotator.compare.adjudication import outcome
from annotator.compare.thread import (
    RULINGS,
    Fields,
    is_outdated,
    item_id,
    newest_first,
    superseded_by,
    threads,
)
from annotator.domain.decision import OBJECT, OBJECTS_TO

#: The ruling was changed after the objection, or made again as it was.
UPHELD, KEPT = "upheld", "kept"
#: A newer ruling that came without knowing the objection is the reading of whoever objected.
MET = "met"


class Answer(NamedTuple):
    """An objection with the ruling that answered it, each as (id, fields).

    `state` is upheld where that says something else than the ruling that was objected to, and met
    where it had been changed before anybody read the objection.
    """

    item: str
    state: str
    objection: tuple[str, Fields]
    ruling: tuple[str, Fields]


def answers(decisions: Mapping[str, Fields], person: str) -> list[Answer]:
    """Return the answered objections of a person (by id) in one document, oldest first."""
    found = []
    rulings = sorted(
        (each for each in decisions.items() if each[1].get("action") in RULINGS), key=newest_first
    )
    for id, fields in sorted(decisions.items(), key=newest_first):
        if fields.get("action") != OBJECT or fields.get("person") != person:
            continue
        answering = next((each for each in rulings if id in superseded_by(each[1])), None)
        if answering is None:
            continue
        found.append(
            Answer(item_id(id, fields), _state(decisions, fields, answering[1]), (id, fields),
                   answering)
        )  # fmt: skip
    return found


def _state(decisions: Mapping[str, Fields], objection: Fields, answering: Fields) -> str:
    """Return what a ruling made of an objection; earlier versions did not say to which it was."""
    said = outcome(answering)
    over = [decisions[each] for each in superseded_by(answering) if each in decisions]
    before = [outcome(each) for each in over if each.get("action") in RULINGS]
    objected = decisions.get(str(objection.get(OBJECTS_TO)))
    if objected is None:
        return UPHELD if any(each != said for each in before) else KEPT
    if outcome(objected) == said:
        return KEPT
    return MET if before and all(each == said for each in before) else UPHELD


def met(decisions: Mapping[str, Fields], person: str, open_ids: Collection[str]) -> list[Answer]:
    """Return the objections of a person to earlier rulings that the present ones have met.

    `open_ids` are those of remarks where gold still differs from what the person did.
    """
    return [
        Answer(item_id(id, fields), MET, (id, fields), thread.ruling)
        for thread in threads(decisions)
        for id, fields in reversed(thread.remarks)
        if thread.ruling is not None and fields.get("person") == person
        if is_outdated(thread, fields) and id not in open_ids
    ]
