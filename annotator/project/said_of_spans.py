"""How far people agree on what they say of spans: attributes, entities, relations.

Each figure is one that `annotator agreement` makes; beside it are the cases behind it: places
where two people have a span and at least one says something of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from annotator.compare.alignment import Alignment
from annotator.compare.alpha_nominal import MEASURE as NOMINAL
from annotator.compare.alpha_sets import MEASURE as SETS
from annotator.compare.alpha_sets import some_are_sets
from annotator.compare.cases import MOST, Case, Marked
from annotator.compare.entity_f1 import MEASURE as ENTITY
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.compare.judging import Saying, attributes_named, value_said
from annotator.compare.relation_f1 import MEASURE as RELATION
from annotator.compare.unit import TOGETHER
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.project.measuring import has_links

ATTRIBUTE, ENTITIES, KIND = "attribute", "entities", "relation"


class About(NamedTuple):
    """What is said: to an attribute or by a kind of relation (by id), or which entities."""

    what: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class SaidOfSpans:
    """A figure, in how many cases people differ, of how many, and the first cases.

    `said` is case → what each of the two says there.
    """

    about: About
    row: Row
    differ: int
    of: int
    cases: tuple[Case, ...]
    said: Mapping[Case, tuple[str, str]]


def said_measures(schema: Schema) -> list[Wanted]:
    """Return the measures of everything that a schema lets people say of spans."""
    ids = dict.fromkeys(each.id for label in schema.enabled_labels for each in label.attributes)
    wanted = [Wanted(measure, id) for id in ids for measure in (NOMINAL, SETS)]
    if has_links(schema, ENTITY):
        wanted.append(Wanted(ENTITY))
    kinds = [each.id for each in schema.relations if each.enabled]
    return wanted + [Wanted(RELATION, kind) for kind in kinds]


@dataclass(slots=True)
class _Met:
    differ: int = 0
    of: int = 0
    #: Of those that differ and of those that do not, the first.
    kept: tuple[dict[Case, tuple[str, str]], dict[Case, tuple[str, str]]] = field(
        default_factory=lambda: ({}, {})
    )

    def add(
        self, document: str, pair: tuple[str, str], spans: tuple[Span, Span],
        said: tuple[str, str], differ: bool,
    ) -> None:  # fmt: skip
        """Count a place where two people have a span."""
        self.of += 1
        self.differ += differ
        kept = self.kept[not differ]
        if len(kept) < MOST:
            one, other = (Marked(each.id, each.label, each.fragments) for each in spans)
            kept[Case(document, pair, one, other)] = said


class SayingCases:
    """Collects the cases of attributes, entities and relations, document by document.

    `entities` is the id of an entity → its name, `merged` the id of a merged one → the other.
    """

    def __init__(
        self, schema: Schema, entities: Mapping[str, str], merged: Mapping[str, str]
    ) -> None:
        self._schema = schema
        self._entities, self._merged = entities, merged
        self._met: dict[About, _Met] = {}
        self._sayings: dict[str, list[tuple[About, Saying]]] = {}
        for label in schema.labels:
            self._sayings[label.id] = [
                (About(ATTRIBUTE, each.id), value_said(attributes_named(schema, each.id), each.id))
                for each in label.attributes
            ]

    def add(self, document: str, alignment: Alignment) -> None:
        """Count the places of a document (by id)."""
        for item in alignment.items:
            for pair in combinations(sorted(item.members), 2):
                spans = (item.members[pair[0]], item.members[pair[1]])
                for about, said, differ in self._said(spans):
                    self._met.setdefault(about, _Met()).add(document, pair, spans, said, differ)
        for pair in combinations(alignment.people, 2) if alignment.relations else ():
            self._add_relations(document, alignment, pair)

    def _said(self, spans: tuple[Span, Span]) -> Iterator[tuple[About, tuple[str, str], bool]]:
        one, other = spans
        for about, say in self._sayings.get(one.label, ()):
            values = (say(one), say(other))
            if None not in values:
                yield about, (_words(values[0]), _words(values[1])), values[0] != values[1]
        if one.entity or other.entity:
            ids = tuple(self._merged.get(each.entity or "", each.entity or "") for each in spans)
            named = (self._named(ids[0]), self._named(ids[1]))
            yield About(ENTITIES), named, ids[0] != ids[1]

    def _named(self, id: str) -> str:
        return self._entities.get(id, id) or "nobody"

    def _add_relations(self, document: str, alignment: Alignment, pair: tuple[str, str]) -> None:
        """Count the spans from which either of two people drew what both could have drawn."""
        drawn: dict[tuple[str, int], tuple[set[int], set[int]]] = {}
        for relation in alignment.relations:
            if not set(pair) & set(relation.blocked):
                for side, person in enumerate(pair):
                    for kind, begin, end in relation.readings[person]:
                        drawn.setdefault((kind, begin), (set(), set()))[side].add(end)
        for (kind, begin), ends in sorted(drawn.items()):
            members = alignment.items[begin].members
            one, other = members.get(pair[0]), members.get(pair[1])
            if one is not None and other is not None:
                said = (self._drawn(alignment, ends[0]), self._drawn(alignment, ends[1]))
                met = self._met.setdefault(About(KIND, kind), _Met())
                met.add(document, pair, (one, other), said, ends[0] != ends[1])

    def _drawn(self, alignment: Alignment, ends: set[int]) -> str:
        targets = [next(iter(alignment.items[end].members.values())) for end in sorted(ends)]
        return ", ".join(map(self._target, targets)) or "to nothing"

    def _target(self, span: Span) -> str:
        label = self._schema.label(span.label)
        return f"to {label.name if label else span.label} {span.start:,}–{span.end:,}"

    def told(
        self, documents: Sequence[CountedDocument], times: int, seed: int
    ) -> list[SaidOfSpans]:
        """Return the figures of everything that somebody said, in the order of the schema."""
        sets = {
            name
            for document in documents
            for (name, _group), counts in document.counted.items()
            if some_are_sets([counts])
        }
        wanted = [
            each for each in said_measures(self._schema)
            if (each.measure is not SETS or each.numbers in sets)
            and (each.measure is not NOMINAL or each.numbers not in sets)
        ]  # fmt: skip
        figures = rows(documents, wanted, Slices(times=times, seed=seed))
        result = []
        for each, row in zip(wanted, figures, strict=True):
            about = _about(each)
            met = self._met.get(about)
            if met is not None:
                kept = list((met.kept[0] | met.kept[1]).items())[:MOST]
                cases = tuple(case for case, _said in kept)
                result.append(SaidOfSpans(about, row, met.differ, met.of, cases, dict(kept)))
        return result


def _about(wanted: Wanted) -> About:
    if wanted.measure is ENTITY:
        return About(ENTITIES)
    return About(KIND if wanted.measure is RELATION else ATTRIBUTE, wanted.attribute or "")


def _words(value: Hashable) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace(TOGETHER, ", ")
