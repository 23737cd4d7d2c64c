"""A block that can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from annotator.widgets.article_view.page import BlockBox


class VisibleBlock(NamedTuple):
    """A block in the viewport, how it is laid out, and the y of its top there."""

    block: QTextBlock
    box: BlockBox
    top: float

    @property
    def bottom(self) -> float:
        """The y under the block."""
        return self.top + self.box.height

    def lines(self, low: float, high: float) -> range:
        """Return the numbers of the lines that stand between two y, their lanes included."""
        lines = self.box.lines
        first = bisect_right(lines, low - self.top, key=lambda line: line.top)
        last = bisect_left(lines, high - self.top, key=lambda line: line.top)
        return range(max(0, first - 1), last)
