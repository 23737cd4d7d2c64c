"""What the positions of a file count: a choice of units, with how many quotes fit each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from annotator.domain.units import UNITS
from annotator.widgets.theme import Theme

#: Units as people read of them.
UNIT_WORDS = {
    "codepoint": "code points",
    "utf16": "UTF-16 units",
    "byte": "UTF-8 bytes",
    "grapheme": "characters as seen",
}
_ROW, _GAP, _BAR = 26, 12, 4


class UnitRows(QWidget):
    """A row for what it looks like and one for each unit.

    `chosen` is sent when a person chooses; `unit` is None for what it looks like.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.unit: str | None = None
        self.buttons: dict[str | None, QRadioButton] = {}
        self.counts: dict[str, QLabel] = {}
        self._bars: dict[str, _Bar] = {}
        self._shares: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, unit in enumerate((None, *UNITS)):
            button = QRadioButton("as it looks" if unit is None else UNIT_WORDS[unit])
            button.setFixedHeight(_ROW)
            button.setChecked(unit is None)
            button.clicked.connect(lambda _on, unit=unit: self._choose(unit))
            self._group.addButton(button)
            self.buttons[unit] = button
            grid.addWidget(button, row, 0, 1, 4 if unit is None else 1)
            if unit is not None:
                self._add_evidence(grid, row, unit, theme)

    def _add_evidence(self, grid: QGridLayout, row: int, unit: str, theme: Theme) -> None:
        bar, count, share = _Bar(theme), QLabel(), QLabel()
        share.setProperty("soft", True)
        for label in (count, share):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bars[unit], self.counts[unit], self._shares[unit] = bar, count, share
        for column, widget in enumerate((bar, count, share), 1):
            grid.addWidget(widget, row, column)

    def show_fits(self, looks: Sequence[str], fits: Mapping[str, int], total: int) -> None:
        """Show what it looks like, and how many of so many quotes fit each unit; none without."""
        seen = ", ".join(UNIT_WORDS.get(unit, unit) for unit in looks)
        self.buttons[None].setText(f"as it looks: {seen}" if seen else "as it looks")
        for unit, bar in self._bars.items():
            number = fits.get(unit, 0)
            said = f"{number:,} fit" if total else ""
            bar.show_share(number / total if total else None)
            self.counts[unit].setText(said)
            self._shares[unit].setText(f"{100 * number / total:.1f} %" if total else "")
            self.buttons[unit].setAccessibleDescription(f"{said} of {total:,}" if total else "")

    def _choose(self, unit: str | None) -> None:
        if unit != self.unit:
            self.unit = unit
            self.chosen.emit()


class _Bar(QWidget):
    """How much of a whole; the numbers beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None

    def sizeHint(self) -> QSize:
        return QSize(120, _ROW)

    def show_share(self, share: float | None) -> None:
        """Draw a share between 0 and 1; nothing for None."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._share is None:
            return
        painter = QPainter(self)
        track = QRect(0, (self.height() - _BAR) // 2, self.width(), _BAR)
        painter.fillRect(track, QColor(self._theme.well))
        track.setWidth(round(track.width() * self._share))
        painter.fillRect(track, QColor(self._theme.accent))
