"""One person's layer against gold: where they differ, and what was decided there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.compare.adjudication import (
    DIFFERS,
    NO_THREAD,
    OBJECTED,
    SAME_PLACE,
    Fields,
    Judged,
    Thread,
    joined,
    ruled_spans,
    threads,
)
from annotator.compare.case import RELATION_CASE, Case, Member, cases_of
from annotator.compare.unit import overlap
from annotator.domain.annotation import Relation
from annotator.domain.decision import OBJECT
from annotator.domain.span import Fragment, Span

#: Who has gold, among the people of a case: nobody.
GOLD = ""


def gold_cases(
    document: str,
    text: str,
    person: str,
    own: tuple[Iterable[Span], Iterable[Relation]],
    gold: tuple[Iterable[Span], Iterable[Relation]],
    language: str | None = None,
) -> list[Case]:
    """Return the cases that a person's spans and relations make with gold; theirs come first."""
    layers, relations = {person: own[0], GOLD: gold[0]}, {person: own[1], GOLD: gold[1]}
    return [
        each._replace(choices=tuple(sorted(each.choices, key=lambda one: person not in one.people)))
        for each in cases_of(document, text, layers, relations, language)
    ]


def differing(
    cases: Sequence[Case], decisions: Mapping[str, Fields], person: str, complete: bool
) -> list[Judged]:
    """Return the cases in which gold differs from a person's layer, with what was decided there.

    The state is `differs`, or `objected` where the person's objection is open. Unless gold is
    `complete`, what nobody has ruled on is not decided yet, and left out.
    """
    found = _Found(threads(decisions))
    result = []
    for case in cases:
        # Who lacks a mark at an end of a relation is told of the mark.
        if len(case.choices) == 1:
            continue
        thread = found.thread_of(case)
        if complete or thread.ruling is not None:
            said = {(each.get("action"), each.get("person")) for _id, each in thread.remarks}
            objected = (OBJECT, person) in said
            result.append(Judged(case, OBJECTED if objected else DIFFERS, thread))
    return result


class _Found:
    """The threads of a document by whose marks they are about, gold among them."""

    def __init__(self, several: Sequence[Thread]) -> None:
        self._threads = several
        self._by_member: dict[Member, set[int]] = {}
        for number, thread in enumerate(several):
            members = {(person, id) for person, id in thread.item.get("members") or ()}
            for _id, fields in thread.rulings:
                members |= {(GOLD, id) for id in fields.get("gold") or ()}
            for member in members:
                self._by_member.setdefault(member, set()).add(number)

    def thread_of(self, case: Case) -> Thread:
        """Return what was decided about the marks of a case, else about its place."""
        # The decision that made the gold mark is what explains it, whatever else is there.
        gold = [member for member in case.members if member[0] == GOLD]
        for members in (gold, case.members):
            numbers = {n for member in members for n in self._by_member.get(member, ())}
            if numbers:
                return joined([self._threads[number] for number in sorted(numbers)])
        return NO_THREAD if case.kind == RELATION_CASE else self._at_place(case)

    def _at_place(self, case: Case) -> Thread:
        own = [span.fragments for choice in case.choices for span in choice.spans]
        ranked = [
            (max((overlap(a, b) for a in own for b in _extents(thread)), default=0.0), -number)
            for number, thread in enumerate(self._threads)
            if thread.ruling is not None
        ]
        most, number = max(ranked, default=(0.0, 0))
        return self._threads[-number] if most >= SAME_PLACE else NO_THREAD


def _extents(thread: Thread) -> list[tuple[Fragment, ...]]:
    extents = [
        tuple((start, end) for start, end in each) for each in thread.item.get("extents") or ()
    ]
    if thread.ruling is not None:
        extents += [span.fragments for span in ruled_spans(thread.ruling[1])]
    return extents
