"""Cases: what two people did at one place, and how often which of them was met.

From counted cases come the confusion matrix, with what only one of two people marked, and the
histogram of how far boundaries differ. Some cases of each count are kept, to be looked at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


# Cases go from one process to another, where what is one object is sent once: pairs and labels
# are those of all documents, and a span is marked once for all who are compared with its owner.


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


@dataclass(slots=True)
class Gathered:
    """How many cases there are of each key, and the first MOST of them.

    Keys are (LABELS, pair, label, label), (SHIFT, pair, bucket), and (DOCUMENT, id) for what is
    not agreed there.
    """

    counts: dict[Key, int] = field(default_factory=dict)
    kept: dict[Key, list[Case]] = field(default_factory=dict)

    def add(self, cases: Iterable[Case]) -> None:
        """Count these cases under all their keys."""
        for case in cases:
            keys: list[Key] = [(LABELS, case.pair, *case.labels)]
            if not case.agreed:
                keys.append((DOCUMENT, case.document))
            keys += [(SHIFT, case.pair, bucket(each)) for each in shifts(case)]
            for key in keys:
                self.counts[key] = self.counts.get(key, 0) + 1
                kept = self.kept.setdefault(key, [])
                if len(kept) < MOST:
                    kept.append(case)

    def total(self, keys: Iterable[Key]) -> int:
        """Return how many cases there are of these keys."""
        return sum(self.counts.get(key, 0) for key in keys)

    def some(self, keys: Iterable[Key]) -> list[Case]:
        """Return the first MOST cases of these keys, each once, what is not agreed in front."""
        found = dict.fromkeys(case for key in keys for case in self.kept.get(key, ()))
        return sorted(found, key=lambda case: case.agreed)[:MOST]
