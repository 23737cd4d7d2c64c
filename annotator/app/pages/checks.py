"""What is to be checked in the open article: a quiet list, brought up to date key by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.changes import Changes
from annotator.domain.span import text_order
from annotator.project.problems import AT_ONCE, ERROR, HINT, WARNING, LayerProblem, Problems

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

#: Spans asked at a time, so that no key waits when an article is opened.
_PORTION = AT_ONCE
#: More than this is not listed; who has so many begins at the top.
_MOST = 1000


class Checks(QObject):
    """Holds the open article against the schema; `counted` carries how many are to be checked."""

    counted = Signal(int)

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._problems: Problems | None = None
        self._awaiting: Callable[[Problems], object] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._ask_some)
        page.panel.checks_shown.connect(self._list)

    def begin(self) -> None:
        """Check the document that was opened, when the window has nothing else to do."""
        page = self._page
        assert page.document_id is not None
        self._awaiting = None
        self._problems = Problems(page.project, page.document_id)
        self._tell()
        self._turn.start()

    def end(self) -> None:
        """Check nothing, because no document is open or the project closes."""
        self._turn.stop()
        self._problems = self._awaiting = None
        self._tell()

    def _ask_some(self) -> None:
        if self._problems is None or self._problems.ask_some(_PORTION):
            self._turn.stop()
            self._tell()
            then, self._awaiting = self._awaiting, None
            if then is not None and self._problems is not None:
                then(self._problems)

    def when_complete(self, then: Callable[[Problems], object]) -> bool:
        """Call `then` with all that is wrong here, at once where that takes no time.

        Otherwise once everything has been asked, and return False. Only the last `then` is called,
        and none once another document is open.
        """
        problems = self._problems
        if problems is not None and problems.ask_some(_PORTION):
            then(problems)
            return True
        self._awaiting = then
        self._turn.start()
        return False

    def refresh(self, changes: Changes) -> None:
        """Check again what an edit touched."""
        if self._problems is not None and self._problems.refresh(changes):
            self._turn.start()

    @property
    def count(self) -> int:
        """How many are to be checked, as far as is known."""
        return 0 if self._problems is None else self._problems.count(ERROR, WARNING)

    def _tell(self) -> None:
        count = self.count
        self._page.panel.show_check_count(count)
        self.counted.emit(count)
        if self._page.panel.shows_checks:
            self._list()

    def _list(self) -> None:
        found: dict[str, list[str]] = {}
        # The problems of a span stand one after the other.
        for each in self.all():
            if each.span is not None and each.span not in found and len(found) == _MOST:
                break
            if each.span is not None:
                sign = "! " if each.grade == ERROR else ""
                found.setdefault(each.span, []).append(f"{sign}{each.message}")
        self._page.panel.show_checks({id: " ".join(words) for id, words in found.items()})

    def all(self, *, hints: bool = False) -> Iterator[LayerProblem]:
        """Yield every problem in text order; mere hints only when asked for."""
        found = self._problems.in_order() if self._problems is not None else ()
        return (each for each in found if hints or each.grade != HINT)

    def next(self, direction: int) -> LayerProblem | None:
        """Return the next problem after the focus or the caret, round the ends, or before it."""
        page = self._page
        found = [each for each in self.all() if each.span in page.spans]
        if not found:
            return None
        spans = [page.spans[each.span or ""] for each in found]
        focused = page.spans.get(page.view.focused or "")
        here = text_order(focused) if focused else (page.view.caret,)
        if direction > 0:
            later = [n for n, span in enumerate(spans) if text_order(span) > here]
            return found[later[0] if later else 0]
        earlier = [n for n, span in enumerate(spans) if text_order(span) < here]
        return found[earlier[-1] if earlier else -1]
