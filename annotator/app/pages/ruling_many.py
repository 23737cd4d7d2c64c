"""Rulings on so many cases that they are made beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.project.decision_record import Ruling
from annotator.project.job import Job
from annotator.project.reviewing import Target
from annotator.project.ruling_job import start_rule, start_ruling

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.review_page import ReviewPage

_KIND = "ruling"
_NOTHING = "Nothing was ruled."


class RulingMany:
    """Starts such rulings for a page, one at a time, and lets it go on when they are there."""

    def __init__(self, page: ReviewPage, window: MainWindow) -> None:
        self._page, self._window = page, window

    def decide(self, rulings: Sequence[tuple[Target, Ruling]], reason: str) -> None:
        """Make these rulings as one edit; raises Problem when they cannot be made now."""
        self._watch(
            lambda: start_ruling(self._page.project, rulings, reason),
            lambda count: f"The same ruling for {count:,} cases. Ctrl+Z takes all back.",
        )

    def rule(self, which: str) -> None:
        """Decide by a rule; raises Problem when that cannot be done now."""
        self._watch(
            lambda: start_rule(self._page.project, which, self._page.reason),
            lambda count: ruled_words(count, which),
        )

    def _watch(self, start: Callable[[], Job[int]], words: Callable[[int], str]) -> None:
        background = self._window.background
        background.check_free(_KIND)

        def finished(count: int) -> None:
            self._page.project.poll()
            self._page.go_on()
            self._page.say(words(count))

        background.watch(_KIND, "Ruling", start(), finished, _NOTHING)


def ruled_words(count: int, which: str) -> str:
    """Return how many cases a rule decided, in words."""
    if not count:
        return f"The rule {which} found no item. Articles that all left bare have empty gold."
    plural = "" if count == 1 else "s"
    return f"Decided {count:,} item{plural} by the rule {which}. Ctrl+Z undoes."
