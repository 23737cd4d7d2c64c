"""Adjudication: which decision holds for which case, and whether it still fits.

Decisions are only ever added. A ruling may supersede others; of several that no other supersedes
the newest holds and the rest show as contested, so that two leads' decisions can be brought
together in any order. Remarks (an objection, a deferral, something sent back) reopen a case
without touching what was ruled, until a later ruling answers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.compare.case import RELATION_CASE, Case, Link, content_of
from annotator.compare.linking import Union
from annotator.compare.unit import shared
from annotator.domain import decision
from annotator.domain.decision import OBJECT
from annotator.domain.span import Span, span_from_fields

ACCEPT, EDITED, NEW, NONE, IMPORTED = "accept", "edited", "new", "none", "imported"
#: What settles a case.
RULINGS = frozenset((ACCEPT, EDITED, NEW, NONE, IMPORTED))
#: What reopens one, or leaves it for later.
DEFER, SEND_BACK, REMARKS = decision.DEFER, decision.SEND_BACK, decision.REMARKS

OPEN, STALE, CONTESTED, OBJECTED = "open", "stale", "contested", "objected"
SENT_BACK, DEFERRED, WAITING = "sent back", "deferred", "waiting"
DECIDED, CONFIRMED, ORPHAN = "decided", "confirmed", "orphan"
#: States in which nothing is to be done. A waiting relation waits for its spans.
SETTLED = frozenset((DECIDED, CONFIRMED, ORPHAN, WAITING))
#: Of a person's layer beside gold: they differ, and the person has not objected.
DIFFERS = "differs"
_OF_REMARK = {OBJECT: OBJECTED, SEND_BACK: SENT_BACK, DEFER: DEFERRED}

Fields = Mapping[str, Any]


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
            found: Fields = fields.get("item") or {}
            return found
        return {}


class Judged(NamedTuple):
    """A case with its state and what was decided about it; `case` is None for an orphan."""

    case: Case | None
    state: str
    thread: Thread

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done."""
        return self.state in SETTLED


NO_THREAD = Thread((), ())


def newest_first(record: tuple[str, Fields]) -> tuple[str, str]:
    """Sort key of decisions, to be reversed: time, then id."""
    return (record[1].get("created") or "", record[0])


def superseded_by(fields: Fields) -> set[str]:
    """Return the ids of what a decision takes the place of or answers."""
    return {fields.get("supersedes") or "", *(fields.get("answers") or ())} - {""}


def threads(decisions: Mapping[str, Fields]) -> list[Thread]:
    """Return the decisions of one document by what they are about."""
    ids = sorted(decisions)
    number = {id: place for place, id in enumerate(ids)}
    union = Union()
    items: dict[str, int] = {}
    for id in ids:
        fields = decisions[id]
        union.join(number[id], items.setdefault(item_id(id, fields), number[id]))
        for other in superseded_by(fields):
            if other in number:
                union.join(number[id], number[other])
    groups: dict[int, list[str]] = {}
    for id in ids:
        groups.setdefault(union.root(number[id]), []).append(id)
    return [_thread([(id, decisions[id]) for id in group]) for group in groups.values()]


def item_id(id: str, fields: Fields) -> str:
    """Return the id of the case that a decision was made on; its own where it names none."""
    return str((fields.get("item") or {}).get("id") or id)


def _thread(records: Sequence[tuple[str, Fields]]) -> Thread:
    over = set[str]().union(*(superseded_by(f) for _, f in records if f.get("action") in RULINGS))
    alive = [each for each in records if each[0] not in over]
    alive.sort(key=newest_first, reverse=True)
    return Thread(
        tuple(each for each in alive if each[1].get("action") in RULINGS),
        tuple(each for each in alive if each[1].get("action") in REMARKS),
    )


def ruled_spans(fields: Fields) -> list[Span]:
    """Return the gold spans that a ruling makes."""
    return [span_from_fields(each["id"], each) for each in fields.get("spans") or ()]


def outcome(fields: Fields) -> str:
    """Return what a ruling says, comparable with the content of a choice."""
    links = [
        Link(each["label"], each["from_case"], each["to_case"])
        for each in fields.get("relations") or ()
    ]
    return content_of(ruled_spans(fields), links)


