"""Links: of every two people, which span of the one goes with which of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.compare.matching import heaviest
from annotator.compare.unit import length, shared
from annotator.domain.span import Fragment, Span

#: Spans a side, among those that hang together, up to which matching is exact.
LARGEST = 60
_FULL = 1 << 40


class Piece(NamedTuple):
    """A person's span (the person by number), with what it is sorted by in front."""

    start: int
    shortness: int
    fragments: tuple[Fragment, ...]
    label: str
    person: int
    id: str
    span: Span


# Plain tuples, because a long document has tens of thousands of them.
#: Two pieces, by number, of two people, and how many code points they share.
Edge = tuple[int, int, int]
#: Two pieces that were matched: (apart, unlike, one, other), so that the best sort first. `apart`
#: is the share that is not common (1 − IoU), 0 for the same extent; `unlike` whether labels differ.
Link = tuple[float, bool, int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """All links, the best first; `approximate` when somewhere more than LARGEST hung together."""

    links: list[Link]
    approximate: bool


def edges_of(pieces: Sequence[Piece]) -> list[Edge]:
    """Return what overlaps of different people; pieces are sorted."""
    found: list[Edge] = []
    active: list[tuple[int, int, int, bool]] = []
    for number, piece in enumerate(pieces):
        start, end, person = piece.start, -piece.shortness, piece.person
        simple = len(piece.fragments) == 1
        active = [each for each in active if each[0] > start]
        for stop, other, whose, plain in active:
            if whose == person:
                continue
            if simple and plain:
                common = (end if end < stop else stop) - start
            else:
                common = shared(piece.fragments, pieces[other].fragments)
            if common > 0:
                found.append((other, number, common))
        active.append((end, number, person, simple))
    return found + _empty_twins(pieces)


def _empty_twins(pieces: Sequence[Piece]) -> list[Edge]:
    places: dict[tuple[Fragment, ...], list[int]] = {}
    for number, piece in enumerate(pieces):
        if piece.start == -piece.shortness:
            places.setdefault(piece.fragments, []).append(number)
    return [
        (one, other, 0)
        for numbers in places.values()
        for place, other in enumerate(numbers)
        for one in numbers[:place]
        if pieces[one].person != pieces[other].person
    ]


def links_between(pieces: Sequence[Piece], edges: Iterable[Edge]) -> Links:
    """Return the links of every two people, each matched for themselves."""
    pairs: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    people = [piece.person for piece in pieces]
    for edge in edges:
        one, other, common = edge
        mine, theirs = people[one], people[other]
        if mine > theirs:
            pairs[theirs, mine].append((other, one, common))
        else:
            pairs[mine, theirs].append(edge)
    lengths = [length(piece.fragments) for piece in pieces]
    found: list[Link] = []
    approximate = False
    for _pair, between in sorted(pairs.items()):
        links, rough = _matched(pieces, between, lengths)
        found += links
        approximate |= rough
    return Links(sorted(found), approximate)


def _matched(
    pieces: Sequence[Piece], edges: Sequence[Edge], lengths: Sequence[int]
) -> tuple[list[Link], bool]:
    links, rest = _twins(pieces, edges)
    lefts = Counter([one for one, _other, _common in rest])
    rights = Counter([other for _one, other, _common in rest])
    crowded: dict[tuple[int, int], Link] = {}
    for one, other, common in rest:
        apart = 1 - common / (lengths[one] + lengths[other] - common)
        link = (apart, pieces[one].label != pieces[other].label, one, other)
        if lefts[one] == rights[other] == 1:
            links.append(link)
        else:
            crowded[one, other] = link
    approximate = False
    for group in hanging_together(crowded):
        chosen, rough = _chosen([crowded[pair] for pair in group])
        links += [crowded[pair] for pair in chosen]
        approximate |= rough
    return links, approximate


def _chosen(links: Sequence[Link]) -> tuple[list[tuple[int, int]], bool]:
    """Return which of the links between spans that hang together are kept, and if greedily."""
    left = sorted({one for *_, one, _ in links})
    right = sorted({other for *_, other in links})
    if max(len(left), len(right)) > LARGEST:
        return _greedy(links), True
    weights = {
        (one, other): int((1 - apart) * _FULL) * (len(links) + 1) + (not unlike)
        for apart, unlike, one, other in links
    }
    return heaviest(left, right, weights), False


def _twins(pieces: Sequence[Piece], edges: Sequence[Edge]) -> tuple[list[Link], list[Edge]]:
    """Return the links of spans of the same extent, and the edges that are left to match."""
    found: list[Link] = []
    for one, other, _common in edges:
        mine, theirs = pieces[one], pieces[other]
        if mine.fragments == theirs.fragments:
            found.append((0.0, mine.label != theirs.label, one, other))
    if not found:
        return [], list(edges)
    chosen = set(_greedy(found))
    taken = {number for pair in chosen for number in pair}
    links = [link for link in found if link[2:] in chosen]
    return links, [each for each in edges if each[0] not in taken and each[1] not in taken]


def _greedy(links: Iterable[Link]) -> list[tuple[int, int]]:
    taken: set[int] = set()
    chosen = []
    for *_, one, other in sorted(links):
        if one not in taken and other not in taken:
            chosen.append((one, other))
            taken |= {one, other}
    return chosen


def hanging_together(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return pairs in groups that have no number in common, each group and all in order."""
    groups = Union()
    given = sorted(pairs)
    for one, other in given:
        groups.join(one, other)
    found: dict[int, list[tuple[int, int]]] = {}
    for pair in given:
        found.setdefault(groups.root(pair[0]), []).append(pair)
    return list(found.values())


class Union:
    """Numbers in groups; the root of a group is its smallest number."""

    def __init__(self, parents: Mapping[int, int] | None = None) -> None:
        self._parents = dict(parents or {})

    def root(self, number: int) -> int:
        """Return the smallest number of the group."""
        parents = self._parents
        while (parent := parents.get(number, number)) != number:
            grandparent = parents.get(parent, parent)
            parents[number] = grandparent
            number = grandparent
        return number

    def join(self, one: int, other: int) -> int:
        """Make the groups of two numbers one; return its root."""
        first, second = self.root(one), self.root(other)
        low, high = (first, second) if first < second else (second, first)
        if low != high:
            self._parents[high] = low
        return low
