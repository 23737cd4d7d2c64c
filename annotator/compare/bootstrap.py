"""Intervals by chance: documents are drawn again and again, with the same seed every time.

A document is drawn with everything in it, never a single span (spans of one text are alike).
To draw a thousand times from a thousand documents in pure Python, all numbers of a document are
packed into one whole number, side by side, so that one addition adds them all.
"""

from __future__ import annotations

import random
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence

#: How often is drawn, and from what chance starts.
TIMES, SEED = 1000, 20260
#: Documents under which an interval would say nothing.
FEWEST = 10
#: Per cent of the draws inside an interval.
INSIDE = 95
#: Bits of a field; sums stay below this.
_BITS = 62


class Packed:
    """The numbers of several documents, every row by the same names."""

    def __init__(self, rows: Sequence[Mapping[int, float]], width: int) -> None:
        """Take rows of column → number, with `width` columns; what is absent is 0."""
        self._width, self._count = width, len(rows)
        low, high, whole = [0.0] * width, [0.0] * width, [True] * width
        for row in rows:
            for column, number in row.items():
                low[column] = min(low[column], number)
                high[column] = max(high[column], number)
                whole[column] &= number == int(number)
        self._low = low
        self._scale = [
            1.0 if whole[c] else _scale((high[c] - low[c]) * len(rows)) for c in range(width)
        ]
        shift = array("Q", [self._raw(column, 0.0) for column in range(width)])
        self._packed = []
        for row in rows:
            fields = array("Q", shift)
            for column, number in row.items():
                fields[column] = self._raw(column, number)
            self._packed.append(int.from_bytes(fields.tobytes(), sys.byteorder))

    def _raw(self, column: int, number: float) -> int:
        return round((number - self._low[column]) * self._scale[column])

    def draws(self, seed: int, times: int) -> Iterator[list[float]]:
        """Yield the sums of `times` draws of as many documents as there are."""
        rng = random.Random(seed)
        size = self._width * 8
        under = [low * self._count for low in self._low]
        for _ in range(times):
            total = sum(rng.choices(self._packed, k=self._count))
            fields = array("Q", total.to_bytes(size, sys.byteorder))
            yield [
                field / scale + low
                for field, scale, low in zip(fields, self._scale, under, strict=True)
            ]


def _scale(largest: float) -> float:
    """Return the power of two by which a sum up to `largest` fits into a field."""
    scale = 1.0
    while scale < 2**32 and largest * scale * 2 < 2 ** (_BITS - 1):
        scale *= 2
    return scale


def interval(figures: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return the bounds between which 95 % of the figures lie; None when half are no figure."""
    there = sorted(figure for figure in figures if figure is not None)
    if len(there) * 2 <= len(figures):
        return None, None
    rest = (100 - INSIDE) / 200
    return _quantile(there, rest), _quantile(there, 1 - rest)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
