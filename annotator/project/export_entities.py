"""Exports name no entity that was deleted: the header would not say who it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import orjson

from annotator.domain.departed import attributes_without_entity
from annotator.domain.schema import Schema, schema_from_definition
from annotator.storage.canonical import canonical_json
from annotator.storage.streaming import DocumentRows

#: Where these stand in the row of a span (see formats/written.py).
_LABEL, _ATTRIBUTES, _ENTITY = 2, 6, 7


def with_entities(
    documents: Iterable[DocumentRows], there: Collection[str], definition: Mapping[str, Any]
) -> Iterator[DocumentRows]:
    """Yield the documents; a span whose entity is not `there` names nobody.

    `definition` is that of the schema.
    """
    schema: Schema | None = None
    for document in documents:
        for layer in document.layers:
            if any(row[_ENTITY] is not None and row[_ENTITY] not in there for row in layer.spans):
                schema = schema or schema_from_definition(definition)
                layer.spans = [_told(row, there, schema) for row in layer.spans]
        yield document


def _told(row: tuple[Any, ...], there: Collection[str], schema: Schema) -> tuple[Any, ...]:
    if row[_ENTITY] is None or row[_ENTITY] in there:
        return row
    attributes = row[_ATTRIBUTES]
    if attributes:
        had = orjson.loads(attributes)
        left = attributes_without_entity(schema.label(row[_LABEL]), had)
        if left != had:
            attributes = canonical_json(left).decode() if left else None
    return (*row[:_ATTRIBUTES], attributes, None, *row[_ENTITY + 1 :])
