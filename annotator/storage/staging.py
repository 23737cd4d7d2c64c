"""Bulk work, gathered in a temporary file beside the project until it is complete.

An import of many articles is one edit with one journal row a layer. Everything that does
not depend on what others write meanwhile (rows, payloads, hashes) is made here; `landing`
then copies it into the project in one short transaction. NULL is never bound: the
sqlite3 module takes longer over a None than over any value, so rows are grouped by the
columns that they fill.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from annotator.domain.edit import ADD, Change
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS, layer_stream
from annotator.storage.canonical import canonical_json, row_sha256
from annotator.storage.rows import (
    COMMENT_COLUMNS,
    DOCUMENT_COLUMNS,
    LAYER_COLUMNS,
    RELATION_COLUMNS,
    SPAN_COLUMNS,
    comment_row,
    document_row,
    layer_row,
    relation_row,
    span_row,
)

#: A record ready to be kept: its id and its fields, those at their default left out.
Record = tuple[str, Mapping[str, Any]]

_TABLES = {
    "texts": ("sha256", "text"),
    "documents": ("id", "characters", *DOCUMENT_COLUMNS),
    "layers": ("number", "existing", "document", "person", "kind", *LAYER_COLUMNS),
    "spans": ("layer", "id", *SPAN_COLUMNS),
    "relations": ("layer", "id", *RELATION_COLUMNS),
    "comments": ("layer", "id", *COMMENT_COLUMNS),
    "journal": ("stream", "seq", "previous_sha256", "sha256", "payload"),
}
#: The fields every span has, in the order in which readers give them.
_SPAN_START = ("label", "fragments", "quote")
_JSON_FIELDS = ("attributes", "extra")
#: Rows of one shape that are gathered before they are written.
_BATCH = 4000


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})"


@dataclass(slots=True)
class _Shape:
    """Rows that fill the same columns of the spans table, waiting to be written."""

    statement: str
    json_places: tuple[int, ...]
    rows: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Signature:
    """What the journal rows of the edit have in common; `time` is Lamport."""

    name: str
    person: str | None
    via: str
    device: str
    edit_id: str
    time: int
    wall_time: str

    def payload(self, changes: Sequence[Sequence[Any]]) -> bytes:
        """Return the payload of a journal row; changes are [op, kind, id, value, was]."""
        return canonical_json(
            {"changes": changes, "name": self.name, "person": self.person, "via": self.via}
        )

    def row_hash(self, stream: str, seq: int, previous: str | None, payload: bytes) -> str:
        """Return the hash of a journal row of this edit."""
        return row_sha256(
            stream,
            self.device,
            seq,
            self.time,
            self.wall_time,
            self.edit_id,
            None,
            previous,
            payload,
        )


class Staging:
    """One import on its way: texts, documents, layers and their journal rows, set aside.

    Use it as a context manager, around the landing too: leaving it removes the temporary file,
    and makes a full disk or a locked project a Problem.
    """

    def __init__(self, signature: Signature, folder: Path | None = None) -> None:
        self.signature = signature
        self.changes: list[Change] = []
        self._folder = Path(tempfile.mkdtemp(prefix="annotator-", dir=folder))
        self.path = self._folder / "staged.sqlite"
        # Nobody needs this file after a crash: no log, no waiting for the disk.
        self.connection = sqlite3.connect(self.path, isolation_level=None, cached_statements=512)
        self.connection.execute("PRAGMA journal_mode = OFF").fetchone()
        self.connection.execute("PRAGMA synchronous = OFF")
        for table, columns in _TABLES.items():
            self.connection.execute(f"CREATE TABLE {table} ({_quoted(columns)})")
        self.connection.execute("BEGIN")
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._waiting = 0
        self._layers = 0
        self._journalled = False
        self._documents: list[list[Any]] = []
        self._statements: dict[str, str] = {
            table: _insert(table, columns) for table, columns in _TABLES.items()
        }
        self._full_span = self._statements["spans"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        if isinstance(error, sqlite3.OperationalError):
            raise _not_brought(error) from error

    def sign(self, person: str | None) -> None:
        """Say whose edit this is, before anything is added."""
        self.signature = replace(self.signature, person=person)

    def add_document(self, id: str, text: str, fields: Mapping[str, Any]) -> None:
        """Set aside a new document and its text; `fields` are those of its record."""
        write = self.connection.execute
        write(self._statements["texts"], (fields["text_sha256"], text))
        write(self._statements["documents"], (id, len(text), *document_row(fields)))
        self._documents.append([ADD, "document", id, fields, {}])

    def add_layer(
        self,
        document: str,
        person: str | None,
        kind: str,
        fields: Mapping[str, Any],
        spans: Sequence[Record],
        relations: Sequence[Record] = (),
        comments: Sequence[Record] = (),
        existing: int | None = None,
    ) -> None:
        """Set aside a layer of a document (by id), and its journal row.

        `existing` is the row of the layers table that is filled, None for a new one.
        Suggestions can be made again and get no journal row.
        """
        self._layers += 1
        number = self._layers
        self.connection.execute(
            self._statements["layers"],
            (number, existing, document, person, kind, *layer_row(fields)),
        )
        self._add_spans(number, spans)
        for table, records, row in (
            ("relations", relations, relation_row),
            ("comments", comments, comment_row),
        ):
            if records:
                self.connection.executemany(
                    self._statements[table], [(number, id, *row(each)) for id, each in records]
                )
        if kind == "suggestions":
            return
        self._journalled = True
        changes: list[Sequence[Any]] = [(ADD, "layer", "", fields, _NOTHING)]
        changes += [(ADD, "span", id, each, _NOTHING) for id, each in spans]
        changes += [(ADD, "relation", id, each, _NOTHING) for id, each in relations]
        changes += [(ADD, "comment", id, each, _NOTHING) for id, each in comments]
        self._add_row(layer_stream(document, person, kind), changes)

    def _add_spans(self, number: int, spans: Sequence[Record]) -> None:
        shapes = self._shapes
        for id, fields in spans:
            shape = shapes.get(tuple(fields)) or self._shape(tuple(fields))
            fragments = fields["fragments"]
            if len(fragments) > 1 or not shape.statement:
                self.connection.execute(self._full_span, (number, id, *span_row(fields)))
                continue
            label, ((start, end),), (quote,), *rest = fields.values()
            row = [number, id, label, start, end, quote, *rest]
            for place in shape.json_places:
                row[place] = canonical_json(row[place]).decode()
            shape.rows.append(row)
        self._waiting += len(spans)
        if self._waiting >= _BATCH:
            self._write_spans()

    def _shape(self, names: tuple[str, ...]) -> _Shape:
        """Return where rows with these fields wait; no statement when the order is unusual."""
        statement = ""
        places: tuple[int, ...] = ()
        if names[:3] == _SPAN_START:
            columns = ("layer", "id", "label", "start", "end", "quote", *names[3:])
            statement = _insert("spans", columns)
            places = tuple(i for i, name in enumerate(columns) if name in _JSON_FIELDS)
        shape = self._shapes[names] = _Shape(statement, places)
        return shape

    def _write_spans(self) -> None:
        for shape in self._shapes.values():
            if shape.rows:
                self.connection.executemany(shape.statement, shape.rows)
                shape.rows.clear()
        self._waiting = 0

    def _add_row(self, stream: str, changes: Sequence[Sequence[Any]]) -> None:
        # As if it were the first of this device in its stream; landing looks again.
        payload = self.signature.payload(changes)
        sha256 = self.signature.row_hash(stream, 1, None, payload)
        self.connection.execute(
            "INSERT INTO journal (stream, seq, sha256, payload) VALUES (?, 1, ?, ?)",
            (stream, sha256, payload),
        )

    def finish(self) -> None:
        """Write what is still waiting; nothing can be added afterwards."""
        self._write_spans()
        # One row a stream: within a stream, time goes up from row to row.
        streams: dict[str, list[Sequence[Any]]] = {}
        for change in self.changes:
            own = (change.op, change.kind, change.id, change.value, change.was)
            streams.setdefault(change.stream, []).append(own)
        if self._documents:
            streams.setdefault(DOCUMENTS, []).extend(self._documents)
        for stream, changes in streams.items():
            self._add_row(stream, changes)
        self.connection.execute("COMMIT")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was set aside."""
        return not (self._documents or self._layers or self.changes)

    @property
    def is_edit(self) -> bool:
        """Whether the journal gets anything; suggestions alone are no edit."""
        return bool(self._documents or self._journalled or self.changes)


def _not_brought(error: sqlite3.OperationalError) -> Problem:
    text = str(error)
    if "full" in text:
        happened, next_step = "The disk is full.", "Make room on the disk and import again."
    elif "locked" in text:
        happened = "The project is locked by another program."
        next_step = "Wait until the other program is done, and import again."
    else:
        happened = f"The project could not be written to: {text}."
        next_step = "Check that its disk is there and can be written to, and import again."
    return Problem(happened, "Nothing was imported; the project is as it was.", next_step, text)


_NOTHING: Mapping[str, Any] = {}
