"""How spans lie to each other."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.span import Fragment


def lies_inside(inner: Sequence[Fragment], outer: Sequence[Fragment]) -> bool:
    """Return whether one span lies inside another, taking each from its first to its last point."""
    return outer[0][0] <= inner[0][0] and inner[-1][1] <= outer[-1][1]


def crosses(one: Sequence[Fragment], other: Sequence[Fragment]) -> bool:
    """Return whether two spans share text and neither lies inside the other."""
    if lies_inside(one, other) or lies_inside(other, one):
        return False
    return any(start < stop and begin < end for start, end in one for begin, stop in other)
