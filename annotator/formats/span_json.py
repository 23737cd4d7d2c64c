"""What a span says beside its label and place, as JSON under the names of our own format.

For formats that let each mark carry keys of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from annotator.domain.span import SPAN_DEFAULTS
from annotator.formats.features import ATTRIBUTES, ENTITY, EXTRA, NOTE, ORIGIN, SCORE, UNCERTAIN
from annotator.formats.format import Header
from annotator.formats.written import (
    CommentRow,
    RelationRow,
    SpanRow,
    WrittenDocument,
    WrittenLayer,
)

#: The keys, in their order.
SPAN_KEYS = tuple(SPAN_DEFAULTS)
RELATION_KEYS = ("attributes", "origin", "extra")
#: The keys under which a span names its entity, beside the id that only the ledger explains.
NAME_KEYS = ("entity_name", "entity_kind")
#: Entity → what these keys say of it.
Names = Mapping[str, Mapping[str, str]]
_COMMENT_KEYS = ("id", "span", "person", "text", "created", "reply_to", "resolved")
_FIRST = {name: place for place, name in enumerate(SPAN_KEYS, ATTRIBUTES)}
assert (_FIRST["entity"], _FIRST["uncertain"], _FIRST["note"]) == (ENTITY, UNCERTAIN, NOTE)
assert (_FIRST["origin"], _FIRST["score"], _FIRST["extra"]) == (ORIGIN, SCORE, EXTRA)


def names_of(header: Header) -> Names:
    """Return what is said of each entity where a span names it."""
    return {
        each.id: dict(zip(NAME_KEYS, (each.name, each.kind), strict=True))
        for each in header.entities
    }


def more_of_span(row: SpanRow, names: Names) -> dict[str, Any]:
    """Return the fields that are not at their default; of the origin, at “import”."""
    more: dict[str, Any] = {}
    for place, name in enumerate(SPAN_KEYS, ATTRIBUTES):
        value = row[place]
        if value is not None:
            more[name] = value
    if more["origin"] == "import":
        del more["origin"]
    if "attributes" in more:
        more["attributes"] = orjson.loads(more["attributes"])
    if "extra" in more:
        more["extra"] = orjson.loads(more["extra"])
    if "uncertain" in more:
        more["uncertain"] = True
    if "entity" in more:
        more |= names.get(more["entity"], {})
    return more


def more_of_relation(row: RelationRow) -> dict[str, Any]:
    """Return attributes, origin and further fields of a relation, where it has them."""
    attributes, origin, extra = row[4:7]
    more: dict[str, Any] = {}
    if attributes:
        more["attributes"] = orjson.loads(attributes)
    if origin != "import":
        more["origin"] = origin
    if extra:
        more["extra"] = orjson.loads(extra)
    return more


def comment_json(row: CommentRow) -> dict[str, Any]:
    """Return a comment as our own format has it, without what is at its default."""
    comment = {name: value for name, value in zip(_COMMENT_KEYS, row, strict=False) if value}
    if "resolved" in comment:
        comment["resolved"] = True
    if row[7]:
        comment["extra"] = orjson.loads(row[7])
    return {"text": "", **comment}


def layer_head(layer: WrittenLayer) -> dict[str, Any]:
    """Return whose a layer is, of what kind and status, with reason and further fields if any."""
    said: dict[str, Any] = {"person": layer.person, "kind": layer.kind, "status": layer.status}
    if layer.reason is not None:
        said["reason"] = layer.reason
    if layer.extra:
        said["extra"] = orjson.loads(layer.extra)
    return said


def layer_json(layer: WrittenLayer) -> dict[str, Any]:
    """Return what a layer says beside its spans and relations: its head and its comments."""
    said = layer_head(layer)
    if layer.comments:
        said["comments"] = [comment_json(row) for row in layer.comments]
    return said


def document_json(document: WrittenDocument) -> dict[str, Any]:
    """Return what a document says beside its key, title, text and layers, where it does."""
    origin = document.source.fields()
    nested = {
        "excluded": document.excluded,
        "meta": document.meta,
        "extra": document.extra,
    }
    said: dict[str, Any] = {"language": document.language, "source": origin}
    said |= {name: orjson.loads(json) for name, json in nested.items() if json}
    if document.decisions:
        said["decisions"] = [{"id": id, **orjson.loads(each)} for id, each in document.decisions]
    if not any(origin.values()):
        del said["source"]
    return {name: value for name, value in said.items() if value}
