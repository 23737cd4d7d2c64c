"""The page: where each line of the article stands and how much room its lanes take."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout, QTextOption

from annotator.domain.span import Fragment
from annotator.widgets.article_view.content import Content, has_rtl
from annotator.widgets.article_view.metrics import (
    EDGE,
    NOTE_GAP,
    NOTE_WIDTH,
    Metrics,
)
from annotator.widgets.article_view.typefaces import Typefaces
from annotator.widgets.theme import Theme

# The scroll bar beside the note is all the air it needs.
_NOTE_ROOM = NOTE_GAP + NOTE_WIDTH
#: The column begins on the grid of the panes.
_GRID = 8
_NARROWEST = 280


class LineBox:
    """One line: its code points and where it stands, from the top of its block.

    `end` leaves out white space at the end of the line, `stop` does not. `lanes` is how
    many rows there are under the words, `hidden` how many lanes more there would be.
    """

    __slots__ = ("end", "height", "hidden", "lanes", "start", "stop", "top")

    def __init__(self, start: int, end: int, stop: int) -> None:
        self.start, self.end, self.stop = start, end, stop
        self.top = self.height = 0.0
        self.lanes = self.hidden = 0

    @property
    def shown(self) -> int:
        """How many rows are spans; the last row is a chip when some are hidden."""
        return self.lanes - 1 if self.hidden else self.lanes


class BlockBox:
    """One paragraph as it is laid out."""

    __slots__ = ("height", "lines", "mixed", "rtl")

    def __init__(self, lines: list[LineBox], height: float, mixed: bool, rtl: bool) -> None:
        self.lines, self.height, self.mixed, self.rtl = lines, height, mixed, rtl


class Frame(NamedTuple):
    """Where the column stands in the viewport and whether a note fits beside it."""

    left: float = EDGE
    width: float = 544
    note: bool = True

    @property
    def right(self) -> float:
        """The column's right edge."""
        return self.left + self.width


def frame(viewport_width: float, column: float, rtl: bool) -> Frame:
    """Return where a column of that width stands; narrow views give up air, then the note."""
    note = viewport_width - EDGE - _NOTE_ROOM >= _NARROWEST
    width = min(column, viewport_width - EDGE - (_NOTE_ROOM if note else EDGE))
    width = max(width, 40.0)
    left = (viewport_width - width) / 2
    if note and viewport_width - left - width < _NOTE_ROOM:
        left = viewport_width - width - _NOTE_ROOM
        if rtl:
            left = _NOTE_ROOM
    if not rtl:
        left = left // _GRID * _GRID
    return Frame(float(round(left)), width, note)


