"""The map of the picker: shown while several of its rows lie somewhere on the Earth."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.widgets.picker_row import PickerRow
from annotator.widgets.place_map import Pin, PlaceMap
from annotator.widgets.theme import Theme

_HEIGHT = 132


class PickerMap(QWidget):
    """Pins with the signs of their rows; `row_clicked` carries the number of a row from 0."""

    row_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = PlaceMap(theme)
        self.shown.setFixedHeight(_HEIGHT)
        self.shown.pin_clicked.connect(lambda pin: self.row_clicked.emit(self._rows[pin]))
        self._pins: list[Pin] = []
        #: The number of each pin's row.
        self._rows: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.addWidget(self.shown)
        self.hide()

    def show_rows(self, rows: Sequence[PickerRow]) -> None:
        """Show where rows lie; nothing where fewer than two places compete."""
        self._pins, self._rows = [], []
        for number, row in enumerate(rows):
            if row.place is not None:
                self._pins.append(Pin(*row.place, row.sign, row.words))
                self._rows.append(number)
        if len({(pin.lat, pin.lon) for pin in self._pins}) < 2:
            self._pins, self._rows = [], []
        self.setVisible(bool(self._pins))

    def show_current(self, row: int) -> None:
        """Fill the pin of the row that Enter would take."""
        if self._pins:
            self.shown.show_pins(self._pins, self._rows.index(row) if row in self._rows else -1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.shown.set_theme(theme)
