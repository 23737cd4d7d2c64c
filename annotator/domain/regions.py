"""Sets of regions of a text: sorted, apart from each other, code points, half open."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Fragment


def merged(regions: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return regions in order, those that touch or overlap as one."""
    result: list[Fragment] = []
    for start, end in sorted(regions):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return tuple(result)


def without(regions: Iterable[Fragment], start: int, end: int) -> tuple[Fragment, ...]:
    """Return regions with one taken out of them; a region around it becomes two."""
    pieces: list[Fragment] = []
    for begin, stop in regions:
        pieces += [(begin, min(stop, start)), (max(begin, end), stop)]
    return merged(piece for piece in pieces if piece[0] < piece[1])


def toggled(regions: Iterable[Fragment], start: int, end: int) -> tuple[tuple[Fragment, ...], bool]:
    """Return regions with one more, or without it when they hold all of it, and which."""
    whole = merged(regions)
    if any(begin <= start and end <= stop for begin, stop in whole):
        return without(whole, start, end), False
    return merged([*whole, (start, end)]), True
