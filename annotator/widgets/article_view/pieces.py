"""Pieces: the parts of spans that are drawn under each line of a block."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from annotator.domain.span import Fragment
from annotator.widgets.article_view.geometry import LineRuler
from annotator.widgets.article_view.page import BlockBox, LineBox, Page

#: More white space than this does not occur between two lines.
_BLANK = 80


class Piece(NamedTuple):
    """One bar on one line; `left`, `right` are x, `y` the top of its lane from the block's.

    `mirrored` means that the span begins at the right. `first_cap`, `last_cap` tell where
    the span's fragment begins and ends; `tagged` where the letter stands. A `connector`
    is the dotted line between two fragments.
    """

    span_id: str
    line: int
    lane: int
    left: float
    right: float
    y: float
    mirrored: bool = False
    first_cap: bool = False
    last_cap: bool = False
    tagged: bool = False
    connector: bool = False


class Chip(NamedTuple):
    """The count of lanes that a line has no room for."""

    line: int
    x: float
    y: float
    hidden: int


class LinePieces(NamedTuple):
    """Everything that is drawn under the words of one line."""

    pieces: tuple[Piece, ...] = ()
    chip: Chip | None = None


class PieceFinder:
    """Finds the pieces of a line and remembers them until they are forgotten."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._found: dict[int, dict[int, LinePieces]] = {}

    def forget(self, number: int | None = None) -> None:
        """Forget the lines of one block by its number, or all."""
        if number is None:
            self._found.clear()
        else:
            self._found.pop(number, None)

    def on_line(self, block: QTextBlock, box: BlockBox, number: int) -> LinePieces:
        """Return what is drawn under one line of a block."""
        lines = self._found.setdefault(block.blockNumber(), {})
        found = lines.get(number)
        if found is None:
            found = lines[number] = self._find(block, box, number)
        return found

    def _find(self, block: QTextBlock, box: BlockBox, number: int) -> LinePieces:
        line = box.lines[number]
        if not line.lanes:
            return LinePieces()
        pieces: list[Piece] = []
        hidden: list[float] = []
        ruler = LineRuler(self._page, block, box, number)
        for span_id, lane in self._page.content.lanes.within(line.start, line.end):
            if lane < line.shown:
                pieces.extend(self._span(span_id, lane, number, box, ruler))
            else:
                hidden.append(self._hidden_x(span_id, line, ruler))
        chip = None
        if hidden:
            chip = Chip(number, min(hidden), self._lane_y(line, line.shown), line.hidden)
        return LinePieces(tuple(pieces), chip)

    def _is_blank(self, start: int, end: int) -> bool:
        # White space round a line is not drawn; a boundary in it still has its cap.
        if start == end:
            return True
        return end - start <= _BLANK and self._page.content.text[start:end].isspace()

    def _lane_y(self, line: LineBox, lane: int) -> float:
        metrics = self._page.metrics
        return line.top + line.height + metrics.above_lanes + lane * metrics.lane

    def _hidden_x(self, span_id: str, line: LineBox, ruler: LineRuler) -> float:
        return ruler.x(max(self._page.content.spans[span_id].start, line.start))

    def _span(
        self, span_id: str, lane: int, number: int, box: BlockBox, ruler: LineRuler
    ) -> list[Piece]:
        line = box.lines[number]
        found: list[Piece] = []
        y, reach = self._lane_y(line, lane), (line.start, line.end)
        fragments = self._page.content.spans[span_id].fragments
        for order, (start, end) in enumerate(fragments):
            part = _clip((start, end), reach)
            if part is not None:
                ends = (self._is_blank(start, part[0]), self._is_blank(part[1], end))
                found.extend(_bars(span_id, lane, number, y, ruler, part, ends, order == 0))
            if order + 1 < len(fragments):
                gap = _clip((end, fragments[order + 1][0]), reach)
                if gap is not None:
                    for left, right in ruler.stretch(*gap).runs:
                        found.append(Piece(span_id, number, lane, left, right, y, connector=True))
        return found


def _clip(stretch: Fragment, reach: Fragment) -> Fragment | None:
    start, end = max(stretch[0], reach[0]), min(stretch[1], reach[1])
    return (start, end) if start < end else None


def _bars(
    span_id: str,
    lane: int,
    number: int,
    y: float,
    ruler: LineRuler,
    part: Fragment,
    ends: tuple[bool, bool],
    first_fragment: bool,
) -> list[Piece]:
    stretch = ruler.stretch(*part)
    pieces = []
    for left, right in stretch.runs:
        first = ends[0] and stretch.first in (left, right)
        last = ends[1] and stretch.last in (left, right)
        mirrored = (first and stretch.first == right) or (last and stretch.last == left)
        pieces.append(
            Piece(
                span_id, number, lane, left, right, y,
                mirrored=mirrored, first_cap=first, last_cap=last,
                tagged=first and first_fragment,
            )
        )  # fmt: skip
    return pieces
