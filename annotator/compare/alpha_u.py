"""u-alpha (2016): extent and label together, beyond chance."""

from __future__ import annotations

from annotator.compare.measure import Measure
from annotator.compare.unitizing import People, count, counts_of, u_alpha


def alpha_u(people: People, length: int, begin: int = 0, label: str | None = None) -> float | None:
    """Return Krippendorff's uα (2016) of several people's units in one text.

    `people` are the spans of each, one person after the other or by name; a person who is
    absent (None) is left out. Spans are (start, end, label), ends exclusive, or what else
    `annotator.compare.unit` takes. The text has `length` characters from `begin` on. With a
    `label`, that label against everything else. None where chance could not disagree.
    """
    counts = counts_of(people, length, begin)
    return None if counts is None else u_alpha([counts], label)


MEASURE = Measure(
    name="alpha-u",
    title="u-alpha",
    says="Extent and label together, beyond chance, by length; long spans weigh most.",
    takes="units",
    numbers="unitizing",
    pairs=False,
    count=count,
    value=u_alpha,
)
