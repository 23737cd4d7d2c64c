"""Where each key takes the caret, asked of the article view's own text cursor."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from PySide6.QtGui import QTextCursor

from annotator.widgets.article_view import ArticleView

_Move = QTextCursor.MoveOperation
#: Chords that move by themselves; a line keeps its column over several presses.
_SINGLE = {
    "Left": _Move.Left,
    "Right": _Move.Right,
    "Ctrl+Left": _Move.WordLeft,
    "Ctrl+Right": _Move.WordRight,
    "Home": _Move.StartOfLine,
    "End": _Move.EndOfLine,
}
_LINES = {"Up": _Move.Up, "Down": _Move.Down}
#: More lines in one go than this are left to other keys.
_MOST_LINES = 14

#: What leads somewhere: the chords in order.
Way = tuple[str, ...]


class Motions:
    """The graph of caret movement over one article, found as it is asked for."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._steps: dict[int, list[tuple[Way, int]]] = {}
        self._lines: dict[int, list[tuple[Way, int]]] = {}

    def _moved(self, position: int, operation: _Move, count: int = 1) -> int:
        offsets = self._view.content.offsets
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(offsets.to_utf16(position))
        cursor.movePosition(operation, QTextCursor.MoveMode.MoveAnchor, count)
        return offsets.from_utf16(cursor.position())

    def _from(self, position: int, after_lines: bool) -> Iterator[tuple[Way, int, bool]]:
        if position not in self._steps:
            self._steps[position] = [
                ((chord,), self._moved(position, operation)) for chord, operation in _SINGLE.items()
            ]
        for way, place in self._steps[position]:
            yield way, place, False
        if after_lines:
            return
        if position not in self._lines:
            self._lines[position] = [
                ((chord,) * count, self._moved(position, operation, count))
                for chord, operation in _LINES.items()
                for count in range(1, _MOST_LINES + 1)
            ]
        for way, place in self._lines[position]:
            yield way, place, True

    def reach(self, start: int, most: int) -> Iterator[tuple[int, Way]]:
        """Yield every place within `most` keys of `start` with the shortest way, nearest first."""
        best: dict[tuple[int, bool], Way] = {(start, False): ()}
        found: set[int] = set()
        waiting: list[tuple[int, int, bool]] = [(0, start, False)]
        while waiting:
            length, place, after_lines = heapq.heappop(waiting)
            way = best[place, after_lines]
            if len(way) < length:
                continue
            if place not in found:
                found.add(place)
                yield place, way
            for step, there, lines in self._from(place, after_lines):
                longer = way + step
                known = best.get((there, lines))
                if len(longer) <= most and (known is None or len(longer) < len(known)):
                    best[there, lines] = longer
                    heapq.heappush(waiting, (len(longer), there, lines))
