"""u-alpha (1995, 2004): squared differences of boundaries, as older tools report it.

Krippendorff 1995 and 2004, chapter 11.6. Each label has a continuum of its own. The figure
depends on the unit of length, here code points, and cannot be added over documents: several
documents have the mean of theirs, as INCEpTION reports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from annotator.compare.measure import ALL, Compared, Counts, Measure, Numbers, pooled
from annotator.compare.unitizing import People, Segment, layers_of, parted, segments_of

#: Start, end and whether it is a unit; a gap otherwise.
_Section = tuple[int, int, bool]


def alpha_u_2004(
    people: People, length: int, begin: int = 0, label: str | None = None
) -> float | None:
    """Return Krippendorff's uα of 2004, of one label or of all that anybody used.

    Arguments as of `alpha_u`; of all labels, observed and expected disagreement are summed
    before they are divided. A person's units of one label that overlap become one.
    """
    layers = layers_of(people, length, begin)
    if layers is None:
        return None
    parts = _parts([segments_of(layer) for layer in layers], length)
    if label is not None:
        parts = {name: part for name, part in parts.items() if name == str(label)}
    return _alpha(parts.values())


def count(compared: Compared) -> dict[str, Numbers]:
    """Count one document with a figure, and the figure, for all labels and each."""
    people = [segments_of(layer, compared.text) for layer in compared.layers]
    parts = _parts(people, compared.text.open_characters)
    figures = {label: _alpha([part]) for label, part in parts.items()}
    figures[ALL] = _alpha(parts.values())
    return {
        label: {("documents",): 1, ("sum",): figure}
        for label, figure in figures.items()
        if figure is not None
    }


def value(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the mean figure of the documents that have one."""
    total = pooled(groups, label)
    documents = total.get(("documents",), 0)
    return total[("sum",)] / documents if documents else None


def _alpha(parts: Collection[tuple[float, float]]) -> float | None:
    observed = sum(part[0] for part in parts)
    expected = sum(part[1] for part in parts)
    return 1 - observed / expected if expected > 0 else None


def _parts(people: Sequence[Sequence[Segment]], length: int) -> dict[str, tuple[float, float]]:
    """Return observed and expected disagreement of each label."""
    labels = {segment[2] for segments in people for segment in segments}
    return {
        label: _disagreement([_sections(each, label, length) for each in people], length)
        for label in sorted(labels)
    }


def _sections(segments: Sequence[Segment], label: str, length: int) -> list[_Section]:
    sections: list[_Section] = []
    place = 0
    for start, end, _label in parted([each for each in segments if each[2] == label]):
        if start > place:
            sections.append((place, start, False))
        sections.append((start, end, True))
        place = end
    if place < length:
        sections.append((place, length, False))
    return sections


def _disagreement(people: Sequence[Sequence[_Section]], length: int) -> tuple[float, float]:
    pairs = len(people) * (len(people) - 1)
    observed = 0
    for i, one in enumerate(people):
        for other in people[i + 1 :]:
            observed += 2 * _observed(one, other)
    return observed / (pairs * length * length), _expected(people, length)


def _observed(one: Sequence[_Section], other: Sequence[_Section]) -> int:
    total, i, j = 0, 0, 0
    while i < len(one) and j < len(other):
        (start, end, marked), (begin, stop, theirs) = one[i], other[j]
        if marked and theirs:
            total += (start - begin) ** 2 + (end - stop) ** 2
        elif marked and begin <= start and end <= stop:
            total += (end - start) ** 2
        elif theirs and start <= begin and stop <= end:
            total += (stop - begin) ** 2
        # Of two that end together both are done, so that what follows is compared.
        i, j = i + (end <= stop), j + (stop <= end)
    return total


def _expected(people: Sequence[Sequence[_Section]], length: int) -> float:
    units = Counter(end - start for each in people for start, end, marked in each if marked)
    gaps = Counter(end - start for each in people for start, end, marked in each if not marked)
    others = units.total() - 1
    total = 0.0
    for unit, times in units.items():
        placed = sum(n * (gap - unit + 1) for gap, n in gaps.items() if gap >= unit)
        by_units = others / 3 * (2 * unit**3 - 3 * unit**2 + unit)
        total += times * (by_units + unit**2 * placed)
    whole = len(people) * length
    chance = whole * (whole - 1) - sum(n * unit * (unit - 1) for unit, n in units.items())
    return 2 / length * total / chance if chance > 0 else 0.0


MEASURE = Measure(
    name="alpha-u-2004",
    title="u-alpha (2004)",
    says="The older form, for comparison with other tools: squared distances of boundaries.",
    takes="units",
    numbers="unitizing-2004",
    pairs=False,
    count=count,
    value=value,
)
