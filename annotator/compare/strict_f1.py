"""Strict F1: the same fragments and the same label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.compare.f1 import F1Spans, documents_of_two, f1
from annotator.compare.measure import ALL, Compared, Measure, Numbers
from annotator.compare.unit import Unit, unit


def strict_f1(a: F1Spans, b: F1Spans, label: str | None = None) -> float | None:
    """Return 2·|A∩B| / (|A|+|B|) over spans that are the same in extent and label.

    `a` and `b` are two people's spans, each (start, end, label) or any other shape that
    `annotator.compare.unit` takes; or two mappings from documents to spans, whose counts are
    added up. None for nothing to compare, and for a person who is absent (None).

    Equal to positive specific agreement (Hripcsak and Rothschild 2005).
    """
    both, everything = 0, 0
    for mine, theirs in documents_of_two(a, b):
        one, other = _as_sets(mine, theirs)
        if label is not None:
            one, other = (
                {each for each in side if each[-1] == str(label)} for side in (one, other)
            )
        both += len(one & other)
        everything += len(one) + len(other)
    return 2 * both / everything if everything else None


def _as_sets(one: Iterable[Any], other: Iterable[Any]) -> tuple[set[Any], set[Any]]:
    """Return plain spans as sets: as they came where both are (start, end, label), else as units.

    This is what makes strict F1 as fast as it is simple.
    """
    sides = (list(one), list(other))
    if all(len(side) == sum(map(_is_plain, side)) for side in sides):
        return set(sides[0]), set(sides[1])
    return set(map(unit, sides[0])), set(map(unit, sides[1]))


def _is_plain(given: Any) -> bool:
    return (
        given.__class__ is tuple
        and len(given) == 3
        and given[2].__class__ is str
        and given[0].__class__ is given[1].__class__ is int
        and given[0] <= given[1]
    )


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the units of two people, and those that both have, by label."""
    one, other = map(set, compared.layers)
    result: dict[str, Numbers] = {
        ALL: {("both",): len(one & other), ("all",): len(one) + len(other)}
    }
    for label in {each[1] for each in one} | {each[1] for each in other}:
        mine: set[Unit] = {each for each in one if each[1] == label}
        theirs: set[Unit] = {each for each in other if each[1] == label}
        result[label] = {("both",): len(mine & theirs), ("all",): len(mine) + len(theirs)}
    return result


MEASURE = Measure(
    name="strict-f1",
    title="Strict F1",
    says="Spans count as the same when fragments and label are the same.",
    takes="units",
    numbers="strict",
    pairs=True,
    count=count,
    value=f1,
)
