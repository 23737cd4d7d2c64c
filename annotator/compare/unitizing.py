"""The u-alpha family of 2016: what it counts, and the figures of its members.

Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual
continua: further developments", Quality & Quantity 50; Krippendorff 2019, chapter 12. Units
and gaps of every two people are laid over each other; what they share counts by its length.
Units are drawn by chance as wholes, gaps character by character.

Every person's units must part the text, so those of one label that overlap are taken as one,
and where units of several labels overlap the text has these labels together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.compare.measure import (
    ALL,
    Compared,
    Counts,
    Numbers,
    Text,
    labels_in,
    pooled,
)
from annotator.compare.unit import TOGETHER, Unit, units

#: Start, end (exclusive) and label.
Segment = tuple[int, int, str]
#: The spans of several people in one document: by person, or one after the other.
People = Mapping[Any, Iterable[Any] | None] | Iterable[Iterable[Any] | None]


def count(compared: Compared) -> dict[str, Numbers]:
    """Count what the units of any number of people share, all labels together and each apart."""
    people = [segments_of(layer, compared.text) for layer in compared.layers]
    length = compared.text.open_characters
    result = {ALL: _numbers([parted(segments) for segments in people], length)}
    labels = {segment[2] for segments in people for segment in segments}
    for label in labels:
        apart = [[each for each in segments if each[2] == label] for segments in people]
        result[label] = _numbers([parted(segments) for segments in apart], length)
    return result


def segments_of(layer: Iterable[Unit], text: Text | None = None) -> list[Segment]:
    """Return the fragments of a layer in order, as they lie without the excluded regions."""
    if text is not None and text.excluded:
        return sorted(
            (start, end, label)
            for fragments, label in layer
            for start, end in text.open_fragments(fragments)
        )
    return sorted(
        [
            (start, end, label)
            for fragments, label in layer
            for start, end in fragments
            if start < end
        ]
    )


def parted(segments: Sequence[Segment]) -> list[Segment]:
    """Return segments, in order, that do not overlap.

    Those of one label that overlap become one; where labels overlap, a piece has them joined.
    """
    end = 0
    for segment in segments:
        if segment[0] < end:
            break
        end = segment[1]
    else:
        return list(segments)
    merged: list[Segment] = []
    latest: dict[str, int] = {}
    for start, end, label in segments:
        place = latest.get(label)
        if place is not None and start < merged[place][1]:
            merged[place] = (merged[place][0], max(end, merged[place][1]), label)
        else:
            latest[label] = len(merged)
            merged.append((start, end, label))
    return _pieces(merged)


def _pieces(segments: Sequence[Segment]) -> list[Segment]:
    places = sorted({place for start, end, _label in segments for place in (start, end)})
    begun = sorted(segments)
    result: list[Segment] = []
    active: list[Segment] = []
    following = 0
    for start, end in zip(places, places[1:], strict=False):
        active = [each for each in active if each[1] > start]
        while following < len(begun) and begun[following][0] == start:
            active.append(begun[following])
            following += 1
        if active:
            result.append((start, end, TOGETHER.join(sorted({each[2] for each in active}))))
    return result


def _numbers(people: Sequence[Sequence[Segment]], length: int) -> Numbers:
    """Return the lengths that segments of several people have alone and in common."""
    others = len(people) - 1
    numbers: Numbers = defaultdict(float)
    squares = 0
    for segments in people:
        for start, end, label in segments:
            numbers[("marked", label)] += end - start
            squares += (end - start) ** 2
    pairable: dict[tuple[int, int], int] = defaultdict(int)
    for i, one in enumerate(people):
        for j in range(i + 1, len(people)):
            for mine, theirs, common in _common(one, people[j]):
                labels = (one[mine][2], people[j][theirs][2])
                numbers[("shared", *labels)] += common / others
                numbers[("shared", *reversed(labels))] += common / others
                pairable[i, mine] += common
                pairable[j, theirs] += common
    for (i, mine), common in pairable.items():
        numbers[("paired squares", people[i][mine][2])] += (common / others) ** 2
    numbers[("squares",)] = squares
    numbers[("characters",)] = len(people) * length
    return dict(numbers)


def _common(one: Sequence[Segment], other: Sequence[Segment]) -> Iterable[tuple[int, int, int]]:
    i, j = 0, 0
    while i < len(one) and j < len(other):
        common = min(one[i][1], other[j][1]) - max(one[i][0], other[j][0])
        if common > 0:
            yield i, j, common
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1


def layers_of(people: People, length: int, begin: int) -> list[list[Unit]] | None:
    """Return the units of the people who are present, counted from `begin`; None under two.

    Raises ValueError for a span outside the text.
    """
    given = people.values() if isinstance(people, Mapping) else people
    layers = [_moved(units(each), length, begin) for each in given if each is not None]
    return layers if len(layers) > 1 else None


def counts_of(people: People, length: int, begin: int = 0) -> Counts | None:
    """Return the counts of plain spans; None with fewer than two people present.

    `length` is how many characters the text has, `begin` where it starts; raises ValueError
    for a span outside of it.
    """
    layers = layers_of(people, length, begin)
    return None if layers is None else count(Compared(Text(length), layers))


def _moved(layer: Iterable[Unit], length: int, begin: int) -> list[Unit]:
    result = []
    for fragments, label in layer:
        if fragments[0][0] < begin or fragments[-1][1] > begin + length:
            raise ValueError(f"{fragments} lies outside {begin} to {begin + length}")
        result.append(Unit(tuple((start - begin, end - begin) for start, end in fragments), label))
    return result


def u_alpha(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return uα: labels and gaps together; of one label, that label against everything else."""
    numbers = _with_gaps(groups, label)
    same = sum(n for name, n in numbers.items() if name[0] == "shared" and name[1] == name[2])
    squares = sum(n * n for name, n in numbers.items() if name[0] == "marked")
    return _alpha(numbers, same, squares)


