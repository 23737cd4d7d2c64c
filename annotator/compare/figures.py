"""Figures: the rows of an agreement table, from what was counted of each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from annotator.compare.bootstrap import FEWEST, SEED, TIMES, Packed, interval
from annotator.compare.measure import ALL, Counts, Measure, added

#: Ids of people, sorted: two of them, or all who finished a document.
Group = tuple[str, ...]
#: What was counted of a document, by name of the numbers and group.
Counted = Mapping[tuple[str, Group], Counts]


class Row(NamedTuple):
    """A figure. None in `label`, `pair`, `document` means all; a `value` of None is 0/0.

    `low` and `high` are the bounds of the 95 % interval, None where there are too few
    documents; `spans` is how many spans of these people are in the `documents` compared.
    """

    measure: str
    label: str | None
    attribute: str | None
    pair: tuple[str, str] | None
    document: str | None
    value: float | None
    low: float | None
    high: float | None
    coverage: float | None
    spans: int
    documents: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that is asked for, and the attribute it compares, None for labels."""

    measure: Measure
    attribute: str | None = None

    @property
    def numbers(self) -> str:
        """The name of what it counts."""
        return numbers_name(self.measure, self.attribute)


def numbers_name(measure: Measure, attribute: str | None) -> str:
    """Return the name of what a measure counts, of an attribute or without."""
    return measure.numbers if attribute is None else f"{measure.numbers} of {attribute}"


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """A document as figures need it: by the key that names it.

    `people` are the sorted ids of those whose layers count, `spans` is person → label → how
    many spans, under "" all; `counted` has the numbers of every pair and of all `people`.
    `doubled` is person → how many of the spans are there once more; the spans of the pairs in
    `approximate` overlap so much that they are aligned greedily.
    """

    key: str
    people: Group
    spans: Mapping[str, Mapping[str, int]]
    counted: Counted
    doubled: Mapping[str, int] = field(default_factory=dict)
    approximate: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Slices:
    """By what figures are parted: for each label, pair, document named here a row of its own.

    None among them asks for the row of all. `times` is how often chance draws, 0 for no
    intervals.
    """

    labels: Sequence[str | None] = (None,)
    by_pair: bool = False
    by_document: bool = False
    times: int = TIMES
    seed: int = SEED


def rows(
    documents: Iterable[CountedDocument], wanted: Sequence[Wanted], slices: Slices
) -> list[Row]:
    """Return the figures, those of all pairs and documents first."""
    ordered = sorted(documents, key=lambda document: document.key)
    people = sorted({person for document in ordered for person in document.people})
    pairs: list[tuple[str, str] | None] = [None]
    if slices.by_pair:
        pairs += combinations(people, 2)
    result: list[Row] = []
    for pair in pairs:
        if pair is not None and len(people) == 2:
            # All are this pair, so nothing need be drawn again.
            return result + [row._replace(pair=pair) for row in result]
        there = [d for d in ordered if _groups(d, pair)]
        result += _rows_of(there, pair, None, wanted, slices)
        if slices.by_document:
            for document in there:
                result += _rows_of([document], pair, document.key, wanted, slices)
    return result


def _groups(document: CountedDocument, pair: tuple[str, str] | None) -> list[Group]:
    """Return the pairs that are compared in a document."""
    if pair is None:
        return list(combinations(document.people, 2))
    return [pair] if pair[0] in document.people and pair[1] in document.people else []


