"""What all drawn figures share: spots that a click or Enter opens, and arrows that walk them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.widgets.theme import Theme, mix

#: Shares of accent in the paper under the least and under the greatest figure.
LEAST_TINT, MOST_TINT = 0.05, 0.47
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FRAME = 2.0


class Spot(NamedTuple):
    """A number on the screen: what it opens, where it is, and what it says in full."""

    key: Any
    box: QRect
    words: str


def tint(theme: Theme, strength: float) -> str:
    """Return the paper with accent in it, for a strength from 0 to 1."""
    share = LEAST_TINT + (MOST_TINT - LEAST_TINT) * min(max(strength, 0.0), 1.0)
    return mix(theme.paper, theme.accent, share)


class FigureField(QWidget):
    """Drawn figures with the keyboard in them; `opened` carries the key of a spot."""

    opened = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def spots(self) -> Sequence[Spot]:
        """Return what can be opened, in reading order."""
        return ()

    def words_beside(self, point: QPoint) -> str:
        """Return what is said under the mouse where there is no spot; "" for nothing."""
        return ""

    def shown_anew(self) -> None:
        """Paint again because other figures are shown."""
        self.current = min(self.current, max(len(self.spots()) - 1, 0))
        self._describe()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.theme = theme
        self.update()

    def _describe(self) -> None:
        spots = self.spots()
        self.setAccessibleDescription(spots[self.current].words if spots else "")

    def paint_current(self, painter: QPainter) -> None:
        """Paint the frame round the spot that Enter would open."""
        spots = self.spots()
        if not self.hasFocus() or not spots:
            return
        pen = QPen(QColor(self.theme.ink))
        pen.setWidthF(_FRAME)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(spots[self.current].box).adjusted(1, 1, -1, -1), 4, 4)

    def _at(self, event: QMouseEvent | QHelpEvent) -> int | None:
        point = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        return next(
            (number for number, spot in enumerate(self.spots()) if spot.box.contains(point)), None
        )

    def _go(self, right: int, down: int) -> None:
        """Go to the nearest spot in a direction."""
        spots = self.spots()
        here = spots[self.current].box.center()
        best: tuple[int, int] | None = None
        for number, spot in enumerate(spots):
            centre = spot.box.center()
            along = (centre.x() - here.x()) * right + (centre.y() - here.y()) * down
            aside = abs((centre.x() - here.x()) * down) + abs((centre.y() - here.y()) * right)
            if along > 0 and (best is None or along + 4 * aside < best[0]):
                best = (along + 4 * aside, number)
        if best is not None:
            self.current = best[1]
            self._describe()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter or Space."""
        key, spots = Qt.Key(event.key()), self.spots()
        if spots and key in _ARROWS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go(*_ARROWS[key])
        elif spots and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(spots[self.current].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked."""
        number = self._at(event)
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.current = number
            self._describe()
            self.update()
            self.opened.emit(self.spots()[number].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a number can be opened."""
        over = self._at(event) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say in full what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event)
            words = self.words_beside(event.pos()) if number is None else self.spots()[number].words
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which spot Enter would open."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()