class Page:
    """Lays blocks out and keeps what it found until it is told that it no longer holds."""

    def __init__(
        self, content: Content, faces: Typefaces, metrics: Metrics, theme: Theme, where: Frame
    ) -> None:
        self.content, self.faces, self.metrics = content, faces, metrics
        self.theme, self.frame = theme, where
        self.boxes: dict[int, BlockBox] = {}

    def range_of(self, block: QTextBlock) -> Fragment:
        """Return the code points of a block, its line break left out."""
        offsets, start = self.content.offsets, block.position()
        return (offsets.from_utf16(start), offsets.from_utf16(start + block.length() - 1))

    def box(self, block: QTextBlock) -> BlockBox:
        """Return how a block is laid out; does it when it has not been done."""
        number = block.blockNumber()
        box = self.boxes.get(number)
        if box is None or not block.layout().lineCount():
            box = self.boxes[number] = self._lay_out(block)
        return box

    def settle(self, block: QTextBlock, stretch: Fragment) -> bool:
        """Give a block the room that its lanes in a stretch need now; return if that moved it."""
        box = self.box(block)
        first = bisect_right(box.lines, stretch[0], key=lambda line: line.start)
        last = bisect_left(box.lines, stretch[1], key=lambda line: line.start)
        lines = box.lines[max(0, first - 1) : last]
        before = [(line.lanes, line.hidden) for line in lines]
        self._count_lanes(lines)
        if before == [(line.lanes, line.hidden) for line in lines]:
            return False
        self._place(block, box)
        return True

    def _lay_out(self, block: QTextBlock) -> BlockBox:
        start, end = self.range_of(block)
        text = self.content.text[start:end]
        mixed = has_rtl(text)
        rtl = mixed and block.textDirection() == Qt.LayoutDirection.RightToLeft
        layout = block.layout()
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(block.textDirection())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(start, end))
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(self.frame.width)
            line = layout.createLine()
        layout.endLayout()
        block.setLineCount(layout.lineCount())
        box = BlockBox(self._lines(block, start, text), 0.0, mixed, rtl)
        self._count_lanes(box.lines)
        self._place(block, box)
        return box

    def _lines(self, block: QTextBlock, start: int, text: str) -> list[LineBox]:
        layout, offsets, base = block.layout(), self.content.offsets, block.position()
        lines = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = offsets.from_utf16(base + line.textStart())
            stop = offsets.from_utf16(base + line.textStart() + line.textLength())
            words = text[first - start : stop - start].rstrip()
            lines.append(LineBox(first, first + len(words), stop))
        return lines

    def _count_lanes(self, lines: list[LineBox]) -> None:
        lanes, most = self.content.lanes, self.content.shown_lanes
        for line in lines:
            deepest = max((lane + 1 for _, lane in lanes.within(line.start, line.end)), default=0)
            line.lanes = min(deepest, most)
            line.hidden = deepest - most + 1 if deepest > most else 0

    def _place(self, block: QTextBlock, box: BlockBox) -> None:
        layout, metrics = block.layout(), self.metrics
        height, baseline = self._line_height(box)
        top = 0.0
        for number, place in enumerate(box.lines):
            line = layout.lineAt(number)
            place.top, place.height = top, height
            line.setPosition(QPointF(self.frame.left, top + baseline - line.ascent()))
            top += height + metrics.gap(place.lanes)
        box.height = top
        if len(box.lines) == 1 and box.lines[0].start == box.lines[0].end:
            box.height = metrics.empty
            box.lines[0].height = metrics.empty

    def _line_height(self, box: BlockBox) -> tuple[float, float]:
        metrics, start = self.metrics, box.lines[0].start
        if _inside(start, self.content.headline):
            return metrics.headline, metrics.headline_baseline
        if _inside(start, self.content.section):
            return metrics.section, metrics.section_baseline
        return metrics.line, metrics.baseline

    def _formats(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        content, formats = self.content, []
        if start < end and _inside(start, content.headline):
            formats.append(self._format((start, end), start, self._char_format("headline")))
        section = () if content.section is None else (content.section,)
        for region in (*section, *content.excluded):
            first, last = max(start, region[0]), min(end, region[1])
            if first < last and not _inside(first, content.headline):
                kind = "section" if region in section else "aside"
                formats.append(self._format((first, last), start, self._char_format(kind)))
        return formats

    def _char_format(self, kind: str) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(getattr(self.faces, kind))
        if kind != "headline":
            style.setForeground(QColor(self.theme.soft_ink))
        return style

    def _format(
        self, stretch: Fragment, base: int, style: QTextCharFormat
    ) -> QTextLayout.FormatRange:
        offsets = self.content.offsets
        first = offsets.to_utf16(stretch[0])
        found = QTextLayout.FormatRange()
        found.start = first - offsets.to_utf16(base)
        found.length = offsets.to_utf16(stretch[1]) - first
        found.format = style
        return found

    def rect(self, box: BlockBox) -> QRectF:
        """Return a block's rectangle, from its own top left."""
        return QRectF(0, 0, self.frame.right, box.height)


def _inside(position: int, stretch: Fragment | None) -> bool:
    return stretch is not None and stretch[0] <= position < stretch[1]
