"""What a person does to the ledger: making, changing, merging, splitting, deleting entities.

Every function makes one Edit, so one undo, and raises Problem, with nothing changed, for what
cannot be done. Nobody's layer is ever rewritten: a merged entity points to the other one, and
mentions of a deleted one stand unlinked until it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from annotator.domain.coordinates import check_coordinates
from annotator.domain.edit import Change, Edit, add
from annotator.domain.edit import delete as deletion
from annotator.domain.edit import set_fields as setting
from annotator.domain.entity import (
    Entity,
    all_kinds,
    distinct,
    entity_fields,
    entity_from_fields,
    joined,
)
from annotator.domain.problem import Problem
from annotator.domain.stream import LEDGER
from annotator.project.naming import shortened

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."
_FIELDS = ("kind", "name", "aliases", "reference", "lat", "lon", "note")


def present(project: Project, entity_id: str) -> Entity:
    """Return an entity that may be changed now; raises the Problem that forbids it.

    Another window may have deleted it, or merged it into another one, a moment ago.
    """
    project.check_writable()
    project.poll()
    entity = project.ledger.record(entity_id)
    if entity is None:
        raise Problem(
            "This entity is no longer in the ledger; it was deleted meanwhile.",
            _UNCHANGED,
            "Choose another one, or bring it back from History.",
        )
    stands_for = project.ledger.entity(entity_id)
    if stands_for is not None and stands_for.id != entity_id:
        raise Problem(
            f"“{entity.name}” was merged into “{stands_for.name}” meanwhile.",
            _UNCHANGED,
            f"Change “{stands_for.name}” instead, or split the two first.",
        )
    return entity


def checked(project: Project, fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields of an entity as they are kept; raises Problem for what cannot be."""
    unknown = set(fields) - set(_FIELDS)
    if unknown:
        raise ValueError(f"an entity has no {', '.join(sorted(unknown))}")
    fields = dict(fields)
    if "name" in fields:
        fields["name"] = " ".join((fields["name"] or "").split())
        if not fields["name"]:
            raise Problem("An entity needs a name.", _UNCHANGED, "Type a name.")
    if "kind" in fields:
        _check_kind(project, fields["kind"])
    if "aliases" in fields:
        fields["aliases"] = list(distinct(fields["aliases"] or ())) or None
    for name in ("reference", "note"):
        if name in fields:
            fields[name] = (fields[name] or "").strip() or None
    return fields


def _check_kind(project: Project, kind: str) -> None:
    known = all_kinds(project.schema)
    if known and kind not in known:
        raise Problem(
            f"There is no kind of entity called “{kind}”.",
            _UNCHANGED,
            f"The schema knows {', '.join(known)}.",
        )


def new_entity(project: Project, name: str, kind: str, **fields: Any) -> tuple[Entity, Change]:
    """Return an entity that is not there yet, and the change that brings it."""
    kept = checked(project, {"name": name, "kind": kind, **fields})
    check_coordinates(kept.get("lat"), kept.get("lon"))
    entity = entity_from_fields(project.session.new_id(), kept)
    return entity, add(LEDGER, "entity", entity.id, entity_fields(entity))


def make(project: Project, name: str, kind: str, **fields: Any) -> Entity:
    """Bring a new entity; `fields` are aliases, reference, lat, lon and note."""
    project.check_writable()
    entity, change = new_entity(project, name, kind, **fields)
    project.apply(Edit(f"make the {kind} {shortened(entity.name)}", (change,)))
    return entity


def set_fields(project: Project, entity_id: str, **fields: Any) -> Entity:
    """Set some of kind, name, aliases, reference, lat, lon and note; None empties one."""
    entity = present(project, entity_id)
    wanted = checked(project, fields)
    before = entity_fields(entity)
    changed = {name: value for name, value in wanted.items() if before.get(name) != value}
    if {"lat", "lon"} & changed.keys():
        after = {**before, **changed}
        check_coordinates(after.get("lat"), after.get("lon"))
    if not changed:
        return entity
    change = setting(LEDGER, "entity", entity_id, before, **changed)
    project.apply(Edit(_change_name(entity, changed), (change,)))
    return project.ledger.record(entity_id) or entity


def _change_name(entity: Entity, changed: dict[str, Any]) -> str:
    name = shortened(entity.name)
    if changed.keys() == {"name"}:
        return f"rename {name} to {shortened(changed['name'])}"
    words = {"lat": "coordinates", "lon": "coordinates"}
    parts = dict.fromkeys(words.get(field, field) for field in changed)
    return f"change {' and '.join(parts)} of {name}"


