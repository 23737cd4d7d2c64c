"""The command palette: type a few letters of what you want to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.key_cap import cap_width, paint_cap
from annotator.widgets.theme import Theme

_KEY = Qt.ItemDataRole.UserRole + 1


class Command(NamedTuple):
    """One row: the action's id, its words and the key that does the same."""

    action: str
    words: str
    key: str


class _CommandDelegate(QStyledItemDelegate):
    """Paints a command's words at the left and its key as a cap at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        super().paint(painter, option, index)
        key = index.data(_KEY)
        if key:
            box: QRect = option.rect
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left = box.right() - 8 - cap_width(key)
            paint_cap(painter, left, box.center().y() + 0.5, key, self.theme)


class CommandPalette(QFrame):
    """Lists commands that hold all typed words; Enter sends `command_chosen` (action id)."""

    command_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commandPalette")
        self.delegate = _CommandDelegate(theme, self)
        self._host = parent
        self._commands: tuple[Command, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText("What do you want to do?")
        self.field.setAccessibleName("Command")
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        self.list.setItemDelegate(self.delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.hide()

    def open(self, commands: Sequence[Command]) -> None:
        """Show the palette with these commands, nothing typed yet."""
        self._commands = tuple(commands)
        width = min(560, self._host.width() - 64)
        self.setGeometry((self._host.width() - width) // 2, 64, width, 400)
        # Not clear(), which Ctrl+Z takes back.
        self.field.setText("")
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def _filter(self, typed: str) -> None:
        self.list.clear()
        wanted = typed.casefold().split()
        for command in self._commands:
            if all(word in command.words.casefold() for word in wanted):
                item = QListWidgetItem(command.words)
                item.setData(Qt.ItemDataRole.UserRole, command.action)
                item.setData(_KEY, command.key)
                self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem(f"No command has “{typed.strip()}” in it.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            return
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        if not item.flags():
            # It only says something.
            return
        action = item.data(Qt.ItemDataRole.UserRole)
        self._close()
        self.command_chosen.emit(action)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows, Enter and Esc from the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._close()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentItem() is not None:
                self._take(self.list.currentItem())
        else:
            return False
        return True
