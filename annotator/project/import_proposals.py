"""What foreign names most likely mean in a schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.domain.person import Person, person_id
from annotator.domain.schema import Schema
from annotator.project.import_mapping import KINDS, Foreign, ImportMapping
from annotator.project.import_report import FileOwner

#: What others call our labels and relations, folded; by id of the default schema.
_KNOWN_AS = {
    "quote": ("quotation", "direct-quotation", "direct-quote", "utterance"),
    "speaker": ("per", "person", "source", "holder"),
    "claim": ("statement", "assertion"),
    "location": ("loc", "gpe", "place"),
    "said_by": ("speaker-of", "has-speaker", "said-by", "attribution"),
}


def propose(foreign: Foreign, schema: Schema, known: ImportMapping) -> ImportMapping:
    """Return the mapping that is known already, with a proposal for what it leaves open.

    A name is taken for one of the schema when it is its id or name but for case and hyphens, or
    a usual word for it; what is like nothing stays without a proposal.
    """
    names = _names(schema)
    found: dict[str, dict[str, str | None]] = {}
    for kind in KINDS:
        there = dict(getattr(known, kind))
        for name in getattr(foreign, kind):
            own = names[kind].get(_folded(name))
            if name not in there and own is not None:
                there[name] = own
        found[kind] = there
    return ImportMapping(**found, people=known.people)


def propose_people(
    owners: Mapping[str, FileOwner], people: Iterable[Person], known: ImportMapping
) -> ImportMapping:
    """Return the mapping with whom of the project those are most likely whom files name.

    A person is taken for one of the project whose id or name is theirs but for case, accents and
    what stands between its words; anybody else stays a new one.
    """
    ids = {_plain(name): each.id for each in people for name in (each.name, each.id)}
    found = dict(known.people)
    for name, owner in owners.items():
        own = ids.get(_plain(owner.name), ids.get(_plain(name)))
        if owner.own is None and name not in found and own is not None:
            found[name] = own
    return replace(known, people=found)


def _plain(name: str) -> str:
    return person_id(name.replace("_", " "))


def _names(schema: Schema) -> dict[str, dict[str, str]]:
    """Return, for each kind, folded word → id of the schema."""
    attributes = [each for label in schema.labels for each in label.attributes]
    own = {
        "labels": [(label.id, label.name) for label in schema.labels],
        "relations": [(each.id, each.name) for each in schema.relations],
        "attributes": [(each.id, each.name) for each in attributes],
    }
    return {
        kind: {
            _folded(word): id
            for id, name in pairs
            for word in (*(() if kind == "attributes" else _KNOWN_AS.get(id, ())), name, id)
        }
        for kind, pairs in own.items()
    }


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
