"""Parquet: the columns, explicit, so that an empty list has the type of a full one."""

from __future__ import annotations

from typing import Any

import orjson

from annotator.formats.format import Header
from annotator.formats.jsonl_writing import header_json

#: Key of the file's metadata under which the header stands, as in our own format.
HEADER = b"annotator"
_TEXT = "string"


def parquet_schema(header: Header) -> Any:
    """Return the Arrow schema. A row is one layer of one document; nested fields are JSON.

    No metadata of the library datasets is written, so that every version of it reads the file.
    """
    import pyarrow as pa

    place = pa.struct([("start", pa.int64()), ("end", pa.int64())])
    return pa.schema(
        [
            *_texts("id", "title", "text", "language", "person", "kind", "status", "reason"),
            ("spans", pa.list_(span_type())),
            ("relations", pa.list_(pa.struct(_texts(*RELATION)))),
            ("comments", pa.list_(pa.struct([*_texts(*COMMENT), ("resolved", pa.bool_())]))),
            ("excluded", pa.list_(place)),
            ("source", pa.struct(_texts("name", "sha256", "encoding", "newline"))),
            *_texts("meta", "extra", "layer_extra", "decisions"),
        ],
        metadata={HEADER: orjson.dumps(header_json(header))},
    )


RELATION = ("id", "label", "from", "to", "attributes", "origin", "extra")
COMMENT = ("id", "span", "person", "text", "created", "reply_to", "extra")


def span_type() -> Any:
    """Return the type of a span; start and end are code points, of the whole stretch."""
    import pyarrow as pa

    place = pa.struct([("start", pa.int64()), ("end", pa.int64())])
    return pa.struct(
        [
            *_texts("id", "label"),
            ("start", pa.int64()),
            ("end", pa.int64()),
            *_texts("text"),
            ("fragments", pa.list_(place)),
            *_texts("attributes", "entity"),
            ("uncertain", pa.bool_()),
            *_texts("note", "origin"),
            ("score", pa.float64()),
            *_texts("because", "created", "updated", "extra"),
        ]
    )


def _texts(*names: str) -> list[tuple[str, Any]]:
    return [(name, _TEXT) for name in names]
