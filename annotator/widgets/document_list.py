"""The list of documents with their state; narrow windows show only the rail of marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.document_row import RAIL_HEIGHT, ROW_HEIGHT, DocumentDelegate
from annotator.widgets.filter_tabs import FilterTabs
from annotator.widgets.row_list import RowList
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.widths import DOCUMENTS, DOCUMENTS_RAIL

AnyIndex = QModelIndex | QPersistentModelIndex


class DocumentRow(NamedTuple):
    """What a row shows: the document's id, title, state, and one quiet line below."""

    id: str
    title: str
    status: str
    detail: str


class DocumentModel(QAbstractListModel):
    """The rows of the list; `row` gives one without a copy."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[DocumentRow] = []
        self._numbers: dict[str, int] = {}

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many documents the list shows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title for the view, all of the row for screen readers and tool tips."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.title}\n{row.detail}"
        return None

    @property
    def rows(self) -> list[DocumentRow]:
        """All rows, in order."""
        return self._rows

    def row(self, number: int) -> DocumentRow:
        """Return the row of that number."""
        return self._rows[number]

    def show_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._numbers = {row.id: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def replace_row(self, row: DocumentRow) -> None:
        """Show a row anew, found by its id."""
        number = self.number(row.id)
        if number is not None:
            self._rows[number] = row
            index = self.index(number)
            self.dataChanged.emit(index, index)

    def number(self, document_id: str) -> int | None:
        """Return the number of a document's row, or None when it is not shown."""
        return self._numbers.get(document_id)


class _Query(QLineEdit):
    """The field above the list; the arrow down goes into it, Esc back to the article."""

    went_down = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrow down and Esc, leave every other key to the field."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DocumentList(QFrame):
    """The pane on the left: find a document, see its state, open it."""

    document_chosen = Signal(str)
    query_changed = Signal(str)
    filter_chosen = Signal(str)
    query_entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentPane")
        self._rail = False
        self._build(theme)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.query.returnPressed.connect(self._choose_first)
        self.query.went_down.connect(self._go_to_list)
        self.query.textChanged.connect(self.query_changed)
        self.query.left.connect(self.left)
        self.set_rail(False)

    def _build(self, theme: Theme) -> None:
        self.heading = QLabel("Documents")
        self.heading.setFont(interface_font(13, bold=True))
        self.count = QLabel("0")
        self.count.setProperty("quiet", True)
        self.query = _Query()
        self.query.setPlaceholderText("Find a document")
        self.query.setAccessibleName("Find a document")
        self.query.setClearButtonEnabled(True)
        self.filters = FilterTabs()
        self.filters.filter_chosen.connect(self.filter_chosen)
        self.list = RowList(ROW_HEIGHT)
        self.list.setObjectName("documentList")
        self.list.setAccessibleName("Documents")
        self.model = DocumentModel(self)
        self.delegate = DocumentDelegate(theme, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.empty = QLabel("")
        self.empty.setWordWrap(True)
        self.empty.setProperty("quiet", True)
        self.empty.setContentsMargins(16, 8, 16, 8)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = QWidget()
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.count)
        head = QVBoxLayout(self.head)
        head.setContentsMargins(16, 14, 16, 8)
        head.setSpacing(10)
        head.addLayout(top)
        head.addWidget(self.query)
        head.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)

    def _choose_first(self) -> None:
        # What was typed may not have been looked for yet.
        self.query_entered.emit()
        if self.model.rowCount():
            self._choose(self.model.index(0))

    def _go_to_list(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        self.document_chosen.emit(self.model.row(index.row()).id)

    def show_rows(self, rows: Sequence[DocumentRow], empty: str = "") -> None:
        """Show the documents; `empty` says what to do when there are none."""
        self.model.show_rows(rows)
        self.count.setText(f"{len(rows):,}")
        self.empty.setText(empty)
        self.empty.setVisible(not rows and bool(empty) and not self._rail)

    def show_row(self, row: DocumentRow) -> None:
        """Show one document anew after its state changed."""
        self.model.replace_row(row)

    def show_filters(
        self, tabs: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]
    ) -> None:
        """Offer filters, given as (id, name): some as tabs, the others in a menu."""
        self.filters.show_filters(tabs, others)

    def select(self, document_id: str) -> None:
        """Select the row of the document that is open."""
        number = self.model.number(document_id)
        if number is not None:
            self.list.setCurrentIndex(self.model.index(number))

    def set_rail(self, rail: bool) -> None:
        """Show only the rail of state marks, or the whole list."""
        self._rail = rail
        self.head.setVisible(not rail)
        self.empty.setVisible(not rail and bool(self.empty.text()) and not self.model.rowCount())
        self.delegate.rail = rail
        self.setFixedWidth(DOCUMENTS_RAIL if rail else DOCUMENTS)
        self.list.show_bar(not rail)
        self.list.set_row_height(RAIL_HEIGHT if rail else ROW_HEIGHT)

    def open_rail(self) -> None:
        """Show the whole list for as long as it has the keyboard, where there is only a rail."""
        application = QApplication.instance()
        if self._rail and isinstance(application, QApplication):
            self.set_rail(False)
            application.focusChanged.connect(self._close_rail)

    def _close_rail(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is self or self.isAncestorOf(now):
            return
        QApplication.instance().focusChanged.disconnect(self._close_rail)  # type: ignore[union-attr]
        self.set_rail(True)

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows with this theme."""
        self.delegate.theme = theme
        self.list.viewport().update()
