"""Adjudication: which decision holds for which case, and whether it still fits.

Remarks (an objection, a deferral, something sent back) reopen a case without touching what was
ruled, until a later ruling answers them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.compare.case import RELATION_CASE, Case, Link, content_of
from annotator.compare.thread import (
    ACCEPT,
    DEFER,
    EDITED,
    IMPORTED,
    NEW,
    NO_THREAD,
    NONE,
    REMARKS,
    RULINGS,
    SEND_BACK,
    Fields,
    Thread,
    about,
    is_outdated,
    joined,
    threads,
)
from annotator.compare.unit import overlap
from annotator.domain.decision import OBJECT
from annotator.domain.span import Fragment, Span, span_from_fields

# What a decision can be is asked for together with what becomes of it.
__all__ = [
    "ACCEPT", "CONFIRMED", "CONTESTED", "DECIDED", "DEFER", "DEFERRED", "DIFFERS", "EDITED",
    "IMPORTED", "NEW", "NONE", "NOTED", "NO_THREAD", "OBJECTED", "OPEN", "ORPHAN", "REMARKS",
    "RULINGS", "SAME_PLACE", "SEND_BACK", "SENT_BACK", "SETTLED", "STALE", "WAITING", "Fields",
    "Judged", "Thread", "is_met", "is_outdated", "joined", "judged", "majority", "matched",
    "outcome", "ruled_spans", "threads", "waiting",
]  # fmt: skip

OPEN, STALE, CONTESTED, OBJECTED = "open", "stale", "contested", "objected"
SENT_BACK, DEFERRED, WAITING = "sent back", "deferred", "waiting"
DECIDED, CONFIRMED, ORPHAN = "decided", "confirmed", "orphan"
#: Of a case that was ruled on, while its ruling waits to be written.
NOTED = "noted"
#: States in which nothing is to be done. A waiting relation waits for its spans.
SETTLED = frozenset((DECIDED, CONFIRMED, ORPHAN, WAITING, NOTED))
#: Of a person's layer beside gold: they differ, and the person has not objected.
DIFFERS = "differs"
_OF_REMARK = {OBJECT: OBJECTED, SEND_BACK: SENT_BACK, DEFER: DEFERRED}

#: Extents that share so much of what both cover are the same place.
SAME_PLACE = 0.5


class Judged(NamedTuple):
    """A case with its state and what was decided about it; `case` is None for an orphan."""

    case: Case | None
    state: str
    thread: Thread

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done."""
        return self.state in SETTLED


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
    taken = matched(cases, found)
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


def _objection(thread: Thread) -> bool:
    return any(fields.get("action") == OBJECT for _id, fields in thread.remarks)


def _state(case: Case, thread: Thread) -> str:
    if len({outcome(fields) for _id, fields in thread.rulings}) > 1:
        return CONTESTED
    remarks = [fields for _id, fields in thread.remarks if not is_met(case, thread, fields)]
    if remarks:
        return _OF_REMARK[remarks[0]["action"]]
    if thread.ruling is None:
        return OPEN
    fields = thread.ruling[1]
    if about(fields).get("fingerprint") == case.fingerprint:
        return DECIDED
    said = outcome(fields)
    return CONFIRMED if any(choice.content == said for choice in case.choices) else STALE


def is_met(case: Case | None, thread: Thread, fields: Fields) -> bool:
    """Return whether a remark is an objection that a ruling has met which came without knowing it.

    It is about an earlier ruling, and the present one is the reading of whoever objects.
    """
    if case is None or thread.ruling is None or not is_outdated(thread, fields):
        return False
    own = (each for each in case.choices if fields.get("person") in each.people)
    said = outcome(thread.ruling[1])
    return any(choice.content == said for choice in own)


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


def matched(cases: Sequence[Case], found: Sequence[Thread]) -> dict[int, str]:
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
    ruled = set(taken.values())
    for number, thread in enumerate(found):
        place = None if number in taken else _at_place(cases, thread, ruled)
        if place is not None:
            taken[number] = place
    return taken


def _at_place(cases: Sequence[Case], thread: Thread, ruled: Collection[str]) -> str | None:
    """Return the span case at the place that was ruled on, of the same label; None if none is.

    A case on whose marks something else was `ruled` may be what merely stands nearby: it takes
    only what has the very same extent.
    """
    if thread.item.get("kind") == RELATION_CASE:
        return None
    places = _places(thread)
    best: tuple[float, str] | None = None
    for case in cases:
        if case.kind == RELATION_CASE:
            continue
        spans = [span for choice in case.choices for span in choice.spans]
        alike = max(
            (
                overlap(span.fragments, fragments)
                for span in spans
                for label, fragments in places
                if label in (None, span.label)
            ),
            default=0.0,
        )
        least = 1.0 if case.id in ruled else SAME_PLACE
        if alike >= least and (best is None or alike > best[0]):
            best = (alike, case.id)
    return None if best is None else best[1]


def _places(thread: Thread) -> list[tuple[str | None, tuple[Fragment, ...]]]:
    """Return (label, extent) of what was to be seen and of what was ruled; None for any label."""
    item = thread.item
    shown = [span for each in item.get("readings") or () for span in each.get("spans") or ()]
    found: list[tuple[str | None, tuple[Fragment, ...]]] = [
        (span["label"], _extent(span["fragments"])) for span in shown
    ]
    if thread.ruling is not None:
        found += [(span.label, span.fragments) for span in ruled_spans(thread.ruling[1])]
    return found or [(None, _extent(each)) for each in item.get("extents") or ()]


def _extent(fragments: Sequence[Sequence[int]]) -> tuple[Fragment, ...]:
    return tuple((start, end) for start, end in fragments)


def majority(case: Case) -> int | None:
    """Return the number of the choice that more than half of those who were compared took.

    None where there is none. Who had no mark at an end of a relation counts among them.
    """
    for number, choice in enumerate(case.choices):
        if 2 * len(choice.people) > len(case.everyone):
            return number
    return None


def waiting(several: Iterable[Judged]) -> list[Judged]:
    """Return those that somebody has to decide, in their order."""
    return [each for each in several if not each.settled]
