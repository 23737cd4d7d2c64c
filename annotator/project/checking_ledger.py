"""What `check` finds wrong with entities, and with marks that name them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.coordinates import check_coordinates
from annotator.domain.entity import Entity, all_kinds
from annotator.domain.layer import Layer
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.domain.stream import LEDGER
from annotator.domain.validation import WARNING, Finding
from annotator.storage.project_reader import ProjectReader

_AT_ONCE = 1000


class LedgerCheck:
    """Looks at the entities of a project, and then at layers whether they name others.

    Earlier programs took in by import what the window refuses; marks stay as they are.
    """

    def __init__(self, reader: ProjectReader, schema: Schema) -> None:
        self._reader = reader
        self._kinds = all_kinds(schema)
        self._ids: set[str] = set()

    def entity_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with entities; to be called before `mark_findings`."""
        after = ""
        while entities := self._reader.entities(after, _AT_ONCE):
            after = entities[-1].id
            self._ids.update(entity.id for entity in entities)
            for entity in entities:
                yield from self._of_one(entity)

    def _of_one(self, entity: Entity) -> Iterator[Finding]:
        where = f"entity {entity.id} ({entity.name})"
        try:
            check_coordinates(entity.lat, entity.lon)
        except Problem as problem:
            yield Finding("coordinates", where, problem.happened, WARNING)
        if self._kinds and entity.kind not in self._kinds:
            message = f"The schema has no kind “{entity.kind}”."
            yield Finding("entity-kind", where, message, WARNING)

    def mark_findings(self, layer: Layer, where: str) -> Iterator[Finding]:
        """Yield the spans that name an entity which never was; one that was deleted is no fault."""
        for span in layer.spans:
            id = span.entity
            if id is None or id in self._ids or self._reader.was_deleted(LEDGER, "entity", id):
                continue
            message = f"The span names an entity that is not there: {id}."
            yield Finding("entity-loose", f"{where}, span {span.id}", message, WARNING)
