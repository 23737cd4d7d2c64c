"""The propagation card: the same words elsewhere, in context, with a tick each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.widgets.card import Card, line
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.key_button import Hint, KeyLine
from annotator.widgets.occurrence_rows import (
    ROW_HEIGHT,
    TICK_ROOM,
    OccurrenceDelegate,
    OccurrenceModel,
)
from annotator.widgets.row_list import RowList
from annotator.widgets.status_line import Progress
from annotator.widgets.tab_button import TabButton
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

_WIDTH, _MARGIN = 860, 12
#: At most so much of the pane, so that the article can be read above it.
_SHARE = 0.52
_ENTER = ("Return", "Enter")


class PropagationCard(Card):
    """Lists occurrences; the keyboard is in the list.

    `taken` asks to mark what is ticked, `turned` for the whole project (True) or the article
    alone, `pointed` carries the number of the current row (and whether it was clicked),
    `stop_asked` asks to end the search.
    """

    taken = Signal()
    turned = Signal(bool)
    pointed = Signal(int, bool)
    stop_asked = Signal()
    resized = Signal(int)

    def __init__(
        self, theme: Theme, named: Callable[[QKeyEvent], str | None], parent: QWidget
    ) -> None:
        """Make it over a pane; `named` gives the name of a key, whatever the layout."""
        super().__init__(parent)
        self.setObjectName("propagation")
        self._named = named
        self.everywhere = False
        self.searching = False
        self._more = 0
        self.model = OccurrenceModel(self)
        self._build(theme)
        self._lay_out()
        self.model.ticks_changed.connect(self._show_state)
        self.list.selectionModel().currentChanged.connect(self._point)
        self.list.viewport().installEventFilter(self)
        self.watch(self.list)
        self.keys.used.connect(self._use_key)
        for everywhere, tab in self.tabs.items():
            tab.clicked.connect(lambda _checked=False, to=everywhere: self._turn(to))

    def _build(self, theme: Theme) -> None:
        self.title = QLabel("Propagate")
        self.title.setFont(interface_font(13, bold=True))
        self.about = ElidedLabel("")
        self.about.setFont(serif_font(15))
        self.count = QLabel("")
        self.count.setFont(interface_font(13))
        self.tabs = {False: TabButton("In this article"), True: TabButton("In the whole project")}
        self.progress = Progress(theme, 96)
        self.said = QLabel("")
        self.said.setProperty("quiet", True)
        self.list = RowList(ROW_HEIGHT, self)
        self.list.setObjectName("occurrenceList")
        self.list.setAccessibleName("Occurrences")
        self.list.setModel(self.model)
        self.delegate = OccurrenceDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.nothing = QLabel("")
        self.nothing.setProperty("quiet", True)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(16, 16, 16, 16)
        self.keys = KeyLine(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 2)
        head.setSpacing(10)
        for widget, stretch in ((self.title, 0), (self.about, 1), (self.count, 0)):
            head.addWidget(widget, stretch)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 16, 4)
        below.setSpacing(14)
        for tab in self.tabs.values():
            below.addWidget(tab)
        below.addStretch(1)
        below.addWidget(self.said)
        below.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(line())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addWidget(self.keys)

    # What is shown

    def open(self, words: str, label: str) -> None:
        """Open it for a mark's words and its label, with nothing found yet."""
        self.about.setText(f"“{words}” as {label}")
        self.begin(everywhere=False)
        self.show()
        self.raise_()
        self.place()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def begin(self, *, everywhere: bool) -> None:
        """Show nothing, because a search begins: in the article, or in the whole project."""
        self.everywhere, self.searching, self._more = everywhere, True, 0
        self.model.clear()
        self.model.placed = everywhere
        self.show_progress(0, 0)
        self._show_state()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many articles of how many were looked through."""
        self.said.setText(f"{done:,} of {total:,} articles" if total and self.everywhere else "")
        self.progress.show_share(done / total if total else 0.0)

    def end(self, more: int, stopped: bool = False) -> None:
        """Show that the search is over; so many more were found than are listed."""
        self.searching, self._more = False, more
        self.said.setText("stopped" if stopped else "")
        self._show_state()

    def _show_state(self) -> None:
        count, ticked = self.model.rowCount(), self.model.ticked
        more = f" · {self._more:,} more are not listed" if self._more else ""
        self.count.setText(f"{ticked:,} of {count:,} ticked{more}" if count else "")
        for everywhere, tab in self.tabs.items():
            tab.setChecked(everywhere == self.everywhere)
        self.progress.setVisible(self.searching and self.everywhere)
        where = "the project" if self.everywhere else "this article"
        wider = "" if self.everywhere else " E looks in the whole project."
        self.nothing.setText(f"The same words stand nowhere else in {where} unmarked.{wider}")
        self.nothing.setVisible(not count and not self.searching)
        if count and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.setAccessibleDescription(self.count.text())
        self._show_keys()

    def _show_keys(self) -> None:
        ticked = self.model.ticked
        hints = [Hint("Enter", f"marks {ticked:,}" if ticked else "closes")]
        if self.model.rowCount():
            hints += [Hint("Space", "ticks"), Hint("Ctrl A", "all or none")]
        hints.append(Hint("E", "this article" if self.everywhere else "whole project"))
        stop = self.searching and self.everywhere
        self.keys.show_hints((*hints, Hint("Esc", "stops" if stop else "")))

    def place(self) -> None:
        """Stand at the bottom of the pane."""
        host = self.host.size()
        width = min(_WIDTH, host.width() - 2 * _MARGIN)
        height = min(max(240, round(host.height() * _SHARE)), 420)
        left = (host.width() - width) // 2
        self.setGeometry(left, host.height() - height - _MARGIN, width, height)
        self.resized.emit(height + 2 * _MARGIN)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.delegate.theme = self.progress.theme = theme
        self.keys.set_theme(theme)

    # What the person does

    def _point(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.pointed.emit(index.row(), False)

    def _turn(self, everywhere: bool) -> None:
        self._show_state()
        if everywhere != self.everywhere:
            self.turned.emit(everywhere)

    def _take(self) -> None:
        if self.model.ticked:
            self.taken.emit()
        else:
            self.close_quietly()

    def _strike(self, name: str) -> bool:
        """Do what a key means; return whether it means anything besides going through rows."""
        current = self.list.currentIndex()
        if name == "Escape":
            if self.searching and self.everywhere:
                self.stop_asked.emit()
            else:
                self.close_quietly()
        elif name == "Ctrl+A":
            self.model.turn_all()
        elif name in _ENTER:
            self._take()
        elif name == "Space":
            if current.isValid():
                self.model.turn(current.row())
        elif name in ("E", "Tab", "Shift+Tab"):
            self._turn(not self.everywhere)
        else:
            return False
        return True

    def _use_key(self, key: str) -> None:
        self._strike({"Esc": "Escape", "Enter": "Return", "Ctrl A": "Ctrl+A"}.get(key, key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the card's keys from the list, and clicks on ticks."""
        if isinstance(event, QKeyEvent) and watched is self.list:
            name = self._named(event) or ""
            if event.type() == QEvent.Type.ShortcutOverride and name in (*_ENTER, "Ctrl+A"):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._strike(name)
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and watched is self.list.viewport():
            return self._click(event.position().toPoint())
        return super().eventFilter(watched, event)

    def _click(self, point: QPoint) -> bool:
        """Tick where a tick is clicked; elsewhere the row becomes the current one."""
        index = self.list.indexAt(point)
        if not index.isValid():
            return True
        if point.x() <= TICK_ROOM:
            self.model.turn(index.row())
            return True
        self.list.setCurrentIndex(index)
        self.pointed.emit(index.row(), True)
        return True
