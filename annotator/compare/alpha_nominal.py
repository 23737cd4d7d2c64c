"""Krippendorff's alpha, nominal: values are the same or not."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.values import Rows, alpha, coincidences, count, coverage, nominal, value_by


def alpha_nominal(rows: Rows) -> float | None:
    """Return Krippendorff's alpha of values that several people gave units.

    `rows` is a row a unit, a column a person, None where a person did not judge the unit.
    Here values are the same or not. None where all values are the same.
    """
    return alpha(coincidences(rows), nominal)


MEASURE = Measure(
    name="alpha-nominal",
    title="alpha (nominal)",
    says="Whether values are the same, beyond chance; for choices.",
    takes="values",
    numbers="values",
    pairs=False,
    count=count,
    value=value_by(nominal),
    coverage=coverage,
)
