"""The queue of a review: groups, and the cases of the group that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.row_list import RowList
from annotator.widgets.tab_button import TabButton
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

_ROW, _GROUP = 26, 40
_WIDTH, _AIR, _COUNT = 304, 16, 48
#: What is said of a row with such a sign; of any other that is done, that it is decided.
_SAID = {"–": ", waits for another", "…": ", noted"}


class CaseRow(NamedTuple):
    """A row: a group with its detail, or a case; `number` is how many wait, or which it is.

    `key` is that of the group or the case, `done` tells that nothing is left to do there.
    """

    key: str
    title: str
    detail: str
    number: str
    is_group: bool
    done: bool = False


class CaseModel(QAbstractListModel):
    """The rows of the queue, each made when it is asked for: there may be very many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._row_at: Callable[[int], CaseRow] | None = None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, for the view and for screen readers."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = _SAID.get(row.number, ", decided") if row.done else ""
            return f"{row.title}, {row.detail}, {row.number}{state}"
        return None

    def row(self, number: int) -> CaseRow:
        """Return a row by its number."""
        assert self._row_at is not None
        return self._row_at(number)

    def show_rows(self, count: int, row_at: Callable[[int], CaseRow]) -> None:
        """Show so many rows, which `row_at` makes by their numbers."""
        self.beginResetModel()
        self._count, self._row_at = count, row_at
        self.endResetModel()

    def show_again(self, number: int) -> None:
        """Show a row anew, because what it says has changed."""
        self.dataChanged.emit(self.index(number), self.index(number))

    def show_all_again(self) -> None:
        """Show all rows anew."""
        self.dataChanged.emit(self.index(0), self.index(self._count - 1))


class CaseDelegate(RowDelegate):
    """Paints groups in two lines, cases in one."""

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: CaseModel = index.model()  # type: ignore[assignment]
        row, theme = model.row(index.row()), self.theme
        right = box.right() - _AIR
        count = QRect(right - _COUNT, box.top() + 2, _COUNT, 20)
        ink = theme.soft_ink if row.done else theme.ink
        if row.is_group:
            line = QRect(box.left() + _AIR, box.top() + 2, right - _COUNT - box.left() - _AIR, 20)
            draw_line(painter, line, row.title, interface_font(13, bold=selected), ink)
            below = line.translated(0, 17)
            draw_line(painter, below, row.detail, interface_font(12), theme.soft_ink)
            draw_line(painter, count, row.number, interface_font(12), theme.soft_ink, right=True)
        else:
            number = QRect(box.left() + _AIR, box.top(), 28, box.height())
            draw_line(painter, number, row.number, interface_font(12), theme.soft_ink, right=True)
            left = number.right() + 12
            words = QRect(left, box.top(), right - left, box.height())
            draw_line(painter, words, row.title, serif_font(15), ink)


class CaseList(QFrame):
    """The pane on the left; `case_shown` carries a row's key and whether it is a group's.

    `grouped` carries what the person wants the queue grouped by.
    """

    case_shown = Signal(str, bool)
    grouped = Signal(str)

    def __init__(self, theme: Theme, title: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("reviewPane")
        self.setFixedWidth(_WIDTH)
        self.model = CaseModel(self)
        self.rows = RowList(_ROW)
        self.rows.setObjectName("itemList")
        self.rows.setAccessibleName(f"Items: {title.lower()}")
        self.rows.setModel(self.model)
        self._delegate = CaseDelegate(theme, self.rows)
        self.rows.setItemDelegate(self._delegate)
        self.rows.selectionModel().currentChanged.connect(self._tell)
        self.count, self.agreed, self.standing = QLabel(""), QLabel(""), QLabel("")
        for label in (self.count, self.agreed, self.standing):
            label.setProperty("quiet", True)
            label.setWordWrap(label is not self.count)
        self._tabs = QButtonGroup(self)
        self._tab_of: dict[str, TabButton] = {}
        self._lay_out(title, tabs)

    def _lay_out(self, title: str, tabs: Sequence[tuple[str, str]]) -> None:
        heading = QLabel(title)
        heading.setFont(interface_font(13, bold=True))
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.count)
        turn = QHBoxLayout()
        turn.setSpacing(14)
        for id, words in tabs:
            tab = TabButton(words)
            tab.clicked.connect(partial(self._group, id))
            self._tabs.addButton(tab)
            self._tab_of[id] = tab
            turn.addWidget(tab)
        turn.addStretch(1)
        self._tabs.buttons()[0].setChecked(True)
        top = QVBoxLayout()
        top.setContentsMargins(_AIR, 12, _AIR, 8)
        top.setSpacing(8)
        top.addLayout(head)
        top.addLayout(turn)
        top.addWidget(self.agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.rows, 1)
        self.standing.setContentsMargins(_AIR, 8, _AIR, 8)
        column.addWidget(self.standing)

    def show_count(self, waiting: str, agreed: int, by: str) -> None:
        """Say how many wait, on how many all agree, and by what the others were decided."""
        self.count.setText(waiting)
        self.agreed.setText(f"U decides by rule {agreed:,} on which all agree" if agreed else "")
        self.agreed.setVisible(bool(agreed))
        self.standing.setText(by)

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self._delegate.theme = theme
        self.rows.viewport().update()

    def show_grouped(self, by: str) -> None:
        """Show by which tab the queue is grouped, whoever asked for it."""
        self._tab_of[by].setChecked(True)

    def _group(self, id: str, _checked: bool = False) -> None:
        self.grouped.emit(id)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.model.row(index.row())
            self.case_shown.emit(row.key, row.is_group)

    def show_rows(
        self, count: int, row_at: Callable[[int], CaseRow], groups: Iterable[int]
    ) -> None:
        """Show so many rows, made by `row_at` from their numbers; `groups` are those of groups."""
        self.model.show_rows(count, row_at)
        self.rows.set_row_heights(_GROUP, groups)

    def select(self, number: int) -> None:
        """Make a row the current one, without telling."""
        chosen = self.rows.selectionModel()
        chosen.blockSignals(True)
        self.rows.setCurrentIndex(self.model.index(number))
        self.rows.selectRow(number)
        chosen.blockSignals(False)
        self.rows.reveal_row(number)
        self.rows.viewport().update()
