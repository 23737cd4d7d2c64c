"""What is to be exported: format, whose layers, status, labels, and how it is divided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.number_field import NumberField
from annotator.widgets.tick_rows import TickRows

#: Stands among the people, none of whom has an empty id.
GOLD = ""
STATUSES = ("done", "started", "new", "skipped")
_NAMES, _GAP = 104, 16
#: What takes the room that is left in its row.
_WIDE = (ElidedLabel, TickRows)
_SPLITS = ("not split", "80/10/10", "70/15/15", "60/20/20", "50/25/25")


class FormatRow(NamedTuple):
    """A format as it is offered: its name, its title, and a few words about it."""

    name: str
    title: str
    remark: str


class ExportChoice(NamedTuple):
    """What the form says; `people`, `statuses` and `labels` are ids, all of them when all are."""

    format: str
    gold: bool
    people: tuple[str, ...]
    statuses: tuple[str, ...]
    labels: tuple[str, ...]
    split: str | None
    seed: int
    group: str


class ExportForm(QWidget):
    """`changed` is sent when it says something else."""

    changed = Signal()

    def __init__(
        self,
        formats: Sequence[FormatRow],
        people: Sequence[tuple[str, str]],
        labels: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._remarks = {each.name: each.remark for each in formats}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _NAMES)
        self._grid.setColumnStretch(1, 1)
        self.format = QComboBox()
        for each in formats:
            self.format.addItem(each.title, each.name)
        self.remark = ElidedLabel()
        self.remark.setProperty("soft", True)
        self._add("Format", self.format, self.remark)
        self.people = self._boxes("Whose", [(GOLD, "gold"), *people], ())
        self.statuses = self._boxes("Status", [(each, each) for each in STATUSES], ("done",))
        self.labels = self._boxes("Labels", labels, [id for id, _ in labels])
        self._build_split()
        self.format.currentIndexChanged.connect(self._change)
        self._show_remark()

    def _build_split(self) -> None:
        self.split = QComboBox()
        self.split.addItems(_SPLITS)
        self.parts = QLabel()
        self.parts.setProperty("soft", True)
        seed = QLabel("seed")
        self.seed = NumberField(0, 999_999, 1)
        self.seed.setFixedWidth(72)
        self.seed.show_value(1)
        group = QLabel("together by")
        self.group = QLineEdit()
        self.group.setPlaceholderText("a field")
        self.group.setToolTip("Articles with the same value in this field of their metadata")
        self.group.setFixedWidth(96)
        #: What was in that field when it was last told.
        self._grouped = ""
        self._dividing = [seed, self.seed, group, self.group]
        self._add("Split", self.split, self.parts, *self._dividing)
        for name, field in (("Seed", self.seed), ("Kept together by", self.group)):
            field.setAccessibleName(name)
        self.split.currentIndexChanged.connect(self._change)
        self.seed.value_changed.connect(self._change)
        self.group.editingFinished.connect(self._change_group)

    def _add(self, name: str, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for widget in widgets:
            row.addWidget(widget, 1 if isinstance(widget, _WIDE) else 0)
        if not any(isinstance(widget, _WIDE) for widget in widgets):
            row.addStretch(1)
        label = QLabel(name)
        label.setProperty("soft", True)
        label.setFixedHeight(28)
        widgets[0].setAccessibleName(name)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(row, at, 1)

    def _boxes(
        self, name: str, choices: Sequence[tuple[str, str]], ticked: Sequence[str]
    ) -> dict[str, QCheckBox]:
        boxes = {}
        for id, words in choices:
            box = QCheckBox(words)
            box.setAccessibleName(f"{name}: {words}")
            box.setChecked(id in ticked)
            box.toggled.connect(self._change)
            boxes[id] = box
        rows = TickRows(list(boxes.values()))
        self._add(name, rows)
        return boxes

    def show_choice(self, choice: ExportChoice) -> None:
        """Show a choice without telling anyone; what it names and is not there is left out."""
        self.blockSignals(True)
        self.format.setCurrentIndex(max(0, self.format.findData(choice.format)))
        for boxes, ids in (
            (self.people, (*choice.people, *((GOLD,) if choice.gold else ()))),
            (self.statuses, choice.statuses),
            (self.labels, choice.labels),
        ):
            for id, box in boxes.items():
                box.setChecked(id in ids)
        self.split.setCurrentText(choice.split or _SPLITS[0])
        self.seed.show_value(choice.seed)
        self.group.setText(choice.group)
        self._grouped = choice.group
        self.blockSignals(False)
        self._show_remark()

    def choice(self) -> ExportChoice:
        """Return what the form says."""
        people = [id for id, box in self.people.items() if box.isChecked()]
        return ExportChoice(
            self.format.currentData(),
            GOLD in people,
            tuple(id for id in people if id != GOLD),
            tuple(id for id, box in self.statuses.items() if box.isChecked()),
            tuple(id for id, box in self.labels.items() if box.isChecked()),
            self.split.currentText() if self.split.currentIndex() else None,
            self.seed.value,
            self.group.text().strip(),
        )

    def show_parts(self, words: str) -> None:
        """Show how many documents each part has."""
        self.parts.setText(words)

    def _change_group(self) -> None:
        # The keyboard may only have come by.
        if self.group.text().strip() != self._grouped:
            self._grouped = self.group.text().strip()
            self._change()

    def _change(self) -> None:
        self._show_remark()
        self.changed.emit()

    def _show_remark(self) -> None:
        self.remark.setText(self._remarks.get(self.format.currentData(), ""))
        divided = self.split.currentIndex() > 0
        for widget in self._dividing:
            widget.setVisible(divided)
        self.parts.setVisible(divided)
        own = any(box.isChecked() for id, box in self.people.items() if id != GOLD)
        for box in self.statuses.values():
            box.setEnabled(own)
