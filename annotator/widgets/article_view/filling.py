"""Filling a document of Qt's with a long text portion by portion, so that nobody waits for it."""

from __future__ import annotations

import time

from PySide6.QtGui import QTextCursor, QTextDocument

#: Code points that are put in at once, and seconds after which no more are.
_PIECE, _PORTION = 16_384, 0.02
#: What Qt takes for a mark of the byte order, and drops, where a piece begins with it.
_DROPPED = ("\ufeff", "\ufffe")


class Filling:
    """Puts a text into a document that no view shows yet; `document` is complete when `done`."""

    def __init__(self, text: str) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self._text = text
        self._cursor = QTextCursor(self.document)
        self.at = 0

    @property
    def done(self) -> bool:
        """Whether everything is in."""
        return self.at >= len(self._text)

    def go_on(self) -> None:
        """Put in as much as fits into a moment."""
        until = time.monotonic() + _PORTION
        while not self.done and time.monotonic() < until:
            end = self.at + _PIECE
            while self._text[end : end + 1] in _DROPPED:
                end += 1
            self._cursor.insertText(self._text[self.at : end])
            self.at = end