def rename(project: Project, entity_id: str, name: str) -> Entity:
    """Give an entity another name."""
    return set_fields(project, entity_id, name=name)


def add_alias(project: Project, entity_id: str, alias: str) -> Entity:
    """Give an entity one more name; nothing happens when it has it already."""
    entity = present(project, entity_id)
    if alias in entity.names:
        return entity
    return set_fields(project, entity_id, aliases=[*entity.aliases, alias])


def merge(project: Project, into_id: str, entity_ids: Iterable[str]) -> Entity:
    """Let entities be one: what names any of them names `into_id` from now on.

    Their names find it. It takes over reference, coordinates and note where it has none.
    """
    into = present(project, into_id)
    others = [present(project, id) for id in dict.fromkeys(entity_ids) if id != into_id]
    if not others:
        raise Problem(
            "There is nothing to merge.", _UNCHANGED, "Choose two entities that are the same."
        )
    changes = _merging(into, others)
    what = shortened(others[0].name) if len(others) == 1 else f"{len(others):,} entities"
    project.apply(Edit(f"merge {what} into {shortened(into.name)}", tuple(changes)))
    return project.ledger.record(into_id) or into


def merge_sets(project: Project, sets: Iterable[Iterable[str]]) -> int:
    """Let the entities of each set be one, the first of it; one edit. Return how many sets were.

    What was merged meanwhile counts as what it stands for, and what is gone is left out.
    """
    project.check_writable()
    project.poll()
    present_sets = [
        [entity.id for id in ids if (entity := project.ledger.entity(id)) is not None]
        for ids in sets
    ]
    merging = [
        [entity for id in ids if (entity := project.ledger.record(id)) is not None]
        for ids in joined(present_sets)
        if len(ids) > 1
    ]
    changes = [each for into, *others in merging for each in _merging(into, others)]
    if changes:
        several = sum(len(each) for each in merging)
        project.apply(Edit(f"merge {several:,} entities into {len(merging):,}", tuple(changes)))
    return len(merging)


def _merging(into: Entity, others: Sequence[Entity]) -> list[Change]:
    """Return the changes that let one entity stand for others as well."""
    changes = [
        setting(LEDGER, "entity", other.id, entity_fields(other), merged_into=into.id)
        for other in others
    ]
    if into.merged_into is not None:
        # What it was merged into is gone, or the two were merged into each other: it stands now.
        changes.append(_standing(into))
    gained = _gained(into, others)
    if gained:
        changes.append(setting(LEDGER, "entity", into.id, entity_fields(into), **gained))
    return changes


def _standing(entity: Entity) -> Change:
    return setting(LEDGER, "entity", entity.id, entity_fields(entity), merged_into=None)


def _gained(into: Entity, others: Iterable[Entity]) -> dict[str, Any]:
    """Return what an entity takes over from those that are merged into it."""
    gained: dict[str, Any] = {}
    for other in others:
        if into.reference is None and other.reference is not None:
            gained.setdefault("reference", other.reference)
        if into.lat is None and other.lat is not None and "lat" not in gained:
            gained.update(lat=other.lat, lon=other.lon)
        if not into.note and other.note:
            gained.setdefault("note", other.note)
    return gained


def split(project: Project, entity_id: str) -> Entity:
    """Let an entity that was merged into another stand for itself again, with its mentions."""
    project.check_writable()
    project.poll()
    entity = project.ledger.record(entity_id)
    if entity is None:
        return present(project, entity_id)
    if entity.merged_into is None:
        raise Problem(
            f"“{entity.name}” is not merged into another entity.",
            _UNCHANGED,
            "To make two of one entity, choose the mentions that are somebody else.",
        )
    other = project.ledger.name_of(entity_id)
    name = f"split {shortened(entity.name)} from {shortened(other)}"
    project.apply(Edit(name, (_standing(entity),)))
    return project.ledger.record(entity_id) or entity


def delete(project: Project, entity_id: str) -> None:
    """Take an entity out of the ledger, with those merged into it."""
    entity = present(project, entity_id)
    going = [entity, *project.ledger.merged(entity_id)]
    changes = [deletion(LEDGER, "entity", each.id, entity_fields(each)) for each in going]
    project.apply(Edit(f"delete the {entity.kind} {shortened(entity.name)}", tuple(changes)))
