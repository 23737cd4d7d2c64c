"""Parquet: written column by column, some hundred documents at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Any, BinaryIO

import orjson

from annotator.formats.format import Header
from annotator.formats.parquet_schema import parquet_schema
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: Documents of one row group.
_GROUP = 500


def write_parquet(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write a row for each layer, and one for a document without any."""
    import pyarrow.parquet as pq

    schema = parquet_schema(header)
    given = iter(documents)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(given, _GROUP)):
            writer.write_batch(_batch(group, schema))


_EMPTY = WrittenLayer(None, "", "", None, None)


def _batch(documents: Sequence[WrittenDocument], schema: Any) -> Any:
    import pyarrow as pa

    rows = [(each, layer) for each in documents for layer in each.layers or (None,)]
    layers = [layer or _EMPTY for _, layer in rows]
    firsts = [bool(not each.layers or layer is each.layers[0]) for each, layer in rows]
    texts = {
        "id": [each.key for each, _ in rows],
        "title": [each.title for each, _ in rows],
        "text": [each.text for each, _ in rows],
        "language": [each.language for each, _ in rows],
        "person": [each.person for each in layers],
        "kind": [each.kind or None for each in layers],
        "status": [each.status or None for each in layers],
        "reason": [each.reason for each in layers],
        "excluded": [_places(each.excluded) for each, _ in rows],
        "source": [each.source.fields() for each, _ in rows],
        "meta": [each.meta for each, _ in rows],
        "extra": [each.extra for each, _ in rows],
        "layer_extra": [each.extra for each in layers],
        "decisions": [
            _decisions(each) if first else None
            for (each, _), first in zip(rows, firsts, strict=True)
        ],
    }
    columns = {
        "spans": _spans([each.spans for each in layers], schema.field("spans").type),
        "relations": _records([each.relations for each in layers], schema.field("relations").type),
        "comments": _records([each.comments for each in layers], schema.field("comments").type),
    }
    arrays = [
        columns[field.name] if field.name in columns else pa.array(texts[field.name], field.type)
        for field in schema
    ]
    return pa.record_batch(arrays, schema=schema)


def _places(json: str | None) -> list[dict[str, int]]:
    places = orjson.loads(json) if json else []
    return [{"start": start, "end": end} for start, end in places]


def _decisions(document: WrittenDocument) -> str | None:
    decisions = [{"id": id, **orjson.loads(fields)} for id, fields in document.decisions]
    return orjson.dumps(decisions).decode() if decisions else None


def _offsets(lists: Sequence[Sequence[Any]]) -> list[int]:
    return list(accumulate(map(len, lists), initial=0))


def _spans(lists: Sequence[Sequence[SpanRow]], type: Any) -> Any:
    """Return the spans of each row as one column, made of the columns that they come in."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = [row for each in lists for row in each]
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 17
    start, before_end, label, id, quote, fragments, *more = columns[:16]
    several = len(rows) - fragments.count(None) > 0
    texts = [_text(each) for each in quote] if several else quote
    places = (
        [None if each is None else _places(each) for each in fragments] if several else fragments
    )
    uncertain = more[2]
    given: list[Any] = [id, label, start, None, texts, places, more[0], more[1], None, *more[3:]]
    fields = list(type.value_type)
    arrays = [
        None if column is None else pa.array(column, field.type)
        for column, field in zip(given, fields, strict=True)
    ]
    arrays[3] = pc.negate(pa.array(before_end, pa.int64()))
    arrays[8] = pc.is_valid(pa.array(uncertain, pa.int64()))
    struct = pa.StructArray.from_arrays(arrays, fields=fields)
    return pa.ListArray.from_arrays(pa.array(_offsets(lists), pa.int32()), struct, type=type)


def _text(quote: Any) -> str:
    return quote if isinstance(quote, str) else " … ".join(quote)


def _records(lists: Sequence[Sequence[tuple[Any, ...]]], type: Any) -> Any:
    """Return relations or comments of each row as one column."""
    import pyarrow as pa

    fields = list(type.value_type)
    rows = [row[: len(fields)] for each in lists for row in each]
    if fields[-1].name == "resolved":  # which stands before `extra` in a row
        rows = [(*row[:6], row[7], bool(row[6])) for row in rows]
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    struct = pa.StructArray.from_arrays(arrays, fields=fields)
    return pa.ListArray.from_arrays(pa.array(_offsets(lists), pa.int32()), struct, type=type)
