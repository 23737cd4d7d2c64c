"""Reading the tables: documents, layers, people, schema, edits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson

from annotator.domain.document import Document, Source
from annotator.domain.edit import RECORD_KINDS
from annotator.domain.person import Person
from annotator.domain.span import Span
from annotator.domain.stream import LayerStream, layer_stream
from annotator.storage.cache import layer_id
from annotator.storage.columns import Fields
from annotator.storage.rows import SHAPES, document_fields_of, layer_fields_of
from annotator.storage.span_rows import spans_of_layer


class DocumentSummary(NamedTuple):
    """A line of the document list: a document and how far one person is with it.

    `characters` are code points; `status` and `reason` are those of the person's layer, and
    `comment_count` its threads that are not resolved.
    """

    id: str
    key: str
    title: str
    status: str
    reason: str | None
    span_count: int
    characters: int
    language: str | None
    comment_count: int = 0


#: Where records of a kind are, by which the table of records is ordered.
_STREAM_OF = {kind: stream for stream, kinds in RECORD_KINDS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class EditSummary:
    """A line of the history; `wall_time` is ISO 8601, UTC, `undone_by` an edit id."""

    edit_id: str
    name: str
    person: str | None
    via: str
    device: str
    wall_time: str
    undoes: str | None
    undone_by: str | None


def project_values(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what the file says of itself: id, made, …"""
    return dict(connection.execute("SELECT name, value FROM project").fetchall())


def record_fields(connection: sqlite3.Connection, kind: str, id: str) -> Fields | None:
    """Return the fields of a record that has no table of its own, or None."""
    found = connection.execute(
        "SELECT fields FROM records WHERE stream = ? AND kind = ? AND id = ?",
        (_STREAM_OF[kind], kind, id),
    ).fetchone()
    return None if found is None else orjson.loads(found[0])


def records_of_kind(connection: sqlite3.Connection, kind: str) -> list[tuple[str, Fields]]:
    """Return (id, fields) of every record of a kind that has no table of its own, by id."""
    rows = connection.execute("SELECT id, fields FROM records WHERE kind = ? ORDER BY id", (kind,))
    return [(id, orjson.loads(fields)) for id, fields in rows]


def decisions_of(connection: sqlite3.Connection, documents: Iterable[str]) -> dict[str, Fields]:
    """Return id → fields of the decisions about some documents (by id)."""
    rows = connection.execute(
        "SELECT id, fields FROM records WHERE kind = 'decision' "
        "AND json_extract(fields, '$.document') IN (SELECT value FROM json_each(?)) ORDER BY id",
        (orjson.dumps(sorted(documents)).decode(),),
    )
    return {id: orjson.loads(fields) for id, fields in rows}


def people(connection: sqlite3.Connection) -> list[Person]:
    """Return everyone, by name."""
    rows = connection.execute("SELECT id, name, role, extra FROM people ORDER BY name, id")
    return [Person(id, name, role, orjson.loads(extra or "{}")) for id, name, role, extra in rows]


def summaries(
    connection: sqlite3.Connection, person: str | None, ids: Sequence[str] | None = None
) -> list[DocumentSummary]:
    """Return the document list for a person's layers, by key; only these documents if given."""
    # Materialised first, so that 10,000 documents cost one pass over each table.
    where, values = "", tuple[str, ...]()
    if ids is not None:
        where, values = f"WHERE documents.id IN ({', '.join('?' * len(ids))})", tuple(ids)
    rows = connection.execute(
        "SELECT documents.id, key, title, ifnull(layers.status, 'new'), layers.reason, "
        "ifnull(layers.span_count, 0), characters, language, ifnull(open.count, 0) FROM documents "
        "LEFT JOIN layers ON layers.document = documents.id AND layers.kind = 'annotations' "
        "AND ifnull(layers.person, '') = ? "
        "LEFT JOIN (SELECT layer, count(*) AS count FROM comments WHERE reply_to IS NULL "
        "AND resolved IS NULL GROUP BY layer) AS open ON open.layer = layers.id "
        f"{where} ORDER BY key, documents.id",
        (person or "", *values),
    )
    return [DocumentSummary(*row) for row in rows]


def document(
    connection: sqlite3.Connection, id: str, known: Document | None = None
) -> Document | None:
    """Return a document with its text, or None when there is none of that id.

    The text of a purged document is empty. That of `known`, read a moment ago, is not read again.
    """
    text_column = "CAST(texts.text AS BLOB)" if known is None else "NULL"
    columns = ", ".join(f'documents."{name}"' for name in SHAPES["document"].columns)
    found = connection.execute(
        # As bytes: what was altered outside need not even be text, and is found by its hash.
        f"SELECT {columns}, {text_column} FROM documents "
        "LEFT JOIN texts ON texts.sha256 = documents.text_sha256 WHERE documents.id = ?",
        (id,),
    ).fetchone()
    if found is None:
        return None
    text = (found[-1] or b"").decode("utf-8", "replace") if known is None else known.text
    return document_from_fields(id, document_fields_of(found[:-1]), text)


def document_from_fields(id: str, fields: Fields, text: str) -> Document:
    """Return the document a record describes."""
    return Document(
        id,
        fields["key"],
        fields.get("title") or "",
        text,
        fields["text_sha256"],
        fields.get("language"),
        tuple((start, end) for start, end in fields.get("excluded") or ()),
        Source(**(fields.get("source") or {})),
        fields.get("meta") or {},
        fields.get("extra") or {},
    )


@dataclass(slots=True)
class LayerRecords:
    """What a layer holds: spans, the others as (id, fields), and (kind, id) of the deleted."""

    layer: Fields
    spans: list[Span]
    relations: list[tuple[str, Fields]]
    comments: list[tuple[str, Fields]]
    verdicts: list[tuple[str, Fields]]
    dead: set[tuple[str, str]]
    unplaced: list[tuple[str, Fields]] = field(default_factory=list)


