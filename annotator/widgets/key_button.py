"""What a key does, as its cap and a few words; a click does the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from annotator.widgets.key_cap import CAP_HEIGHT, cap_width, paint_cap
from annotator.widgets.layouts import empty
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_BETWEEN = 6


class Hint(NamedTuple):
    """What a key does here; `key` as its cap shows it. One without words is only shown."""

    key: str
    words: str


class KeyButton(QAbstractButton):
    """A cap with words beside it."""

    def __init__(self, hint: Hint, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._theme = theme
        self.setText(hint.words)
        self.setAccessibleName(f"{hint.words or 'close'}, key {hint.key}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Room for the cap and the words."""
        words = QFontMetrics(interface_font(12)).horizontalAdvance(self._hint.words)
        beside = words + _BETWEEN + 2 if words else 0
        return QSize(cap_width(self._hint.key) + beside, CAP_HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = round(paint_cap(painter, 0, self.height() / 2, self._hint.key, self._theme))
        colour = self._theme.accent if self.underMouse() else self._theme.soft_ink
        box = QRect(right + _BETWEEN, 0, self.width() - right - _BETWEEN, self.height())
        draw_line(painter, box, self._hint.words, interface_font(12), colour)
        painter.end()


class KeyLine(QWidget):
    """A row of key buttons; `used` carries the key of the one that was clicked."""

    used = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hints: tuple[Hint, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(14)

    def show_hints(self, hints: Iterable[Hint]) -> None:
        """Show these keys in place of others."""
        hints = tuple(hints)
        if hints == self.hints and self._row.count():
            return
        self.hints = hints
        empty(self._row)
        for hint in hints:
            button = KeyButton(hint, self.theme)
            button.clicked.connect(lambda _checked=False, key=hint.key: self.used.emit(key))
            self._row.addWidget(button)
            # At once, so that the line's height is right before anything else happens.
            button.show()
        self._row.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.theme = theme
        hints, self.hints = self.hints, ()
        self.show_hints(hints)
