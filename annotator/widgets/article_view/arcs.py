"""The ways of the arrows: from the focused span's contour to the spans it is joined to.

Within the lines of the span an arrow runs under the bars, to a line beside it in the free room
between the two, and to any other line through the gutter outside the column. So it never crosses
a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF

from annotator.domain.span import Fragment
from annotator.widgets.article_view.contour import Row
from annotator.widgets.article_view.geometry import LineRuler, lanes_bottom
from annotator.widgets.article_view.links import Link
from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

#: Logical pixels: from the column to the first gutter, between gutters, from an end inwards.
_GUTTER, _PITCH, _INSET = 18.0, 7.0, 12.0
_BAR_HEIGHT = 8.0


class Way(NamedTuple):
    """The corners of an arrow from the contour to the other span, in viewport pixels.

    `open_end` means that the other span lies outside what can be seen: no arrow head there.
    `gutter` is where a name can stand: x, and the y of both ends, or None.
    """

    corners: tuple[QPointF, ...]
    open_end: bool = False
    gutter: tuple[float, float, float] | None = None


class _Line(NamedTuple):
    seen: VisibleBlock
    number: int
    top: float
    words_bottom: float
    lanes_bottom: float


class _Target(NamedTuple):
    line: int
    left: float
    right: float
    bottom: float


class ArcRouter:
    """Finds the ways of the links on what can be seen; `rows` are those of the contour."""

    def __init__(
        self, page: Page, finder: PieceFinder, visible: Sequence[VisibleBlock], rows: Sequence[Row]
    ) -> None:
        self._page, self._finder, self._rows = page, finder, rows
        self._scale = page.metrics.scale
        self._lines = [
            self._line(seen, number) for seen in visible for number in range(len(seen.box.lines))
        ]
        self._used = 0

    def _line(self, seen: VisibleBlock, number: int) -> _Line:
        line = seen.box.lines[number]
        bottom = seen.top + lanes_bottom(self._page, line, line.lanes)
        top = seen.top + line.top
        return _Line(seen, number, top, top + line.height, bottom)

    def way(self, link: Link) -> Way | None:
        """Return the way of a link, or None when neither end can be seen."""
        if not self._rows or not self._lines:
            return None
        targets = self._targets(link)
        if not targets:
            return self._way_out(link)
        first = self._line_of(self._rows[0])
        last = self._line_of(self._rows[-1])
        target = min(targets, key=lambda each: _distance(each.line, first, last))
        if first <= target.line <= last:
            return self._within(target)
        if target.line == first - 1:
            return self._beside(target, above=True)
        if target.line == last + 1:
            return self._beside(target, above=False)
        return self._through_gutter(target, above=target.line < first)

    def _line_of(self, row: Row) -> int:
        tops = [abs(line.top - row.top) for line in self._lines]
        return tops.index(min(tops))

    def _targets(self, link: Link) -> list[_Target]:
        """Return where the other span begins or ends on lines that can be seen."""
        found = []
        for number, line in enumerate(self._lines):
            box = line.seen.box.lines[line.number]
            for start, end in link.fragments:
                first, last = max(start, box.start), min(end, box.end)
                if first < last:
                    found.append(self._target(link, number, line, (first, last)))
        return found

    def _target(self, link: Link, number: int, line: _Line, part: Fragment) -> _Target:
        ruler = LineRuler(self._page, line.seen.block, line.seen.box, line.number)
        stretch = ruler.stretch(*part)
        bottom = line.words_bottom + self._page.metrics.above_lanes
        pieces = self._finder.on_line(line.seen.block, line.seen.box, line.number).pieces
        for piece in pieces:
            if piece.span_id == link.span_id and not piece.connector:
                bottom = line.seen.top + piece.y + _BAR_HEIGHT * self._scale
                break
        return _Target(number, stretch.left, stretch.right, bottom)

    # The ways

    def _free(self, line: int) -> float:
        """Return the y of the free room under a line's lanes."""
        used = (self._used % 3) * 1.5 * self._scale
        return self._lines[line].lanes_bottom + 3.5 * self._scale + used

    def _tip(self, target: _Target) -> QPointF:
        inset = min(_INSET * self._scale, (target.right - target.left) / 2)
        x = target.right - inset if self._page.content.rtl else target.left + inset
        return QPointF(x, target.bottom + 1)

    def _foot(self, row: Row, near: float) -> float:
        """Return an x on a row of the contour, as near as can be to another one."""
        inset = min(_INSET * self._scale, (row.right - row.left) / 2)
        return min(max(near, row.left + inset), row.right - inset)

    def _within(self, target: _Target) -> Way:
        row = min(self._rows, key=lambda each: abs(each.top - self._lines[target.line].top))
        tip, y = self._tip(target), self._free(target.line)
        outside = not row.left <= tip.x() <= row.right
        x = self._foot(row, tip.x()) if outside else self._foot(row, row.left)
        start = QPointF(x, min(row.bottom, y) if outside else y)
        corners = (start, QPointF(x, y), QPointF(tip.x(), y), tip)
        return self._take(Way(corners))

    def _beside(self, target: _Target, above: bool) -> Way:
        row = self._rows[0] if above else self._rows[-1]
        tip = self._tip(target)
        x = self._foot(row, tip.x())
        if above:
            y = self._free(target.line)
            return self._take(Way((QPointF(x, row.top), QPointF(x, y), QPointF(tip.x(), y), tip)))
        y = self._free(target.line - 1)
        down = QPointF(tip.x(), self._lines[target.line].top + 3 * self._scale)
        corners = (QPointF(x, row.bottom), QPointF(x, y), QPointF(tip.x(), y), down)
        return self._take(Way(corners))

    def _gutter(self) -> float:
        out = (_GUTTER + _PITCH * self._used) * self._scale
        frame = self._page.frame
        return frame.right + out if self._page.content.rtl else frame.left - out

    def _leave(self, above: bool) -> tuple[QPointF, QPointF]:
        """Return where an arrow leaves the contour, and its next corner in the free room."""
        row = self._rows[0] if above else self._rows[-1]
        edge = row.right if self._page.content.rtl else row.left
        x = self._foot(row, edge)
        if above:
            y = row.top - 3 * self._scale - (self._used % 3) * 1.5
            return QPointF(x, row.top), QPointF(x, y)
        y = self._free(self._line_of(row))
        return QPointF(x, row.bottom), QPointF(x, max(y, row.bottom + 1))

    def _through_gutter(self, target: _Target, above: bool) -> Way:
        start, turn = self._leave(above)
        x, y, tip = self._gutter(), self._free(target.line), self._tip(target)
        corners = (start, turn, QPointF(x, turn.y()), QPointF(x, y), QPointF(tip.x(), y), tip)
        return self._take(Way(corners, gutter=(x, turn.y(), y)))

    def _way_out(self, link: Link) -> Way | None:
        """Lead to the edge of what can be seen, towards a span that lies beyond."""
        above = link.fragments[0][0] < self._lines[0].seen.box.lines[0].start
        start, turn = self._leave(above)
        x = self._gutter()
        y = -20.0 if above else self._lines[-1].lanes_bottom + 400.0
        corners = (start, turn, QPointF(x, turn.y()), QPointF(x, y))
        return self._take(Way(corners, True, (x, turn.y(), y)))

    def _take(self, way: Way) -> Way:
        self._used += 1
        return way


def _distance(line: int, first: int, last: int) -> int:
    return max(first - line, line - last, 0)
