"""UIMA CAS: a layer as feature structures, in the layers that INCEpTION has from the start.

Spans are `custom.Span` and relations `custom.Relation`, each with the feature `label`. Words of the
schema's attributes are features of their own; what CAS has no place for is JSON in `more`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from annotator.domain.offsets import OffsetMap
from annotator.formats.features import BEFORE_END, FRAGMENTS, ID, LABEL, START, fragments_of
from annotator.formats.format import Header
from annotator.formats.span_json import (
    Names,
    document_json,
    layer_json,
    more_of_relation,
    more_of_span,
)
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

SPAN, RELATION, DOCUMENT = "custom.Span", "custom.Relation", "annotator.Document"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ANNOTATION = "uima.tcas.Annotation"
SOURCE, TARGET, MORE = "Governor", "Dependent", "more"
#: What XML cannot hold.
UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAKEN = frozenset(("begin", "end", "sofa", "label", "entity", "note", MORE, "id", SOURCE, TARGET))
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Structure(NamedTuple):
    """A feature structure; begin and end are UTF-16, `links` are features that name others."""

    id: int
    type: str
    begin: int
    end: int
    features: Mapping[str, str]
    links: Mapping[str, int]


def attribute_features(header: Header) -> frozenset[str]:
    """Return the attributes of the schema that are features of their own."""
    return frozenset(
        each["id"]
        for label in (header.schema or {}).get("labels") or ()
        for each in label.get("attributes", ())
        if _FEATURE.fullmatch(str(each["id"])) and each["id"] not in _TAKEN
    )


def types(header: Header) -> dict[str, tuple[str, dict[str, str]]]:
    """Return type → (what it is a kind of, feature → its range)."""
    text = "uima.cas.String"
    span = dict.fromkeys(
        ("label", "entity", "note", *sorted(attribute_features(header)), MORE), text
    )
    metadata = ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri")
    return {
        DOCUMENT: (ANNOTATION, {"json": text}),
        RELATION: (ANNOTATION, {SOURCE: SPAN, TARGET: SPAN, "label": text, MORE: text}),
        SPAN: (ANNOTATION, span),
        METADATA: (
            "uima.tcas.DocumentAnnotation",
            {**dict.fromkeys(metadata, text), "isLastSegment": "uima.cas.Boolean"},
        ),
    }


def json_text(value: Any) -> str:
    """Return JSON that XML can hold whatever is in it."""
    said = orjson.dumps(value).decode()
    return UNCLEAN.sub(lambda match: f"\\u{ord(match[0]):04x}", said)


def structures(
    document: WrittenDocument,
    layer: WrittenLayer | None,
    features: frozenset[str],
    names: Names,
) -> list[Structure]:
    """Return what is annotated in one layer; ids count from 2, since 1 is the text's."""
    offsets = OffsetMap(document.text)
    length = offsets.utf16_length
    own = {"key": document.key, "title": document.title, **document_json(document)}
    if layer is not None:
        own["layer"] = layer_json(layer)
    named = {"documentId": document.key, "documentTitle": document.title}
    named["language"] = document.language or "x-unspecified"
    clean = {name: UNCLEAN.sub("\ufffd", value) for name, value in named.items()}
    found = [
        Structure(2, METADATA, 0, length, clean, {}),
        Structure(3, DOCUMENT, 0, length, {"json": json_text(own)}, {}),
    ]
    if layer is None:
        return found
    plain = document.text.isascii()
    places: dict[str, Structure] = {}
    for number, row in enumerate(layer.spans, 4):
        begin, end = row[START], -row[BEFORE_END]
        if not plain:
            begin, end = offsets.to_utf16(begin), offsets.to_utf16(end)
        span = Structure(number, SPAN, begin, end, _features(row, features, names), {})
        places[row[ID]] = span
        found.append(span)
    for number, relation in enumerate(layer.relations, 4 + len(layer.spans)):
        source, target = places[relation[2]], places[relation[3]]
        said = {"id": relation[0], **more_of_relation(relation)}
        given = _label(relation[1], said)
        links = {SOURCE: source.id, TARGET: target.id}
        found.append(Structure(number, RELATION, target.begin, target.end, given, links))
    return found


def _label(label: str, more: dict[str, Any]) -> dict[str, str]:
    """Return label and further fields as features, a label that XML cannot hold kept in these."""
    if UNCLEAN.search(label):
        more["label"], label = label, UNCLEAN.sub("\ufffd", label)
    return {"label": label, MORE: json_text(more)}


def _features(row: SpanRow, native: frozenset[str], names: Names) -> dict[str, str]:
    more = {"id": row[ID], **more_of_span(row, names)}
    if row[FRAGMENTS] is not None:
        more["fragments"] = fragments_of(row)
    found: dict[str, str] = {}
    for name in ("entity", "note"):
        if name in more and not UNCLEAN.search(more[name]):
            found[name] = more.pop(name)
    if "attributes" in more:
        kept: dict[str, Any] = {}
        for name, value in more.pop("attributes").items():
            fits = name in native and isinstance(value, str) and not UNCLEAN.search(value)
            (found if fits else kept)[name] = value
        if kept:
            more["attributes"] = kept
    return {**_label(row[LABEL], more), **found}
