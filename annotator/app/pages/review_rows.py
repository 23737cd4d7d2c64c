"""The rows of the queue: groups, the open one's cases, and how many of each wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.compare.adjudication import WAITING
from annotator.project.decision_record import Ruling
from annotator.project.review_queue import PATTERN, Group, ReviewQueue
from annotator.project.reviewing import Target
from annotator.widgets.case_list import CaseList, CaseRow

_LONGEST = 80


class ReviewRows:
    """Shows a queue in its list; a ruling touches only the rows that it changes."""

    def __init__(self, shown_in: CaseList) -> None:
        self._list = shown_in
        self._queue: ReviewQueue | None = None
        self.grouping = PATTERN
        self._groups: list[Group] = []
        self._open: Group | None = None
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._group_of: dict[str, int] = {}
        self._waiting: list[int] = []
        self._waits: dict[str, bool] = {}
        self._group_rows: list[int] = []

    def show(self, queue: ReviewQueue, by: str) -> None:
        """Show a queue in groups; none is open yet."""
        self._queue, self.grouping, self._open = queue, by, None
        self._groups = queue.groups(by)
        self._keys = [key for group in self._groups for key in group.keys]
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._waits = {key: queue.waits(key) for key in self._keys}
        self._group_of = {k: n for n, group in enumerate(self._groups) for k in group.keys}
        self._waiting = [sum(self._waits[k] for k in group.keys) for group in self._groups]
        self._show_rows()

    # Going about

    def in_group(self, key: str) -> bool:
        """Return whether a case is in the open group."""
        number = self._group_of.get(key)
        return number is not None and self._groups[number] is self._open

    def open_group_of(self, key: str) -> bool:
        """Open the group of a case and choose its row; return whether another one was open."""
        number = self._group_of.get(key)
        if number is None:
            return False
        changed = self._groups[number] is not self._open
        if changed:
            self._open = self._groups[number]
            self._show_rows()
        first = self._group_rows[number] + 1
        self._list.select(first + self._places[key] - self._places[self._open_first()])
        return changed

    def _open_first(self) -> str:
        assert self._open is not None
        return self._open.keys[0]

    def next_waiting(self, key: str | None, direction: int) -> str | None:
        """Return the next case that waits, after the last one the first; None when none does."""
        if not any(self._waiting):
            return None
        count = len(self._keys)
        here = self._places.get(key or "", -1 if direction > 0 else count)
        for away in range(1, count + 1):
            found = self._keys[(here + direction * away) % count]
            if self._waits[found] and found != key:
                return found
        return None

    def case_of_group(self, group_key: str) -> str | None:
        """Return the first case of a group that waits, or its first."""
        group = next((each for each in self._groups if each.key == group_key), None)
        if group is None:
            return None
        return next((key for key in group.keys if self._waits[key]), group.keys[0])

    def place_in_group(self, key: str) -> tuple[int, int]:
        """Return the number of a case in the open group, and how many there are."""
        if self._open is None or not self.in_group(key):
            return 1, 1
        return self._places[key] - self._places[self._open_first()] + 1, len(self._open.keys)

    def same(self, key: str, numbers: Sequence[int]) -> list[tuple[Target, Ruling]]:
        """Return the ruling that takes these readings in every case of the pattern."""
        queue, group = self._queue, self._open
        if queue is None or group is None:
            return []
        if self.grouping != PATTERN:
            case = queue.targets[key][1].case
            pattern = case.pattern if case is not None else None
            group = group._replace(
                keys=tuple(
                    each
                    for each in queue.order
                    if (there := queue.targets[each][1].case) is not None
                    and there.pattern == pattern
                )
            )
        return queue.same(key, group, numbers)

    # Rows

    def _show_rows(self) -> None:
        rows, self._group_rows = list[CaseRow](), []
        for number, group in enumerate(self._groups):
            self._group_rows.append(len(rows))
            rows.append(self._group_row(number))
            if group is self._open:
                rows += [self._case_row(place, key) for place, key in enumerate(group.keys, 1)]
        self._list.model.show_rows(rows)
        self._show_count()

    def freshen(self, changed: Iterable[str]) -> None:
        """Bring up to date what concerns these cases."""
        queue = self._queue
        if queue is None:
            return
        for key in changed:
            number = self._group_of.get(key)
            if number is None or self._waits[key] == queue.waits(key):
                continue
            self._waits[key] = not self._waits[key]
            self._waiting[number] += 1 if self._waits[key] else -1
            at = self._group_rows[number]
            self._list.model.put(at, self._group_row(number))
            if self._groups[number] is self._open:
                place = self._places[key] - self._places[self._open_first()] + 1
                self._list.model.put(at + place, self._case_row(place, key))
        self._show_count()

    def _group_row(self, number: int) -> CaseRow:
        group, waiting = self._groups[number], self._waiting[number]
        words = f"{waiting:,}" if waiting else self._sign(group.keys[0])
        return CaseRow(group.key, group.title, group.detail, words, True, not waiting)

    def _case_row(self, place: int, key: str) -> CaseRow:
        assert self._queue is not None
        document, each = self._queue.targets[key]
        words = "its marks are gone"
        if each.case is not None:
            marked = (choice.spans[0].quote[0] for choice in each.case.choices if choice.spans)
            words = " ".join(next(marked, each.case.title).split())[:_LONGEST]
        number = f"{place}" if self._waits[key] else self._sign(key)
        return CaseRow(key, words, document.key, number, False, not self._waits[key])

    def _sign(self, key: str) -> str:
        """Return the sign of a case that nobody need decide now: decided, or not yet its turn."""
        assert self._queue is not None
        return "–" if self._queue.targets[key][1].state == WAITING else "✓"

    def _show_count(self) -> None:
        if self._queue is None:
            return
        standing = self._queue.standing()
        by = f"{standing.by_rule:,} by rule, {standing.by_hand:,} by hand, {standing.stale:,} stale"
        waiting = sum(self._waiting)
        self._list.show_count(f"{waiting:,} of {len(self._keys):,}", standing.agreed, by)
