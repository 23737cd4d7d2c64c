"""The rows of the queue: groups, the open one's cases, and how many of each wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from typing import NamedTuple

from annotator.compare.adjudication import NOTED, OBJECTED, WAITING
from annotator.project.decision_record import Ruling
from annotator.project.review_grouping import Grouping
from annotator.project.review_queue import PAIR, PATTERN, SINGLE, ReviewQueue
from annotator.project.review_words import ends_words, gone_title, state_words
from annotator.project.reviewing import Target
from annotator.widgets.case_list import CaseList, CaseRow

_LONGEST, _LONGEST_GONE = 80, 20
#: More cases than these are not looked up one by one.
_MANY = 20


#: Of a case that waits for another one, and of one whose ruling is not written yet.
_SIGNS = {WAITING: "–", NOTED: "…"}


class Told(NamedTuple):
    """What the list says of a whole queue: above it, what a rule would decide, and below it."""

    heading: str
    agreed: int
    standing: str


class CaseRows:
    """Shows a queue in its list; a ruling touches only the rows that it changes.

    `told` is asked what to say of the queue, of which so many cases wait.
    """

    def __init__(
        self, shown_in: CaseList, by: str, told: Callable[[ReviewQueue, int], Told]
    ) -> None:
        self._list = shown_in
        self._told = told
        #: Asked whether the names of people are hidden: then a pair is called by its number.
        self.conceals: Callable[[], bool] = lambda: False
        self._queue: ReviewQueue | None = None
        self.by = by
        self._grouping = Grouping((), lambda _key: False)
        #: The number of the open group, None while all are closed.
        self._open: int | None = None

    def show(self, queue: ReviewQueue, by: str) -> None:
        """Show a queue in groups; none is open yet."""
        self._queue, self.by, self._open = queue, by, None
        self._grouping = queue.grouping(by)
        self._list.show_grouped(by)
        self._show_rows()

    # Going about

    def in_group(self, key: str) -> bool:
        """Return whether a case is in the open group."""
        number = self._grouping.group_of.get(key)
        return number is not None and number == self._open

    def together(self, first: str | None, second: str) -> bool:
        """Return whether two cases have something in common: a group other than the rest."""
        numbers = {self._grouping.group_of.get(each or "") for each in (first, second)}
        number = numbers.pop()
        return not numbers and number is not None and self._grouping.groups[number].key != SINGLE

    def open_group_of(self, key: str) -> bool:
        """Open the group of a case and choose its row; return whether another one was open."""
        number = self._grouping.group_of.get(key)
        if number is None:
            return False
        changed = number != self._open
        if changed:
            self._open = number
            self._show_rows()
        self._list.select(number + self._place(key))
        return changed

    def _place(self, key: str) -> int:
        """Return the number of a case in its group, from 1."""
        grouping = self._grouping
        first = grouping.groups[grouping.group_of[key]].keys[0]
        return grouping.places[key] - grouping.places[first] + 1

    def next_waiting(self, key: str | None, direction: int) -> str | None:
        """Return the next case that waits, after the last one the first; None when none does."""
        return self._grouping.next_waiting(key, direction)

    def case_of_group(self, group_key: str) -> str | None:
        """Return the first case of a group that waits, or its first."""
        group = next((each for each in self._grouping.groups if each.key == group_key), None)
        if group is None or self._queue is None:
            return None
        return next((key for key in group.keys if self._queue.waits(key)), group.keys[0])

    def place_in_group(self, key: str) -> tuple[int, int]:
        """Return the number of a case in the open group, and how many there are."""
        if self._open is None or not self.in_group(key):
            return 1, 1
        return self._place(key), len(self._grouping.groups[self._open].keys)

    def same(self, key: str, numbers: Sequence[int]) -> list[tuple[Target, Ruling]]:
        """Return the ruling that takes these readings in every case of the pattern."""
        queue = self._queue
        if queue is None or self._open is None:
            return []
        group = self._grouping.groups[self._open]
        if self.by != PATTERN:
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
        count = len(self._grouping.groups)
        below = count if self._open is None else self._open + 1
        opened = 0 if self._open is None else len(self._grouping.groups[self._open].keys)
        groups = chain(range(below), range(below + opened, count + opened))
        self._list.show_rows(count + opened, self._row_at, groups)
        self._show_count()

    def _row_at(self, number: int) -> CaseRow:
        """Return a row by its number: the groups, and below the open one its cases."""
        if self._open is None or number <= self._open:
            return self._group_row(number)
        keys = self._grouping.groups[self._open].keys
        place = number - self._open
        if place > len(keys):
            return self._group_row(number - len(keys))
        return self._case_row(place, keys[place - 1])

    def freshen(self, changed: Collection[str]) -> None:
        """Bring up to date what concerns these cases."""
        if len(changed) > _MANY:
            self._list.model.show_all_again()
            self._show_count()
            return
        for key in changed:
            number = self._grouping.group_of.get(key)
            if number is None:
                continue
            if number == self._open:
                self._list.model.show_again(number + self._place(key))
            opened = 0
            if self._open is not None and number > self._open:
                opened = len(self._grouping.groups[self._open].keys)
            self._list.model.show_again(number + opened)
        self._show_count()

    def _group_row(self, number: int) -> CaseRow:
        group, waiting = self._grouping.groups[number], self._grouping.waiting[number]
        words = f"{waiting:,}" if waiting else self._sign(group.keys[0])
        title = f"Pair {number + 1}" if self.by == PAIR and self.conceals() else group.title
        return CaseRow(group.key, title, group.detail, words, True, not waiting)

    def _case_row(self, place: int, key: str) -> CaseRow:
        assert self._queue is not None
        document, each = self._queue.targets[key]
        words = gone_title(each.thread, _LONGEST_GONE)
        if each.case is not None:
            marked = (choice.spans[0].quote[0] for choice in each.case.choices if choice.spans)
            ends = " and ".join(ends_words(document, each.case))
            words = " ".join(next(marked, ends or each.case.title).split())[:_LONGEST]
        number = self._sign(key) if each.settled else f"{place}"
        detail = document.key
        if each.state == OBJECTED:
            number, detail = f"{place} !", f"{document.key}, {state_words(each)}"
        return CaseRow(key, words, detail, number, False, each.settled)

    def _sign(self, key: str) -> str:
        """Return the sign of a case that nobody need decide now: decided, or not yet its turn."""
        assert self._queue is not None
        return _SIGNS.get(self._queue.targets[key][1].state, "✓")

    def _show_count(self) -> None:
        if self._queue is None:
            return
        self._list.show_count(*self._told(self._queue, sum(self._grouping.waiting)))
