"""What an import takes over from a file's header: title, schema, guideline, people, entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.edit import ADD, RESTORE, Change, set_fields
from annotator.domain.entity import PERSON, Entity, all_kinds, entity_fields
from annotator.domain.person import Person, person_fields, person_id
from annotator.domain.schema import Schema, schema_from_definition
from annotator.domain.stream import DOCUMENTS, GUIDELINE, LEDGER, SCHEMA, WORK
from annotator.formats.format import Finding, Header, NamedEntity
from annotator.project.import_kinds import kinds_by_labels, kinds_not_said
from annotator.project.import_refused import sound_entity
from annotator.storage.present import Present

_NOTHING: Mapping[str, None] = {}


class Newcomers:
    """Brings people, entities and what belongs to the whole project; gathers the changes."""

    def __init__(
        self,
        present: Present,
        people: Mapping[str, str | None],
        labels: Mapping[str, str | None] = _NOTHING,
    ) -> None:
        """Begin; `people` and `labels` are those of `ImportMapping`, by what files call them."""
        self.present = present
        self._labels = labels
        self._mapped = {name: own for name, own in people.items() if own is not None}
        self._unwanted = people.keys() - self._mapped.keys()
        #: The names that headers give to people, by their ids.
        self.given: dict[str, str] = {}
        self._own = frozenset(present.people)
        self.changes: list[Change] = []
        self._names = {fields["name"].casefold(): id for id, fields in present.people.items()}
        self._safe_ids: dict[str, str] = {}

    @property
    def schema(self) -> Schema:
        """The schema that the project has now."""
        return schema_from_definition(self.present.schema.get("definition") or {"labels": []})

    def add(self, stream: str, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        """Bring a new record; one that was deleted before comes back."""
        op = RESTORE if (stream, kind, id) in self.present.dead else ADD
        self.changes.append(Change(stream, kind, id, op, value=fields))

    def person(self, name: str, typed: bool = False) -> str:
        """Return the id of a person given by id or by name, who is made when unknown.

        A name that was `typed`, not read from a file, gets an id of the program's own style.
        """
        if not typed and name in self._mapped:
            name, typed = self._mapped[name], True
        id = self.find_person(name, typed)
        if id not in self.present.people:
            self._add_person(Person(id, name))
        return id

    def find_person(self, name: str, typed: bool = False) -> str:
        """Return the id that a person given by id or by name has, or would get."""
        name = self._safe_ids.get(name, name)
        if name in self.present.people:
            return name
        if name.casefold() in self._names:
            return self._names[name.casefold()]
        # Ids of people are parts of stream names, in which a slash has its own meaning.
        if typed or "/" in name:
            return person_id(name, self.present.people)
        return name

    def own_person(self, name: str) -> str | None:
        """Return the id of whom of the project's people a file means by itself, None for nobody."""
        id = self.find_person(name)
        return id if id in self._own else None

    def rename_in(self, fields: dict[str, Any]) -> None:
        """Put whom the import makes of a person in place of who said something."""
        if "person" in fields:
            fields["person"] = self.renamed(fields["person"])

    def renamed(self, name: Any) -> Any:
        """Return whom the import makes of a person; whoever is not mapped stays as they are."""
        mapped = isinstance(name, str) and name in self._mapped
        return self.person(name) if mapped else name

    def _add_person(self, person: Person) -> None:
        fields = person_fields(person)
        self.present.people[person.id] = fields
        self._names.setdefault(person.name.casefold(), person.id)
        self.add(WORK, "person", person.id, fields)

    def take_people(self, header: Header, file: str) -> list[Finding]:
        """Bring the header's people that the project does not know by id."""
        findings = []
        for person in header.people:
            id = person.id
            self.given[id] = person.name
            if id in self._mapped or id in self._unwanted:
                continue
            if "/" in id:
                id = self._safe_ids[person.id] = person_id(person.id)
            if id not in self.present.people:
                self._add_person(Person(id, person.name, person.role, person.extra))
            elif self._is_another(person, self.present.people[id]):
                findings.append(
                    Finding(
                        "person-differs",
                        f"{person.name} ({person.role}) has the id {id}, which is "
                        f"{self.present.people[id]['name']} in the project.",
                        "The project's person was kept, and has the marks of both.",
                        file,
                    )
                )
        return findings

    @staticmethod
    def _is_another(person: Person, known: Mapping[str, Any]) -> bool:
        # A file that gives no name or role means whoever has the id.
        named_otherwise = person.name not in (person.id, known["name"])
        return named_otherwise or person.role not in ("annotator", known.get("role"))

    def take_entities(self, header: Header, file: str) -> list[Finding]:
        """Bring the header's entities that the project does not know by id."""
        findings: list[Finding] = []
        known, kinds = self.present.entities, all_kinds(self.schema) if header.entities else ()
        entities, unsure = kinds_by_labels(header, self.schema, self._labels)
        findings += kinds_not_said([each for each in unsure if each.id not in known], file)
        for given in entities:
            entity, wrong = sound_entity(given, kinds, file)
            findings += wrong
            fields = entity_fields(entity)
            if entity.id not in known:
                known[entity.id] = fields
                self.add(LEDGER, "entity", entity.id, fields)
            elif known[entity.id] != fields:
                findings.append(
                    Finding(
                        "entity-differs",
                        f"The entity {entity.id} ({entity.name}) is another one in the project.",
                        "The project's was kept.",
                        file,
                    )
                )
        return findings

    def take_named(self, named: Mapping[str, NamedEntity], file: str) -> list[Finding]:
        """Bring the entities that marks give a name, unless they are known by their ids."""
        new = {id: each for id, each in named.items() if id not in self.present.entities}
        entities = [Entity(id, kind or PERSON, name) for id, (name, kind, _) in new.items()]
        labels = {id: labels for id, (_, kind, labels) in new.items() if kind is None}
        return self.take_entities(Header(entities=entities, named_by=labels), file) if new else []

    def adopt(self, header: Header) -> None:
        """Take over title, schema and guideline; for a project without documents."""
        present = self.present
        if header.schema is not None:
            schema_from_definition(header.schema)  # raises Problem when it is none
        wanted: dict[str, Any] = {}
        if header.title is not None:
            wanted["title"] = header.title
        if header.extra:
            wanted["extra"] = dict(header.extra)
        self._set(DOCUMENTS, "project", present.project, wanted)
        if header.schema is not None:
            self._set(SCHEMA, "schema", present.schema, {"definition": dict(header.schema)})
        if header.guideline is not None:
            self._set(GUIDELINE, "guideline", present.guideline, dict(header.guideline))

    def differences(self, header: Header, file: str) -> list[Finding]:
        """Return what of the header is not taken over, because the project has its own."""
        present = self.present
        theirs = (
            ("title", header.title, present.project.get("title")),
            ("schema", header.schema, present.schema.get("definition")),
            ("guideline", header.guideline, present.guideline),
            ("further fields", header.extra or None, present.project.get("extra")),
        )
        return [
            Finding(
                "header-differs",
                f"The file's {what} is not that of the project."
                if what != "further fields"
                else "The file's header has further fields that the project has not.",
                "The project's was kept.",
                file,
            )
            for what, given, own in theirs
            if given is not None and given != own
        ]

    def _set(self, stream: str, kind: str, before: dict[str, Any], wanted: dict[str, Any]) -> None:
        changed = {name: value for name, value in wanted.items() if before.get(name) != value}
        if changed:
            self.changes.append(set_fields(stream, kind, kind, before, **changed))
            before.update(changed)
