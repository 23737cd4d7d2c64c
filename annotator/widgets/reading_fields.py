"""How a file is read beyond its format: which columns of a table, and ticks for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

#: What is chosen where the table is to be read as it looks, and where it has no such column.
_LOOKS, _NONE = None, ""
#: What an article gets from a column, as a person reads it.
_WHAT = (("text", "text"), ("title", "title"))
_WIDTH = 176


class ColumnFields(QWidget):
    """Which column of a table is the text, and which the title; `chosen` when a person chooses."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for what, words in _WHAT:
            label = QLabel(words)
            label.setProperty("soft", True)
            box = QComboBox()
            box.setAccessibleName(f"Column with the {words}")
            box.setFixedWidth(_WIDTH)
            box.addItem("as it looks", _LOOKS)
            box.currentIndexChanged.connect(lambda _number: self.chosen.emit())
            self.boxes[what] = box
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)

    def columns(self) -> dict[str, str]:
        """Return the columns that were chosen, "" for none; nothing of what is as it looks."""
        said = {what: box.currentData() for what, box in self.boxes.items()}
        return {what: name for what, name in said.items() if name is not _LOOKS}

    def show_columns(self, names: Sequence[str], looks: Mapping[str, str | None]) -> None:
        """Offer these columns, and say which it looks like; away without any."""
        self.setVisible(bool(names) or bool(self.columns()))
        if not names:
            return
        for what, box in self.boxes.items():
            with QSignalBlocker(box):
                if tuple(names) != self._names:
                    self._offer(box, names, none=what != "text")
                seen = looks.get(what)
                box.setItemText(0, f"as it looks: {seen}" if seen else "as it looks")
        self._names = tuple(names)

    def _offer(self, box: QComboBox, names: Sequence[str], *, none: bool) -> None:
        before = box.currentData()
        while box.count() > 1:
            box.removeItem(1)
        for name in names:
            box.addItem(name, name)
        if none:
            box.addItem("none", _NONE)
        box.setCurrentIndex(max(0, box.findData(before)))


class ReadingTicks(QWidget):
    """Ticks for what a format may do while it reads; `chosen` when a person sets one."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)

    def reading(self) -> dict[str, str]:
        """Return the options that are set."""
        return {name: "" for name, tick in self.ticks.items() if tick.isChecked()}

    def show_options(self, options: Mapping[str, str]) -> None:
        """Offer these options, each with what it does; what is set stays until it is taken back."""
        for name, words in options.items():
            if name not in self.ticks:
                tick = QCheckBox(words)
                tick.toggled.connect(lambda _on: self.chosen.emit())
                self._rows.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
                self.ticks[name] = tick
        for name, tick in self.ticks.items():
            tick.setVisible(name in options or tick.isChecked())
        self.setVisible(any(not tick.isHidden() for tick in self.ticks.values()))
