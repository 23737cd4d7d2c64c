"""What every page needs of a project at any time: its title, schema and people."""

from __future__ import annotations

from annotator.domain.edit import DELETE, SET, Change
from annotator.domain.person import Person
from annotator.domain.schema import Schema, schema_from_definition
from annotator.storage.project_reader import ProjectReader

_NO_SCHEMA = {"schema": "empty", "version": 0, "labels": []}


class Facts:
    """Title, schema and people of an open project, kept up to date by its edits."""

    def __init__(self, reader: ProjectReader) -> None:
        self.read(reader)

    def read(self, reader: ProjectReader) -> None:
        """Take everything from the file."""
        project = reader.fields_of("documents", "project", "project") or {}
        schema = reader.fields_of("schema", "schema", "schema") or {}
        self.title: str = project.get("title") or ""
        self.schema: Schema = schema_from_definition(schema.get("definition") or _NO_SCHEMA)
        self._people = {person.id: person for person in reader.people()}

    @property
    def people(self) -> list[Person]:
        """Everyone, by name."""
        return sorted(self._people.values(), key=lambda person: (person.name, person.id))

    def apply(self, change: Change) -> None:
        """Apply a change of the project's title, its schema or its people."""
        if change.kind == "project" and "title" in change.value:
            self.title = change.value["title"] or ""
        elif change.kind == "schema":
            self.schema = schema_from_definition(change.value.get("definition") or _NO_SCHEMA)
        elif change.kind == "person":
            self._apply_person(change)

    def _apply_person(self, change: Change) -> None:
        if change.op == DELETE:
            self._people.pop(change.id, None)
            return
        before = self._people.get(change.id)
        if change.op == SET and before is None:
            return
        fields = dict(change.value)
        if change.op == SET and before is not None:
            known = {"name": before.name, "role": before.role, "extra": before.extra}
            fields = {**known, **fields}
        self._people[change.id] = Person(
            change.id, fields["name"], fields.get("role") or "annotator", fields.get("extra") or {}
        )
