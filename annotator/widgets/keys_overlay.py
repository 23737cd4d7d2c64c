"""The keys overlay: every key at a glance, over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.key_cap import KeyCap, cap_width
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

#: Windows at least so wide get three columns instead of two.
_WIDE = 1200
_GAP = 4

#: A group's heading and its rows of (chords as shown, what they do).
KeyGroup = tuple[str, Sequence[tuple[Sequence[str], str]]]


class KeysOverlay(QWidget):
    """Covers the window, lists the keys; any key or click closes it, the arrows scroll."""

    closed = Signal()

    def __init__(self, theme: Theme, groups: Sequence[KeyGroup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keysOverlay")
        self.setAccessibleName("Keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        card = QFrame()
        card.setObjectName("card")
        title = QLabel("Keys")
        title.setFont(serif_font(20, bold=True))
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 16, 0)
        columns.setSpacing(40)
        for column in self._split(groups, 3 if parent.width() >= _WIDE else 2):
            columns.addLayout(self._column(column))
        keys = QWidget()
        keys.setLayout(columns)
        self.scroller = scroll = QScrollArea()
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(keys)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumSize(keys.sizeHint().boundedTo(parent.size() - QSize(112, 144)))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(parent.rect())

    def _split(self, groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
        """Deal the groups out to so many columns of about the same height, in order."""
        heights = [len(rows) + 2 for _, rows in groups]
        share, so_far = sum(heights) / count, 0
        columns: list[list[KeyGroup]] = [[] for _ in range(count)]
        for group, height in zip(groups, heights, strict=True):
            columns[min(count - 1, int((so_far + height / 2) / share))].append(group)
            so_far += height
        return columns

    def _column(self, groups: Sequence[KeyGroup]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        # One width for the whole column, so that the words of its groups stand in one line.
        caps = [chords for _, rows in groups for chords, _ in rows]
        width = max((sum(cap_width(each) + _GAP for each in chords) for chords in caps), default=0)
        for words, rows in groups:
            heading = QLabel(words)
            heading.setFont(interface_font(13, bold=True))
            column.addWidget(heading)
            column.addLayout(self._rows(rows, width))
            column.addSpacing(8)
        column.addStretch(1)
        return column

    def _rows(self, rows: Sequence[tuple[Sequence[str], str]], width: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, width)
        grid.setColumnStretch(1, 1)
        for number, (chords, words) in enumerate(rows):
            caps = QHBoxLayout()
            caps.setSpacing(_GAP)
            for chord in chords:
                caps.addWidget(KeyCap(chord, self._theme))
            caps.addStretch(1)
            label = QLabel(words)
            label.setFont(interface_font(12))
            grid.addLayout(caps, number, 0)
            grid.addWidget(label, number, 1)
        return grid

    def close_overlay(self) -> None:
        """Go away."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the arrows; close on any other key that is not a bare modifier."""
        bar = self.scroller.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }.get(Qt.Key(event.key()))
        if step is not None and bar.maximum():
            bar.setValue(bar.value() + step)
        elif event.key() not in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
            self.close_overlay()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click."""
        self.close_overlay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window behind the card."""
        painter = QPainter(self)
        veil = QColor(self._theme.ink)
        veil.setAlphaF(0.25 if not self._theme.dark else 0.0)
        if self._theme.dark:
            veil = QColor(0, 0, 0, 140)
        painter.fillRect(self.rect(), veil)
        painter.end()
