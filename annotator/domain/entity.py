"""Entities: the people, organisations and places of a project's ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from annotator.domain.schema import Label, Schema

PLACE, PERSON = "place", "person"
#: Shared, because nobody writes to it.
_NOTHING: Mapping[str, Any] = {}


class Entity(NamedTuple):
    """Someone or something that mentions name.

    `reference` is an id elsewhere, as “geonames:625144” or “wikidata:Q2866”. `lat` and `lon` are
    degrees, north and east positive, both or neither. `merged_into` is the id of the entity that
    this one turned out to be: mentions keep naming it, and reading resolves it.
    """

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    reference: str | None = None
    lat: float | None = None
    lon: float | None = None
    note: str = ""
    merged_into: str | None = None
    extra: Mapping[str, Any] = _NOTHING

    @property
    def names(self) -> tuple[str, ...]:
        """The name and then the aliases."""
        return (self.name, *self.aliases)


def entity_fields(entity: Entity) -> dict[str, Any]:
    """Return an entity as a record without the id; fields at their default are left out."""
    fields: dict[str, Any] = {"kind": entity.kind, "name": entity.name}
    if entity.aliases:
        fields["aliases"] = list(entity.aliases)
    for name in ("reference", "lat", "lon", "merged_into"):
        if getattr(entity, name) is not None:
            fields[name] = getattr(entity, name)
    if entity.note:
        fields["note"] = entity.note
    if entity.extra:
        fields["extra"] = dict(entity.extra)
    return fields


def entity_from_fields(id: str, fields: Mapping[str, Any]) -> Entity:
    """Return the entity that a record describes; missing fields take their default."""
    get = fields.get
    return Entity(
        id,
        fields["kind"],
        fields["name"],
        tuple(get("aliases") or ()),
        get("reference"),
        get("lat"),
        get("lon"),
        get("note") or "",
        get("merged_into"),
        get("extra") or _NOTHING,
    )


def kinds_of(label: Label | None) -> tuple[str, ...]:
    """Return the kinds of entity that spans of a label may name; none when they name nobody."""
    definition = None if label is None else label.definition.get("entity")
    return tuple(definition.get("kinds") or ()) if definition else ()


def all_kinds(schema: Schema) -> tuple[str, ...]:
    """Return the kinds of entity that any label of a schema may name, in its order."""
    return tuple(dict.fromkeys(kind for label in schema.labels for kind in kinds_of(label)))


def survivor(id: str, into: Mapping[str, str]) -> str:
    """Return the id that an entity stands for now.

    `into` is merged entity → the one it was merged into, for entities that are there. Two people
    who merge two entities into each other apart make a ring; its smallest id stands for it.
    """
    seen: list[str] = []
    while id in into:
        if id in seen:
            return min(seen[seen.index(id) :])
        seen.append(id)
        id = into[id]
    return id


def joined(groups: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Return groups of ids with those that share any made one, in the order they were given."""
    found: list[dict[str, None]] = []
    for group in groups:
        ids = dict.fromkeys(group)
        touching = [each for each in found if not each.keys().isdisjoint(ids)]
        whole = {id: None for each in (*touching, ids) for id in each}
        if touching:
            touching[0].update(whole)
            found = [each for each in found if not any(each is other for other in touching[1:])]
        else:
            found.append(whole)
    return [tuple(each) for each in found]


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names with white space tidied, each once, the empty ones left out."""
    tidied = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in tidied if name))
