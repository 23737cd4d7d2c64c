"""How far each person's layers are gold: by label, by what differs, and over the weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from annotator.compare.against_gold import GOLD
from annotator.compare.alignment import align
from annotator.compare.bootstrap import TIMES
from annotator.compare.cases import MOST, Case, of_pair
from annotator.compare.document_counts import count_document, count_spans, open_layers
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.compare.item import CATEGORIES, MISSING, Item
from annotator.compare.measure import Text
from annotator.compare.standing import Point, trend
from annotator.domain.person import Person
from annotator.domain.schema import Schema, schema_from_definition
from annotator.domain.span import Span
from annotator.project.beside_gold import PORTION, BesideGold, beside_gold
from annotator.project.comparing import NO_SCHEMA, reader_of
from annotator.project.export_source import chosen_people
from annotator.project.measuring import wanted_measures
from annotator.project.progress import Progress
from annotator.project.weeks import newest_marks, week_of
from annotator.storage.compared import ComparedReader

#: What accuracy is told by: F1 of spans of the same extent and label.
MEASURE = "strict-f1"
#: Of what only one side has: gold alone, and the person alone.
MISSED, EXTRA = "missed", "extra"
#: How a mark may stand to gold, in the order in which it is told.
AGAINST = (MISSED, EXTRA, *(each for each in CATEGORIES if each not in (MISSING, "relation")))
#: (week, label, one of AGAINST); the week of a document without any time is "".
Kind = tuple[str, str, str]


@dataclass(slots=True)
class AgainstGold:
    """A person (by id) beside gold, in documents of which everything is decided.

    `figures` are strict F1 with gold, of all labels (None) and of each; `weeks` the same by the
    week of the person's newest mark in a document. `items` counts how marks stand to gold;
    `cases` are the first of each kind, to be looked at.
    """

    person: str
    name: str
    figures: list[Row] = field(default_factory=list)
    weeks: list[Point] = field(default_factory=list)
    items: Counter[Kind] = field(default_factory=Counter)
    cases: dict[Kind, list[Case]] = field(default_factory=dict)

    def total(self, label: str | None = None) -> Counter[str]:
        """Return how often each of AGAINST was met, of a label or all."""
        found: Counter[str] = Counter()
        for (_week, of, kind), number in self.items.items():
            if label in (None, of):
                found[kind] += number
        return found

    def some(
        self, week: str | None = None, label: str | None = None, kind: str | None = None
    ) -> tuple[int, list[Case]]:
        """Return how many marks there are of a week, label and kind, and the first of them."""
        kinds = [
            key
            for key in self.items
            if all(one in (None, two) for one, two in zip((week, label, kind), key, strict=True))
        ]
        cases = [case for key in kinds for case in self.cases[key]]
        cases.sort(key=lambda case: case.agreed)
        return sum(self.items[key] for key in kinds), cases

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "person": self.person,
            "name": self.name,
            "figures": [_plain(row) for row in self.figures],
            "weeks": [{"week": point.group, **_plain(point.row)} for point in self.weeks],
            "items": [
                {"week": week or None, "label": label, "category": kind, "items": number}
                for (week, label, kind), number in sorted(self.items.items())
            ],
        }


def _plain(row: Row) -> dict[str, Any]:
    kept = ("measure", "label", "value", "low", "high", "spans", "documents")
    return {name: value for name, value in row._asdict().items() if name in kept}


def gold_report(progress: Progress, path: Path, person: str | None = None) -> list[AgainstGold]:
    """Return everybody beside gold, or one person by id or name; raises Problem for nobody."""
    with reader_of(path) as reader:
        present = reader.common()
        schema = schema_from_definition(present.schema.get("definition") or NO_SCHEMA)
        people = [Person(id, each["name"], each["role"]) for id, each in present.people.items()]
        chosen = chosen_people(() if person is None else (person,), people)
        wanted = [each for each in people if not chosen or each.id in chosen]
        return against_gold(reader, schema, wanted, TIMES, progress)


def against_gold(
    reader: ComparedReader,
    schema: Schema,
    people: Sequence[Person],
    times: int,
    progress: Progress | None = None,
    only_weeks: Collection[str] = (),
) -> list[AgainstGold]:
    """Return these people beside gold, by name; without those who share no document with it.

    `times` is how often chance draws documents for an interval; `only_weeks` leaves out what people
    did in other weeks.
    """
    steps = progress or Progress()
    every = [each for each in beside_gold(reader) if each.complete]
    (measure,) = wanted_measures(schema, (MEASURE,))
    counting = {each.id: _Counting(AgainstGold(each.id, each.name), measure) for each in people}
    weeks = _weeks(reader, every)
    for start in range(0, len(every), PORTION):
        steps.step(start, len(every))
        portion = every[start : start + PORTION]
        spans = reader.spans_of([number for each in portion for number in each.numbers])
        for each in portion:
            for layer in each.head.layers:
                week = weeks.get((layer.person, each.head.key), "")
                if layer.person in counting and (not only_weeks or week in only_weeks):
                    counting[layer.person].add(each, spans.get(layer.number, []), spans, week)
    labels = [label.id for label in schema.labels]
    found = [each.finish(labels, times) for each in counting.values() if each.documents]
    return sorted(found, key=lambda each: (each.name, each.person))


def _weeks(reader: ComparedReader, every: Sequence[BesideGold]) -> dict[tuple[str, str], str]:
    """Return (person, document key) → the week of the person's newest mark there."""
    worked = reader.worked()
    return {
        (layer.person, key): week_of(moment)
        for each in every
        for layer in each.head.layers
        for key, moment in newest_marks([each.head._replace(layers=[layer])], worked).items()
    }


class _Counting:
    """Counts one person's documents beside gold."""

    def __init__(self, told: AgainstGold, wanted: Wanted) -> None:
        self._told = told
        self._wanted = wanted
        self._weeks: dict[str, str] = {}
        self.documents: list[CountedDocument] = []

    def add(
        self, each: BesideGold, own: list[Span], spans: Mapping[int, list[Span]], week: str
    ) -> None:
        """Count a document: the person's spans, and gold's among these by layer number."""
        gold = [] if each.gold is None else spans.get(each.gold.number, [])
        layers = {self._told.person: own, GOLD: gold}
        head = each.head
        text = Text(head.characters, None, head.excluded)
        counted = count_document(text, layers, [self._wanted], {})
        self.documents.append(
            CountedDocument(head.key, tuple(sorted(layers)), count_spans(text, layers), counted)
        )
        if week:
            self._weeks[head.key] = week
        told = self._told
        for item in align(open_layers(text, layers)).items:
            key = (week, _label(item), self._kind(item))
            told.items[key] += 1
            kept = told.cases.setdefault(key, [])
            if len(kept) < MOST:
                kept += islice(of_pair(head.id, item, (GOLD, told.person)), 1)

    def _kind(self, item: Item) -> str:
        if item.category != MISSING:
            return item.category
        return EXTRA if self._told.person in item.members else MISSED

    def finish(self, labels: Sequence[str], times: int) -> AgainstGold:
        """Return the person with the figures of what was counted."""
        used = {label for each in self.documents for own in each.spans.values() for label in own}
        of: list[str | None] = [None, *(each for each in labels if each in used)]
        of += sorted(used.difference(labels, {""}))
        told = self._told
        told.figures = rows(self.documents, [self._wanted], Slices(of, times=times))
        told.weeks = trend(self.documents, self._weeks, self._wanted, of, times)
        return told


def _label(item: Item) -> str:
    """Return the label that gold has at an item, else the person's."""
    found = item.members.get(GOLD) or next(iter(item.members.values()))
    return found.label
