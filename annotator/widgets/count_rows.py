"""Rows of a count, what it counts, and an example: what is lost, what comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.widgets.card import line
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.layouts import empty
from annotator.widgets.typography import interface_font

_ROW, _NUMBER, _WORDS, _GAP = 30, 56, 232, 12
#: So much of the words is seen, whatever becomes of the example; and all of them up to the most.
_LEAST_WORDS, _MOST_WORDS = 208, 312
#: Characters of an example that have room beside the words; longer ones stand under them.
_BESIDE = 28


class CountRows(QWidget):
    """A number that stands out, words, and beside or under them an example in soft ink."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, _NUMBER)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 2)

    def show_rows(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Show (number, words, example)."""
        empty(self._grid)
        beside = [words for _number, words, example in rows if 0 < len(example) <= _BESIDE]
        needed = max(map(self.fontMetrics().horizontalAdvance, beside), default=0) + _GAP
        room = max(_LEAST_WORDS, min(needed, _MOST_WORDS))
        self._grid.setColumnMinimumWidth(1, room)
        at = 0
        for place, (number, words, example) in enumerate(rows):
            if place:
                self._grid.addWidget(line(), at, 0, 1, 3)
            shown = example if len(example) <= _BESIDE else ""
            self._add_row(at + 1, number, words, shown, max(room, _WORDS))
            if len(example) > _BESIDE:
                self._grid.addWidget(_under(example), at + 2, 1, 1, 2)
            at += 3

    def _add_row(self, at: int, number: int, words: str, example: str, most: int) -> None:
        count = QLabel(f"{number:,}")
        count.setFont(interface_font(13, bold=True))
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        said = ElidedLabel(words)
        said.setTextFormat(Qt.TextFormat.PlainText)
        if example:
            # Room for the example, which says more.
            said.setMaximumWidth(most)
        shown = ElidedLabel(example)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setProperty("soft", True)
        for label in (count, said, shown):
            label.setFixedHeight(_ROW)
        self._grid.addWidget(count, at, 0)
        self._grid.addWidget(said, at, 1, 1, 1 if example else 2)
        if example:
            self._grid.addWidget(shown, at, 2)


def _under(example: str) -> QLabel:
    label = QLabel(example)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("soft", True)
    label.setWordWrap(True)
    label.setContentsMargins(0, 0, 0, 6)
    return label
