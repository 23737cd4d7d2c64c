"""The attributes of the focused span: one row each, every value with a digit."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.schema import Attribute, Label
from annotator.domain.span import Span
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_ROW = 28
_HEAD = 36
_NAME_WIDTH = 104
_AIR = 16
_CHOICE_AIR = 6


class _Choice(NamedTuple):
    row: int
    value: str
    box: QRect


class AttributeForm(QWidget):
    """Shows a span's label, place and choices; digits choose in the row that has the focus.

    `attribute_set` carries attribute id and value; None takes the value away.
    `left` is sent on Esc and Enter: back to the article.
    """

    attribute_set = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attributeForm")
        self.theme = theme
        self._span: Span | None = None
        self._label: Label | None = None
        self._rows: tuple[Attribute, ...] = ()
        self._current = 0
        self._choices: list[_Choice] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Attributes")
        self.hide()

    def show_span(self, span: Span | None, label: Label | None) -> None:
        """Show this span's attributes, or nothing with None."""
        if span is None or label is None or self._span is None or span.id != self._span.id:
            self._current = 0
        self._span, self._label = span, label
        rows = label.attributes if label else ()
        self._rows = tuple(row for row in rows if self._offers(row))
        self.setVisible(span is not None)
        self._describe()
        self._arrange()

    def _offers(self, attribute: Attribute) -> bool:
        """Whether the form has a row for it: advanced ones only at work or when they are set."""
        if attribute.kind != "choice":
            return False
        advanced = bool(attribute.definition.get("advanced"))
        usual = self._value(attribute) in (None, attribute.default)
        return not advanced or self.hasFocus() or not usual

    def _arrange(self) -> None:
        """Lay the form out anew, because what it shows or who has the focus changed."""
        self._place_choices()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.theme = theme
        self.update()

    def _value(self, attribute: Attribute) -> Any:
        return self._span.attributes.get(attribute.id) if self._span else None

    def _describe(self) -> None:
        said = [f"{row.name}: {self._value(row) or 'not set'}" for row in self._rows]
        self.setAccessibleDescription("; ".join(said))

    def _place_choices(self) -> None:
        """Lay the values out in lines, as many as the width needs."""
        metrics = QFontMetrics(interface_font(12, bold=True))
        self._choices = []
        numbered = self._current if self.hasFocus() else -1
        self._tops: list[int] = []
        top = _HEAD
        right = max(self.width(), 240) - _AIR
        for row, attribute in enumerate(self._rows):
            self._tops.append(top)
            x = _AIR + _NAME_WIDTH
            for digit, value in enumerate(attribute.values, start=1):
                words = f"{digit} {value}" if row == numbered else value
                width = metrics.horizontalAdvance(words) + 2 * _CHOICE_AIR
                if x + width > right and x > _AIR + _NAME_WIDTH:
                    x, top = _AIR + _NAME_WIDTH, top + 24
                self._choices.append(_Choice(row, value, QRect(x, top + 3, width, 22)))
                x += width + 2
            top += _ROW
        self._height = top + 12

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(240, self._height if self._span else 0)

    def resizeEvent(self, event: object) -> None:
        """Lay the values out for the new width."""
        self._place_choices()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and the rows."""
        if self._span is None or self._label is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(self.theme.line))
        self._paint_head(painter, self._span, self._label)
        for row, attribute in enumerate(self._rows):
            self._paint_row(painter, row, attribute)
        for choice in self._choices:
            self._paint_choice(painter, choice)
        painter.end()

    def _paint_head(self, painter: QPainter, span: Span, label: Label) -> None:
        line = QRect(_AIR, 8, self.width() - 2 * _AIR, 24)
        flags = Qt.AlignmentFlag.AlignVCenter
        font = interface_font(13, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, label.name)
        after = line.adjusted(QFontMetrics(font).horizontalAdvance(label.name) + 10, 0, 0, 0)
        painter.setFont(interface_font(12))
        painter.setPen(QColor(self.theme.soft_ink))
        place = f"{span.start:,}–{span.end:,}"
        painter.drawText(after, flags | Qt.AlignmentFlag.AlignLeft, place)
        if span.uncertain:
            painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, "unsure")

    def _paint_row(self, painter: QPainter, row: int, attribute: Attribute) -> None:
        top = self._tops[row]
        last = self._tops[row + 1] if row + 1 < len(self._tops) else self._height - 12
        if self.hasFocus() and row == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selected_row))
            ground = QRectF(8, top, self.width() - 16, last - top)
            painter.drawRoundedRect(ground, 4, 4)
        painter.setFont(interface_font(12))
        painter.setPen(QColor(self.theme.soft_ink))
        name = QRect(_AIR, top + 3, _NAME_WIDTH - 8, 22)
        elided = QFontMetrics(painter.font()).elidedText(
            attribute.name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_choice(self, painter: QPainter, choice: _Choice) -> None:
        attribute = self._rows[choice.row]
        chosen = self._value(attribute) == choice.value
        numbered = self.hasFocus() and choice.row == self._current
        words = choice.value
        if numbered:
            words = f"{attribute.values.index(choice.value) + 1} {words}"
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.ink))
            painter.drawRoundedRect(QRectF(choice.box), 4, 4)
        painter.setFont(interface_font(12, bold=chosen))
        painter.setPen(QColor(self.theme.paper if chosen else self.theme.ink))
        painter.drawText(choice.box, Qt.AlignmentFlag.AlignCenter, words)

    def _choose(self, attribute: Attribute, value: str) -> None:
        again = self._value(attribute) == value and not attribute.required
        self.attribute_set.emit(attribute.id, None if again else value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows and Tab go between rows, Esc and Enter go back."""
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab) and self._rows:
            self._current = (self._current + 1) % len(self._rows)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab) and self._rows:
            self._current = (self._current - 1) % len(self._rows)
        elif event.text().isdecimal() and self._rows:
            attribute = self._rows[self._current]
            digit = int(event.text())
            if 1 <= digit <= len(attribute.values):
                self._choose(attribute, attribute.values[digit - 1])
        else:
            super().keyPressEvent(event)
            return
        self._arrange()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab for going between rows."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the value that was clicked."""
        for choice in self._choices:
            if choice.box.contains(event.position().toPoint()):
                self._current = choice.row
                self._arrange()
                self._choose(self._rows[choice.row], choice.value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the digits."""
        super().focusInEvent(event)
        self.show_span(self._span, self._label)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the digits."""
        super().focusOutEvent(event)
        self.show_span(self._span, self._label)
