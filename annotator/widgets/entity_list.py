"""The list of entities: find one by any of its names, among those of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entity import Entity
from annotator.widgets.document_row import ROW_HEIGHT
from annotator.widgets.key_cap import KeyCap
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.row_list import RowList
from annotator.widgets.text_line import draw_line, runs_from_right
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.widths import DOCUMENTS

_AIR = 16
ALL_KINDS = "All kinds"


class EntityModel(QAbstractListModel):
    """The entities of the list; `detail` gives the quiet line of one, asked when it is painted."""

    def __init__(self, parent: QWidget, detail: Callable[[Entity], str]) -> None:
        super().__init__(parent)
        self.detail = detail
        self._entities: list[Entity] = []
        self._numbers: dict[str, int] = {}

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many entities the list shows."""
        return 0 if parent.isValid() else len(self._entities)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name for the view, all of the row for screen readers and tool tips."""
        if not index.isValid():
            return None
        entity = self._entities[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entity.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{' · '.join(entity.names)}\n{self.detail(entity)}"
        return None

    def entity(self, row: int) -> Entity:
        """Return the entity of a row."""
        return self._entities[row]

    def row_of(self, entity_id: str) -> int | None:
        """Return the row of an entity, or None when it is not shown."""
        return self._numbers.get(entity_id)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show these entities."""
        self.beginResetModel()
        self._entities = list(entities)
        self._numbers = {entity.id: row for row, entity in enumerate(self._entities)}
        self.endResetModel()


class EntityDelegate(RowDelegate):
    """Paints an entity's row: its name, and a quiet line below."""

    def reads_left(self, index: AnyIndex) -> bool:
        """Return whether the entity's name is written from the right."""
        model: EntityModel = index.model()  # type: ignore[assignment]
        return runs_from_right(model.entity(index.row()).name)

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: EntityModel = index.model()  # type: ignore[assignment]
        entity = model.entity(index.row())
        line = QRect(box.left() + _AIR, box.top() + 6, box.width() - 2 * _AIR, 20)
        right = runs_from_right(entity.name)
        name_font = interface_font(13, bold=selected)
        draw_line(painter, line, entity.name, name_font, self.theme.ink, right=right)
        below, detail = line.translated(0, 18), model.detail(entity)
        draw_line(painter, below, detail, interface_font(12), self.theme.soft_ink, right=right)


class _Rows(RowList):
    """The rows; single keys send `key_pressed` with their letter or name."""

    key_pressed = Signal(str)
    _KEYS = {
        Qt.Key.Key_N: "N", Qt.Key.Key_M: "M", Qt.Key.Key_Delete: "Delete",
        Qt.Key.Key_Backspace: "Delete", Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter",
        Qt.Key.Key_Slash: "/",
    }  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the list's own keys, leave the others to the view."""
        key = self._KEYS.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key is not None and held == Qt.KeyboardModifier.NoModifier:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)


class _Query(QLineEdit):
    """The field above the list; the arrow down goes into it."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrow down, leave every other key to the field."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class EntityList(QFrame):
    """The pane on the left.

    `filter_changed` says that query or kind are others, `entity_shown` carries the id of the
    entity in the current row, `key_pressed` a key of the list: N, M, Delete or Enter.
    """

    filter_changed = Signal()
    entity_shown = Signal(str)
    key_pressed = Signal(str)

    def __init__(
        self, theme: Theme, detail: Callable[[Entity], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entityPane")
        self.setFixedWidth(DOCUMENTS)
        self._build(theme, detail)
        self._lay_out()
        self.query.textChanged.connect(self.filter_changed)
        self.query.returnPressed.connect(self.go_to_rows)
        self.query.went_down.connect(self.go_to_rows)
        self.kind.currentIndexChanged.connect(self.filter_changed)
        self.rows.selectionModel().currentRowChanged.connect(self._tell_current)
        self.rows.key_pressed.connect(self._take_key)

    def _build(self, theme: Theme, detail: Callable[[Entity], str]) -> None:
        self.heading = QLabel("Entities")
        self.heading.setFont(interface_font(13, bold=True))
        self.count = QLabel("0")
        self.count.setProperty("quiet", True)
        self.query = _Query()
        self.query.setPlaceholderText("Find a name")
        self.query.setAccessibleName("Find an entity by name")
        self.query.setClearButtonEnabled(True)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of entity")
        self.kind.addItem(ALL_KINDS)
        self.rows = _Rows(ROW_HEIGHT)
        self.rows.setObjectName("entityList")
        self.rows.setAccessibleName("Entities")
        self.model = EntityModel(self, detail)
        self.delegate = EntityDelegate(theme, self)
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(self.delegate)
        self.empty = QLabel("")
        self.empty.setWordWrap(True)
        self.empty.setProperty("quiet", True)
        self.empty.setContentsMargins(_AIR, 8, _AIR, 8)
        self.caps = [KeyCap(key, theme) for key in ("N", "M", "Del")]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.count)
        head = QVBoxLayout()
        head.setContentsMargins(_AIR, 14, _AIR, 8)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.query)
        head.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.rows, 1)
        column.addLayout(self._key_line())

    def _key_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(_AIR, 8, _AIR, 8)
        line.setSpacing(6)
        for cap, words in zip(self.caps, ("new", "merge", "delete"), strict=True):
            said = QLabel(words)
            said.setProperty("quiet", True)
            line.addWidget(cap)
            line.addWidget(said)
            line.addSpacing(8)
        line.addStretch(1)
        return line

    def _tell_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.entity_shown.emit(self.model.entity(current.row()).id)

    def _take_key(self, key: str) -> None:
        if key == "/":
            self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.query.selectAll()
        else:
            self.key_pressed.emit(key)

    def go_to_rows(self) -> None:
        """Give the keyboard to the rows, with the first one current when none is."""
        if self.model.rowCount():
            if not self.rows.currentIndex().isValid():
                self.rows.setCurrentIndex(self.model.index(0))
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Offer these kinds to choose among; the choice stays when it is one of them."""
        if kinds == self.kinds():
            return
        chosen = self.chosen_kind()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(ALL_KINDS)
        self.kind.addItems(list(kinds))
        self.kind.setCurrentIndex(max(self.kind.findText(chosen), 0) if chosen else 0)
        self.kind.blockSignals(False)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that are offered."""
        return tuple(self.kind.itemText(number) for number in range(1, self.kind.count()))

    def chosen_kind(self) -> str | None:
        """Return the kind that is chosen, or None for all."""
        return self.kind.currentText() if self.kind.currentIndex() > 0 else None

    def show_entities(self, entities: Sequence[Entity], total: int, empty: str = "") -> None:
        """Show these of so many entities; `empty` says what to do when there are none."""
        self.rows.selectionModel().blockSignals(True)
        self.model.show_entities(entities)
        self.rows.selectionModel().blockSignals(False)
        some = len(entities) != total
        self.count.setText(f"{len(entities):,} of {total:,}" if some else f"{total:,}")
        self.empty.setText(empty)
        self.empty.setVisible(not entities and bool(empty))

    def select(self, entity_id: str) -> bool:
        """Make an entity's row the current one; False when it is not shown."""
        row = self.model.row_of(entity_id)
        if row is not None:
            self.rows.setCurrentIndex(self.model.index(row))
        return row is not None

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows with this theme."""
        self.delegate.theme = theme
        self.rows.viewport().update()
        for cap in self.caps:
            cap.set_theme(theme)
