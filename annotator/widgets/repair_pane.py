"""The repair list under the article: what imports could not place, one row a mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.card import line
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.key_button import Hint, KeyLine
from annotator.widgets.repair_rows import ROW_HEIGHT, RepairDelegate, RepairModel, RepairRow
from annotator.widgets.row_list import RowList
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

#: Rows that are seen at once.
_ROWS = 4
_GO = ("Return", "Enter")
#: What the caps say → the keys' names.
_CAPS = {"Enter": "Return", "←": "Left", "→": "Right", "Del": "Delete", "Esc": "Escape",
         "Ctrl T": "Ctrl+T", "Ctrl Shift T": "Ctrl+Shift+T"}  # fmt: skip
_KEYS = frozenset((*_GO, "Left", "Right", "Delete", "Backspace", "Escape"))


class RepairPane(QFrame):
    """`pointed` carries the number of the row that became the current one.

    `struck` carries the name of a key that means something for it (Return, Left, Right, Delete,
    Escape, Ctrl+T, Ctrl+Shift+T), also when its cap was clicked; `save_asked` is the button.
    """

    pointed = Signal(int)
    struck = Signal(str)
    save_asked = Signal()

    def __init__(
        self, theme: Theme, named: Callable[[QKeyEvent], str | None], parent: QWidget
    ) -> None:
        """Make it, hidden; `named` gives the name of a key, whatever the layout."""
        super().__init__(parent)
        self.setObjectName("repairPane")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._named = named
        self.model = RepairModel(self)
        self.list = RowList(ROW_HEIGHT, self)
        self.list.setObjectName("repairList")
        self.list.setFixedHeight(_ROWS * ROW_HEIGHT)
        self.list.setAccessibleName("Marks without a place")
        self.list.setModel(self.model)
        self.delegate = RepairDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.keys = KeyLine(theme)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._point)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.keys.used.connect(lambda key: self.struck.emit(_CAPS.get(key, key)))
        self.hide()

    def _lay_out(self) -> None:
        title = QLabel("Repair list")
        title.setFont(interface_font(13, bold=True))
        self.count = QLabel("")
        self.count.setProperty("quiet", True)
        self.place = ElidedLabel("")
        self.place.setProperty("quiet", True)
        save = QPushButton("Save the list")
        save.setObjectName("repairSave")
        save.setProperty("link", True)
        save.clicked.connect(self.save_asked)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 6)
        head.setSpacing(12)
        head.addWidget(title)
        head.addWidget(self.count)
        head.addWidget(self.place, 1)
        head.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((line(), 0), (self.list, 1), (line(), 0), (self.keys, 0)):
            column.addWidget(widget, stretch)
        column.insertLayout(1, head)

    def show_rows(self, rows: Sequence[RepairRow], total: int, current: int) -> None:
        """Show these of `total` marks, with the row of that number as the current one."""
        self.list.selectionModel().blockSignals(True)
        self.model.show_rows(rows)
        self.list.selectionModel().blockSignals(False)
        more = f", the first {len(rows):,} are listed" if total > len(rows) else ""
        self.count.setText(f"{total:,} mark{'s' * (total != 1)}{more}")
        if rows:
            self.list.setCurrentIndex(self.model.index(min(max(current, 0), len(rows) - 1)))
            self.list.reveal_row(self.current)

    def show_place(self, number: int, count: int, *, relation: bool, here: bool) -> None:
        """Show which of `count` likely places the article shows, counted from 0, and the keys."""
        hints = [Hint("Enter", "goes there" if not here else "article")]
        if relation:
            self.place.setText("focus the mark that is missing, then link it")
        elif count > 1:
            self.place.setText(f"likely place {number + 1:,} of {count:,}")
        else:
            self.place.setText("one likely place" if count else "no likely place: select one")
        if count > 1:
            hints += [Hint("←", ""), Hint("→", "other place")]
        hints.append(Hint("Ctrl T", "links it" if relation else "places it"))
        if not relation:
            hints.append(Hint("Ctrl Shift T", "whole label"))
        self.keys.show_hints((*hints, Hint("Del", "dismisses"), Hint("Esc", "closes")))

    @property
    def current(self) -> int:
        """The number of the current row, -1 without one."""
        return self.list.currentIndex().row()

    def open(self) -> None:
        """Show the pane, with the keyboard in the list."""
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.delegate.theme = theme
        self.keys.set_theme(theme)

    def _point(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the pane's keys from the list; a click on a row goes to its mark."""
        if isinstance(event, QKeyEvent) and watched is self.list:
            name = self._named(event) or ""
            if name in _KEYS and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if name in _KEYS and event.type() == QEvent.Type.KeyPress:
                self.struck.emit({"Enter": "Return", "Backspace": "Delete"}.get(name, name))
                return True
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and watched is self.list.viewport():
            return self._click(event.position().toPoint())
        return super().eventFilter(watched, event)

    def _click(self, point: QPoint) -> bool:
        index = self.list.indexAt(point)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.struck.emit("Return")
        return True
