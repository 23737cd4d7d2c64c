"""Krippendorff's alpha of sets: a unit may have several values at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from annotator.compare.measure import Counts, Measure
from annotator.compare.unit import TOGETHER
from annotator.compare.values import (
    alpha,
    coincidences,
    count,
    coverage,
    jaccard,
    masi,
    value_by,
)

_DISTANCES = {"masi": masi, "jaccard": jaccard}


def alpha_sets(rows: Iterable[Sequence[Any]], distance: str = "masi") -> float | None:
    """Return Krippendorff's alpha of the sets of values that people gave units.

    `rows` is a row a unit, a column a person; each value is any collection, None where a person
    did not judge. `distance` is masi (Passonneau 2006: 1 − J·M) or jaccard (1 − J). A text or a
    number counts as a set of itself. Raises ValueError for another distance.
    """
    if distance not in _DISTANCES:
        raise ValueError(f"there is no distance {distance!r}; use masi or jaccard")
    sets = [[_as_set(value) for value in row] for row in rows]
    return alpha(coincidences(sets), _DISTANCES[distance])


def _as_set(value: Any) -> frozenset[Any] | None:
    if value is None:
        return None
    single = isinstance(value, str) or not isinstance(value, Iterable)
    return frozenset([value]) if single else frozenset(value)


def some_are_sets(counts: Iterable[Counts]) -> bool:
    """Return whether several values at once are among those that were counted."""
    return any(
        isinstance(part, str) and TOGETHER in part
        for labels in counts
        for numbers in labels.values()
        for name in numbers
        for part in name
    )


def _members(value: Hashable) -> frozenset[Any]:
    """Return the values of which one that was counted consists."""
    return frozenset(filter(None, value.split(TOGETHER)) if isinstance(value, str) else [value])


def _apart(one: Hashable, other: Hashable, used: Mapping[Any, float]) -> float:
    return masi(_members(one), _members(other), used)


MEASURE = Measure(
    name="alpha-sets",
    title="alpha (MASI)",
    says="As alpha-nominal where a span may have several values at once: shared ones count.",
    takes="values",
    numbers="values",
    pairs=False,
    count=count,
    value=value_by(_apart),
    coverage=coverage,
)
