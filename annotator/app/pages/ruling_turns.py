"""Rulings in turn: each begins when the one before it is done, so that the last key counts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from annotator.app.pages.figures_first import FiguresFirst
from annotator.compare.adjudication import REMARKS
from annotator.domain.problem import Problem
from annotator.project.decision_record import Ruling
from annotator.project.job import Job
from annotator.project.review_again import take_decisions
from annotator.project.review_ground import check_reviews_here
from annotator.project.review_reading import id_of
from annotator.project.reviewing import Target, decide, rule
from annotator.project.ruling_job import (
    MANY,
    check_not_overtaken,
    fingerprint_of,
    ruled,
    start_rule,
    start_ruling,
)

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.review_page import ReviewPage

#: A rule looks at all cases; at more than these beside the window.
MANY_CASES = 200
_AGAIN = "What it was about waits again."
_NOTHING = f"Nothing was ruled. {_AGAIN}"


class Turn(NamedTuple):
    """What a key asked for: rulings, or a rule by its name (`which`), with their reason.

    `person` is the id of who pressed it, `at` the key of the case that was shown.
    """

    rulings: Sequence[tuple[Target, Ruling]]
    which: str
    reason: str
    person: str | None
    at: str | None

    @property
    def keys(self) -> list[str]:
        """The keys of the cases that it is about; none for a rule."""
        return [id_of(each) for (_document, each), _ruling in self.rulings]


class RulingTurns:
    """Makes what was asked for on a page, one after the other.

    What cannot be made at once is noted: the figures of agreement are written down before the
    first ruling, and rulings on very many cases are made beside the window.
    """

    def __init__(self, page: ReviewPage, window: MainWindow) -> None:
        self._page, self._window = page, window
        self._noted: deque[Turn] = deque()
        #: What is being made beside the window, and the work on it.
        self._beside: tuple[Turn, Job[int]] | None = None
        self._figures = FiguresFirst(window, page.project, self._go_on, self.give_up)

    @property
    def count(self) -> int:
        """How many are asked for and not written."""
        return len(self._noted) + (self._beside is not None)

    @property
    def keys(self) -> set[str]:
        """The keys of the cases that these are about."""
        turns = [*self._noted, *([self._beside[0]] if self._beside else [])]
        return {key for turn in turns for key in turn.keys}

    def words(self) -> str:
        """Return how many wait, for what, and how to take the last one back."""
        if not self._figures.there:
            what = "the figures of agreement are written down"
        elif self.count == 1:
            return "All its items are being ruled on. Ctrl+Z stops that."
        else:
            what = "the one before is done"
        if self.count == 1:
            return f"Your ruling follows when {what}. Ctrl+Z takes it back."
        return f"Your {self.count:,} rulings follow when {what}. Ctrl+Z takes the last back."

    # Taking

    def take(self, turn: Turn) -> None:
        """Rule at once, or note it where something comes first; raises Problem."""
        first = not self.count
        if first and self._figures.there and not self._is_large(turn):
            self._make(turn)
            return
        self._page.project.check_writable()
        check_reviews_here(self._page.project)
        self._noted.append(turn)
        self._page.require_queue().note(turn.keys)
        self._window.save_indicator.hold(True)
        self._page.noted(turn.keys)
        self._page.say(self.words())
        if first:
            # What is shown comes first: a process takes a while to begin.
            QTimer.singleShot(0, self._go_on)

    def _is_large(self, turn: Turn) -> bool:
        """Return whether it is made beside the window."""
        reading = self._page.reading
        if turn.which and (reading.stale or reading.under_way):
            return True
        if turn.which:
            return len(self._page.require_queue().targets) > MANY_CASES
        return len(turn.rulings) > MANY

    def take_back(self) -> bool:
        """Take back the last one that is not written; return whether there is one."""
        if self._noted:
            turn = self._noted.pop()
            if not self._noted:
                self._figures.drop()
            self._wait_again([turn])
            self._page.say("Taken back, before it was written.")
        elif self._beside is not None:
            # It is too late once it is being written; then it is done, and says so.
            self._beside[1].cancel()
            self._page.say("What is being ruled is stopped…")
        else:
            return False
        return True

    def give_up(self, _problem: Problem | None = None) -> None:
        """Forget all that is not written: its cases wait again."""
        turns = list(self._noted)
        self._noted.clear()
        self._figures.drop()
        if self._beside is not None:
            turn, job = self._beside
            self._beside = None
            self._window.background.drop(job)
            turns.insert(0, turn)
        self._wait_again(turns)

    def _wait_again(self, turns: Sequence[Turn]) -> None:
        """Let the cases of some that are not made wait again, at the first one's."""
        self._forget([key for turn in turns for key in turn.keys])
        if turns:
            self._page.wait_again([key for turn in turns for key in turn.keys], turns[0].at)

    def _forget(self, keys: Collection[str]) -> None:
        self._page.require_queue().forget(set(keys) - self.keys)
        self._window.save_indicator.hold(self.count > 0)

    # One after the other

    def _go_on(self) -> None:
        """Make the next one; the others have turns of their own, so that the window goes on."""
        if not self._noted or self._beside is not None or self._page.project.closed:
            return
        if not self._figures.there:
            self._figures.begin()
            return
        turn, made = self._noted.popleft(), False
        try:
            self._make(turn, noted=True)
            made = True
        except Problem as problem:
            self._window.say_problem(problem)
        finally:
            if not made:
                self._wait_again([turn])
            QTimer.singleShot(0, self._go_on)

    def _make(self, turn: Turn, *, noted: bool = False) -> None:
        project = self._page.project
        if turn.person != (project.me.id if project.me else None):
            raise Problem("It was ruled by somebody else.", _AGAIN, "Rule on it again.")
        if turn.which and self._is_large(turn):
            words = partial(ruled_words, which=turn.which)
            self._begin(turn, start_rule(project, turn.which, turn.reason), words)
        elif turn.which:
            self._rule(turn)
        elif self._is_large(turn):
            self._begin(turn, start_ruling(project, turn.rulings, turn.reason), _same_words)
        else:
            self._write(turn, noted=noted)

    def _write(self, turn: Turn, *, noted: bool) -> None:
        page = self._page
        queue = page.require_queue()
        rulings = self._as_they_are(turn)
        page.deciding = True
        try:
            decide(page.project, rulings, turn.reason)
        finally:
            page.deciding = False
        self._forget(turn.keys)
        documents = {document.id for (document, _each), _ruling in rulings}
        changed = [key for id in documents for key in queue.refresh(id)]
        if len(rulings) > 1:
            page.say(_same_words(len(rulings)))
        elif noted and not self.count:
            page.say("What you ruled is written now. Ctrl+Z takes the last back.")
        if noted:
            page.written(changed)
        elif all(ruling.action in REMARKS for _target, ruling in rulings):
            page.deferred(changed)
        else:
            page.ruled(changed)

    def _as_they_are(self, turn: Turn) -> list[tuple[Target, Ruling]]:
        """Return rulings on the cases as they are now, with what was decided since the key."""
        page, queue = self._page, self._page.require_queue()
        if page.reading.stale or page.reading.under_way:
            take_decisions(page.project, queue, {target[0].id for target, _ in turn.rulings})
        found = []
        for target, ruling in turn.rulings:
            now = queue.target(id_of(target[1]))
            if now is None or fingerprint_of(now[1]) != fingerprint_of(target[1]):
                raise Problem("An item has changed since you ruled on it.", _NOTHING,
                              "Look at it again.")  # fmt: skip
            check_not_overtaken(page.project, ruled(target[1]), now[1])
            found.append((now, ruling))
        return found

    def _rule(self, turn: Turn) -> None:
        page = self._page
        queue = page.require_queue()
        made = rule(page.project, list(queue.review.documents), turn.which, turn.reason)
        page.ruled([key for each in queue.review.documents for key in queue.refresh(each.id)])
        page.say(ruled_words(len(made), turn.which))

    # Beside the window

    def _begin(self, turn: Turn, job: Job[int], words: Callable[[int], str]) -> None:
        self._beside = turn, job

        def finished(count: int) -> None:
            self._beside = None
            page = self._page
            page.project.poll()
            if page.reading.stale or page.reading.under_way:
                # They are decided, as the page will read.
                self._window.save_indicator.hold(self.count > 0)
            else:
                self._forget(turn.keys)
                page.written(turn.keys)
            page.go_on()
            page.say(words(count))
            self._go_on()

        def stopped(_problem: Problem | None) -> None:
            self._beside = None
            self._wait_again([turn])
            self._go_on()

        self._window.background.watch("ruling", "Ruling", job, finished, _NOTHING, stopped)


def _same_words(count: int) -> str:
    return f"The same ruling for {count:,} cases. Ctrl+Z takes all back."


def ruled_words(count: int, which: str) -> str:
    """Return how many cases a rule decided, in words."""
    if not count:
        return f"The rule {which} found no item. Articles that all left bare have empty gold."
    plural = "" if count == 1 else "s"
    return f"Decided {count:,} item{plural} by the rule {which}. Ctrl+Z undoes."
