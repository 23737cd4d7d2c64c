"""Where characters stand on a laid out line, in both writing directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QTextBlock, QTextLine

from annotator.widgets.article_view.content import has_rtl
from annotator.widgets.article_view.page import BlockBox, LineBox, Page

#: A stretch of a line: left and right x.
Run = tuple[float, float]


def x_of(line: QTextLine, qt_position: int, trailing: bool = False) -> float:
    """Return the x of one edge of a character, given its UTF-16 position in the block."""
    edge = QTextLine.Edge.Trailing if trailing else QTextLine.Edge.Leading
    # PySide gives the x and the position it was rounded to.
    x, _ = cast("tuple[float, int]", line.cursorToX(qt_position, edge))
    return x


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line: its visual runs from left to right, and the x of both its ends."""

    runs: tuple[Run, ...]
    first: float
    last: float

    @property
    def left(self) -> float:
        """The leftmost x."""
        return self.runs[0][0]

    @property
    def right(self) -> float:
        """The rightmost x."""
        return self.runs[-1][1]


class LineRuler:
    """Measures stretches of code points on one line of a block."""

    def __init__(self, page: Page, block: QTextBlock, box: BlockBox, number: int) -> None:
        self._line = block.layout().lineAt(number)
        self._base = block.position()
        self._offsets = page.content.offsets
        self._mixed = box.mixed
        self._text = page.content.text

    def x(self, position: int) -> float:
        """Return the x of a caret before that code point."""
        return x_of(self._line, self._offsets.to_utf16(position) - self._base)

    def stretch(self, start: int, end: int) -> Stretch:
        """Return where [start, end) stands; it must not be empty and lie on this line."""
        if not self._mixed:
            left, right = self.x(start), self.x(end)
            return Stretch(((left, right),), left, right)
        boxes = self._boxes(start, end)
        runs: list[Run] = []
        for left, right in sorted((min(pair), max(pair)) for pair in boxes):
            if runs and left <= runs[-1][1] + 1.0:
                runs[-1] = (runs[-1][0], max(runs[-1][1], right))
            else:
                runs.append((left, right))
        return Stretch(tuple(runs), boxes[0][0], boxes[-1][1])

    def _boxes(self, start: int, end: int) -> list[Run]:
        # Leading and trailing edge of every character: runs of both directions may mix.
        first = self._offsets.to_utf16(start) - self._base
        stop = self._offsets.to_utf16(end) - self._base
        boxes = [(x_of(self._line, at), x_of(self._line, at, True)) for at in range(first, stop)]
        return [pair for pair in boxes if pair[0] != pair[1]] or boxes[:1]

    def reads_left(self, position: int) -> bool:
        """Return whether the character at that code point is read from right to left."""
        return self._mixed and has_rtl(self._text[position : position + 1])


def line_at(box: BlockBox, position: int) -> int:
    """Return the number of the line that holds a code point of the block."""
    for number, line in enumerate(box.lines):
        if position < line.stop:
            return number
    return len(box.lines) - 1


def lanes_bottom(page: Page, line: LineBox, lanes: int) -> float:
    """Return the y under that many lanes of a line, from the top of the block."""
    metrics = page.metrics
    return line.top + line.height + metrics.above_lanes + lanes * metrics.lane
