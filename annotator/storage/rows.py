"""Record fields to table rows and back.

A record's fields are the names of Annotator JSONL with defaults left out; a table row holds NULL
where an optional field has its default. Every `*_row` gives the columns in the order of
the matching `*_COLUMNS`, without the layer and the id that go before them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.storage.columns import Fields, Row, json_column, put, put_json
from annotator.storage.marks import FRAGMENT_SEPARATOR, split_quote
from annotator.storage.unplaced_rows import UNPLACED_COLUMNS, unplaced_fields_of, unplaced_row

SPAN_COLUMNS = (
    "label", "start", "end", "quote", "fragments", "attributes", "entity", "uncertain",
    "note", "origin", "score", "because", "created", "updated", "extra",
)  # fmt: skip
RELATION_COLUMNS = ("label", "from_span", "to_span", "attributes", "origin", "extra")
COMMENT_COLUMNS = ("span", "person", "text", "created", "reply_to", "resolved", "extra")
ENTITY_COLUMNS = (
    "kind", "name", "aliases", "reference", "lat", "lon", "note", "extra", "merged_into",
)  # fmt: skip
PERSON_COLUMNS = ("name", "role", "extra")
#: Without `characters`, which is counted from the text where the row is written.
DOCUMENT_COLUMNS = (
    "key", "title", "text_sha256", "language", "excluded", "source_name", "source_sha256",
    "source_encoding", "source_newline", "meta", "extra",
)  # fmt: skip
LAYER_COLUMNS = ("status", "reason", "extra")


def span_row(fields: Mapping[str, Any]) -> Row:
    """Return a span's columns."""
    get = fields.get
    fragments = fields["fragments"]
    quote = fields["quote"]
    several = len(fragments) > 1
    attributes, extra = get("attributes"), get("extra")
    return (
        fields["label"],
        fragments[0][0],
        fragments[-1][1],
        FRAGMENT_SEPARATOR.join(quote) if several else quote[0],
        json_column(fragments) if several else None,
        json_column(attributes) if attributes else None,
        get("entity"),
        1 if get("uncertain") else None,
        get("note") or None,
        get("origin") or "hand",
        get("score"),
        get("because"),
        get("created"),
        get("updated"),
        json_column(extra) if extra else None,
    )


def span_fields_of(row: Row) -> Fields:
    """Return a span's fields from its columns."""
    label, start, end, quote, fragments_json, attributes = row[:6]
    fragments = [[start, end]] if fragments_json is None else orjson.loads(fragments_json)
    fields: Fields = {
        "label": label,
        "fragments": fragments,
        "quote": split_quote(quote, fragments),
    }
    if attributes is not None:
        fields["attributes"] = orjson.loads(attributes)
    entity, uncertain, note, origin, score, because, created, updated, extra = row[6:]
    if uncertain:
        fields["uncertain"] = True
    if origin != "hand":
        fields["origin"] = origin
    for name, value in (
        ("entity", entity),
        ("note", note),
        ("score", score),
        ("because", because),
        ("created", created),
        ("updated", updated),
    ):
        if value is not None:
            fields[name] = value
    put_json(fields, "extra", extra)
    return fields


def relation_row(fields: Mapping[str, Any]) -> Row:
    """Return a relation's columns."""
    return (
        fields["label"],
        fields["from"],
        fields["to"],
        json_column(fields.get("attributes")),
        fields.get("origin") or "hand",
        json_column(fields.get("extra")),
    )


def relation_fields_of(row: Row) -> Fields:
    """Return a relation's fields from its columns."""
    fields: Fields = {"label": row[0], "from": row[1], "to": row[2]}
    put_json(fields, "attributes", row[3])
    if row[4] != "hand":
        fields["origin"] = row[4]
    put_json(fields, "extra", row[5])
    return fields


def comment_row(fields: Mapping[str, Any]) -> Row:
    """Return a comment's columns."""
    return (
        fields.get("span"),
        fields.get("person"),
        fields["text"],
        fields.get("created"),
        fields.get("reply_to"),
        1 if fields.get("resolved") else None,
        json_column(fields.get("extra")),
    )


def comment_fields_of(row: Row) -> Fields:
    """Return a comment's fields from its columns."""
    fields: Fields = {"text": row[2]}
    for name, value in (
        ("span", row[0]),
        ("person", row[1]),
        ("created", row[3]),
        ("reply_to", row[4]),
    ):
        put(fields, name, value)
    if row[5]:
        fields["resolved"] = True
    put_json(fields, "extra", row[6])
    return fields


