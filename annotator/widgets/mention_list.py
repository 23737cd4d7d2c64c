"""The mentions of an entity, each with the text around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.context_line import Context, Look, draw_in_context
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.row_list import RowList
from annotator.widgets.text_line import draw_line, runs_from_right
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_ROW, _AIR = 56, 24


class MentionRow(NamedTuple):
    """What a row shows; `detail` names the document and, where it is not mine, the person."""

    document_id: str
    span_id: str
    before: str
    words: str
    after: str
    detail: str


class MentionModel(QAbstractListModel):
    """The mentions in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mentions: list[MentionRow] = []

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many mentions there are."""
        return 0 if parent.isValid() else len(self.mentions)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words for the view, all of it for screen readers."""
        if not index.isValid():
            return None
        row = self.mentions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.before}{row.words}{row.after}\n{row.detail}"
        return None

    def show_mentions(self, mentions: Sequence[MentionRow]) -> None:
        """Show these mentions."""
        self.beginResetModel()
        self.mentions = list(mentions)
        self.endResetModel()

    def add_mentions(self, mentions: Sequence[MentionRow]) -> None:
        """Show these as well, at the end."""
        there = len(self.mentions)
        self.beginInsertRows(QModelIndex(), there, there + len(mentions) - 1)
        self.mentions += mentions
        self.endInsertRows()


class MentionDelegate(RowDelegate):
    """Paints a mention: its words stand out in the middle of the line, the article below."""

    def reads_left(self, index: AnyIndex) -> bool:
        """Return whether the mention's words are written from the right."""
        model: MentionModel = index.model()  # type: ignore[assignment]
        return runs_from_right(model.mentions[index.row()].words)

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: MentionModel = index.model()  # type: ignore[assignment]
        row = model.mentions[index.row()]
        line = QRect(box.left() + _AIR, box.top() + 7, box.width() - 2 * _AIR, 24)
        # The words of all rows begin at the same place, so that the eye can run down them.
        look = Look(15, self.theme.ink, self.theme.soft_ink)
        context = Context(row.before, row.words, row.after)
        draw_in_context(painter, line, context, look, line.width() * 3 // 10)
        below = QRect(line.left(), line.bottom(), line.width(), 18)
        right = runs_from_right(row.words)
        draw_line(painter, below, row.detail, interface_font(12), self.theme.soft_ink, right=right)


class MentionList(RowList):
    """The list; a click or Enter opens the mention, with Ctrl or Shift it is only chosen.

    `mention_opened` carries document and span id, `chosen_changed` how many are chosen.
    """

    mention_opened = Signal(str, str)
    chosen_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)
        self.setObjectName("mentionList")
        self.setAccessibleName("Mentions")
        self.mentions = MentionModel(self)
        self.delegate = MentionDelegate(theme, self)
        self.setModel(self.mentions)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)

    def show_mentions(self, mentions: Sequence[MentionRow]) -> None:
        """Show these mentions, none chosen."""
        self.mentions.show_mentions(mentions)
        self.chosen_changed.emit(0)

    def chosen(self) -> list[MentionRow]:
        """Return the mentions that are chosen, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.mentions.mentions[row] for row in rows]

    def _tell_chosen(self) -> None:
        self.chosen_changed.emit(len(self.selectionModel().selectedRows()))

    def _open(self, index: QModelIndex) -> None:
        row = self.mentions.mentions[index.row()]
        self.mention_opened.emit(row.document_id, row.span_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the mention under a plain click."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current mention with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows with this theme."""
        self.delegate.theme = theme
        self.viewport().update()


class MentionPane(QFrame):
    """The list under its heading; `words` says how many there are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mentionPane")
        heading = QLabel("Mentions")
        heading.setFont(interface_font(13, bold=True))
        self.words = QLabel("")
        self.words.setProperty("quiet", True)
        self.list = MentionList(theme, self)
        self.empty = QLabel("Nothing that you marked names it yet.")
        self.empty.setProperty("quiet", True)
        self.empty.setIndent(_AIR)
        top = QHBoxLayout()
        top.setContentsMargins(_AIR, 14, _AIR, 8)
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)

    def show_mentions(self, mentions: Sequence[MentionRow], words: str) -> None:
        """Show these mentions, and say how many there are."""
        self.list.show_mentions(mentions)
        self.words.setText(words)
        self.empty.setVisible(not mentions)
