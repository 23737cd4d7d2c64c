"""Spans straight from their rows: a document may hold 20,000, so no record is made between."""

from __future__ import annotations

import sqlite3

import orjson

from annotator.domain.span import Fragment, Span
from annotator.storage.columns import Row
from annotator.storage.marks import split_quote
from annotator.storage.rows import SPAN_COLUMNS

_COLUMNS = ", ".join(f'"{name}"' for name in SPAN_COLUMNS)


def span_of(row: Row) -> Span:
    """Return the span of a row: its id, then the columns."""
    (id, label, start, end, quote, several, attributes, entity, uncertain) = row[:9]
    (note, origin, score, because, created, updated, extra) = row[9:]
    fragments: tuple[Fragment, ...] = ((start, end),)
    quotes: tuple[str, ...] = (quote,)
    if several is not None:
        parsed = orjson.loads(several)
        fragments = tuple([(first, last) for first, last in parsed])
        quotes = tuple(split_quote(quote, parsed))
    return Span(
        id,
        label,
        fragments,
        quotes,
        {} if attributes is None else orjson.loads(attributes),
        entity,
        uncertain is not None,
        note or "",
        origin,
        score,
        because,
        created,
        updated,
        {} if extra is None else orjson.loads(extra),
    )


def spans_of_layer(
    connection: sqlite3.Connection, number: int, label: str | None = None
) -> list[Span]:
    """Return the spans of a layer, given by the number of its row; of one label, if given."""
    where, given = ("", ()) if label is None else (" AND label = ?", (label,))
    rows = connection.execute(
        f"SELECT id, {_COLUMNS} FROM spans WHERE layer = ?{where}", (number, *given)
    )
    return [span_of(row) for row in rows]
