"""The band behind the lines of what is to be decided, with a number at each lane that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.span import Fragment
from annotator.widgets.article_view.page import LineBox, Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

#: Logical pixels at 100 %: how far the band reaches beyond the column at the side of the numbers
#: and at the other, above and below its lines, its corners; and from the column to the numbers.
_BEFORE, _AFTER, _ABOVE, _BELOW, _RADIUS, _NUMBERS = 40.0, 12.0, 3.0, 4.0, 4.0, 12.0


class Band(NamedTuple):
    """A stretch of the article, and span id → number of the lane that holds it."""

    stretch: Fragment
    numbers: Mapping[str, str]


class BandPainter:
    """Paints the band of a page on what can be seen of it."""

    def __init__(self, page: Page, finder: PieceFinder, visible: list[VisibleBlock]) -> None:
        self._page, self._finder, self._visible = page, finder, visible

    def draw_ground(self, painter: QPainter, band: Band) -> float | None:
        """Paint the ground under everything; return its top, None where nothing is seen of it."""
        tops = [(seen.top + line.top, line) for seen, _number, line in self._lines(band)]
        if not tops:
            return None
        metrics, frame, scale = self._page.metrics, self._page.frame, self._page.metrics.scale
        (top, _first), (last, line) = tops[0], tops[-1]
        lanes = metrics.above_lanes + line.lanes * metrics.lane if line.lanes else 0.0
        before, after = _BEFORE * scale, _AFTER * scale
        if self._page.content.rtl:
            before, after = after, before
        box = QRectF(
            max(0.0, frame.left - before),
            top - _ABOVE * scale,
            frame.width + min(before, frame.left) + after,
            last + line.height + lanes - top + (_ABOVE + _BELOW) * scale,
        )
        theme = self._page.theme
        # Where there are no tints, an edge says the same.
        painter.setPen(Qt.PenStyle.NoPen if theme.focus_tint else QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.focus_tint) if theme.focus_tint else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _RADIUS * scale, _RADIUS * scale)
        return top

    def draw_numbers(self, painter: QPainter, band: Band) -> None:
        """Write at the side of each lane the number of what lies in it."""
        page = self._page
        painter.setFont(page.faces.tag)
        painter.setPen(QColor(page.theme.accent))
        width, scale = 10.0 * page.metrics.scale, page.metrics.scale
        left = page.frame.left - _NUMBERS * scale - width
        if page.content.rtl:
            left = page.frame.right + _NUMBERS * scale
        for seen, number, _line in self._lines(band):
            pieces = self._finder.on_line(seen.block, seen.box, number).pieces
            lanes = {p.y: band.numbers[p.span_id] for p in pieces if p.span_id in band.numbers}
            for y, words in lanes.items():
                box = QRectF(left, seen.top + y, width, page.metrics.lane)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _lines(self, band: Band) -> Iterator[tuple[VisibleBlock, int, LineBox]]:
        start, end = band.stretch
        for seen in self._visible:
            for number, line in enumerate(seen.box.lines):
                if line.start < end and start < line.stop:
                    yield seen, number, line
