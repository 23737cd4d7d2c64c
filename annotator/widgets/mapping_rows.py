"""Foreign names, how often there are, and what each of them becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.layouts import empty
from annotator.widgets.typography import interface_font

_NUMBER, _FIELD, _GAP = 56, 184, 12


class ForeignName(NamedTuple):
    """A name of a kind (labels, people …), how often it is there, and what it becomes.

    `choices` are (what it becomes, its words): the id of an own name, None for what is left out,
    or "" for what happens where nobody says anything. `own` is the one that is chosen; `shown` is
    what is read in place of the name, `counted` what the number counts if that is not the kind.
    """

    kind: str
    name: str
    number: int
    choices: tuple[tuple[str | None, str], ...]
    own: str | None
    shown: str = ""
    counted: str = ""


class MappingRows(QWidget):
    """`changed` is sent with (kind, name, own) when a person chooses; own as in ForeignName."""

    changed = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], QComboBox] = {}
        self._chosen: dict[tuple[str, str], list[str | None]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _NUMBER)
        self._grid.setColumnStretch(1, 1)

    def show_names(self, names: Sequence[ForeignName]) -> None:
        """Show these names; the fields stay where the same names are shown already."""
        if [(each.kind, each.name) for each in names] != list(self.fields):
            empty(self._grid)
            self.fields, self._chosen = {}, {}
            for row, each in enumerate(names):
                self._add(row, each)
        for each in names:
            field = self.fields[(each.kind, each.name)]
            field.blockSignals(True)
            owns = self._chosen[(each.kind, each.name)]
            field.setCurrentIndex(owns.index(each.own) if each.own in owns else 0)
            field.blockSignals(False)

    def _add(self, row: int, each: ForeignName) -> None:
        number = QLabel(f"{each.number:,}")
        number.setFont(interface_font(13, bold=True))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = ElidedLabel(each.shown or each.name, middle=True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        counted = each.counted or each.kind
        kind = QLabel(counted.removesuffix("s") if each.number == 1 else counted)
        kind.setProperty("soft", True)
        field = QComboBox()
        field.setFixedWidth(_FIELD)
        field.setAccessibleName(f"{each.shown or each.name} becomes")
        owns = [own for own, _ in each.choices]
        for own, words in each.choices:
            field.addItem(words, own)
        field.currentIndexChanged.connect(
            lambda number: self.changed.emit(each.kind, each.name, owns[number])
        )
        self.fields[(each.kind, each.name)] = field
        self._chosen[(each.kind, each.name)] = owns
        for column, widget in enumerate((number, name, kind, field)):
            self._grid.addWidget(widget, row, column)
