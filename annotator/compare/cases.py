"""Cases: what two people did at one place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from sys import intern
from typing import NamedTuple

from annotator.compare.alignment import Alignment
from annotator.compare.item import Item
from annotator.domain.span import Fragment, Span

#: So many cases of each count are kept.
MOST = 200
#: Families of counts: by the labels of both, by how far a boundary differs, by document.
LABELS, SHIFT, DOCUMENT = "labels", "shift", "document"
#: How far the second person's boundary lies further out (+) or further in (−), in characters.
BUCKETS = ("−10…", "−9…−5", "−4", "−3", "−2", "−1", "+1", "+2", "+3", "+4", "5…9", "10…")

#: Ids of two people, sorted.
Pair = tuple[str, str]
#: What a count is of: its family, and what tells it apart there.
Key = tuple[Hashable, ...]


class Marked(NamedTuple):
    """A span as a case shows it, by its first and its last position (code points, half open)."""

    id: str
    label: str
    fragments: tuple[Fragment, ...]

    @property
    def start(self) -> int:
        """First position."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Position after the last one."""
        return self.fragments[-1][1]


class Case(NamedTuple):
    """What two people did at a place of a document (by id); None for who marked nothing."""

    document: str
    pair: Pair
    one: Marked | None
    other: Marked | None

    @property
    def labels(self) -> tuple[str | None, str | None]:
        """The labels of both; None for nothing."""
        return (self.one and self.one.label, self.other and self.other.label)

    @property
    def agreed(self) -> bool:
        """Whether both marked the same extent with the same label."""
        return (
            self.one is not None
            and self.other is not None
            and self.one.label == self.other.label
            and self.one.fragments == self.other.fragments
        )

    @property
    def start(self) -> int:
        """First position of either."""
        return min(each.start for each in (self.one, self.other) if each is not None)

    @property
    def end(self) -> int:
        """Position after the last one of either."""
        return max(each.end for each in (self.one, self.other) if each is not None)


def cases_of(document: str, alignment: Alignment) -> Iterator[Case]:
    """Yield a case for every two people at every item; the further piece of a split is alone."""
    pairs = _pairs(alignment.people)
    for item in alignment.items:
        members = {person: _marked(span) for person, span in item.members.items()}
        for pair in pairs:
            yield from _between(document, item, members, pair)


def of_pair(document: str, item: Item, pair: Pair) -> Iterator[Case]:
    """Yield what two people did at an item: their spans, and every further piece alone."""
    members = {person: _marked(item.members[person]) for person in pair if person in item.members}
    return _between(document, item, members, pair)


def _between(
    document: str, item: Item, members: Mapping[str, Marked], pair: Pair
) -> Iterator[Case]:
    one, other = members.get(pair[0]), members.get(pair[1])
    if one is not None or other is not None:
        yield Case(document, pair, one, other)
    for person, span in item.pieces:
        if person == pair[0]:
            yield Case(document, pair, _marked(span), None)
        elif person == pair[1]:
            yield Case(document, pair, None, _marked(span))


@lru_cache(maxsize=1000)
def _pairs(people: tuple[str, ...]) -> tuple[Pair, ...]:
    return tuple(combinations(people, 2))


def _marked(span: Span) -> Marked:
    return Marked(span.id, intern(span.label), span.fragments)


def shifts(case: Case) -> list[int]:
    """Return by how many characters the second's start and end lie outside the first's.

    Less than nothing lies inside. Only what differs is told, and only where labels are equal.
    """
    one, other = case.one, case.other
    if one is None or other is None or one.label != other.label:
        return []
    return [shift for shift in (one.start - other.start, other.end - one.end) if shift]


def bucket(shift: int) -> str:
    """Return which of BUCKETS a difference of boundaries (not 0) belongs to."""
    size = abs(shift)
    if size >= 10:
        return BUCKETS[-1] if shift > 0 else BUCKETS[0]
    if size >= 5:
        return BUCKETS[-2] if shift > 0 else BUCKETS[1]
    return f"+{size}" if shift > 0 else f"−{size}"
