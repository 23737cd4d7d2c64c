"""What lies under the pointer."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLine

from annotator.widgets.article_view.geometry import LineRuler
from annotator.widgets.article_view.page import LineBox, Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

_NEAR = 4.0


class Hit(NamedTuple):
    """What lies at a point: `position` is the nearest caret place, code points.

    `bar` is the span whose bar was hit; `spans` are those at the character there, the
    innermost first; `edge` is "start" or "end" on a boundary of the focused span, and
    `fragment` the number of the fragment that it bounds.
    """

    position: int
    bar: str | None = None
    spans: tuple[str, ...] = ()
    edge: str | None = None
    fragment: int = 0


class HitTest:
    """Answers for the blocks that can be seen."""

    def __init__(self, page: Page, finder: PieceFinder, visible: list[VisibleBlock]) -> None:
        self._page, self._finder, self._visible = page, finder, visible

    def at(self, point: QPointF) -> Hit:
        """Return what lies at a point of the viewport."""
        seen = self._block_at(point.y())
        if seen is None:
            return Hit(0)
        y = point.y() - seen.top
        number = max(seen.lines(point.y(), point.y() + 1), default=0)
        line = seen.box.lines[number]
        text_line = seen.block.layout().lineAt(number)
        position = self._position(seen, text_line, line, point.x())
        edge, fragment = self._edge(point)
        bar = self._bar(seen, number, QPointF(point.x(), y))
        if bar is not None or y > line.top + line.height:
            return Hit(position, bar, (), edge, fragment)
        spans = self._spans(seen, text_line, line, point.x())
        return Hit(position, None, spans, edge, fragment)

    def _block_at(self, y: float) -> VisibleBlock | None:
        for seen in self._visible:
            if y < seen.bottom:
                return seen
        return self._visible[-1] if self._visible else None

    def _position(self, seen: VisibleBlock, text_line: QTextLine, line: LineBox, x: float) -> int:
        qt_position = seen.block.position() + text_line.xToCursor(x)
        position = self._page.content.offsets.from_utf16(qt_position)
        last_line = line is seen.box.lines[-1]
        # At the end of a wrapped line the caret would stand on the next one.
        return min(position, line.stop if last_line else max(line.start, line.stop - 1))

    def _spans(
        self, seen: VisibleBlock, text_line: QTextLine, line: LineBox, x: float
    ) -> tuple[str, ...]:
        words = text_line.naturalTextRect()
        if not words.left() - 1 <= x <= words.right() + 1:
            return ()
        found = text_line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        position = self._page.content.offsets.from_utf16(seen.block.position() + found)
        return tuple(self._page.content.spans_at(min(position, max(line.start, line.end - 1))))

    def _bar(self, seen: VisibleBlock, number: int, point: QPointF) -> str | None:
        lane = self._page.metrics.lane
        for piece in self._finder.on_line(seen.block, seen.box, number).pieces:
            if not piece.y <= point.y() < piece.y + lane:
                continue
            if piece.left - 2 <= point.x() <= piece.right + 2:
                return piece.span_id
        return None

    def _edge(self, point: QPointF) -> tuple[str | None, int]:
        """Return which boundary of the focused span is at a point, and of which fragment."""
        content = self._page.content
        if content.focused is None or content.focused in content.suggested:
            return None, 0
        for seen in self._visible:
            if seen.top <= point.y() < seen.bottom:
                return self._edge_in(seen, point)
        return None, 0

    def _edge_in(self, seen: VisibleBlock, point: QPointF) -> tuple[str | None, int]:
        span = self._page.content.spans[self._page.content.focused or ""]
        for number in seen.lines(point.y(), point.y() + 1):
            line = seen.box.lines[number]
            ruler = LineRuler(self._page, seen.block, seen.box, number)
            for fragment, (start, end) in enumerate(span.fragments):
                begins, stops = line.start <= start < line.end, line.start < end <= line.end
                if begins and _near(ruler.stretch(start, start + 1).first, point.x()):
                    return "start", fragment
                if stops and _near(ruler.stretch(end - 1, end).last, point.x()):
                    return "end", fragment
        return None, 0


def _near(x: float, other: float) -> bool:
    return abs(x - other) <= _NEAR
