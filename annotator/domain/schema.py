"""The schema: labels, attributes, relations and constraints of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.domain.problem import Problem
from annotator.domain.schema_fault import schema_fault

#: Shared, because nobody writes to it.
_NOTHING: Mapping[str, Any] = {}


class Attribute(NamedTuple):
    """One thing to say about a span; `definition` holds everything the schema says of it."""

    id: str
    name: str
    kind: str
    values: tuple[str, ...] = ()
    required: bool = False
    default: Any = None
    definition: Mapping[str, Any] = _NOTHING


class Label(NamedTuple):
    """A kind of span.

    `color` is #RRGGBB, `style` how its bar is drawn, `key` the letter that marks it,
    `text_object` what the key takes when nothing is selected: quotation, speaker, place, name,
    clause or word. `fragments` is how many a span may have.
    """

    id: str
    name: str
    color: str
    style: str = "fill"
    key: str | None = None
    text_object: str = "word"
    fragments: int = 1
    enabled: bool = True
    attributes: tuple[Attribute, ...] = ()
    definition: Mapping[str, Any] = _NOTHING

    def chosen(self, attributes: Mapping[str, Any]) -> list[str]:
        """Return the choices among a span's attribute values, in the order of the schema."""
        values = [attributes.get(each.id) for each in self.attributes if each.kind == "choice"]
        return [str(value) for value in values if value is not None]


class RelationType(NamedTuple):
    """A kind of relation: from spans of these labels to spans of those, by label id."""

    id: str
    name: str
    letter: str | None
    from_labels: tuple[str, ...]
    to_labels: tuple[str, ...]
    enabled: bool = True
    definition: Mapping[str, Any] = _NOTHING


class Schema(NamedTuple):
    """Labels, relations and constraints; `definition` is the JSON they were read from."""

    name: str
    version: int
    labels: tuple[Label, ...]
    relations: tuple[RelationType, ...]
    definition: Mapping[str, Any]

    def label(self, id: str) -> Label | None:
        """Return the label of that id, enabled or not, or None."""
        return next((label for label in self.labels if label.id == id), None)

    @property
    def enabled_labels(self) -> tuple[Label, ...]:
        """The labels that annotators use now, in schema order."""
        return tuple(label for label in self.labels if label.enabled)


def _attribute(definition: Mapping[str, Any]) -> Attribute:
    return Attribute(
        definition["id"],
        definition.get("name", definition["id"]),
        definition.get("kind", "text"),
        tuple(definition.get("values", ())),
        bool(definition.get("required", False)),
        definition.get("default"),
        definition,
    )


def _label(definition: Mapping[str, Any]) -> Label:
    return Label(
        definition["id"],
        definition.get("name", definition["id"]),
        definition.get("color", "#999999"),
        definition.get("style", "fill"),
        definition.get("key"),
        definition.get("text_object", "word"),
        int(definition.get("fragments", 1)),
        bool(definition.get("enabled", True)),
        tuple(_attribute(each) for each in definition.get("attributes", ())),
        definition,
    )


def _relation(definition: Mapping[str, Any]) -> RelationType:
    return RelationType(
        definition["id"],
        definition.get("name", definition["id"]),
        definition.get("letter"),
        tuple(definition.get("from", ())),
        tuple(definition.get("to", ())),
        bool(definition.get("enabled", True)),
        definition,
    )


def schema_from_definition(definition: Mapping[str, Any]) -> Schema:
    """Return the schema that parsed JSON describes; raises Problem when it is none."""
    fault = schema_fault(definition)
    if fault is not None:
        raise Problem(
            f"This is not a schema: {fault}.",
            "Nothing was changed.",
            "Compare the file with resources/schemas/news.json.",
        )
    return Schema(
        str(definition.get("schema", "schema")),
        int(definition.get("version", 1)),
        tuple(_label(each) for each in definition["labels"]),
        tuple(_relation(each) for each in definition.get("relations", ())),
        definition,
    )