def _rows_of(
    documents: Sequence[CountedDocument],
    pair: tuple[str, str] | None,
    key: str | None,
    wanted: Sequence[Wanted],
    slices: Slices,
) -> list[Row]:
    selection = Selection(documents, pair, wanted, slices.labels)
    cells = [(each, label) for each in wanted for label in slices.labels]
    drawn: list[list[float | None]] = [[] for _ in cells]
    if slices.times and len(documents) >= FEWEST:
        for total in selection.draws(slices.seed, slices.times):
            for (each, label), figures in zip(cells, drawn, strict=True):
                figures.append(each.measure.value(total.get(each.numbers, ()), label))
    spans = {
        label: sum(_spans(document, pair, label) for document in documents)
        for label in slices.labels
    }
    result = []
    for (each, label), figures in zip(cells, drawn, strict=True):
        measure, groups = each.measure, selection.total[each.numbers]
        value = measure.value(groups, label)
        low, high = interval(figures) if figures and value is not None else (None, None)
        covered = None if measure.coverage is None else measure.coverage(groups, label)
        result.append(
            Row(
                measure.name, label, each.attribute, pair, key,
                value, low, high, covered, spans[label], len(documents),
            )
        )  # fmt: skip
    return result


def _spans(document: CountedDocument, pair: tuple[str, str] | None, label: str | None) -> int:
    people = document.people if pair is None else pair
    return sum(document.spans.get(person, {}).get(label or ALL, 0) for person in people)


class Selection:
    """The numbers of some documents, each and summed; of the labels asked for, and all."""

    def __init__(
        self,
        documents: Sequence[CountedDocument],
        pair: tuple[str, str] | None,
        wanted: Sequence[Wanted],
        labels: Sequence[str | None],
    ) -> None:
        self._labels = {label or ALL for label in labels} | {ALL}
        measures = {each.numbers: each.measure for each in wanted}
        self._of_documents = [
            {name: self._groups(document, pair, name, measures[name]) for name in measures}
            for document in documents
        ]
        self.total: dict[str, list[Counts]] = {}
        for name in measures:
            groups: dict[Group, list[Counts]] = {}
            for each in self._of_documents:
                for group, counts in each[name].items():
                    groups.setdefault(group, []).append(counts)
            self.total[name] = [added(counts) for _group, counts in sorted(groups.items())]

    def _groups(
        self, document: CountedDocument, pair: tuple[str, str] | None, name: str, measure: Measure
    ) -> dict[Group, Counts]:
        """Return the counts of a document by pair, or under () where pairs are not kept apart."""
        if not measure.pairs:
            return {(): self._kept(document.counted[name, pair or document.people])}
        found = {
            group: self._kept(document.counted[name, group]) for group in _groups(document, pair)
        }
        return {(): added(found.values())} if measure.pools else found

    def _kept(self, counts: Counts) -> Counts:
        return {label: numbers for label, numbers in counts.items() if label in self._labels}

    def draws(self, seed: int, times: int) -> Iterator[dict[str, list[Counts]]]:
        """Yield what the totals would be with documents drawn by chance."""
        columns: dict[tuple[str, Group, str, tuple[Any, ...]], int] = {}
        rows: list[dict[int, float]] = []
        for document in self._of_documents:
            row: dict[int, float] = {}
            for name, groups in document.items():
                for group, counts in groups.items():
                    for label, numbers in counts.items():
                        for part, number in numbers.items():
                            key = (name, group, label, part)
                            row[columns.setdefault(key, len(columns))] = number
            rows.append(row)
        layout = _laid_out(columns)
        for sums in Packed(rows, len(columns)).draws(seed, times):
            yield {
                name: [
                    {label: {part: sums[c] for part, c in parts} for label, parts in labels.items()}
                    for labels in groups
                ]
                for name, groups in layout.items()
            }


def _laid_out(
    columns: Mapping[tuple[str, Group, str, tuple[Any, ...]], int],
) -> dict[str, list[dict[str, list[tuple[tuple[Any, ...], int]]]]]:
    """Return by name, group and label the parts with their columns."""
    found: dict[str, dict[Group, dict[str, list[tuple[tuple[Any, ...], int]]]]] = {}
    for (name, group, label, part), column in columns.items():
        labels = found.setdefault(name, {}).setdefault(group, {})
        labels.setdefault(label, []).append((part, column))
    return {name: [groups[each] for each in sorted(groups)] for name, groups in found.items()}
