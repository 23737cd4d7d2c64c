"""Threads: the decisions about one thing, and which of them holds.

Decisions are only ever added. A ruling may supersede others; of several that no other supersedes
the newest holds and the rest show as contested, so that two leads' decisions can be brought
together in any order. What belongs together follows from the decisions alone: gold must not
change with layers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from typing import Any, NamedTuple

import orjson

from annotator.compare.linking import Union
from annotator.domain.decision import OBJECT, OBJECTS_TO

ACCEPT, EDITED, NEW, NONE, IMPORTED = "accept", "edited", "new", "none", "imported"
#: What settles a case.
RULINGS = frozenset((ACCEPT, EDITED, NEW, NONE, IMPORTED))
DEFER, SEND_BACK = "defer", "send_back"
#: What reopens one, or leaves it for later.
REMARKS = frozenset((OBJECT, DEFER, SEND_BACK))
#: The field of a ruling that names others about the same marks which it leaves alone: whoever
#: made it saw them as something else.
APART = "apart"

Fields = Mapping[str, Any]
#: Kind of case, person, and the id of their span or relation.
_Marked = tuple[str, str, str]
#: How the ids of cases look; those of other programs are not unique across documents.
_OWN_ID = re.compile("[0-9a-f]{12}")
_IMPORTED_ID = "gold:"


class Thread(NamedTuple):
    """What was decided about one thing: rulings that hold, best first, and open remarks."""

    rulings: tuple[tuple[str, Fields], ...]
    remarks: tuple[tuple[str, Fields], ...]

    @property
    def ruling(self) -> tuple[str, Fields] | None:
        """The ruling that holds, as (id, fields)."""
        return self.rulings[0] if self.rulings else None

    @property
    def item(self) -> Fields:
        """What it is about, as the newest record says."""
        for _id, fields in (*self.rulings, *self.remarks):
            return about(fields)
        return {}

    @property
    def key(self) -> str:
        """The id of what it is about, unlike that of anything else in the project."""
        for id, fields in (*self.rulings, *self.remarks):
            return item_id(id, fields)
        return ""


NO_THREAD = Thread((), ())


def newest_first(record: tuple[str, Fields]) -> tuple[str, str]:
    """Sort key of decisions, to be reversed: time, then id."""
    return (record[1].get("created") or "", record[0])


def about(fields: Fields) -> Fields:
    """Return the item that a decision was made on; other programs may say anything there."""
    found = fields.get("item")
    return found if isinstance(found, Mapping) else {}


def superseded_by(fields: Fields) -> set[str]:
    """Return the ids of what a decision takes the place of or answers."""
    return {fields.get("supersedes") or "", *(fields.get("answers") or ())} - {""}


def imported_item(document: str, span: str) -> str:
    """Return the id of the item that is a gold span of an import."""
    return sha256(orjson.dumps([document, span])).hexdigest()[:12]


def item_id(id: str, fields: Fields) -> str:
    """Return the id of what a decision is about; its own stands for one that names nothing.

    What earlier versions called gold:g1 in every document, and ids of other programs, become
    ids that only this document has.
    """
    given = str(about(fields).get("id") or id)
    if _OWN_ID.fullmatch(given):
        return given
    return imported_item(str(fields.get("document") or ""), given.removeprefix(_IMPORTED_ID))


def threads(decisions: Mapping[str, Fields]) -> list[Thread]:
    """Return the decisions of one document by what they are about."""
    return [_thread([(id, decisions[id]) for id in group]) for group in _groups(decisions)]


def earlier_ids(decisions: Mapping[str, Fields]) -> dict[str, list[str]]:
    """Return the id of every item that was ever decided about → all decisions about the same thing.

    The id of an item changes when somebody's mark joins or leaves it.
    """
    found: dict[str, list[str]] = {}
    for group in _groups(decisions):
        for id in group:
            found.setdefault(item_id(id, decisions[id]), group)
    return found


def _groups(decisions: Mapping[str, Fields]) -> list[list[str]]:
    """Return the ids of decisions that belong together, in order."""
    ids = sorted(decisions)
    number = {id: place for place, id in enumerate(ids)}
    union = Union()
    for one, other in _belonging(decisions):
        union.join(number[one], number[other])
    groups: dict[int, list[str]] = {}
    for id in ids:
        groups.setdefault(union.root(number[id]), []).append(id)
    return list(groups.values())


def _belonging(decisions: Mapping[str, Fields]) -> Iterator[tuple[str, str]]:
    """Yield decisions that are about one thing: of one item, one over the other, or of one mark."""
    items: dict[str, str] = {}
    for id, fields in sorted(decisions.items()):
        yield id, items.setdefault(item_id(id, fields), id)
        yield from ((id, other) for other in superseded_by(fields) if other in decisions)
    for several in _by_mark(decisions).values():
        for one, other in combinations(several, 2):
            if not _are_apart(decisions, one, other):
                yield one, other


def _by_mark(decisions: Mapping[str, Fields]) -> dict[_Marked, list[str]]:
    """Return the rulings about each mark. A remark joins nothing: it must not change gold."""
    found: dict[_Marked, list[str]] = {}
    for id in sorted(decisions):
        fields = decisions[id]
        if fields.get("action") in RULINGS:
            for marked in _marked(about(fields)):
                found.setdefault(marked, []).append(id)
    return found


def _marked(item: Fields) -> list[_Marked]:
    kind = str(item.get("kind") or "")
    return [(kind, person, id) for person, id in item.get("members") or ()]


def _are_apart(decisions: Mapping[str, Fields], one: str, other: str) -> bool:
    return other in (decisions[one].get(APART) or ()) or one in (decisions[other].get(APART) or ())


def _thread(records: Sequence[tuple[str, Fields]]) -> Thread:
    over = set[str]().union(*(superseded_by(f) for _, f in records if f.get("action") in RULINGS))
    alive = [each for each in records if each[0] not in over]
    alive.sort(key=newest_first, reverse=True)
    return Thread(
        tuple(each for each in alive if each[1].get("action") in RULINGS),
        tuple(each for each in alive if each[1].get("action") in REMARKS),
    )


def is_outdated(thread: Thread, fields: Fields) -> bool:
    """Return whether a remark is an objection to a ruling that no longer holds.

    Earlier versions did not write down to which one somebody objects: to the one that holds.
    """
    objected = fields.get(OBJECTS_TO) if fields.get("action") == OBJECT else None
    return objected is not None and objected not in (id for id, _fields in thread.rulings)


def joined(several: Sequence[Thread]) -> Thread:
    """Return what was decided in several threads about one thing."""
    if len(several) < 2:
        return several[0] if several else NO_THREAD
    rulings = sorted((r for each in several for r in each.rulings), key=newest_first, reverse=True)
    remarks = sorted((r for each in several for r in each.remarks), key=newest_first, reverse=True)
    return Thread(tuple(rulings), tuple(remarks))


class RuledMarks:
    """The marks that were ruled on in one document, to tell what a new ruling leaves alone."""

    def __init__(self, decisions: Mapping[str, Fields]) -> None:
        groups = _groups(decisions)
        self._group = {id: place for place, group in enumerate(groups) for id in group}
        self._by_mark = _by_mark(decisions)

    def apart_from(self, thread: Thread, item: Fields) -> list[str]:
        """Return the rulings on marks of an item that belong to other threads than this one."""
        own = {self._group.get(id) for id, _fields in (*thread.rulings, *thread.remarks)}
        found = {id for marked in _marked(item) for id in self._by_mark.get(marked, ())}
        return sorted(id for id in found if self._group[id] not in own)
