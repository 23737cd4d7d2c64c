"""Where characters stand on a laid out line, in both writing directions."""

from __future__ import annotations

from typing import NamedTuple, cast

from PySide6.QtGui import QTextBlock, QTextLine

from annotator.widgets.article_view.page import BlockBox, LineBox, Page

#: A stretch of a line: left and right x.
Run = tuple[float, float]


def x_of(line: QTextLine, qt_position: int, trailing: bool = False) -> float:
    """Return the x of one edge of a character, given its UTF-16 position in the block."""
    edge = QTextLine.Edge.Trailing if trailing else QTextLine.Edge.Leading
    # PySide gives the x and the position it was rounded to.
    x, _ = cast("tuple[float, int]", line.cursorToX(qt_position, edge))
    return x


class Stretch(NamedTuple):
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
        self._mixed, self._rtl = box.mixed, box.rtl

    def x(self, position: int) -> float:
        """Return the x of a caret before that code point."""
        return x_of(self._line, self._offsets.to_utf16(position) - self._base)

    def stretch(self, start: int, end: int) -> Stretch:
        """Return where [start, end) stands; it must not be empty and lie on this line."""
        if not self._mixed:
            left, right = self.x(start), self.x(end)
            return Stretch(((left, right),), left, right)
        runs = self._merged(self._boxes(start, end))
        if not runs:
            x = self.x(start)
            return Stretch(((x, x),), x, x)
        first, last = self._edge(start, runs, True), self._edge(end - 1, runs, False)
        return Stretch(tuple(runs), first, last)

    def ink(self, position: int) -> Run | None:
        """Return from where to where a code point's glyphs leave ink; None without any."""
        first = self._offsets.to_utf16(position) - self._base
        length = self._offsets.to_utf16(position + 1) - self._base - first
        edges: list[float] = []
        for glyphs in self._line.glyphRuns(first, length):
            font = glyphs.rawFont()
            for place, index in zip(glyphs.positions(), glyphs.glyphIndexes(), strict=True):
                box = font.boundingRect(index)
                if box.width() > 0:
                    edges += [place.x() + box.left(), place.x() + box.right()]
        return (min(edges), max(edges)) if edges else None

    def _boxes(self, start: int, end: int) -> list[tuple[Run, bool]]:
        # A caret's x is of no use where the direction changes; the glyphs know better.
        first = self._offsets.to_utf16(start) - self._base
        length = self._offsets.to_utf16(end) - self._base - first
        boxes = []
        for glyphs in self._line.glyphRuns(first, length):
            rect = glyphs.boundingRect()
            if rect.width() > 0:
                boxes.append(((rect.left(), rect.right()), glyphs.isRightToLeft()))
        return boxes

    def _merged(self, boxes: list[tuple[Run, bool]]) -> list[Run]:
        runs: list[Run] = []
        for (left, right), _ in sorted(boxes):
            if runs and left <= runs[-1][1] + 1.0:
                runs[-1] = (runs[-1][0], max(runs[-1][1], right))
            else:
                runs.append((left, right))
        return runs

    def _edge(self, position: int, runs: list[Run], leading: bool) -> float:
        # The outer edge of a character, moved to the end of its run where it lies inside.
        boxes = self._boxes(position, position + 1)
        (left, right), reads_left = boxes[0] if boxes else (runs[0], self._rtl)
        edge = right if reads_left == leading else left
        run = next((run for run in runs if run[0] - 1 <= edge <= run[1] + 1), runs[0])
        for end in run:
            if abs(end - edge) <= 1.0:
                return end
        return run[1] if self._rtl == leading else run[0]


def line_at(box: BlockBox, position: int) -> int:
    """Return the number of the line that holds a code point of the block."""
    for number, line in enumerate(box.lines):
        if position < line.stop:
            return number
    return len(box.lines) - 1


def line_room(box: BlockBox, number: int) -> float:
    """Return the height that a line takes with its lanes and the free room under them."""
    following = number + 1 < len(box.lines)
    return (box.lines[number + 1].top if following else box.height) - box.lines[number].top


def lanes_bottom(page: Page, line: LineBox, lanes: int) -> float:
    """Return the y under that many lanes of a line, from the top of the block."""
    metrics = page.metrics
    return line.top + line.height + metrics.above_lanes + lanes * metrics.lane
