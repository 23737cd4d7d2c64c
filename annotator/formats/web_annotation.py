"""W3C Web Annotation: a page of annotations in JSON-LD; the texts are only referred to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote as percent

import orjson

from annotator.formats.features import (
    ATTRIBUTES,
    CREATED,
    ENTITY,
    ID,
    LABEL,
    NOTE,
    UPDATED,
    fragments_of,
)
from annotator.formats.format import Format, Header
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: Code points of the words before and after a quote.
_AROUND = 32
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_web_annotations(
    header: Header, documents: Iterable[WrittenDocument], out: BinaryIO
) -> None:
    """Write a page whose items are the spans, and the relations as links between them."""
    names = {person.id: person.name for person in header.people}
    entities = {entity.id: entity for entity in header.entities}
    opening = {"@context": _CONTEXT, "id": "urn:annotator:page", "type": "AnnotationPage"}
    out.write(orjson.dumps({**opening, "label": header.title or ""})[:-1] + b',"items":[')
    first = True
    for document in documents:
        for item in _items(document, names, entities):
            out.write(b"\n" if first else b",\n")
            out.write(orjson.dumps(item))
            first = False
    out.write(b"\n]}\n")


def _items(
    document: WrittenDocument, names: dict[str, str], entities: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    source = f"urn:annotator:document:{percent(document.key, safe='')}"
    for layer in document.layers:
        base = f"{source}:{percent('/'.join([layer.kind, layer.person or '']), safe='')}"
        made = _creator(layer, names)
        for row in layer.spans:
            times = {"created": row[CREATED], "modified": row[UPDATED]}
            yield {
                "id": _id(base, row[ID]),
                "type": "Annotation",
                "motivation": "tagging",
                **made,
                **{name: time for name, time in times.items() if time is not None},
                "body": _bodies(row, entities),
                "target": [_target(document.text, source, each) for each in fragments_of(row)],
            }
        for row in layer.relations:
            yield {
                "id": _id(base, row[0]),
                "type": "Annotation",
                "motivation": "linking",
                **made,
                "body": [_text("tagging", row[1])],
                "target": [_id(base, row[2]), _id(base, row[3])],
            }


def _id(base: str, id: str) -> str:
    return f"{base}:{percent(id, safe='')}"


def _creator(layer: WrittenLayer, names: dict[str, str]) -> dict[str, Any]:
    if layer.person is None:
        return {}
    id = f"urn:annotator:person:{percent(layer.person, safe='')}"
    name = names.get(layer.person, layer.person)
    return {"creator": {"id": id, "type": "Person", "name": name}}


def _text(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _bodies(row: SpanRow, entities: dict[str, Any]) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = [_text("tagging", row[LABEL])]
    if row[ATTRIBUTES] is not None:
        for name, value in orjson.loads(row[ATTRIBUTES]).items():
            said = value if isinstance(value, str) else orjson.dumps(value).decode()
            bodies.append(_text("classifying", f"{name}: {said}"))
    if row[NOTE] is not None:
        bodies.append(_text("commenting", row[NOTE]))
    if row[ENTITY] is not None:
        entity = entities.get(row[ENTITY])
        reference = entity.reference if entity is not None else None
        source = reference or f"urn:annotator:entity:{percent(row[ENTITY], safe='')}"
        body = {"type": "SpecificResource", "purpose": "identifying", "source": source}
        bodies.append(body if entity is None else {**body, "label": entity.name})
    return bodies


def _target(text: str, source: str, fragment: tuple[int, int]) -> dict[str, Any]:
    start, end = fragment
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }


FORMAT = Format(
    name="web-annotation",
    title="W3C Web Annotation (JSON-LD)",
    suffixes=(".jsonld",),
    keeps=frozenset(("keys", "layers", "people", "kinds", "spans", "nested", "widened"))
    | {"fragments", "labels", "attributes", "mentions", "notes", "times", "ids", "relations"},
    write=write_web_annotations,
    remarks="Annotations that refer to the articles by position and by quote; only written.",
)
