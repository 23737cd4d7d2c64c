"""Lanes: on which line under the words each span is drawn.

A lane holds spans that do not overlap. The longest span of a group that hangs together takes
the first lane, a span inside another lies below it, any other takes the first free lane.
A span keeps its lane wherever it goes, and what lies between its fragments belongs to it.
The lanes follow from the set of spans alone, not from the order in which they were made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from annotator.domain.span import Fragment

#: id, hull (the first start and the last end, code points) and rank of one item.
Item = tuple[str, Fragment, int]


def hull(fragments: Sequence[Fragment]) -> Fragment:
    """Return the stretch from the first fragment's start to the last one's end."""
    return (fragments[0][0], fragments[-1][1])


@dataclass(slots=True)
class _Lane:
    """Items that do not overlap, in text order: three lists of the same length."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def overlapping(self, start: int, end: int) -> range:
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def insert(self, id: str, start: int, end: int) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)
        self.ids.insert(at, id)

    def remove(self, id: str, start: int) -> None:
        at = self.ids.index(id, bisect_left(self.starts, start))
        del self.starts[at], self.ends[at], self.ids[at]


@dataclass(slots=True)
class _Group:
    """Items that hang together by overlap; groups never overlap each other."""

    start: int
    end: int
    items: list[Item]


def _groups(items: Iterable[Item]) -> list[_Group]:
    groups: list[_Group] = []
    for item in sorted(items, key=itemgetter(1)):
        start, end = item[1]
        if groups and start < groups[-1].end:
            groups[-1].items.append(item)
            groups[-1].end = max(groups[-1].end, end)
        else:
            groups.append(_Group(start, end, [item]))
    return groups


def _longest_first(item: Item) -> tuple[int, int, int, str]:
    id, (start, end), rank = item
    return (start - end, start, rank, id)


def _place(lanes: list[_Lane], start: int, end: int) -> int:
    # Below every item that contains this one, then the first lane with room.
    lowest, free = 0, []
    for number, lane in enumerate(lanes):
        found = lane.overlapping(start, end)
        if not found:
            free.append(number)
        elif lane.starts[found[0]] <= start and end <= lane.ends[found[0]]:
            lowest = number + 1
    return next((number for number in free if number >= lowest), max(lowest, len(lanes)))


class Lanes:
    """The lane of every item of one text; changes touch only the group that overlaps them.

    Items come as (id, fragments, rank); of two that cover the same text the one of lower
    rank lies above.
    """

    def __init__(self, items: Iterable[tuple[str, Sequence[Fragment], int]] = ()) -> None:
        self._lanes: list[_Lane] = []
        self._lane_of: dict[str, int] = {}
        whole = [(id, hull(fragments), rank) for id, fragments, rank in items]
        self._hulls: dict[str, Fragment] = {id: stretch for id, stretch, _ in whole}
        self._groups = _groups(whole)
        for group in self._groups:
            self._assign(group)

    def __contains__(self, id: object) -> bool:
        return id in self._hulls

    def __len__(self) -> int:
        return len(self._hulls)

    def lane(self, id: str) -> int:
        """Return the lane of an item, 0 right under the words; KeyError when it is unknown."""
        return self._lane_of[id]

    def assignment(self) -> dict[str, int]:
        """Return the lane of every item."""
        return dict(self._lane_of)

    def within(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Yield (id, lane) of each item that overlaps [start, end), lane by lane."""
        for number, lane in enumerate(self._lanes):
            for at in lane.overlapping(start, end):
                yield lane.ids[at], number

    def add(self, id: str, fragments: Sequence[Fragment], rank: int = 0) -> set[str]:
        """Add an item; return the ids whose lane is new or another one now."""
        if id in self._hulls:
            raise ValueError(f"{id!r} has a lane already")
        start, end = self._hulls[id] = hull(fragments)
        first, last = self._overlapped(start, end)
        merged = [item for group in self._groups[first:last] for item in group.items]
        return self._replace(first, last, [*merged, (id, (start, end), rank)])

    def remove(self, id: str) -> set[str]:
        """Remove an item; return it and the ids whose lane is another one now."""
        start, end = self._hulls[id]
        first, last = self._overlapped(start, end)
        rest = [item for group in self._groups[first:last] for item in group.items]
        changed = self._replace(first, last, [item for item in rest if item[0] != id])
        del self._hulls[id]
        return changed | {id}

    def _overlapped(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._groups, start, key=lambda group: group.end)
        return first, bisect_left(self._groups, end, lo=first, key=lambda group: group.start)

    def _replace(self, first: int, last: int, items: list[Item]) -> set[str]:
        before: dict[str, int] = {}
        for group in self._groups[first:last]:
            for id, (start, _), _ in group.items:
                before[id] = self._lane_of.pop(id)
                self._lanes[before[id]].remove(id, start)
        groups = _groups(items)
        self._groups[first:last] = groups
        for group in groups:
            self._assign(group)
        while self._lanes and not self._lanes[-1].ids:
            self._lanes.pop()
        return {id for id, _, _ in items if before.get(id) != self._lane_of[id]}

    def _assign(self, group: _Group) -> None:
        local: list[_Lane] = []
        for id, (start, end), _ in sorted(group.items, key=_longest_first):
            number = _place(local, start, end)
            while number >= len(local):
                local.append(_Lane())
            local[number].insert(id, start, end)
            self._lane_of[id] = number
        for number, lane in enumerate(local):
            while number >= len(self._lanes):
                self._lanes.append(_Lane())
            whole = self._lanes[number]
            at = bisect_left(whole.starts, lane.starts[0]) if lane.starts else 0
            whole.starts[at:at] = lane.starts
            whole.ends[at:at] = lane.ends
            whole.ids[at:at] = lane.ids
