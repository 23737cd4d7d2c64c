"""The rows that the focused span's contour holds, from the lines that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.domain.lanes import hull
from annotator.domain.span import Fragment
from annotator.widgets.article_view.contour import Row
from annotator.widgets.article_view.geometry import LineRuler, Stretch, lanes_bottom
from annotator.widgets.article_view.page import LineBox, Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

#: The room between the words and the contour, where nothing stands beside them.
PAD = 3.0
_OUTSIDE = 60.0


@dataclass(slots=True, eq=False, repr=False)
class _Part:
    """The part of a fragment on one line."""

    row: Row
    begins: bool
    ends: bool
    rtl: bool
    room_left: float
    room_right: float


class FocusRows:
    """Finds the rows of each fragment of the focused span."""

    def __init__(
        self, page: Page, finder: PieceFinder, visible: list[VisibleBlock], height: float
    ) -> None:
        self._page, self._finder, self._visible = page, finder, visible
        self._height = height

    def fragments(self) -> list[list[Row]]:
        """Return, for each fragment that can be seen, its rows from top to bottom."""
        content = self._page.content
        if content.focused is None or content.focused not in content.spans:
            return []
        fragments = content.preview or content.spans[content.focused].fragments
        found = []
        for fragment in fragments:
            parts = list(self._parts(fragment, hull(fragments)))
            if parts:
                found.append(self._rows(parts))
        return found

    def _parts(self, fragment: Fragment, whole: Fragment) -> Iterator[_Part]:
        for seen in self._visible:
            for number in seen.lines(-_OUTSIDE, self._height + _OUTSIDE):
                line = seen.box.lines[number]
                start, end = max(fragment[0], line.start), min(fragment[1], line.end)
                if start >= end:
                    continue
                ruler = LineRuler(self._page, seen.block, seen.box, number)
                stretch = ruler.stretch(start, end)
                lanes = self._nested_lanes(seen, number, line, whole)
                bottom = lanes_bottom(self._page, line, lanes) + 2 * self._page.metrics.scale
                top = seen.top + line.top
                row = Row(stretch.left, stretch.right, top, seen.top + bottom)
                room = self._rooms(ruler, line, (start, end), seen.box.rtl)
                ends = start == fragment[0], end == fragment[1]
                yield _Part(row, *ends, seen.box.rtl, *room)

    def _rooms(
        self, ruler: LineRuler, line: LineBox, part: Fragment, rtl: bool
    ) -> tuple[float, float]:
        """Return the room at the left and at the right of a part of a line."""
        start, end = part
        stretch = ruler.stretch(start, end)
        before = self._room(ruler, line, start, start - 1, (stretch, rtl))
        after = self._room(ruler, line, end - 1, end, (stretch, not rtl))
        return (after, before) if rtl else (before, after)

    def _room(
        self,
        ruler: LineRuler,
        line: LineBox,
        inside: int,
        outside: int,
        edge: tuple[Stretch, bool],
    ) -> float:
        """Return how far the contour stands from the words, so that it cuts no neighbour."""
        if not line.start <= outside < line.end:
            return PAD
        stretch, at_right = edge
        neighbour = ruler.stretch(outside, outside + 1)
        if self._page.content.text[outside].isspace():
            return min(PAD, (neighbour.right - neighbour.left) / 2 + 0.5)
        here, there = ruler.ink(inside), ruler.ink(outside)
        if here is None or there is None:
            return PAD
        # In the middle between the two letters, which is not always where one begins.
        if at_right:
            room = (here[1] + there[0]) / 2 - stretch.right
        else:
            room = stretch.left - (here[0] + there[1]) / 2
        # Where the direction changes, the next letter need not stand beside this one.
        return room if -PAD <= room <= PAD else PAD

    def _nested_lanes(self, seen: VisibleBlock, number: int, line: LineBox, whole: Fragment) -> int:
        spans, deepest = self._page.content.spans, 0
        for piece in self._finder.on_line(seen.block, seen.box, number).pieces:
            start, end = hull(spans[piece.span_id].fragments)
            if whole[0] <= start and end <= whole[1]:
                deepest = max(deepest, piece.lane + 1)
        return deepest or min(1, line.shown)

    def _rows(self, parts: list[_Part]) -> list[Row]:
        frame = self._page.frame
        going_on = [part.row for part in parts if not part.ends]
        reach_right = max((row.right for row in going_on), default=frame.right)
        reach_left = min((row.left for row in going_on), default=frame.left)
        for part in parts:
            row, at_left, at_right = part.row, part.begins, part.ends
            if part.rtl:
                at_left, at_right = part.ends, part.begins
            if not at_left:
                row.left = reach_left if part.rtl else frame.left
            if not at_right:
                row.right = frame.right if part.rtl else reach_right
            row.left -= part.room_left if at_left else PAD
            row.right += part.room_right if at_right else PAD
        return self._joined(parts)

    def _joined(self, parts: list[_Part]) -> list[Row]:
        rows = [part.row for part in parts]
        for row, following in zip(rows, rows[1:], strict=False):
            if row.left < following.right and following.left < row.right:
                row.bottom = following.top
        if not parts[0].begins:
            rows[0].top -= _OUTSIDE
        if not parts[-1].ends:
            rows[-1].bottom += _OUTSIDE
        return rows


def caret_on_contour(caret: QRectF, fragments: list[list[Row]]) -> QRectF:
    """Return where to draw the caret: on the contour, made thicker there, if that is beside it.

    A caret at a boundary of the focused span would stand just inside the contour, and the two
    look like a double line.
    """
    x, y = caret.center().x(), caret.center().y()
    edges = [
        edge
        for rows in fragments
        for row in rows
        if row.top < y < row.bottom
        for edge in (row.left, row.right)
    ]
    nearest = min(edges, key=lambda edge: abs(edge - x), default=None)
    if nearest is None or abs(nearest - x) > PAD + caret.width() / 2:
        return caret
    wide = caret.width() + 1
    return QRectF(nearest - wide / 2, caret.top(), wide, caret.height())
