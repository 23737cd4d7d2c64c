"""Measures of values that several people gave the same units: what they count and share.

Krippendorff's alpha of a coincidence matrix (Krippendorff 2011, "Computing Krippendorff's
Alpha-Reliability"): every two values that a unit was given coincide, a unit of m values
counts m. None is “not judged”: it is left out, and so is a unit with fewer than two values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from annotator.compare.measure import Compared, Counts, Numbers, by_label, pooled

#: Rows are units, columns are people, None is missing.
Rows = Iterable[Sequence[Hashable]]
#: The squared difference of two values, given how often each value was used.
Difference = Callable[[Any, Any, Mapping[Any, float]], float]


def count(compared: Compared) -> dict[str, Numbers]:
    """Count how often each two values coincide."""
    return by_label(compared.rows or (), coincidences)


def judgements(row: Iterable[Hashable]) -> Counter[Hashable]:
    """Return how often each value was given to a unit; None and NaN are no judgement."""
    return Counter(value for value in row if value is not None and value == value)


def coincidences(rows: Rows) -> Numbers:
    """Return the numbers of units: ("pair", value, value), and values given and paired."""
    numbers: Numbers = defaultdict(float)
    for row in rows:
        there = judgements(row)
        given = there.total()
        numbers[("given",)] += given
        if given < 2:
            continue
        numbers[("paired",)] += given
        for one, times in there.items():
            for other, often in there.items():
                pairs = times * (often - (one == other))
                if pairs:
                    numbers[("pair", one, other)] += pairs / (given - 1)
    return dict(numbers)


def coverage(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the share of the values given that somebody else's can be compared with."""
    numbers = pooled(groups, label)
    given = numbers.get(("given",), 0)
    return numbers.get(("paired",), 0) / given if given else None


def alpha(numbers: Numbers, difference: Difference) -> float | None:
    """Return Krippendorff's alpha of coincidences; None where chance could not disagree."""
    pairs = {name[1:]: number for name, number in numbers.items() if name[0] == "pair"}
    used: dict[Hashable, float] = defaultdict(float)
    for (one, _other), number in pairs.items():
        used[one] += number
    values = list(used)
    total = sum(used.values())
    apart: dict[tuple[Hashable, ...], float] = {}
    for place, one in enumerate(values):
        for other in values[:place]:
            apart[one, other] = apart[other, one] = difference(one, other, used)
    observed = sum(n * apart[pair] for pair, n in pairs.items() if pair in apart)
    expected = sum(used[one] * used[other] * far for (one, other), far in apart.items())
    return 1 - (total - 1) * observed / expected if expected > 0 else None


def value_by(
    difference: Difference,
) -> Callable[[Sequence[Counts], str | None], float | None]:
    """Return the value function of the alpha with that difference."""

    def value(groups: Sequence[Counts], label: str | None) -> float | None:
        return alpha(pooled(groups, label), difference)

    return value


def nominal(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return 1: values are the same or not."""
    return 1.0


def ordinal(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return the square of how many values lie between two, ends by half."""
    low, high = sorted((one, other))
    between = sum(n for value, n in used.items() if low <= value <= high)
    return (between - (used[low] + used[high]) / 2) ** 2


def interval(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return the square of the difference of two numbers."""
    return float((one - other) ** 2)


def ratio(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return the square of the difference of two numbers of one sign, over their sum."""
    total = one + other
    return float(((one - other) / total) ** 2) if total else 0.0


def jaccard(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return 1 − shared / all members of two sets; two empty ones are the same."""
    return 1 - _shared(one, other)


def masi(one: Any, other: Any, used: Mapping[Any, float]) -> float:
    """Return Passonneau's (2006) distance of two sets: 1 − J·M.

    J is shared / all members; M is 1 for the same set, 2/3 where one holds the other, 1/3
    where they share anything, else 0.
    """
    mine, theirs = frozenset(one), frozenset(other)
    if mine == theirs:
        return 0.0
    if mine <= theirs or theirs <= mine:
        return 1 - _shared(one, other) * 2 / 3
    return 1 - _shared(one, other) / 3


def _shared(one: Any, other: Any) -> float:
    mine, theirs = frozenset(one), frozenset(other)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 1.0