def judged(cases: Sequence[Case], decisions: Mapping[str, Fields]) -> list[Judged]:
    """Return the cases of a document with their states, then decisions without a case."""
    found = threads(decisions)
    taken = _matched(cases, found)
    by_case: dict[str, Judged] = {}
    for case in cases:
        thread = joined([found[n] for n, id in taken.items() if id == case.id])
        by_case[case.id] = Judged(case, _state(case, thread), thread)
    result = [_after_spans(each, by_case) for each in by_case.values()]
    orphans = [
        Judged(None, OBJECTED if _objection(thread) else ORPHAN, thread)
        for number, thread in enumerate(found)
        if number not in taken
    ]
    return [each for each in result if each is not None] + orphans


def joined(several: Sequence[Thread]) -> Thread:
    """Return what was decided in several threads about one thing."""
    if len(several) < 2:
        return several[0] if several else NO_THREAD
    rulings = sorted((r for each in several for r in each.rulings), key=newest_first, reverse=True)
    remarks = sorted((r for each in several for r in each.remarks), key=newest_first, reverse=True)
    return Thread(tuple(rulings), tuple(remarks))


def _objection(thread: Thread) -> bool:
    return any(fields.get("action") == OBJECT for _id, fields in thread.remarks)


def _state(case: Case, thread: Thread) -> str:
    if len({outcome(fields) for _id, fields in thread.rulings}) > 1:
        return CONTESTED
    if thread.remarks:
        return _OF_REMARK[thread.remarks[0][1]["action"]]
    if thread.ruling is None:
        return OPEN
    fields = thread.ruling[1]
    if (fields.get("item") or {}).get("fingerprint") == case.fingerprint:
        return DECIDED
    said = outcome(fields)
    return CONFIRMED if any(choice.content == said for choice in case.choices) else STALE


def _after_spans(each: Judged, by_case: Mapping[str, Judged]) -> Judged | None:
    """Return a relation as waiting until its spans are decided; None where one of them is not."""
    case = each.case
    if case is None or case.kind != RELATION_CASE or case.ends is None or each.thread.rulings:
        return each
    ends = [by_case[id] for id in case.ends]
    if any(not end.settled for end in ends):
        return each._replace(state=WAITING)
    rulings = [end.thread.ruling for end in ends]
    return None if any(r is None or not r[1].get("gold") for r in rulings) else each


def _matched(cases: Sequence[Case], found: Sequence[Thread]) -> dict[int, str]:
    """Return number of thread → case id: the same item, else shared members, else place."""
    taken: dict[int, str] = {}
    ids = {case.id for case in cases}
    by_member = {member: case.id for case in cases for member in case.members}
    for number, thread in enumerate(found):
        item = thread.item
        if item.get("id") in ids:
            taken[number] = str(item["id"])
            continue
        votes: dict[str, int] = {}
        for person, id in item.get("members") or ():
            case_id = by_member.get((person, id))
            if case_id is not None:
                votes[case_id] = votes.get(case_id, 0) + 1
        if votes:
            taken[number] = max(sorted(votes), key=lambda id: votes[id])
            continue
        place = _at_place(cases, thread)
        if place is not None:
            taken[number] = place
    return taken


def _at_place(cases: Sequence[Case], thread: Thread) -> str | None:
    """Return the span case whose readings have the extent that was ruled on, or overlap it most."""
    item = thread.item
    if item.get("kind") == RELATION_CASE:
        return None
    regions = [tuple((start, end) for start, end in each) for each in item.get("extents") or ()]
    if thread.ruling is not None:
        regions += [span.fragments for span in ruled_spans(thread.ruling[1])]
    best: tuple[bool, int, str] | None = None
    for case in cases:
        if case.kind == RELATION_CASE:
            continue
        extents = [span.fragments for choice in case.choices for span in choice.spans]
        exact = any(extent in regions for extent in extents)
        common = max((shared(a, b) for a in extents for b in regions), default=0)
        if common and (best is None or (exact, common) > best[:2]):
            best = (exact, common, case.id)
    return None if best is None else best[2]


def majority(case: Case) -> int | None:
    """Return the number of the choice that more than half of those who judged took, or None."""
    total = sum(len(choice.people) for choice in case.choices)
    for number, choice in enumerate(case.choices):
        if 2 * len(choice.people) > total:
            return number
    return None


def waiting(several: Iterable[Judged]) -> list[Judged]:
    """Return those that somebody has to decide, in their order."""
    return [each for each in several if not each.settled]