def entity_row(fields: Mapping[str, Any]) -> Row:
    """Return an entity's columns."""
    return (
        fields["kind"],
        fields["name"],
        json_column(fields.get("aliases")),
        fields.get("reference"),
        fields.get("lat"),
        fields.get("lon"),
        fields.get("note") or None,
        json_column(fields.get("extra")),
        fields.get("merged_into"),
    )


def entity_fields_of(row: Row) -> Fields:
    """Return an entity's fields from its columns."""
    fields: Fields = {"kind": row[0], "name": row[1]}
    put_json(fields, "aliases", row[2])
    for name, value in (("reference", row[3]), ("lat", row[4]), ("lon", row[5]), ("note", row[6])):
        put(fields, name, value)
    put_json(fields, "extra", row[7])
    put(fields, "merged_into", row[8])
    return fields


def person_row(fields: Mapping[str, Any]) -> Row:
    """Return a person's columns."""
    return (fields["name"], fields.get("role") or "annotator", json_column(fields.get("extra")))


def person_fields_of(row: Row) -> Fields:
    """Return a person's fields from the columns."""
    fields: Fields = {"name": row[0], "role": row[1]}
    put_json(fields, "extra", row[2])
    return fields


def document_row(fields: Mapping[str, Any]) -> Row:
    """Return a document's columns, `characters` left out."""
    source = fields.get("source") or {}
    return (
        fields["key"],
        fields.get("title") or "",
        fields["text_sha256"],
        fields.get("language"),
        json_column(fields.get("excluded")),
        source.get("name"),
        source.get("sha256"),
        source.get("encoding"),
        source.get("newline"),
        json_column(fields.get("meta")),
        json_column(fields.get("extra")),
    )


def document_fields_of(row: Row) -> Fields:
    """Return a document's fields from its columns."""
    fields: Fields = {"key": row[0], "title": row[1], "text_sha256": row[2]}
    put(fields, "language", row[3])
    put_json(fields, "excluded", row[4])
    source: Fields = {}
    for name, value in zip(("name", "sha256", "encoding", "newline"), row[5:9], strict=True):
        put(source, name, value)
    if source:
        fields["source"] = source
    put_json(fields, "meta", row[9])
    put_json(fields, "extra", row[10])
    return fields


def layer_row(fields: Mapping[str, Any]) -> Row:
    """Return a layer's columns."""
    return (fields.get("status") or "new", fields.get("reason"), json_column(fields.get("extra")))


def layer_fields_of(row: Row) -> Fields:
    """Return a layer's fields from its columns."""
    fields: Fields = {}
    if row[0] != "new":
        fields["status"] = row[0]
    put(fields, "reason", row[1])
    put_json(fields, "extra", row[2])
    return fields


VERDICT_COLUMNS = ("verdict", "span")


def verdict_row(fields: Mapping[str, Any]) -> Row:
    """Return the columns of a verdict on a suggestion."""
    return (fields["verdict"], fields.get("span"))


def verdict_fields_of(row: Row) -> Fields:
    """Return the fields of a verdict on a suggestion."""
    return {name: value for name, value in zip(VERDICT_COLUMNS, row, strict=True) if value}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record lies in its table."""

    table: str
    columns: tuple[str, ...]
    row: Callable[[Mapping[str, Any]], Row]
    fields: Callable[[Row], Fields]
    in_layer: bool = False


SHAPES: Mapping[str, Shape] = {
    "span": Shape("spans", SPAN_COLUMNS, span_row, span_fields_of, True),
    "relation": Shape("relations", RELATION_COLUMNS, relation_row, relation_fields_of, True),
    "comment": Shape("comments", COMMENT_COLUMNS, comment_row, comment_fields_of, True),
    "verdict": Shape("verdicts", VERDICT_COLUMNS, verdict_row, verdict_fields_of, True),
    "unplaced": Shape("unplaced", UNPLACED_COLUMNS, unplaced_row, unplaced_fields_of, True),
    "entity": Shape("entities", ENTITY_COLUMNS, entity_row, entity_fields_of),
    "person": Shape("people", PERSON_COLUMNS, person_row, person_fields_of),
    "document": Shape("documents", DOCUMENT_COLUMNS, document_row, document_fields_of),
}
