"""What a constraint is, what it may look at, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

import annotator.domain.constraints
from annotator.domain.annotation import Relation
from annotator.domain.registered import registered
from annotator.domain.schema import RelationType, Schema
from annotator.domain.span import Fragment, Span

ERROR, WARNING, HINT = "error", "warning", "hint"
_GRADES = (ERROR, WARNING, HINT)


@dataclass(frozen=True, slots=True)
class LayerProblem:
    """Something in a layer that the schema does not want.

    `kind` names the rule, `message` is a sentence for the person. With an error a document
    cannot be finished, with a warning only for a reason; a hint is just said. `span` and
    `relation` are ids of what it is about.
    """

    kind: str
    grade: str
    message: str
    span: str | None = None
    relation: str | None = None


class Ground(Protocol):
    """What constraints look at: one layer of one document."""

    @property
    def schema(self) -> Schema:
        """The schema that the layer is held against."""

    @property
    def text(self) -> str:
        """The document's text."""

    @property
    def excluded(self) -> Sequence[Fragment]:
        """Regions that nobody annotates."""

    def span(self, id: str) -> Span | None:
        """Return a span by id."""

    def relations_of(self, span_id: str) -> Sequence[Relation]:
        """Return the relations from and to a span."""

    def overlapping(self, span: Span) -> Iterable[Span]:
        """Return the other spans that may share text with a span."""

    def entity_of(self, span: Span) -> str | None:
        """Return the id of whom a mention names, after entities were merged."""


class Constraint(NamedTuple):
    """A rule, asked of each span.

    `listed` rules hold only where the schema lists them under “constraints”, and get that entry;
    the others belong to attributes and relations, and get an empty one. `finishing` rules are
    about what must be there when the document is done.
    """

    rule: str
    check: Callable[[Ground, Span, Mapping[str, Any]], Iterator[LayerProblem]]
    listed: bool = False
    finishing: bool = False


@cache
def constraints() -> Mapping[str, Constraint]:
    """Return every rule by its name."""
    found = registered(annotator.domain.constraints, "CONSTRAINT", Constraint)
    return {each.rule: each for each in found}


def in_force(schema: Schema) -> list[tuple[Constraint, Mapping[str, Any]]]:
    """Return the rules that hold under a schema, each with its entry there."""
    found: list[tuple[Constraint, Mapping[str, Any]]] = [
        (each, {}) for each in constraints().values() if not each.listed
    ]
    for entry in schema.definition.get("constraints", ()):
        rule = constraints().get(entry.get("rule", "")) if isinstance(entry, Mapping) else None
        if rule is not None and rule.listed:
            found.append((rule, entry))
    return found


def grade_of(entry: Mapping[str, Any], name: str = "severity", otherwise: str = ERROR) -> str:
    """Return the grade that an entry of the schema gives under a name."""
    grade = entry.get(name)
    return grade if grade in _GRADES else otherwise


def own_relations(ground: Ground, span: Span) -> Iterator[tuple[Relation, RelationType]]:
    """Yield the relations that start at a span, with their types as far as they are in use."""
    relations = ground.relations_of(span.id)
    if not relations:
        return
    kinds = {each.id: each for each in ground.schema.relations if each.enabled}
    for relation in relations:
        if relation.from_span == span.id and relation.label in kinds:
            yield relation, kinds[relation.label]


def problems_of(
    ground: Ground, span: Span, rules: Iterable[tuple[Constraint, Mapping[str, Any]]]
) -> list[LayerProblem]:
    """Return what rules find wrong with one span."""
    return [each for rule, entry in rules for each in rule.check(ground, span, entry)]
