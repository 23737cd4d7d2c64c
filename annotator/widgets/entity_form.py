"""What the ledger says of one entity, to read and to change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entity import Entity
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.layouts import empty
from annotator.widgets.typography import interface_font, serif_font

#: Field → its words, what stands in it while it is empty.
_FIELDS = {
    "name": ("Name", ""),
    "aliases": ("Also called", "other names, with commas between them"),
    "reference": ("Reference", "wikidata:Q… or geonames:…"),
    "coordinates": ("Coordinates", "latitude, longitude in degrees, as 53.9, 27.57"),
    "note": ("Note", ""),
}
_LABEL_WIDTH = 96


def coordinates_text(entity: Entity) -> str:
    """Return an entity's coordinates as the field shows them."""
    if entity.lat is None or entity.lon is None:
        return ""
    return f"{entity.lat:.6g}, {entity.lon:.6g}"


class EntityForm(QWidget):
    """Fields and verbs of the entity that is shown.

    `field_set` carries a field (name, kind, aliases, reference, coordinates, note) and what was
    typed, when the field is left or Enter pressed; `merge_asked`, `split_off_asked` and
    `delete_asked` are clicks, `split_asked` carries the id of a merged entity.
    """

    field_set = Signal(str, str)
    merge_asked = Signal()
    split_off_asked = Signal()
    delete_asked = Signal()
    split_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entityForm")
        self.entity: Entity | None = None
        self.title = ElidedLabel("")
        self.title.setFont(serif_font(20, bold=True))
        # A name of a few letters in Arabic stands at the left all the same.
        self.title.setAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignVCenter
        )
        self.count = QLabel("")
        self.count.setProperty("quiet", True)
        self.fault = QLabel("")
        self.fault.setObjectName("entityFault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind")
        self.kind.activated.connect(self._take_kind)
        self.fields = {name: self._field(name) for name in _FIELDS}
        self._lay_out()

    def _field(self, name: str) -> QLineEdit:
        words, placeholder = _FIELDS[name]
        field = QLineEdit()
        field.setObjectName(f"entity.{name}")
        field.setAccessibleName(words)
        field.setPlaceholderText(placeholder)
        field.editingFinished.connect(partial(self._take, name))
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self._verbs())
        column.addWidget(self.fault)
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        rows = [("Name", self.fields["name"]), ("Kind", self.kind)]
        rows += [(_FIELDS[name][0], self.fields[name]) for name in list(_FIELDS)[1:]]
        for number, (words, widget) in enumerate(rows):
            label = QLabel(words)
            label.setProperty("soft", True)
            grid.addWidget(label, number, 0)
            grid.addWidget(widget, number, 1)
        column.addLayout(grid)
        self._merged = QVBoxLayout()
        self._merged.setContentsMargins(0, 8, 0, 0)
        self._merged.setSpacing(4)
        column.addLayout(self._merged)

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.count)
        row.addStretch(1)
        self.merge = self._verb("Merge into…", "They are the same: keep one of them (M)")
        self.merge.clicked.connect(self.merge_asked)
        self.split_off = self._verb(
            "Split off…", "Some of its mentions are somebody else: choose them first"
        )
        self.split_off.clicked.connect(self.split_off_asked)
        self.delete = self._verb("Delete", "Its mentions stay, unlinked")
        self.delete.clicked.connect(self.delete_asked)
        for button in (self.merge, self.split_off, self.delete):
            row.addWidget(button)
        return row

    def _verb(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setFlat(True)
        button.setToolTip(tip)
        return button

    def show_entity(
        self, entity: Entity, count: str, merged: Sequence[Entity], kinds: Sequence[str]
    ) -> None:
        """Show an entity; `count` says how often it is mentioned, `merged` are merged into it."""
        before, self.entity = self.entity, entity
        self.title.setText(entity.name)
        self.count.setText(count)
        values = {
            "name": entity.name,
            "aliases": ", ".join(entity.aliases),
            "reference": entity.reference or "",
            "coordinates": coordinates_text(entity),
            "note": entity.note,
        }
        another = before is None or before.id != entity.id
        for name, value in values.items():
            field = self.fields[name]
            # What is being typed is not written over because something else has changed.
            if another or not (field.hasFocus() and field.isModified()):
                field.setText(value)
                field.setModified(False)
                field.setCursorPosition(0)
        if another:
            self.show_fault("")
        every = list(dict.fromkeys([*kinds, entity.kind]))
        self.kind.clear()
        self.kind.addItems(every)
        self.kind.setCurrentIndex(every.index(entity.kind))
        self._show_merged(merged)

    def _show_merged(self, merged: Sequence[Entity]) -> None:
        empty(self._merged)
        if merged:
            line = QFrame()
            line.setObjectName("sectionLine")
            line.setFixedHeight(1)
            heading = QLabel("Merged into it")
            heading.setFont(interface_font(13, bold=True))
            self._merged.addWidget(line)
            self._merged.addSpacing(4)
            self._merged.addWidget(heading)
        for entity in merged:
            self._merged.addWidget(self._merged_row(entity))

    def _merged_row(self, entity: Entity) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(QLabel(entity.name))
        detail = QLabel(entity.kind)
        detail.setProperty("quiet", True)
        line.addWidget(detail)
        line.addStretch(1)
        button = QPushButton("Split again")
        button.setProperty("link", True)
        button.setAccessibleName(f"Split {entity.name} again")
        button.clicked.connect(partial(self.split_asked.emit, entity.id))
        line.addWidget(button)
        return row

    def show_fault(self, words: str) -> None:
        """Say what is wrong with what was typed; nothing with an empty text."""
        self.fault.setText(f"! {words}" if words else "")
        self.fault.setVisible(bool(words))

    def restore(self, name: str) -> None:
        """Mark what is typed in a field as not taken, so that leaving it asks again."""
        self.fields[name].setModified(True)

    def _take(self, name: str) -> None:
        field = self.fields[name]
        if field.isModified():
            field.setModified(False)
            self.field_set.emit(name, field.text())

    def _take_kind(self) -> None:
        if self.entity is not None and self.kind.currentText() != self.entity.kind:
            self.field_set.emit("kind", self.kind.currentText())

    def set_split_off(self, chosen: int) -> None:
        """Offer to split off so many chosen mentions."""
        words = f"Split off {chosen:,}…" if chosen else "Split off…"
        self.split_off.setText(words)
