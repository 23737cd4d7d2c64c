"""Spans, relations and documents as rows of tables, for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import orjson

from annotator.formats.features import BEFORE_END, ENTITY, LABEL, START
from annotator.formats.format import Header
from annotator.formats.span_json import NAME_KEYS, SPAN_KEYS, layer_head, names_of
from annotator.formats.written import SpanRow, WrittenDocument

SPANS = (
    *("document", "person", "kind", "id", "label", "start", "end", "text", "fragments"),
    *("attributes", "entity", "uncertain", "note", "origin", "score", "because"),
    *("created", "updated", "extra", *NAME_KEYS),
)
RELATIONS = (
    *("document", "person", "kind", "id", "label", "from", "to"),
    *("attributes", "origin", "extra"),
)
DOCUMENTS = (
    *("document", "title", "language", "text", "excluded", "layers", "meta", "extra"),
    *("source_name", "source_sha256", "source_encoding", "source_newline"),
)
#: A cell: text, a number, or nothing.
Cell = str | int | float | None
Rows = Callable[[Header, WrittenDocument], Iterator[list[Cell]]]
_QUOTES = SPANS.index("fragments")
assert SPANS[_QUOTES + 1 : -len(NAME_KEYS)] == SPAN_KEYS


def span_rows(header: Header, document: WrittenDocument) -> Iterator[list[Cell]]:
    """Yield a row for each span; positions are code points."""
    names = names_of(header)
    for layer in document.layers:
        whose = [document.key, layer.person, layer.kind]
        for row in layer.spans:
            named = names.get(row[ENTITY] or "", {})
            yield [*whose, *_span(row), *(named.get(each) for each in NAME_KEYS)]


def _span(row: SpanRow) -> list[Cell]:
    start, before_end, label, id, quote, fragments, *more = row[:16]
    if fragments is not None:
        quote = " … ".join(quote)
    if row[8] is not None:
        more[2] = "yes"
    assert (row[START], row[BEFORE_END], row[LABEL]) == (start, before_end, label)
    return [id, label, start, -before_end, quote, fragments, *more]


def relation_rows(header: Header, document: WrittenDocument) -> Iterator[list[Cell]]:
    """Yield a row for each relation."""
    for layer in document.layers:
        for row in layer.relations:
            yield [document.key, layer.person, layer.kind, *row[:7]]


def document_rows(header: Header, document: WrittenDocument) -> Iterator[list[Cell]]:
    """Yield the row of a document."""
    source = document.source
    layers = [layer_head(layer) for layer in document.layers]
    yield [
        document.key,
        document.title,
        document.language,
        document.text,
        document.excluded,
        orjson.dumps(layers).decode() if layers else None,
        document.meta,
        document.extra,
        source.name,
        source.sha256,
        source.encoding,
        source.newline,
    ]


#: The tables: name, columns, rows.
TABLES: tuple[tuple[str, tuple[str, ...], Rows], ...] = (
    ("spans", SPANS, span_rows),
    ("relations", RELATIONS, relation_rows),
    ("documents", DOCUMENTS, document_rows),
)