def u_alpha_boundary(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return |uα: marked or not, whatever the label."""
    numbers = _with_gaps(groups, label)
    paired = sum(n for name, n in numbers.items() if name[0] == "shared")
    marked = sum(n for name, n in numbers.items() if name[0] == "marked")
    return _alpha(numbers, paired, marked * marked)


def _alpha(numbers: Numbers, same: float, squares: float) -> float | None:
    """Return 1 − observed / expected; `same` is what agrees outside gaps."""
    total = numbers.get(("characters",), 0)
    if not total:
        return None
    paired = sum(n for name, n in numbers.items() if name[0] == "shared")
    marked = sum(n for name, n in numbers.items() if name[0] == "marked")
    gaps = total - marked
    gaps_in_common = gaps - (marked - paired)
    differing = total - same - gaps_in_common
    chance = total * total - numbers.get(("squares",), 0) - gaps
    expected = total * total - squares - gaps * gaps
    return _one_minus(differing / total, expected, chance)


def _one_minus(observed: float, expected: float, chance: float) -> float | None:
    return 1 - observed * chance / expected if expected > 0 else None


def _with_gaps(groups: Sequence[Counts], label: str | None) -> Numbers:
    numbers = pooled(groups, label)
    if label is None:
        return numbers
    # Documents in which nobody used the label have its gaps as well.
    return {**numbers, ("characters",): pooled(groups, None).get(("characters",), 0)}


class Paired:
    """What is marked by both of two people: lengths by label, of all pairs of them."""

    def __init__(self, groups: Sequence[Counts]) -> None:
        self.numbers = pooled(groups, None)
        self.total = sum(n for name, n in self.numbers.items() if name[0] == "shared")

    def sum_of(self, name: str, label: str | None) -> float:
        """Return the sum of the numbers of a name whose (first) label is, or holds, this one."""
        return sum(
            number
            for each, number in self.numbers.items()
            if each[0] == name and (label is None or label in labels_in(str(each[1])))
        )

    def same(self, label: str) -> float:
        """Return the length to which both of a pair gave this label."""
        return sum(
            number
            for each, number in self.numbers.items()
            if each[0] == "shared"
            and label in labels_in(str(each[1]))
            and label in labels_in(str(each[2]))
        )


def cu_alpha(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return cuα: do labels agree where both marked something. Of one label, (k)uα."""
    if label is not None:
        return ku_alpha(groups, label)
    paired = Paired(groups)
    numbers, total = paired.numbers, paired.total
    if not total:
        return None
    same = sum(n for name, n in numbers.items() if name[0] == "shared" and name[1] == name[2])
    rows: dict[Any, float] = defaultdict(float)
    for name, number in numbers.items():
        if name[0] == "shared":
            rows[name[1]] += number
    expected = total * total - sum(row * row for row in rows.values())
    chance = total * total - paired.sum_of("paired squares", None)
    return _one_minus((total - same) / total, expected, chance)


def ku_alpha(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return (k)uα: is this label confused with others where both marked something.

    For None that of all labels together, which is cuα.
    """
    if label is None:
        return cu_alpha(groups, None)
    paired = Paired(groups)
    row = paired.sum_of("shared", label)
    if not row:
        return None
    expected = row * (paired.total - row)
    chance = row * paired.total - paired.sum_of("paired squares", label)
    return _one_minus((row - paired.same(label)) / row, expected, chance)


def coverage(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the share of what was marked (with this label) that others marked too."""
    paired = Paired(groups)
    marked = paired.sum_of("marked", label)
    return paired.sum_of("shared", label) / marked if marked else None
