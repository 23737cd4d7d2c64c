"""Units: what measures compare. Plain values come in, in any of the usual shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.domain.span import Fragment

#: Joins the labels of a place that several spans of one person cover.
TOGETHER = "\x1f"


class Unit(NamedTuple):
    """A stretch of text with a label: fragments are code points, half open, sorted, apart."""

    fragments: tuple[Fragment, ...]
    label: str

    @property
    def start(self) -> int:
        """First position."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Position after the last one."""
        return self.fragments[-1][1]


def tidy(fragments: Iterable[Sequence[int]]) -> tuple[Fragment, ...]:
    """Return fragments sorted, those that touch or overlap as one.

    Raises ValueError for an end before its start, or when there is none.
    """
    result: list[Fragment] = []
    for start, end in sorted((int(first), int(last)) for first, last in fragments):
        if end < start:
            raise ValueError(f"a unit cannot end at {end} and start at {start}")
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    if not result:
        raise ValueError("a unit needs a fragment")
    return tuple(result)


def unit(given: Any) -> Unit:
    """Return what was given as a unit; its label becomes text, "" when there is none.

    That may be (start, end), (start, end, label), (fragments, label), (label, "0 5;8 12"), a
    mapping with `start` and `end`, `offset` and `length` or `fragments`, or anything that has
    `fragments` and `label`, such as a span. Raises ValueError for anything else.
    """
    if isinstance(given, Unit):
        return given
    if isinstance(given, Mapping):
        return _from_mapping(given)
    fragments = getattr(given, "fragments", None)
    if fragments is not None:
        return Unit(tidy(fragments), str(given.label))
    return _from_sequence(given)


def _from_mapping(given: Mapping[str, Any]) -> Unit:
    label = str(given.get("label", ""))
    if "fragments" in given:
        return Unit(tidy(given["fragments"]), label)
    start = given["start"] if "start" in given else given.get("offset")
    end = given.get("end")
    if end is None and start is not None and "length" in given:
        end = start + given["length"]
    if start is None or end is None:
        raise ValueError(f"{given!r} does not say where it starts and ends")
    return Unit(tidy([(start, end)]), label)


def _from_sequence(given: Any) -> Unit:
    values = tuple(given)
    if len(values) == 2 and isinstance(values[1], str):
        first, second = values
        if isinstance(first, str):
            return Unit(tidy(part.split() for part in second.split(";")), first)
        return Unit(tidy(first), second)
    if len(values) in (2, 3) and not isinstance(values[0], str):
        if isinstance(values[0], Sequence):
            return Unit(tidy(values[0]), str(values[1]))
        label = "" if len(values) == 2 or values[2] is None else str(values[2])
        return Unit(tidy([values[:2]]), label)
    raise ValueError(f"{given!r} is no unit: give (start, end, label)")


def units(given: Iterable[Any]) -> list[Unit]:
    """Return what was given as units in text order, the same one twice only once."""
    return sorted(set(map(unit, given)), key=text_order)


def text_order(each: Unit) -> tuple[int, int, tuple[Fragment, ...], str]:
    """Sort key: start, longest first, then what tells units apart."""
    fragments = each.fragments
    return (fragments[0][0], -fragments[-1][1], fragments, each.label)


def with_label(given: Iterable[Unit], label: str | None) -> list[Unit]:
    """Return the units of a label, all of them for None."""
    return [each for each in given if label is None or each.label == label]


def by_label(given: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return the units of each label, in the order they came in."""
    found: dict[str, list[Unit]] = {}
    for each in given:
        found.setdefault(each.label, []).append(each)
    return found


def length(fragments: Sequence[Fragment]) -> int:
    """Return how many code points fragments hold."""
    return sum([end - start for start, end in fragments])


def shared(one: Sequence[Fragment], other: Sequence[Fragment]) -> int:
    """Return how many code points two sorted lists of fragments have in common."""
    if len(one) == len(other) == 1:
        start = max(one[0][0], other[0][0])
        return max(min(one[0][1], other[0][1]) - start, 0)
    total, i, j = 0, 0, 0
    while i < len(one) and j < len(other):
        start = max(one[i][0], other[j][0])
        end = min(one[i][1], other[j][1])
        total += max(end - start, 0)
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return total


def overlap(one: Sequence[Fragment], other: Sequence[Fragment]) -> float:
    """Return the code points in common divided by those of either (IoU), 0 to 1."""
    if one == other:
        return 1.0
    common = shared(one, other)
    return common / (length(one) + length(other) - common) if common else 0.0
