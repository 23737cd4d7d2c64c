"""What labels, relations and attributes of other programs are called in this project."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.domain.unplaced import SPAN
from annotator.formats.format import FileLayer, Record

#: What of a schema has names.
KINDS = ("labels", "relations", "attributes")
#: What a mapping says.
MAPPED = (*KINDS, "people")
_SAFE = "Nothing was imported; the project is as it was."


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """Foreign name → name of the schema, or None for what is left out on purpose.

    `people` are whom files call somebody → the id or name of a person, new where nobody has it.
    """

    labels: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    people: Mapping[str, str | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in MAPPED)

    def check(self, schema: Schema) -> None:
        """Raise Problem when something is mapped onto what the schema does not have."""
        known = known_names(schema)
        for kind in KINDS:
            for foreign, own in getattr(self, kind).items():
                if own is not None and own not in known[kind]:
                    raise Problem(
                        f"{foreign} is to become {own}, which is none of the schema’s {kind}.",
                        _SAFE,
                        f"Use one of {', '.join(sorted(known[kind])) or 'none: it has none'}.",
                    )

    def apply(self, layer: FileLayer) -> None:
        """Rename, in place, what a layer of a file has."""
        for records, names in ((layer.spans, self.labels), (layer.relations, self.relations)):
            for _, fields in records:
                fields["label"] = names.get(fields["label"]) or fields["label"]
        for _, mark in layer.unplaced:
            names = self.labels if mark["what"] == SPAN else self.relations
            if "label" in mark:
                mark["label"] = names.get(mark["label"]) or mark["label"]
        if self.attributes:
            given = [fields for _, fields in (*layer.spans, *layer.relations)]
            given += [mark.get("fields", {}) for _, mark in layer.unplaced]
            for fields in given:
                if "attributes" in fields:
                    _rename(fields, self.attributes)

    def left_out(self, kind: str) -> frozenset[str]:
        """Return the foreign names of a kind that are left out on purpose."""
        return frozenset(name for name, own in getattr(self, kind).items() if own is None)


@dataclass(slots=True)
class Foreign:
    """Names that files have and the schema has not, and how often, whatever they are mapped to."""

    labels: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)

    def count(self, layer: FileLayer, known: Mapping[str, frozenset[str]]) -> None:
        """Count the foreign names of a layer, before anything is renamed."""
        spans, relations = list(layer.spans), list(layer.relations)
        for each in layer.unplaced:
            if each[1].get("label"):
                (spans if each[1]["what"] == SPAN else relations).append(each)
        _count(self.labels, spans, known["labels"])
        _count(self.relations, relations, known["relations"])
        for _, fields in (*layer.spans, *layer.relations):
            if fields.get("attributes"):
                self.attributes.update(fields["attributes"].keys() - known["attributes"])

    def as_json(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain values."""
        return {kind: dict(sorted(getattr(self, kind).items())) for kind in KINDS}


def known_names(schema: Schema) -> dict[str, frozenset[str]]:
    """Return the ids of the schema's labels, relations and attributes."""
    definitions = [label.definition for label in schema.labels]
    definitions += [relation.definition for relation in schema.relations]
    return {
        "labels": frozenset(label.id for label in schema.labels),
        "relations": frozenset(each.id for each in schema.relations),
        "attributes": frozenset(
            str(each["id"]) for one in definitions for each in one.get("attributes", ())
        ),
    }


def read_mapping(path: Path) -> ImportMapping:
    """Return the mapping of a JSON file; raises Problem when it is none."""
    try:
        read = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _no_mapping(path, str(error)) from error
    return mapping_from_json(read, path)


def mapping_from_json(read: Any, path: Path) -> ImportMapping:
    """Return the mapping that parsed JSON describes; raises Problem when it describes none."""
    if not isinstance(read, dict) or not read.keys() <= set(MAPPED):
        raise _no_mapping(path, f"it is not an object with {', '.join(MAPPED)}")
    for kind, names in read.items():
        if not isinstance(names, dict) or not all(
            own is None or (isinstance(own, str) and own.strip()) for own in names.values()
        ):
            raise _no_mapping(path, f"its {kind} are not names with a name or null each")
    return ImportMapping(**read)


def _no_mapping(path: Path, why: str) -> Problem:
    return Problem(
        f"{path.name} is no mapping: {why}.",
        _SAFE,
        'Write it like {"labels": {"PER": "speaker", "MISC": null}, "relations": {}, '
        '"attributes": {}, "people": {"user1": "ana"}}.',
    )


def _count(counter: Counter[str], records: Iterable[Record], known: frozenset[str]) -> None:
    counter.update(fields["label"] for _, fields in records if fields["label"] not in known)


def _rename(fields: dict[str, Any], names: Mapping[str, str | None]) -> None:
    renamed: dict[str, Any] = {}
    given = fields["attributes"]
    for name, value in given.items():
        own = names.get(name, name)
        # What the file calls by our own name stands before what becomes it.
        if own is not None and (own == name or own not in given):
            renamed[own] = value
    fields["attributes"] = renamed
    if not renamed:
        del fields["attributes"]
