"""Krippendorff's alpha, interval: values are numbers, apart by their difference."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.values import Rows, alpha, coincidences, count, coverage, interval, value_by


def alpha_interval(rows: Rows) -> float | None:
    """Return Krippendorff's alpha of values that several people gave units.

    `rows` is a row a unit, a column a person, None where a person did not judge the unit.
    Here values are numbers, apart by their difference. None where all values are the same.
    """
    return alpha(coincidences(rows), interval)


MEASURE = Measure(
    name="alpha-interval",
    title="alpha (interval)",
    says="Numbers, beyond chance, by the square of their difference.",
    takes="values",
    numbers="ranks",
    pairs=False,
    count=count,
    value=value_by(interval),
    coverage=coverage,
)
