"""The ledger of an open project, in memory: who and what its mentions name."""

from __future__ import annotations

from collections.abc import Collection

from annotator.domain.edit import ADD, DELETE, RESTORE, SET, Change
from annotator.domain.entity import Entity, entity_fields, entity_from_fields, survivor
from annotator.project.name_index import NameIndex
from annotator.storage.project_reader import ProjectReader

#: Entities read in one go: a few milliseconds.
PORTION = 1000


class Ledger:
    """All entities, kept up to date by edits. Read when first asked for, or portion by portion.

    Merged entities stay in it and are resolved: `entity` gives the one they stand for now.
    `complete` says that all of it is read.
    """

    def __init__(self, reader: ProjectReader) -> None:
        self._reader = reader
        self.forget()

    def forget(self) -> None:
        """Read everything again when it is next asked for."""
        self.complete = False
        self._last = ""
        self._changes: list[Change] = []
        self._entities: dict[str, Entity] = {}
        self._dead: set[str] = set()
        self._into: dict[str, str] = {}
        self._merged: dict[str, set[str]] = {}
        self._by_reference: dict[str, set[str]] = {}
        self._names = NameIndex()

    def read_some(self) -> bool:
        """Read one portion, for when nothing else is to be done; return whether all is read."""
        if self.complete:
            return True
        found = self._reader.entities(self._last, PORTION)
        for entity in found:
            self._entities[entity.id] = entity
            self._link(entity)
        self._names.add_all([(entity.id, entity.names, _searched_as(entity)) for entity in found])
        if found:
            self._last = found[-1].id
        if len(found) < PORTION:
            self.complete = True
            changes, self._changes = self._changes, []
            for change in changes:
                self._take(change)
        return self.complete

    def _read(self) -> None:
        while not self.read_some():
            pass

    def apply(self, change: Change) -> None:
        """Apply a change of an entity, as the fold would."""
        if self.complete:
            self._take(change)
        else:
            self._changes.append(change)

    def _take(self, change: Change) -> None:
        id = change.id
        if change.op == DELETE:
            self._dead.add(id)
            self._drop(id)
            return
        if change.op == RESTORE:
            self._dead.discard(id)
        if id in self._dead:
            return
        entity = _changed(self._entities.get(id), change)
        if entity is None:
            return
        self._drop(id)
        self._entities[id] = entity
        self._link(entity)
        self._names.put(id, entity.names, _searched_as(entity))

    def _drop(self, id: str) -> None:
        before = self._entities.pop(id, None)
        if before is not None and before.reference is not None:
            self._by_reference[before.reference].discard(id)
        target = self._into.pop(id, None)
        if target is not None:
            self._merged[target].discard(id)
        self._names.remove(id)

    def _link(self, entity: Entity) -> None:
        if entity.reference is not None:
            self._by_reference.setdefault(entity.reference, set()).add(entity.id)
        if entity.merged_into is not None:
            self._into[entity.id] = entity.merged_into
            self._merged.setdefault(entity.merged_into, set()).add(entity.id)

    def record(self, id: str) -> Entity | None:
        """Return an entity as its record is, merged or not; None when there is none."""
        if self.complete:
            return self._entities.get(id)
        # One is looked up at once; nobody waits for all of them to paint a name.
        found = self._entities.get(id) or self._reader.entity(id)
        for change in self._changes:
            if change.id == id:
                found = _changed(found, change)
        return found

    def stands_for(self, id: str) -> str:
        """Return the id that an entity's id stands for after merges; an unknown one for itself."""
        into: dict[str, str] = {}
        here, entity = id, self.record(id)
        while entity is not None and entity.merged_into is not None and here not in into:
            target = self.record(entity.merged_into)
            if target is None:
                # What it was merged into was deleted, so it stands for itself again.
                break
            into[here] = target.id
            here, entity = target.id, target
        return survivor(id, into)

    def entity(self, id: str | None) -> Entity | None:
        """Return the entity that an id stands for now, or None when it was deleted."""
        found = None if id is None else self.record(id)
        if found is None or found.merged_into is None:
            return found
        return self.record(self.stands_for(found.id))

    def name_of(self, id: str | None) -> str:
        """Return the name of the entity that an id stands for; empty when there is none."""
        found = self.entity(id)
        return found.name if found else ""

    def merged(self, id: str) -> list[Entity]:
        """Return the entities that stand for this one by a merge, however indirect, by name."""
        self._read()
        found: dict[str, Entity] = {}
        waiting = [id]
        while waiting:
            for other in self._merged.get(waiting.pop(), ()):
                if other != id and other not in found and other in self._entities:
                    found[other] = self._entities[other]
                    waiting.append(other)
        return sorted(found.values(), key=lambda entity: (entity.name, entity.id))

    def with_reference(self, reference: str) -> Entity | None:
        """Return the entity that has this reference, or stands for one that has; None without."""
        self._read()
        found = sorted(self._by_reference.get(reference, ()))
        return self.entity(found[0]) if found else None

    def ids(self, id: str) -> tuple[str, ...]:
        """Return the ids that mentions of an entity may have: its own and those merged into it."""
        return (id, *(entity.id for entity in self.merged(id)))

    def all(self, kinds: Collection[str] = ()) -> list[Entity]:
        """Return every entity of these kinds, or of all, by name; those merged into another not."""
        self._read()
        found = [
            entity
            for entity in self._entities.values()
            if (not kinds or entity.kind in kinds) and self._stands(entity)
        ]
        return sorted(found, key=lambda entity: (entity.name.casefold(), entity.id))

    def _stands(self, entity: Entity) -> bool:
        return entity.merged_into is None or self.stands_for(entity.id) == entity.id

    def search(
        self, query: str, kinds: Collection[str] = (), limit: int | None = 9
    ) -> list[Entity]:
        """Return the entities whose name or alias fits what was typed, the most fitting first.

        The names of those merged into one find it as well.
        """
        self._read()
        found: dict[str, Entity] = {}
        for id in self._names.find(query, kinds):
            entity = self._entities[id] if id not in self._into else self.entity(id)
            if entity is not None and (not kinds or entity.kind in kinds):
                found.setdefault(entity.id, entity)
                if len(found) == limit:
                    break
        return list(found.values())

    def named(self, name: str, kinds: Collection[str] = ()) -> list[Entity]:
        """Return the entities that have exactly this name or alias, case and accents aside."""
        self._read()
        found: dict[str, Entity] = {}
        for id in self._names.exact(name, kinds):
            entity = self.entity(id)
            if entity is not None and (not kinds or entity.kind in kinds):
                found.setdefault(entity.id, entity)
        return list(found.values())


def _searched_as(entity: Entity) -> str:
    # Of what kind a merged one was says nothing; it is found for whatever it stands for.
    return entity.kind if entity.merged_into is None else ""


def _changed(before: Entity | None, change: Change) -> Entity | None:
    """Return an entity after a change; None when it is not there."""
    if change.op == DELETE:
        return None
    if change.op in (ADD, RESTORE):
        return entity_from_fields(change.id, change.value)
    if change.op != SET or before is None:
        return before
    return entity_from_fields(change.id, {**entity_fields(before), **change.value})
