"""A field for a whole number: typed, or changed with the arrow keys and the wheel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class NumberField(QLineEdit):
    """Keeps a number between `low` and `high`; up and down change it by `step`."""

    value_changed = Signal(int)

    def __init__(self, low: int, high: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._step = low, high, step
        self._value = low
        self.setValidator(QIntValidator(low, high, self))
        self.setToolTip(f"{low} to {high}; the arrow keys change it")
        self.editingFinished.connect(self._take_text)

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show a number without telling anyone."""
        self._value = value
        self.setText(str(value))

    def set_value(self, value: int) -> None:
        """Take a number, brought into the bounds, and tell when it is another one."""
        value = min(max(value, self._low), self._high)
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.value_changed.emit(value)

    def _take_text(self) -> None:
        self.set_value(int(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the number with the arrow keys."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if steps:
            self.set_value(self._value + steps * self._step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the number with the wheel while the field has the keyboard."""
        if self.hasFocus() and event.angleDelta().y():
            self.set_value(
                self._value + (self._step if event.angleDelta().y() > 0 else -self._step)
            )
        else:
            event.ignore()
