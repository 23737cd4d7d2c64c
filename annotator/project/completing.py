"""Filling in what follows from an edit: defaults and computed attributes, in the same edit.

What a quote's attributes are may hang on the mention that it is linked to, so spans that an
edit does not name can change with it: those that have a relation to what it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.domain.annotation import Relation, relation_from_fields
from annotator.domain.computed.rule import Scene
from annotator.domain.derived import derived_attributes
from annotator.domain.edit import DELETE, SET, Change, set_fields
from annotator.domain.entity import Entity, entity_fields, entity_from_fields
from annotator.domain.span import Span, changed_span, span_fields, span_from_fields
from annotator.domain.stream import LEDGER
from annotator.project.open_document import OpenDocument

if TYPE_CHECKING:
    from annotator.project.project import Project


def completed(
    project: Project, opened: OpenDocument, changes: Sequence[Change]
) -> tuple[Change, ...]:
    """Return changes of a layer together with the attributes that follow from them.

    `changes` may hold some of the ledger too; others are passed on as they are.
    """
    before, after = _State(project, opened), _State(project, opened, changes)
    found = {
        (change.kind, change.id): index
        for index, change in enumerate(changes)
        if change.stream == opened.stream
    }
    result = list(changes)
    for id in _affected(opened, after, changes):
        span = after.span(id)
        label = project.schema.label(span.label) if span else None
        if span is None or label is None or not label.attributes:
            continue
        was = before.scene(id)
        values = derived_attributes(label, was, after.scene_of(span))
        if values == dict(span.attributes):
            continue
        after.spans[id] = span._replace(attributes=values)
        index = found.get(("span", id))
        if index is not None:
            result[index] = _with_attributes(result[index], opened.spans.get(id), values)
        else:
            result.append(_attributes_set(project, opened, opened.spans[id], values))
    return tuple(result)


def _affected(opened: OpenDocument, after: _State, changes: Sequence[Change]) -> list[str]:
    """Return the ids of spans whose attributes may change, those that others lead to first."""
    named: dict[str, None] = {}
    linked: dict[str, None] = {}
    for change in changes:
        if change.stream != opened.stream:
            continue
        if change.kind == "span" and change.op != DELETE:
            named[change.id] = None
            linked.update(dict.fromkeys(after.sources(change.id)))
        elif change.kind == "relation":
            for fields in (change.value, change.was):
                if fields.get("from"):
                    linked[fields["from"]] = None
    first = [id for id in named if id not in linked]
    return first + [id for id in linked if after.span(id) is not None]


def _with_attributes(change: Change, before: Span | None, values: dict[str, Any]) -> Change:
    if change.op != SET:
        fields = {name: kept for name, kept in change.value.items() if name != "attributes"}
        return replace(change, value={**fields, "attributes": values} if values else fields)
    had = dict(before.attributes) if before else {}
    value = {**change.value, "attributes": values or None}
    return replace(change, value=value, was={**change.was, "attributes": had or None})


def _attributes_set(
    project: Project, opened: OpenDocument, span: Span, values: dict[str, Any]
) -> Change:
    before, now = span_fields(span), project.session.clock()
    return set_fields(
        opened.stream, "span", span.id, before, attributes=values or None, updated=now
    )


class _State:
    """A layer as it is, or as it will be after changes, looked at only where they touch it."""

    def __init__(
        self, project: Project, opened: OpenDocument, changes: Sequence[Change] = ()
    ) -> None:
        self._project = project
        self._opened = opened
        self.spans: dict[str, Span | None] = {}
        self._relations: dict[str, Relation | None] = {}
        self._entities: dict[str, Entity] = {}
        for change in changes:
            self._take(change)
        self._new: dict[str, list[Relation]] = {}
        for relation in self._relations.values():
            if relation is not None:
                for end in {relation.from_span, relation.to_span}:
                    self._new.setdefault(end, []).append(relation)

    def _take(self, change: Change) -> None:
        if change.stream == LEDGER and change.kind == "entity" and change.op != DELETE:
            known = self._project.ledger.record(change.id) if change.op == SET else None
            entity = {**(entity_fields(known) if known else {}), **change.value}
            self._entities[change.id] = entity_from_fields(change.id, entity)
        elif change.stream != self._opened.stream:
            return
        elif change.kind == "span":
            self.spans[change.id] = self._changed(change)
        elif change.kind == "relation":
            gone = change.op == DELETE
            fields = change.value
            if change.op == SET:
                fields = {**(self._opened.fields_of("relation", change.id) or {}), **fields}
            self._relations[change.id] = (
                None if gone or not fields.get("from") else relation_from_fields(change.id, fields)
            )

    def _changed(self, change: Change) -> Span | None:
        if change.op == DELETE:
            return None
        if change.op == SET:
            before = self.span(change.id)
            return None if before is None else changed_span(before, change.value)
        there = {name: value for name, value in change.value.items() if value is not None}
        return span_from_fields(change.id, there)

    def span(self, id: str) -> Span | None:
        return self.spans[id] if id in self.spans else self._opened.spans.get(id)

    def relations(self, id: str) -> Iterator[Relation]:
        for relation in self._opened.relations_of(id):
            if relation.id not in self._relations:
                yield relation
        yield from self._new.get(id, ())

    def sources(self, id: str) -> list[str]:
        return [each.from_span for each in self.relations(id) if each.to_span == id]

    def scene(self, id: str) -> Scene | None:
        span = self.span(id)
        return None if span is None else self.scene_of(span)

    def scene_of(self, span: Span) -> Scene:
        document = self._opened.document

        def targets(relation: str) -> list[Span]:
            own = (
                self.span(each.to_span)
                for each in self.relations(span.id)
                if each.from_span == span.id and each.label == relation
            )
            return [each for each in own if each is not None]

        return Scene(
            span, document.text, document.language, targets, lambda: self._entity(span.entity)
        )

    def _entity(self, id: str | None) -> Entity | None:
        if id is None:
            return None
        return self._entities.get(id) or entity_of(self._project, id)


def entity_of(project: Project, id: str) -> Entity | None:
    """Return an entity of the ledger, merges followed, or None when it is not there."""
    return project.ledger.entity(id)
