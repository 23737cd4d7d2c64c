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

from annotator.widgets.key_cap import KeyCap
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

#: Room for two caps, so that the words of all groups stand in one line.
_CAPS_WIDTH = 156

#: A group's heading and its rows of (chords as shown, what they do).
KeyGroup = tuple[str, Sequence[tuple[Sequence[str], str]]]


class KeysOverlay(QWidget):
    """Covers the window, lists the keys; any key or click closes it."""

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
        columns.setSpacing(40)
        for column in self._split(groups):
            columns.addLayout(self._column(column))
        keys = QWidget()
        keys.setLayout(columns)
        scroll = QScrollArea()
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

    def _split(self, groups: Sequence[KeyGroup]) -> list[list[KeyGroup]]:
        """Deal the groups out to two columns of about the same height, in order."""
        heights = [len(rows) + 2 for _, rows in groups]
        half, so_far = sum(heights) / 2, 0
        left: list[KeyGroup] = []
        right: list[KeyGroup] = []
        for group, height in zip(groups, heights, strict=True):
            (left if so_far + height / 2 <= half else right).append(group)
            so_far += height
        return [left, right]

    def _column(self, groups: Sequence[KeyGroup]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        for words, rows in groups:
            heading = QLabel(words)
            heading.setFont(interface_font(13, bold=True))
            column.addWidget(heading)
            column.addLayout(self._rows(rows))
            column.addSpacing(8)
        column.addStretch(1)
        return column

    def _rows(self, rows: Sequence[tuple[Sequence[str], str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _CAPS_WIDTH)
        grid.setColumnStretch(1, 1)
        for number, (chords, words) in enumerate(rows):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for chord in chords:
                caps.addWidget(KeyCap(chord, self._theme))
            caps.addStretch(1)
            label = QLabel(words)
            label.setFont(interface_font(12))
            grid.addLayout(caps, number, 0)
            grid.addWidget(label, number, 1)
        return grid

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on any key that is not a bare modifier."""
        if event.key() not in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
            self._close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click."""
        self._close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window behind the card."""
        painter = QPainter(self)
        veil = QColor(self._theme.ink)
        veil.setAlphaF(0.25 if not self._theme.dark else 0.0)
        if self._theme.dark:
            veil = QColor(0, 0, 0, 140)
        painter.fillRect(self.rect(), veil)
        painter.end()
