"""|u-alpha (2016): what is marked at all, whatever the label, beyond chance."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.unitizing import People, count, counts_of, u_alpha_boundary


def alpha_u_boundary(
    people: People, length: int, begin: int = 0, label: str | None = None
) -> float | None:
    """Return Krippendorff's binary |uα (2016): marked or not. Arguments as of `alpha_u`."""
    counts = counts_of(people, length, begin)
    return None if counts is None else u_alpha_boundary([counts], label)


MEASURE = Measure(
    name="alpha-u-boundary",
    title="|u-alpha",
    says="Whether text is marked at all, whatever the label, beyond chance, by length.",
    takes="units",
    numbers="unitizing",
    pairs=False,
    count=count,
    value=u_alpha_boundary,
)
