"""Lanes: on which line under the words each span is drawn.

A lane holds spans that do not overlap. The longest span of a group that hangs together takes
the first lane, a span inside another lies below it, any other takes the first free lane.
A span keeps its lane wherever it goes, and what lies between its fragments belongs to it.
Items of a stack lie one below the other in their own order, as high as the longest of them.
The lanes follow from the set of spans alone, not from the order in which they were made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.span import Fragment

#: Start and end of the hull (code points), rank and id of one item. A rank below zero is a place
#: in the stack, the lowest on top; items of one place share a lane where they can.
Item = tuple[int, int, int, str]


def hull(fragments: Sequence[Fragment]) -> Fragment:
    """Return the stretch from the first fragment's start to the last one's end."""
    return (fragments[0][0], fragments[-1][1])


def item(id: str, fragments: Sequence[Fragment], rank: int = 0) -> Item:
    """Return what stands for a span."""
    return (fragments[0][0], fragments[-1][1], rank, id)


class _Lane:
    """Items that do not overlap, in text order: three lists of the same length."""

    __slots__ = ("ends", "ids", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.ids: list[str] = []

    def overlapping(self, start: int, end: int) -> range:
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def insert(self, id: str, start: int, end: int) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)
        self.ids.insert(at, id)


class _Group:
    """Items that hang together by overlap; groups never overlap each other.

    The lanes are found when they are first asked for: most of a long text is never seen.
    """

    __slots__ = ("end", "found", "items", "start")

    def __init__(self, start: int, end: int, items: list[Item]) -> None:
        self.start, self.end, self.items = start, end, items
        self.found: list[_Lane] | None = None

    @property
    def lanes(self) -> list[_Lane]:
        """The lanes from the top."""
        if self.found is None:
            self.found = []
            above: tuple[int, int] | None = None
            for start, end, rank, id in _from_above(self.items):
                lowest = 0
                if rank < 0 and above is not None:
                    lowest = above[1] + (rank != above[0])
                number = _place(self.found, start, end, lowest)
                if rank < 0:
                    above = rank, number
                while number >= len(self.found):
                    self.found.append(_Lane())
                self.found[number].insert(id, start, end)
        return self.found

    def assignment(self) -> Iterator[tuple[str, int]]:
        """Yield id and lane of every item."""
        for number, lane in enumerate(self.lanes):
            for id in lane.ids:
                yield id, number


def _groups(items: Iterable[Item]) -> list[_Group]:
    groups: list[_Group] = []
    reach = -1
    for each in sorted(items):
        start, end, _, _ = each
        if start < reach:
            groups[-1].items.append(each)
            if end > reach:
                groups[-1].end = reach = end
        else:
            groups.append(_Group(start, end, [each]))
            reach = end
    return groups


def _longest_first(each: Item) -> tuple[int, int, int, str]:
    start, end, rank, id = each
    return (start - end, start, rank, id)


def _from_above(items: Iterable[Item]) -> list[Item]:
    """Return items in the order in which they take their lanes."""
    stack = sorted(each for each in items if each[2] < 0)
    others = sorted((each for each in items if each[2] >= 0), key=_longest_first)
    if not stack:
        return others
    stack.sort(key=lambda each: each[2])
    longest = min(map(_longest_first, stack))[:2]
    at = bisect_left(others, longest, key=lambda each: _longest_first(each)[:2])
    return [*others[:at], *stack, *others[at:]]


def _place(lanes: list[_Lane], start: int, end: int, lowest: int) -> int:
    # Below every item that contains this one, then the first lane with room.
    free = []
    for number, lane in enumerate(lanes):
        found = lane.overlapping(start, end)
        if not found:
            free.append(number)
        elif lane.starts[found[0]] <= start and end <= lane.ends[found[0]]:
            lowest = max(lowest, number + 1)
    return next((number for number in free if number >= lowest), max(lowest, len(lanes)))


class Lanes:
    """The lane of every item of one text; changes touch only the group that overlaps them.

    Of two items that cover the same text the one of lower rank lies above.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._groups = _groups(items)

    def __len__(self) -> int:
        return sum(len(group.items) for group in self._groups)

    def assignment(self) -> dict[str, int]:
        """Return the lane of every item."""
        return {id: lane for group in self._groups for id, lane in group.assignment()}

    def within(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Yield (id, lane) of each item that overlaps [start, end)."""
        first, last = self._overlapped(start, end)
        for group in self._groups[first:last]:
            for number, lane in enumerate(group.lanes):
                for at in lane.overlapping(start, end):
                    yield lane.ids[at], number

    def add(self, item: Item) -> set[str]:
        """Add an item; return the ids whose lane is new or another one now.

        Raises ValueError when the group that it joins holds its id already.
        """
        first, last = self._overlapped(item[0], item[1])
        merged = [each for group in self._groups[first:last] for each in group.items]
        if any(each[3] == item[3] for each in merged):
            raise ValueError(f"{item[3]!r} has a lane already")
        return self._replace(first, last, [*merged, item])

    def remove(self, item: Item) -> set[str]:
        """Remove an item; return its id and those whose lane is another one now.

        Raises KeyError when it is not there.
        """
        first, last = self._overlapped(item[0], item[1])
        merged = [each for group in self._groups[first:last] for each in group.items]
        rest = [each for each in merged if each != item]
        if len(rest) == len(merged):
            raise KeyError(item[3])
        return self._replace(first, last, rest) | {item[3]}

    def _overlapped(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._groups, start, key=lambda group: group.end)
        return first, bisect_left(self._groups, end, lo=first, key=lambda group: group.start)

    def _replace(self, first: int, last: int, items: list[Item]) -> set[str]:
        before = dict(pair for group in self._groups[first:last] for pair in group.assignment())
        groups = _groups(items)
        self._groups[first:last] = groups
        now = dict(pair for group in groups for pair in group.assignment())
        return {id for id, lane in now.items() if before.get(id) != lane}
