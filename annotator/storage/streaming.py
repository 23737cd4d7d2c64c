"""Reading many documents with their layers, a portion at a time, every quote checked."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from annotator.domain.problem import Problem
from annotator.storage.canonical import canonical_json
from annotator.storage.marks import split_quote
from annotator.storage.rows import DOCUMENT_COLUMNS

#: For those who hold on to one without knowing SQL.
Connection = sqlite3.Connection

_fragments = itemgetter(5)
#: Documents of one portion, and the characters after which a portion ends early.
_DOCUMENTS, _CHARACTERS = 50, 2_000_000

_LAYERS = """
SELECT documents.id, documents.characters, layers.id, layers.person, layers.kind, layers.status,
       layers.reason, layers.extra
FROM documents LEFT JOIN layers ON layers.document = documents.id
ORDER BY documents.key, documents.id, layers.kind, ifnull(layers.person, '')
"""
_DOCUMENT = (
    f"SELECT id, text, {', '.join(DOCUMENT_COLUMNS)} FROM documents JOIN texts "
    "ON texts.sha256 = documents.text_sha256 WHERE id IN (SELECT value FROM json_each(?))"
)
_IN = "WHERE layer IN (SELECT value FROM json_each(?1))"
_LABELLED = "label IN (SELECT value FROM json_each(?2))"
_SPANS = (
    'SELECT start, -"end", label, id, quote, fragments, attributes, entity, uncertain, note, '
    f"origin, score, because, created, updated, extra, layer FROM spans {_IN}"
)
_RELATIONS = (
    "SELECT id, label, from_span, to_span, attributes, origin, extra, layer "
    f"FROM relations {_IN} ORDER BY layer, id"
)
_COMMENTS = (
    "SELECT id, span, person, text, created, reply_to, resolved, extra, layer "
    f"FROM comments {_IN} ORDER BY layer, ifnull(created, ''), id"
)


class LayerHead(NamedTuple):
    """What stands in the layers table, and the number its records are found by."""

    number: int
    person: str | None
    kind: str
    status: str
    reason: str | None
    extra: str | None


@dataclass(slots=True)
class LayerRows:
    """A layer with its rows in canonical order (see formats/written.py for their columns)."""

    head: LayerHead
    spans: list[tuple[Any, ...]]
    relations: list[tuple[Any, ...]]
    comments: list[tuple[Any, ...]]


@dataclass(slots=True)
class DocumentRows:
    """A document: its columns as in rows.DOCUMENT_COLUMNS, its text, its chosen layers."""

    id: str
    text: str
    columns: tuple[Any, ...]
    layers: list[LayerRows]


@dataclass(slots=True)
class DocumentHead:
    """A document that is to be read, and which layers of it."""

    id: str
    characters: int
    layers: list[LayerHead]


def heads(connection: sqlite3.Connection) -> list[DocumentHead]:
    """Return every document with its layers, in canonical order; small beside the texts."""
    found: list[DocumentHead] = []
    for document, characters, *layer in connection.execute(_LAYERS):
        if not found or found[-1].id != document:
            found.append(DocumentHead(document, characters, []))
        if layer[0] is not None:
            found[-1].layers.append(LayerHead(*layer))
    return found


def span_count(
    connection: sqlite3.Connection, wanted: Sequence[DocumentHead], labels: Collection[str] = ()
) -> int:
    """Return how many spans there are in these layers, of these labels where some are given."""
    found = connection.execute(
        f"SELECT count(*) FROM spans {_IN} AND (?2 = '[]' OR {_LABELLED})",
        (_numbers(wanted), canonical_json(sorted(labels)).decode()),
    )
    return int(found.fetchone()[0])


def hanging_counts(
    connection: sqlite3.Connection, wanted: Sequence[DocumentHead], labels: Collection[str]
) -> tuple[int, int]:
    """Return how many relations of these layers lose an end, and comments their span.

    That is where nothing but spans of these labels stays.
    """
    asked = (_numbers(wanted), canonical_json(sorted(labels)).decode())
    stays = (
        f"EXISTS (SELECT 1 FROM spans WHERE layer = hanging.layer AND id = {{}} AND {_LABELLED})"
    )
    ends = f"{stays.format('hanging.from_span')} AND {stays.format('hanging.to_span')}"
    relations = connection.execute(
        f"SELECT count(*) FROM relations AS hanging {_IN} AND NOT ({ends})", asked
    ).fetchone()[0]
    comments = connection.execute(
        f"SELECT count(*) FROM comments AS hanging {_IN} AND hanging.span IS NOT NULL "
        f"AND NOT {stays.format('hanging.span')}",
        asked,
    ).fetchone()[0]
    return int(relations), int(comments)


def label_counts(
    connection: sqlite3.Connection, wanted: Sequence[DocumentHead], labels: Collection[str] = ()
) -> dict[str, Counter[str]]:
    """Return document id → how many spans of each label (of these) its layers have."""
    rows = connection.execute(
        f"SELECT document, label, count(*) FROM spans JOIN layers ON layers.id = layer {_IN} "
        f"AND (?2 = '[]' OR {_LABELLED}) GROUP BY document, label",
        (_numbers(wanted), canonical_json(sorted(labels)).decode()),
    )
    found: dict[str, Counter[str]] = {}
    for document, label, number in rows:
        found.setdefault(document, Counter())[label] = number
    return found


def texts(
    connection: sqlite3.Connection, wanted: Sequence[DocumentHead]
) -> Iterator[tuple[str, str]]:
    """Yield (document id, text) of these documents, in their order."""
    for portion in _portions(wanted):
        ids = canonical_json([head.id for head in portion]).decode()
        found = {id: text or "" for id, text, *_ in connection.execute(_DOCUMENT, (ids,))}
        yield from ((head.id, found[head.id]) for head in portion)


def _numbers(wanted: Sequence[DocumentHead]) -> str:
    return canonical_json([layer.number for head in wanted for layer in head.layers]).decode()


def _portions(wanted: Sequence[DocumentHead]) -> Iterator[Sequence[DocumentHead]]:
    start, characters = 0, 0
    for place, head in enumerate(wanted):
        characters += head.characters
        if place - start + 1 >= _DOCUMENTS or characters >= _CHARACTERS:
            yield wanted[start : place + 1]
            start, characters = place + 1, 0
    if start < len(wanted):
        yield wanted[start:]


def read(connection: sqlite3.Connection, wanted: Sequence[DocumentHead]) -> Iterator[DocumentRows]:
    """Yield these documents with these layers, in this order.

    Raises Problem when a text or a quote is not what it was when it was written.
    """
    for portion in _portions(wanted):
        yield from _read_portion(connection, portion)


def _read_portion(
    connection: sqlite3.Connection, portion: Sequence[DocumentHead]
) -> Iterator[DocumentRows]:
    numbers = _numbers(portion)
    spans = _by_layer(connection, _SPANS, numbers)
    relations = _by_layer(connection, _RELATIONS, numbers)
    comments = _by_layer(connection, _COMMENTS, numbers)
    ids = canonical_json([head.id for head in portion]).decode()
    texts = {id: (text, columns) for id, text, *columns in connection.execute(_DOCUMENT, (ids,))}
    for head in portion:
        text, columns = texts[head.id]
        check_text(text, columns[2], columns[0])
        layers = []
        for layer in head.layers:
            rows = in_text_order(spans.get(layer.number, []))
            rows = checked_spans(rows, text, columns[0])
            layers.append(
                LayerRows(
                    layer, rows, relations.get(layer.number, []), comments.get(layer.number, [])
                )
            )
        yield DocumentRows(head.id, text, tuple(columns), layers)


def in_text_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return spans in canonical order; ids are unique in a layer, so nothing after them counts."""
    rows.sort()
    return rows


