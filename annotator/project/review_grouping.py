"""A review's queue in groups: where each case stands, and how many of each group wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Group(NamedTuple):
    """Cases under one heading; `keys` are those of the queue, in order."""

    key: str
    title: str
    detail: str
    keys: tuple[str, ...]


class Grouping:
    """The groups of a queue by one criterion, with what a ruling changes kept up to date.

    `keys` are all cases in the order in which they are shown, `places` their numbers there,
    `group_of` the numbers of their groups, `waiting` how many of each group wait.
    """

    def __init__(self, groups: Sequence[Group], waits: Callable[[str], bool]) -> None:
        self.groups = tuple(groups)
        self.keys = [key for group in groups for key in group.keys]
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.group_of = {key: number for number, each in enumerate(groups) for key in each.keys}
        self.waiting = [sum(map(waits, each.keys)) for each in groups]
        self._waits = waits

    def count(self, keys: Iterable[str], step: int) -> None:
        """Count those of these cases that wait once more (`step` 1) or no more (-1)."""
        for key in keys:
            number = self.group_of.get(key)
            if number is not None and self._waits(key):
                self.waiting[number] += step

    def next_waiting(self, key: str | None, direction: int) -> str | None:
        """Return the next other case that waits, after the last one the first; None if none."""
        if not any(self.waiting):
            return None
        count = len(self.keys)
        place = self.places.get(key or "", -1 if direction > 0 else count)
        for _ in range(count + 1):
            place = (place + direction) % count
            found = self.keys[place]
            group = self.groups[self.group_of[found]]
            if not self.waiting[self.group_of[found]]:
                # Nothing in all of it: to its far end at once.
                place = self.places[group.keys[-1 if direction > 0 else 0]]
            elif found != key and self._waits(found):
                return found
        return None
