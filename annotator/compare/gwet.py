"""Gwet's AC1, for readers who ask for it: no measure of the page, a function of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from annotator.compare.values import Rows, judgements


def gwet_ac1(rows: Rows, categories: int | None = None) -> float | None:
    """Return Gwet's (2008) AC1 of values that people gave the same units.

    `rows` is a row a unit, a column a person, None where a person did not judge. `categories`
    is how many values there could be, by default how many were used. None without a unit of
    two values, or with only one category.
    """
    agreed, units, judged = 0.0, 0, 0
    shares: Counter[Hashable] = Counter()
    for row in rows:
        there = judgements(row)
        given = there.total()
        if not given:
            continue
        judged += 1
        for each, n in there.items():
            shares[each] += n / given  # type: ignore[assignment]
        if given > 1:
            units += 1
            agreed += sum(n * (n - 1) for n in there.values()) / (given * (given - 1))
    several = len(shares) if categories is None else categories
    if not units or several < 2:
        return None
    expected = sum(n / judged * (1 - n / judged) for n in shares.values()) / (several - 1)
    return (agreed / units - expected) / (1 - expected)
