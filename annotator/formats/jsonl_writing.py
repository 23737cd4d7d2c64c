"""Annotator JSONL: canonical writing, so that the same content is always the same bytes.

Documents come sorted by key and layers by (kind, person); keys stand in a fixed order;
`extra` is written where that order has it, elsewhere only when it holds something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import orjson

from annotator.domain.entity import Entity
from annotator.domain.person import Person
from annotator.formats.format import Header
from annotator.formats.jsonl_header import VERSION
from annotator.formats.written import (
    CommentRow,
    RelationRow,
    SpanRow,
    WrittenDocument,
    WrittenLayer,
)

_EMPTY: dict[str, Any] = {}
_NONE: list[Any] = []
_json = orjson.Fragment
#: The keys of a decision in their order; those a decision has beyond them follow by name.
_DECISION = (
    *("item", "action", "from", "gold", "reason", "rule", "guideline_version", "person"),
    *("created", "supersedes"),
)


def write_jsonl(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write the header and then one document a line, as they come."""
    out.write(orjson.dumps(header_json(header), option=orjson.OPT_APPEND_NEWLINE))
    for document in documents:
        out.write(orjson.dumps(_document(document), option=orjson.OPT_APPEND_NEWLINE))


def _sorted(value: Any) -> orjson.Fragment:
    return _json(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))


def _with_extra(written: dict[str, Any], extra: Any) -> dict[str, Any]:
    if extra:
        written["extra"] = _sorted(extra)
    return written


def header_json(header: Header) -> dict[str, Any]:
    """Return the header line, for orjson."""
    guideline = header.guideline
    written: dict[str, Any] = {
        "annotator": VERSION,
        "offset_unit": "codepoint",
        "project": header.title,
        "schema": None if header.schema is None else _sorted(header.schema),
        "guideline": None if guideline is None else _guideline(dict(guideline)),
        "people": [_person(each) for each in sorted(header.people, key=lambda each: each.id)],
        "entities": [_entity(each) for each in sorted(header.entities, key=lambda each: each.id)],
    }
    return _with_extra(written, header.extra)


def _guideline(fields: dict[str, Any]) -> dict[str, Any]:
    first = {"version": fields.pop("version", None), "text": fields.pop("text", None)}
    return {**first, **{name: _sorted(fields[name]) for name in sorted(fields)}}


def _person(person: Person) -> dict[str, Any]:
    written: dict[str, Any] = {"id": person.id, "name": person.name, "role": person.role}
    return _with_extra(written, person.extra)


def _entity(entity: Entity) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "reference": entity.reference,
        "lat": entity.lat,
        "lon": entity.lon,
        "note": entity.note,
    }
    if entity.merged_into is not None:
        written["merged_into"] = entity.merged_into
    return _with_extra(written, entity.extra)


def _document(document: WrittenDocument) -> dict[str, Any]:
    return {
        "id": document.key,
        "title": document.title,
        "text": document.text,
        "text_sha256": document.text_sha256,
        "language": document.language,
        "excluded": _json(document.excluded) if document.excluded else _NONE,
        "source": document.source.fields(),
        "meta": _json(document.meta) if document.meta else _EMPTY,
        "layers": [_layer(layer) for layer in document.layers],
        "decisions": [_decision(id, fields) for id, fields in document.decisions],
        "extra": _json(document.extra) if document.extra else _EMPTY,
    }


def _layer(layer: WrittenLayer) -> dict[str, Any]:
    written: dict[str, Any] = {
        "person": layer.person,
        "kind": layer.kind,
        "status": layer.status,
        "reason": layer.reason,
        "spans": _spans(layer.spans),
        "relations": [_relation(row) for row in layer.relations],
        "comments": [_comment(row) for row in layer.comments],
    }
    if layer.extra:
        written["extra"] = _json(layer.extra)
    return written


def _spans(rows: Sequence[SpanRow]) -> list[dict[str, Any]]:
    # Written out in one expression: an export of 10,000 articles has 400,000 spans.
    return [
        {
            "id": id,
            "label": label,
            "fragments": ((start, -before_end),) if fragments is None else _json(fragments),
            "quote": (quote,) if fragments is None else quote,
            "attributes": _EMPTY if attributes is None else _json(attributes),
            "entity": entity,
            "uncertain": uncertain is not None,
            "note": "" if note is None else note,
            "origin": origin,
            "score": score,
            "because": because,
            "created": created,
            "updated": updated,
            "extra": _EMPTY if extra is None else _json(extra),
        }
        for (
            start,
            before_end,
            label,
            id,
            quote,
            fragments,
            attributes,
            entity,
            uncertain,
            note,
            origin,
            score,
            because,
            created,
            updated,
            extra,
            _number,
        ) in rows
    ]


def _relation(row: RelationRow) -> dict[str, Any]:
    id, label, from_span, to_span, attributes, origin, extra, _number = row
    return {
        "id": id,
        "label": label,
        "from": from_span,
        "to": to_span,
        "attributes": _json(attributes) if attributes else _EMPTY,
        "origin": origin,
        "extra": _json(extra) if extra else _EMPTY,
    }


def _comment(row: CommentRow) -> dict[str, Any]:
    id, span, person, text, created, reply_to, resolved, extra, _number = row
    written: dict[str, Any] = {
        "id": id,
        "span": span,
        "person": person,
        "text": text,
        "created": created,
        "reply_to": reply_to,
        "resolved": bool(resolved),
    }
    if extra:
        written["extra"] = _json(extra)
    return written


def _decision(id: str, json: str) -> dict[str, Any]:
    fields = orjson.loads(json)
    fields.pop("document", None)
    written: dict[str, Any] = {"id": id}
    for name in _DECISION:
        value = fields.pop(name, None)
        written[name] = _sorted(value)
    return {**written, **{name: _sorted(fields[name]) for name in sorted(fields)}}