def _by_layer(
    connection: sqlite3.Connection, query: str, numbers: str
) -> dict[int, list[tuple[Any, ...]]]:
    rows = connection.execute(query, (numbers,))
    return {number: list(group) for number, group in groupby(rows, itemgetter(-1))}


def check_text(text: str | None, expected: str, key: str) -> None:
    """Raise Problem when a document's text was taken down or is not the one it was."""
    if text is None or sha256(text.encode()).hexdigest() != expected:
        raise _damaged(key, "its text is not the one that was imported")


def checked_spans(rows: list[tuple[Any, ...]], text: str, key: str) -> list[tuple[Any, ...]]:
    """Return the spans of a layer after a look at every quote, those in parts made a list.

    Raises Problem when a quote is not what the text says.
    """
    if not any(map(_fragments, rows)):
        said = [row[4] for row in rows]
        if said == [text[row[0] : -row[1]] for row in rows]:
            return rows
    return [_checked(row, text, key) for row in rows]


def _checked(row: tuple[Any, ...], text: str, key: str) -> tuple[Any, ...]:
    if row[5] is None:
        said: Any = row[4]
        there: Any = text[row[0] : -row[1]]
    else:
        fragments = orjson.loads(row[5])
        said = split_quote(row[4], fragments)
        there = [text[start:end] for start, end in fragments]
    if said != there:
        raise _damaged(key, f"the quote of span {row[3]} is not what the text says there")
    return (*row[:4], said, *row[5:])


def _damaged(key: str, what: str) -> Problem:
    return Problem(
        f"The document {key} is damaged: {what}.",
        "Nothing was written; the project was not changed.",
        "Go on with a backup, or with the copy of someone you share the work with.",
    )
