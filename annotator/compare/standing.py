"""How figures go over time, and how each person stands with the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from annotator.compare.bootstrap import SEED, TIMES
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.compare.measure import ALL, added


class Point(NamedTuple):
    """The figure of the documents of one group, such as a week."""

    group: str
    row: Row


def trend(
    documents: Sequence[CountedDocument],
    group_of: Mapping[str, str],
    wanted: Wanted,
    labels: Sequence[str | None] = (None,),
    times: int = TIMES,
    seed: int = SEED,
) -> list[Point]:
    """Return the figures of each group and label, groups in the order of their names.

    `group_of` is the key of a document → its group; a document without one is left out.
    """
    groups: dict[str, list[CountedDocument]] = {}
    for document in documents:
        group = group_of.get(document.key)
        if group is not None:
            groups.setdefault(group, []).append(document)
    slices = Slices(labels, times=times, seed=seed)
    return [
        Point(group, row)
        for group in sorted(groups)
        for row in rows(groups[group], [wanted], slices)
    ]


class Standing(NamedTuple):
    """How one person agrees with all others; None where there is nothing to compare."""

    value: float | None
    spans: int
    documents: int


def standings(documents: Sequence[CountedDocument], wanted: Wanted) -> dict[str, Standing]:
    """Return person → how far they agree with the others, by a measure of pairs that pools."""
    measure = wanted.measure
    if not (measure.pairs and measure.pools):
        raise ValueError(f"{measure.name} is no sum over pairs of people")
    found: dict[str, Standing] = {}
    for person in sorted({person for document in documents for person in document.people}):
        theirs = [each for each in documents if person in each.people and len(each.people) > 1]
        counts = [
            document.counted[wanted.numbers, pair]
            for document in theirs
            for pair in combinations(document.people, 2)
            if person in pair
        ]
        value = measure.value([added(counts)], None) if counts else None
        spans = sum(document.spans.get(person, {}).get(ALL, 0) for document in theirs)
        found[person] = Standing(value, spans, len(theirs))
    return found
