"""The picker: candidates in a small list by the text, taken with Enter or a digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.card import line
from annotator.widgets.key_button import Hint, KeyLine
from annotator.widgets.picker_map import PickerMap
from annotator.widgets.picker_row import ROW_HEIGHT, PickerDelegate, PickerRow
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_WIDTH = 424
#: So many rows are seen at once; the others come with the arrow keys.
_SEEN = 6
#: And so many beside a map.
_SEEN_WITH_MAP = 4
_GAP = 8
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Picker(QFrame):
    """A title, a field that filters, rows with digits, and the keys that do something else.

    `taken` carries the key of a row, `highlighted` that of the row which Enter would take (""
    for none), `query_changed` what is typed, `struck` the name of an extra key. `closed` is
    sent whenever it goes away. Where rows lie in several places a small map shows them.
    """

    taken = Signal(str)
    highlighted = Signal(str)
    query_changed = Signal(str)
    struck = Signal(str)
    closed = Signal()

    def __init__(
        self, theme: Theme, named: Callable[[QKeyEvent], str | None], parent: QWidget
    ) -> None:
        """Make it over a pane; `named` gives the name of a key, whatever the layout."""
        super().__init__(parent)
        self.setObjectName("picker")
        self._named = named
        self._host = parent
        self._near = QRect()
        self._extra: frozenset[str] = frozenset()
        self._hints: tuple[Hint, ...] = ()
        self._build(theme)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.query_changed)
        self.list.currentRowChanged.connect(self._highlight)
        self.map.row_clicked.connect(self._take)
        self.keys.used.connect(self._use_key)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        parent.installEventFilter(self)
        self.hide()

    def _build(self, theme: Theme) -> None:
        self.title = QLabel("")
        self.title.setFont(interface_font(13, bold=True))
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.list = QListWidget()
        self.delegate = PickerDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.nothing = QLabel("")
        self.nothing.setProperty("quiet", True)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.map = PickerMap(theme)
        self.keys = KeyLine(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.field, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addWidget(self.map)
        column.addWidget(line())
        column.addWidget(self.keys)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 56))
        self.setGraphicsEffect(shadow)

    def open(
        self,
        title: str,
        placeholder: str,
        hints: Sequence[Hint],
        near: QRect,
        extra: Sequence[str] = (),
    ) -> None:
        """Open it by a rectangle of the pane, with nothing typed and no rows yet.

        The keys named in `extra` mean something of their own while nothing is typed.
        """
        self.title.setText(title)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self._extra = frozenset(extra)
        self._near = near
        # Not clear(), which Ctrl+Z takes back.
        self.field.setText("")
        self._hints = tuple(hints)
        self.show_rows(())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, rows: Sequence[PickerRow], nothing: str = "", remark: str = "") -> None:
        """Show the candidates, the likeliest first; `nothing` is said when there are none.

        A `remark` is said below, whether there are some or not.

        A row without a sign of its own gets its digit.
        """
        rows = [
            row._replace(sign=row.sign or (str(number) if number <= 9 else ""))
            for number, row in enumerate(rows, 1)
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.words)
            item.setData(Qt.ItemDataRole.UserRole, row)
            said = ", ".join(part for part in (row.words, row.beside, row.detail) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setSizeHint(QSize(0, ROW_HEIGHT if row.detail else ROW_HEIGHT - 16))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if rows else -1)
        self.list.blockSignals(False)
        self.keys.show_hints([each for each in self._hints if rows or each.key != "Enter"])
        words = " ".join(filter(None, ("" if rows else nothing, remark)))
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))
        self.list.setVisible(bool(rows))
        self.map.show_rows(rows)
        self._place()
        self._highlight(self.list.currentRow())

    def _highlight(self, row: int) -> None:
        self.map.show_current(row)
        self.highlighted.emit(self._key(row))

    @property
    def room(self) -> int:
        """The height it takes under what it is about, with the air over and under it."""
        return self.height() + 2 * _GAP

    def stand_by(self, near: QRect) -> None:
        """Stand beside this rectangle of the pane from now on."""
        self._near = near
        self._place()

    @property
    def query(self) -> str:
        """What is typed."""
        return self.field.text().strip()

    def close_quietly(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.delegate.theme = theme
        self.map.set_theme(theme)
        self.keys.set_theme(theme)

    def _place(self) -> None:
        """Stand below what it is about, above it where there is no room, inside the pane."""
        host = self._host
        heights = [self.list.sizeHintForRow(row) for row in range(self.list.count())]
        seen = _SEEN if self.map.isHidden() else _SEEN_WITH_MAP
        self.list.setFixedHeight(sum(heights[:seen]) + (8 if heights else 0))
        width = min(_WIDTH, host.width() - 2 * _GAP)
        self.setFixedWidth(width)
        self._column.activate()
        height = self.sizeHint().height()
        below, above = self._near.bottom() + _GAP, self._near.top() - _GAP - height
        top = below
        if below + height > host.height() - _GAP:
            top = above if above >= _GAP else max(_GAP, host.height() - height - _GAP)
        left = min(max(self._near.left(), _GAP), host.width() - width - _GAP)
        self.setGeometry(left, top, width, height)

    def _key(self, row: int) -> str:
        item = self.list.item(row) if row >= 0 else None
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole).key)

    def _take(self, row: int) -> None:
        key = self._key(row)
        if key:
            self.close_quietly()
            self.taken.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the picker's keys from its field, and stay in place when the pane changes."""
        if event.type() == QEvent.Type.Resize and watched is not self.field:
            if self.isVisible():
                self._place()
            return False
        if isinstance(event, QFocusEvent) and event.lostFocus() and watched is self.field:
            # A click beside it means that nothing is picked; another window that it waits.
            if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
                self.close_quietly()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return watched is self.field and self._strike(event)

    def _strike(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in _STEPS:
            count = max(1, self.list.count())
            self.list.setCurrentRow((self.list.currentRow() + _STEPS[key]) % count)
        elif key in _ENTER:
            self._take(self.list.currentRow())
        else:
            return self._strike_sign(self._sign(event))
        return True

    def _sign(self, event: QKeyEvent) -> str:
        """Return what a key means: a digit it prints; by its place only while nothing is typed.

        A letter on the digit row (é, è, ç and à of AZERTY) is never a digit.
        """
        printed, name = event.text(), self._named(event) or ""
        if printed.isdecimal() and name.removeprefix("Shift+").isdecimal():
            return str(int(printed))
        by_place = not self.field.text() and not (name.isdecimal() and printed.isalpha())
        return name if by_place else ""

    def _use_key(self, key: str) -> None:
        """Do what a key does whose cap was clicked."""
        if key == "Enter":
            self._take(self.list.currentRow())
        elif key == "Esc":
            self.close_quietly()
        else:
            self._strike_sign("Delete" if key == "Del" else key)

    def _strike_sign(self, name: str) -> bool:
        if name in self._extra:
            self.struck.emit(name)
            return True
        if name in "123456789" and len(name) == 1 and int(name) <= self.list.count():
            self._take(int(name) - 1)
            return True
        return False
