"""cu-alpha (2016): labels where both people marked something."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.unitizing import People, count, counts_of, coverage, cu_alpha


def alpha_cu(people: People, length: int, begin: int = 0) -> float | None:
    """Return Krippendorff's cuα (2016): do labels agree where several people marked the text.

    It says nothing of what only one of them marked. Arguments as of `alpha_u`.
    """
    counts = counts_of(people, length, begin)
    return None if counts is None else cu_alpha([counts], None)


MEASURE = Measure(
    name="alpha-cu",
    title="cu-alpha",
    says="Whether labels agree where both marked something; read it with the coverage.",
    takes="units",
    numbers="unitizing",
    pairs=False,
    count=count,
    value=cu_alpha,
    coverage=coverage,
)
