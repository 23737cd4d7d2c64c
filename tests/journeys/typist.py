"""A person at the keyboard: keys go to whatever has the focus in the real window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_SIGNS = {
    ",": Qt.Key.Key_Comma,
    ".": Qt.Key.Key_Period,
    "/": Qt.Key.Key_Slash,
    "+": Qt.Key.Key_Plus,
    "-": Qt.Key.Key_Minus,
}


class Typist:
    """Presses chords like "Ctrl+F" and types words, one key after the other."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def page(self):
        return self.window.page

    @property
    def view(self):
        return self.window.page.view

    def press(self, *chords: str) -> None:
        for chord in chords:
            name = "+" if chord.endswith("+") else chord.rsplit("+", 1)[-1]
            held = [part for part in chord.removesuffix(name).split("+") if part]
            modifiers = Qt.KeyboardModifier.NoModifier
            for modifier in held:
                modifiers |= _MODIFIERS[modifier]
            key = _SIGNS.get(name) or getattr(Qt.Key, f"Key_{name}")
            if chord == "Shift+Tab":
                key = Qt.Key.Key_Backtab
            QTest.keyClick(self.focus, key, modifiers)
            QApplication.processEvents()

    @property
    def focus(self):
        return QApplication.focusWidget() or self.window

    def press_at(self, code: int, key: int, text: str, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press the key at a place (X11 code) on a layout that prints `text` there."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.focus, QKeyEvent(kind, key, modifiers, code, 0, 0, text))
        QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words of any script; Qt's own keyClicks knows Latin-1 alone."""
        if words.isascii():
            QTest.keyClicks(self.focus, words)
        else:
            for letter in words:
                self._send(QEvent.Type.KeyPress, Qt.Key.Key_unknown, letter)
                self._send(QEvent.Type.KeyRelease, Qt.Key.Key_unknown, letter)
        QApplication.processEvents()

    def _send(self, kind: QEvent.Type, key: Qt.Key, text: str) -> None:
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(self.focus, event)

    def go_into(self, words: str) -> int:
        """Put the caret behind the first character of the first such words; return their place.

        In a paragraph that runs from right to left the arrows do so too.
        """
        self.press("Ctrl+Home", "Ctrl+F")
        self.type(words)
        self.press("Return", "Escape")
        selected = self.view.selection()
        assert selected is not None, f"{words!r} was not found"
        block = self.view.textCursor().block()
        leftwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
        self.press(*(("Right", "Left") if leftwards else ("Left", "Right")))
        return selected[0]

    def go_to(self, words: str, inside: int = 1) -> None:
        """Find words, take them, and put the caret some characters into them."""
        self.press("Ctrl+F")
        self.type(words)
        self.press("Return", "Escape", "Left")
        self.press(*["Right"] * inside)

    def select(self, words: str) -> None:
        """Find words and keep them selected."""
        self.press("Ctrl+F")
        self.type(words)
        self.press("Return", "Escape")

    def spans(self) -> list[tuple[str, int, int]]:
        """The open document's spans as (label, start, end)."""
        return [(span.label, span.start, span.end) for span in self.page.spans_in_order()]
