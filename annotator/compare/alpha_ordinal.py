"""Krippendorff's alpha, ordinal: values have an order; they must sort."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.values import Rows, alpha, coincidences, count, coverage, ordinal, value_by


def alpha_ordinal(rows: Rows) -> float | None:
    """Return Krippendorff's alpha of values that several people gave units.

    `rows` is a row a unit, a column a person, None where a person did not judge the unit.
    Here values have an order; they must sort. None where all values are the same.
    """
    return alpha(coincidences(rows), ordinal)


MEASURE = Measure(
    name="alpha-ordinal",
    title="alpha (ordinal)",
    says="Values in an order, beyond chance: the further apart, the worse.",
    takes="values",
    numbers="ranks",
    pairs=False,
    count=count,
    value=value_by(ordinal),
    coverage=coverage,
)
