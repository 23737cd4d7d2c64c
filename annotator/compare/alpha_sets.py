"""Krippendorff's alpha of sets: a unit may have several values at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.compare.values import alpha, coincidences, jaccard, masi

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
