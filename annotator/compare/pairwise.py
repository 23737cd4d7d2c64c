"""A measure of two, over every two of several people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from statistics import fmean, stdev
from typing import Any, NamedTuple


class Pairwise(NamedTuple):
    """The figure of each pair (sorted), their mean, and their sample standard deviation.

    Pairs without a figure are None and left out of the mean; so is the deviation under two.
    """

    figures: Mapping[tuple[Any, Any], float | None]
    mean: float | None
    deviation: float | None


def pairwise(
    measure: Callable[..., float | None],
    documents: Mapping[Any, Mapping[Any, Iterable[Any] | None]],
    **options: Any,
) -> Pairwise:
    """Return a measure such as `strict_f1` for every two people, pooled over documents.

    `documents` is document → person → spans; people who are absent (or None) in a document
    are not compared there. `options` go to the measure, for example `label`.
    """
    people = sorted({person for layers in documents.values() for person in layers})
    figures = {}
    for one, other in combinations(people, 2):
        both = [layers for layers in documents.values() if one in layers and other in layers]
        mine = {place: layers[one] for place, layers in enumerate(both)}
        theirs = {place: layers[other] for place, layers in enumerate(both)}
        figures[one, other] = measure(mine, theirs, **options)
    there = [figure for figure in figures.values() if figure is not None]
    mean = fmean(there) if there else None
    return Pairwise(figures, mean, stdev(there) if len(there) > 1 else None)
