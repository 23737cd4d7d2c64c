"""The form below the spans: what is said of the focused span, or of all that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from annotator.widgets.form_layout import Cell, FormLayout, lay_out
from annotator.widgets.form_painting import paint_form
from annotator.widgets.form_row import CHOICE, DIFFERENT, FLAG, LINKS, NUMBER, FormHead, FormRow
from annotator.widgets.theme import Theme

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backtab: -1,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: With these held a digit is a shortcut's. AZERTY prints digits with Shift.
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Field(QLineEdit):
    """A row that is being typed; Esc leaves it as it was. No key goes on to the form."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every key."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()


class AttributeForm(QWidget):
    """Rows of choices, flags, texts and links; digits choose in the row that has the focus.

    `attribute_set` carries attribute id and value; None takes the value away. `asked` carries
    the id of the action that a link stands for. `left` is sent on Esc and Enter: back to the
    article.
    """

    attribute_set = Signal(str, object)
    asked = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attributeForm")
        self.theme = theme
        self._head = FormHead("")
        self._rows: tuple[FormRow, ...] = ()
        self._about: object = None
        self._current = 0
        self._layout = FormLayout((), (), 0)
        self._field: _Field | None = None
        self._lent = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Attributes")
        self.hide()

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """The rows that are shown."""
        return self._rows

    def show_rows(self, about: object, head: FormHead, rows: Sequence[FormRow]) -> None:
        """Show rows; `about` tells whether they are about something else than before."""
        if about != self._about:
            self._current = 0
            self._end_typing()
        self._about, self._head, self._rows = about, head, tuple(rows)
        self._current = min(self._current, max(0, len(self._rows) - 1))
        self.setAccessibleDescription("; ".join(row.said for row in self._rows))
        self.setVisible(True)
        self._arrange()

    def show_nothing(self) -> None:
        """Show nothing, because no span has the focus."""
        self._end_typing()
        self._about, self._rows = None, ()
        self.setVisible(False)

    def _arrange(self) -> None:
        """Lay the form out anew, because what it shows or who has the focus changed."""
        at_work = self._lent or self.hasFocus()
        self._layout = lay_out(self._rows, self.width(), self._current if at_work else -1)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(240, self._layout.height if self._about is not None else 0)

    def resizeEvent(self, event: object) -> None:
        """Lay the values out for the new width."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at_work = self._lent or self.hasFocus() or self._field is not None
        current = self._current if at_work else -1
        paint_form(painter, self.theme, self.width(), self._head, self._rows, self._layout, current)
        painter.end()

    # What the person does

    def _use(self, row: FormRow, number: int) -> None:
        """Do what a cell stands for."""
        if row.kind == LINKS:
            self.asked.emit(row.links[number].action)
        elif row.kind == FLAG:
            self.attribute_set.emit(row.id, True if row.value is not True else None)
        elif row.kind == CHOICE:
            value = row.values[number]
            again = row.value == value and not row.required
            self.attribute_set.emit(row.id, None if again else value)
        else:
            self._begin_typing(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows and Tab go between rows, Enter and Esc go back."""
        key = Qt.Key(event.key())
        row = self._rows[self._current] if self._rows else None
        plain = not event.modifiers() & _COMMANDS
        if key == Qt.Key.Key_Escape or (key in _ENTER and (row is None or row.kind == CHOICE)):
            self.left.emit()
        elif key in _STEPS and row is not None:
            self._current = (self._current + _STEPS[key]) % len(self._rows)
        elif row is not None and (key in _ENTER or (key == Qt.Key.Key_Space and row.kind == FLAG)):
            self._use(row, 0)
        elif row is not None and plain and event.text().isdecimal():
            self.use_digit(int(event.text()))
        else:
            super().keyPressEvent(event)
            return
        self._arrange()

    def lend_digits(self, lent: bool) -> None:
        """Show the digits, because another pane that has the keyboard hands them on."""
        self._lent = lent
        self._arrange()

    def use_digit(self, digit: int) -> None:
        """Choose in the row that shows digits."""
        cells = [cell for cell in self._layout.cells if cell.row == self._current]
        if 1 <= digit <= len(cells):
            self._use(self._rows[self._current], digit - 1)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab for going between rows."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Use what was clicked."""
        cell = self._cell_at(event)
        if cell is not None:
            self._current = cell.row
            self._arrange()
            self._use(self._rows[cell.row], cell.number)

    def _cell_at(self, event: QMouseEvent) -> Cell | None:
        point = event.position().toPoint()
        return next((cell for cell in self._layout.cells if cell.box.contains(point)), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the digits."""
        super().focusInEvent(event)
        self._arrange()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the digits."""
        super().focusOutEvent(event)
        self._arrange()

    # Typing

    def _begin_typing(self, row: FormRow) -> None:
        self._end_typing()
        cell = next(cell for cell in self._layout.cells if self._rows[cell.row] is row)
        field = _Field(self)
        field.setAccessibleName(row.name)
        field.setText("" if row.value in (None, DIFFERENT) else str(row.value))
        field.setGeometry(cell.box.adjusted(-4, -3, 0, 3))
        field.returnPressed.connect(lambda: self._take_typed(row))
        field.left.connect(self._leave_typing)
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        self._field = field

    def _take_typed(self, row: FormRow) -> None:
        words = self._field.text().strip() if self._field else ""
        self._leave_typing()
        value: Any = words or None
        if value is not None and row.kind == NUMBER:
            value = _number(words)
        self.attribute_set.emit(row.id, value)

    def _leave_typing(self) -> None:
        self._end_typing()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_typing(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            field.hide()
            field.deleteLater()


def _number(words: str) -> float | int | str:
    """Return the number that was typed; the words themselves where they are none."""
    for kind in (int, float):
        try:
            return kind(words.replace(",", "."))
        except ValueError:
            continue
    return words
