"""Finding words in the open article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt

from annotator.domain.span import Fragment
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.find_bar import FindBar

#: More matches than this are counted but not painted.
_MOST = 5000


class Finder(QObject):
    """Joins the find bar to the article; upper and lower case are the same."""

    def __init__(self, view: ArticleView, bar: FindBar) -> None:
        super().__init__(bar)
        self._view = view
        self._bar = bar
        self._text = ""
        self._matches: list[Fragment] = []
        self._current = -1
        bar.query_changed.connect(self.look_for)
        bar.match_moved.connect(self.go)
        bar.match_taken.connect(self.take)
        bar.closed.connect(self.close)

    def show_text(self, text: str) -> None:
        """Look in this text from now on."""
        self._text = text
        self._matches, self._current = [], -1

    def open(self) -> None:
        """Open the bar with the old query selected."""
        self._bar.open()
        self.look_for(self._bar.query)

    def look_for(self, query: str) -> None:
        """Find every place of `query` and go to the first one after the caret."""
        self._matches = [match.span() for match in self._found(query)] if query else []
        caret = self._view.selection() or (self._view.caret, 0)
        self._current = bisect_left(self._matches, (caret[0], 0))
        if self._current == len(self._matches):
            self._current = 0 if self._matches else -1
        self._show()

    def _found(self, query: str) -> Iterator[re.Match[str]]:
        # White space in the query matches any, so a line end in the text does not hide it.
        pattern = r"\s+".join(re.escape(part) for part in query.split(" ") if part) or r"\s"
        return re.finditer(pattern, self._text, re.IGNORECASE)

    def go_to_first(self, query: str) -> None:
        """Select the first place of `query`, or of the first of its words that occurs."""
        for words in (query, *query.split()):
            match = next(self._found(words), None)
            if match is not None:
                self._view.select_by_person(match.span())
                self._view.reveal(match.start())
                return

    def go(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) match, round the ends."""
        if self._matches:
            self._current = (self._current + direction) % len(self._matches)
            self._show()

    def take(self) -> None:
        """Select the current match in the article; once selected, take the next one."""
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
        self._view.set_matches(())
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        current = self._current if self._matches else None
        # Those nearest to the current one; no screen shows more.
        first = max(0, min(self._current - _MOST // 2, len(self._matches) - _MOST))
        shown = self._matches[first : first + _MOST]
        self._view.set_matches(shown, None if current is None else current - first)
        self._bar.show_count(self._current + 1, len(self._matches))
