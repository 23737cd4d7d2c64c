"""(k)u-alpha (2016): one label among the others, where both people marked something."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.unitizing import People, count, counts_of, coverage, ku_alpha


def alpha_ku(people: People, length: int, label: str, begin: int = 0) -> float | None:
    """Return Krippendorff's (k)uα (2016) of a label. Arguments as of `alpha_u`."""
    counts = counts_of(people, length, begin)
    return None if counts is None else ku_alpha([counts], str(label))


def alpha_ku_coverage(
    people: People, length: int, label: str | None = None, begin: int = 0
) -> float | None:
    """Return the share of what was marked with a label that others marked too, 0 to 1.

    For a label of None, of all that was marked. None when nobody used the label.
    """
    counts = counts_of(people, length, begin)
    return None if counts is None else coverage([counts], None if label is None else str(label))


MEASURE = Measure(
    name="alpha-ku",
    title="(k)u-alpha",
    says="Whether one label is confused with others where both marked; with its coverage.",
    takes="units",
    numbers="unitizing",
    pairs=False,
    count=count,
    value=ku_alpha,
    coverage=coverage,
)