def layer_records(connection: sqlite3.Connection, layer: LayerStream) -> LayerRecords:
    """Return what a layer holds; an empty one when it has not been begun."""
    number = layer_id(connection, layer, make=False)
    stream = layer_stream(*layer)
    dead = connection.execute("SELECT kind, id FROM tombstones WHERE stream = ?", (stream,))
    records = LayerRecords({}, [], [], [], [], set(dead.fetchall()))
    if number is None:
        return records
    records.layer = layer_fields_of(
        connection.execute(
            "SELECT status, reason, extra FROM layers WHERE id = ?", (number,)
        ).fetchone()
    )
    records.spans = spans_of_layer(connection, number)
    records.relations = _of_layer(connection, "relation", number)
    records.comments = _of_layer(connection, "comment", number)
    records.verdicts = _of_layer(connection, "verdict", number)
    records.unplaced = _of_layer(connection, "unplaced", number)
    return records


def suggested_spans(connection: sqlite3.Connection, document: str) -> list[tuple[str, Fields]]:
    """Return the spans that suggesters propose for a document, as (id, fields)."""
    numbers = connection.execute(
        "SELECT id FROM layers WHERE document = ? AND kind = 'suggestions' ORDER BY id", (document,)
    ).fetchall()
    return [each for (number,) in numbers for each in _of_layer(connection, "span", number)]


def suggestions_mark(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return numbers that change when suggestions come or go, in one pass over the layers."""
    layers, newest, spans = connection.execute(
        "SELECT count(*), ifnull(max(id), 0), ifnull(sum(span_count), 0) FROM layers "
        "WHERE kind = 'suggestions'"
    ).fetchone()
    return int(layers), int(newest), int(spans)


def _of_layer(connection: sqlite3.Connection, kind: str, number: int) -> list[tuple[str, Fields]]:
    shape = SHAPES[kind]
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    cursor = connection.execute(
        f"SELECT id, {columns} FROM {shape.table} WHERE layer = ?", (number,)
    )
    return [(row[0], shape.fields(row[1:])) for row in cursor]


def fields_of(connection: sqlite3.Connection, stream: str, kind: str, id: str) -> Fields | None:
    """Return the fields of a record outside the layers, or None when it is not there."""
    if kind not in SHAPES:
        return record_fields(connection, kind, id)
    shape = SHAPES[kind]
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    found = connection.execute(
        f"SELECT {columns} FROM {shape.table} WHERE id = ?", (id,)
    ).fetchone()
    return None if found is None else shape.fields(found)


def document_ids(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return key → id of the documents of these keys; unknown keys are left out."""
    found = {}
    for key in keys:
        row = connection.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = str(row[0])
    return found


_EDITS = "SELECT edit_id, name, person, via, device, wall_time, undoes, undone_by FROM edits "


def edits(connection: sqlite3.Connection, limit: int) -> list[EditSummary]:
    """Return the newest edits, newest first."""
    rows = connection.execute(f"{_EDITS} ORDER BY time DESC, device DESC LIMIT ?", (limit,))
    return [EditSummary(*row) for row in rows]


def edits_of(
    connection: sqlite3.Connection, person: str, device: str, via: str, limit: int
) -> list[EditSummary]:
    """Return the newest of what one person did on one device by way of `via`, oldest first."""
    rows = connection.execute(
        f"{_EDITS} WHERE person = ? AND device = ? AND via = ? ORDER BY time DESC LIMIT ?",
        (person, device, via, limit),
    ).fetchall()
    return [EditSummary(*row) for row in reversed(rows)]


_CHAINS = """
WITH RECURSIVE chain (asked, undoes, links) AS (
    SELECT edit_id, undoes, 1 FROM edits
    WHERE edit_id IN (SELECT value FROM json_each(?1)) AND person = ?2 AND device = ?3 AND via = ?4
    UNION ALL
    SELECT asked, edits.undoes, links + 1 FROM chain JOIN edits ON edits.edit_id = chain.undoes
    WHERE person = ?2 AND device = ?3 AND via = ?4
)
SELECT asked, max(links) FROM chain GROUP BY asked
"""


def chain_lengths(
    connection: sqlite3.Connection, person: str, device: str, via: str, edit_ids: Iterable[str]
) -> dict[str, int]:
    """Return id → how many edits take back one another up to it, of those as in `edits_of`."""
    asked = orjson.dumps(list(edit_ids)).decode()
    return dict(connection.execute(_CHAINS, (asked, person, device, via)).fetchall())


def edit(connection: sqlite3.Connection, edit_id: str) -> EditSummary | None:
    """Return one edit, or None when there is none of that id."""
    found = connection.execute(f"{_EDITS} WHERE edit_id = ?", (edit_id,)).fetchone()
    return None if found is None else EditSummary(*found)


def layer_record(
    connection: sqlite3.Connection, layer: LayerStream, kind: str, id: str
) -> Fields | None:
    """Return the fields of one record of a layer, or None when it is not there."""
    number = layer_id(connection, layer, make=False)
    if number is None:
        return {} if kind == "layer" else None
    if kind == "layer":
        found = connection.execute(
            "SELECT status, reason, extra FROM layers WHERE id = ?", (number,)
        ).fetchone()
        return layer_fields_of(found)
    shape = SHAPES[kind]
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    found = connection.execute(
        f"SELECT {columns} FROM {shape.table} WHERE layer = ? AND id = ?", (number, id)
    ).fetchone()
    return None if found is None else shape.fields(found)
