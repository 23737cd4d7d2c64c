"""The rows that the focused span's contour holds, from the lines that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.lanes import hull
from annotator.domain.span import Fragment
from annotator.widgets.article_view.contour import Row
from annotator.widgets.article_view.geometry import LineRuler, lanes_bottom
from annotator.widgets.article_view.page import LineBox, Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock

_PAD = 3.0
_OUTSIDE = 60.0


@dataclass(slots=True, eq=False, repr=False)
class _Part:
    """The part of a fragment on one line."""

    row: Row
    begins: bool
    ends: bool
    rtl: bool


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
                yield _Part(row, start == fragment[0], end == fragment[1], seen.box.rtl)

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
            row.left -= _PAD
            row.right += _PAD
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
