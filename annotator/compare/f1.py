"""What the four F1 measures share: 2·both / all, pooled over documents and pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.compare.matching import most_pairs, overlapping
from annotator.compare.measure import ALL, Compared, Counts, Numbers, Text, pooled
from annotator.compare.unit import Unit, by_label, overlap, units

#: Spans of one document, or of many by document; None for a person who is absent.
F1Spans = Iterable[Any] | Mapping[Any, Iterable[Any] | None] | None


def f1(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return F1 of the numbers of pairs; None when nobody marked anything."""
    total = pooled(groups, label)
    everything = total.get(("all",), 0)
    return 2 * total[("both",)] / everything if everything else None


def f1_of_documents(
    count: Callable[[Compared], Counts], a: F1Spans, b: F1Spans, label: str | None
) -> float | None:
    """Return the F1 of two people's plain spans; see `strict_f1`."""
    counts = []
    for mine, theirs in documents_of_two(a, b):
        layers = [units(mine), units(theirs)]
        length = max((each.end for layer in layers for each in layer), default=0)
        counts.append(count(Compared(Text(length), layers)))
    return f1(counts, None if label is None else str(label))


def documents_of_two(a: F1Spans, b: F1Spans) -> Iterator[tuple[Iterable[Any], Iterable[Any]]]:
    """Yield the spans of each document in which both people are present."""
    if a is None or b is None:
        return
    one: Mapping[Any, Any] = a if isinstance(a, Mapping) else {0: a}
    other: Mapping[Any, Any] = b if isinstance(b, Mapping) else {0: b}
    for document, mine in one.items():
        theirs = other.get(document)
        if mine is not None and theirs is not None:
            yield mine, theirs


def count_matches(compared: Compared, least: float) -> dict[str, Numbers]:
    """Count the most one-to-one pairs of equal label that overlap by at least `least` (IoU)."""
    one, other = map(by_label, compared.layers)
    result: dict[str, Numbers] = {}
    for label in one.keys() | other.keys():
        mine, theirs = _distinct(one.get(label, ())), _distinct(other.get(label, ()))
        edges = [
            (i, j)
            for i, j in overlapping(mine, theirs)
            if not least or overlap(mine[i].fragments, theirs[j].fragments) >= least
        ]
        result[label] = {("both",): most_pairs(edges), ("all",): len(mine) + len(theirs)}
    both = sum(numbers[("both",)] for numbers in result.values())
    everything = sum(numbers[("all",)] for numbers in result.values())
    result[ALL] = {("both",): both, ("all",): everything}
    return result


def _distinct(given: Iterable[Unit]) -> list[Unit]:
    # In this order, so that of two maximum matchings always the same is found.
    return sorted(set(given))
