"""Finding words in the open article."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer

from annotator.domain.span import Fragment
from annotator.domain.text_search import places_in_portions
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.find_bar import FindBar

#: More matches than this are counted but not painted.
_MOST = 5000
#: So long a search goes on before the window does something else, in seconds.
_SLICE = 0.012
_DONE = object()


class Finder(QObject):
    """Joins the find bar to the article; upper and lower case are the same."""

    def __init__(self, view: ArticleView, bar: FindBar) -> None:
        super().__init__(bar)
        self._view = view
        self._bar = bar
        self._text = ""
        self._matches: list[Fragment] = []
        self._current, self._caret = -1, 0
        self._search: Iterator[None] | None = None
        #: What was asked for while the search goes on.
        self._wishes: list[Callable[[], None]] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._search_on)
        bar.query_changed.connect(self.look_for)
        bar.match_moved.connect(self.go)
        bar.match_taken.connect(self.take)
        bar.closed.connect(self.close)

    def show_text(self, text: str) -> None:
        """Look in this text from now on."""
        self._text = text
        self._forget()

    def open(self) -> None:
        """Open the bar with the old query selected."""
        self._bar.open()
        self.look_for(self._bar.query)

    def look_for(self, query: str) -> None:
        """Find every place of `query` and go to the first one after the caret.

        A long article is looked through bit by bit; a newer query ends the search before.
        """
        self._forget()
        self._caret = (self._view.selection() or (self._view.caret, 0))[0]
        self._begin(self._find_all(query))

    def go_to_first(self, query: str) -> None:
        """Select the first place of `query`, or of the first of its words that occurs."""
        if self.searching:
            self._wishes.append(lambda: self.go_to_first(query))
        else:
            self._begin(self._find_first(query))

    @property
    def searching(self) -> bool:
        """Whether a long article is still being looked through."""
        return self._search is not None

    def _begin(self, search: Iterator[None]) -> None:
        self._search = search
        self._wishes.clear()
        self._turn.start()
        self._search_on()

    def _search_on(self) -> None:
        """Search for some milliseconds, to the end of most articles."""
        until = time.monotonic() + _SLICE
        while self._search is not None:
            if next(self._search, _DONE) is _DONE:
                self._turn.stop()
                self._search = None
                wishes, self._wishes = self._wishes, []
                for wish in wishes:
                    wish()
            elif time.monotonic() > until:
                return

    def _find_all(self, query: str) -> Iterator[None]:
        for found in places_in_portions(self._text, query):
            self._matches += found
            if self._current < 0 and found and found[-1][0] >= self._caret:
                self._current = bisect_left(self._matches, (self._caret, 0))
                self._show()
            yield
        if self._current < 0 and self._matches:
            self._current = 0
        self._show()

    def _find_first(self, query: str) -> Iterator[None]:
        for words in (query, *query.split()):
            for found in places_in_portions(self._text, words):
                if found:
                    self._view.select_by_person(found[0])
                    self._view.reveal(found[0][0])
                    return
                yield

    def _forget(self) -> None:
        self._turn.stop()
        self._search = None
        self._wishes.clear()
        self._matches, self._current = [], -1

    def go(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) match, round the ends."""
        if self.searching:
            self._wishes.append(lambda: self.go(direction))
        elif self._matches:
            self._current = (self._current + direction) % len(self._matches)
            self._show()

    def take(self) -> None:
        """Select the current match in the article; once selected, take the next one."""
        if self.searching:
            self._wishes.append(self.take)
            return
        if not self._matches:
            return
        if self._view.selection() == self._matches[self._current]:
            self.go(1)
        start, end = self._matches[self._current]
        # As if selected by hand: it drops the focus of a span, which keys would act on.
        self._view.select_by_person((start, end))
        self._view.reveal(end)
        self._show()

    def close(self) -> None:
        """Put the bar away; what is selected stays, and the keyboard is in the article."""
        self._bar.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._wishes:
            # Enter was pressed before: it selects what is found, however soon Esc came.
            self._wishes.append(self._put_away)
        else:
            self._put_away()

    def _put_away(self) -> None:
        self._forget()
        self._view.set_matches(())

    def _show(self) -> None:
        current = self._current if self._matches else None
        # Those nearest to the current one; no screen shows more.
        first = max(0, min(self._current - _MOST // 2, len(self._matches) - _MOST))
        shown = self._matches[first : first + _MOST]
        self._view.set_matches(shown, None if current is None else current - first)
        self._bar.show_count(self._current + 1, len(self._matches))
