"""Krippendorff's alpha, ratio: values are numbers from zero up, apart by difference over sum."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.values import Rows, alpha, coincidences, count, coverage, ratio, value_by


def alpha_ratio(rows: Rows) -> float | None:
    """Return Krippendorff's alpha of values that several people gave units.

    `rows` is a row a unit, a column a person, None where a person did not judge the unit.
    Here values are numbers from zero up, apart by difference over sum. None where all values
    are the same.
    """
    return alpha(coincidences(rows), ratio)


MEASURE = Measure(
    name="alpha-ratio",
    title="alpha (ratio)",
    says="Numbers from zero up, beyond chance, by the share of their sum that they differ.",
    takes="values",
    numbers="ranks",
    pairs=False,
    count=count,
    value=value_by(ratio),
    coverage=coverage,
)
