"""Bulk work, gathered in a temporary file, in TMPDIR, until it is complete.

An import of many articles is one edit with one journal row a layer. Everything that does
not depend on what others write meanwhile (rows, payloads, hashes) is made here; `landing`
then copies it into the project in one short transaction. Spans, of which there are most,
wait packed in `packing` and are written to a table only once.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from annotator.domain.edit import ADD, Change
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS, layer_stream
from annotator.storage.aside import own_folder
from annotator.storage.canonical import canonical_json, row_sha256
from annotator.storage.packing import PackedSpans, Record
from annotator.storage.refusal import is_trouble
from annotator.storage.rows import (
    COMMENT_COLUMNS,
    DOCUMENT_COLUMNS,
    LAYER_COLUMNS,
    RELATION_COLUMNS,
    comment_row,
    document_row,
    layer_row,
    relation_row,
)
from annotator.storage.unplaced_rows import UNPLACED_COLUMNS, unplaced_row

_TABLES = {
    "texts": ("sha256", "text"),
    "documents": ("id", "characters", *DOCUMENT_COLUMNS),
    "layers": ("number", "existing", "document", "person", "kind", "spans", *LAYER_COLUMNS),
    "relations": ("layer", "id", *RELATION_COLUMNS),
    "comments": ("layer", "id", *COMMENT_COLUMNS),
    "unplaced": ("layer", "id", *UNPLACED_COLUMNS),
    "journal": ("stream", "seq", "previous_sha256", "sha256", "payload"),
}
#: Characters of texts and payloads that are gathered before they are written.
_BATCH = 1_000_000


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})"


#: The statement that fills each table of what is set aside.
INSERTS = {table: _insert(table, columns) for table, columns in _TABLES.items()}


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
    and makes a full disk or a locked project a Problem. `begun` is the Lamport time at which
    the project was looked at.
    """

    def __init__(self, signature: Signature, folder: Path | None = None) -> None:
        self.signature = signature
        self.begun = signature.time
        self.changes: list[Change] = []
        try:
            self._open(folder)
        except (OSError, sqlite3.Error) as error:
            raise _not_aside(error) from error
        self.existing: dict[int, int] = {}
        self._layers = 0
        self._journalled = False
        self._documents: list[list[Any]] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
        self._waiting = 0

    def _open(self, folder: Path | None) -> None:
        self._folder = own_folder(folder)
        self.path = self._folder / "staged.sqlite"
        try:
            # Nobody needs this file after a crash: no log, no waiting for the disk.
            self.connection = sqlite3.connect(
                self.path, isolation_level=None, cached_statements=512
            )
            self.connection.execute("PRAGMA journal_mode = OFF").fetchone()
            self.connection.execute("PRAGMA synchronous = OFF")
            for table, columns in _TABLES.items():
                self.connection.execute(f"CREATE TABLE {table} ({_quoted(columns)})")
            self.connection.execute("BEGIN")
            self.spans = PackedSpans(self._folder / "spans.packed")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.connection.close()
        self.spans.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        if isinstance(error, sqlite3.DatabaseError) and is_trouble(error):
            raise _not_brought(str(error)) from error
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise _not_brought("the disk is full") from error

    def sign(self, person: str | None) -> None:
        """Say whose edit this is, before anything is added."""
        self.signature = replace(self.signature, person=person)

    def add_document(self, id: str, text: str, fields: Mapping[str, Any]) -> None:
        """Set aside a new document and its text; `fields` are those of its record."""
        self._rows["texts"].append((fields["text_sha256"], text))
        self._rows["documents"].append((id, len(text), *document_row(fields)))
        self._documents.append([ADD, "document", id, fields, {}])
        self._wait(len(text))

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
        unplaced: Sequence[Record] = (),
    ) -> int:
        """Set aside a layer of a document (by id), and its journal row; return its number here.

        `existing` is the row of the layers table that is filled, None for a new one.
        Suggestions can be made again and get no journal row.
        """
        self._layers += 1
        number = self._layers
        if existing is not None:
            self.existing[number] = existing
        rows = self._rows
        rows["layers"].append(
            (number, existing, document, person, kind, len(spans), *layer_row(fields))
        )
        self.spans.add(number, spans)
        rows["relations"] += [(number, id, *relation_row(each)) for id, each in relations]
        rows["comments"] += [(number, id, *comment_row(each)) for id, each in comments]
        rows["unplaced"] += [(number, id, *unplaced_row(each)) for id, each in unplaced]
        if kind == "suggestions":
            return number
        self._journalled = True
        changes: list[Sequence[Any]] = [(ADD, "layer", "", fields, _NOTHING)]
        changes += [(ADD, "span", id, each, _NOTHING) for id, each in spans]
        changes += [(ADD, "relation", id, each, _NOTHING) for id, each in relations]
        changes += [(ADD, "comment", id, each, _NOTHING) for id, each in comments]
        changes += [(ADD, "unplaced", id, each, _NOTHING) for id, each in unplaced]
        self._add_row(layer_stream(document, person, kind), changes)
        return number

    def _wait(self, characters: int) -> None:
        self._waiting += characters
        if self._waiting >= _BATCH:
            self.write()

    def write(self) -> None:
        """Write what is waiting to the temporary file."""
        for table, rows in self._rows.items():
            if rows:
                self.connection.executemany(INSERTS[table], rows)
                rows.clear()
        self._waiting = 0

    def _add_row(self, stream: str, changes: Sequence[Sequence[Any]]) -> None:
        # As if it were the first of this device in its stream; landing looks again.
        payload = self.signature.payload(changes)
        sha256 = self.signature.row_hash(stream, 1, None, payload)
        self._rows["journal"].append((stream, 1, None, sha256, payload))
        self._wait(len(payload))

    def finish(self) -> None:
        """Write what is still waiting; nothing can be added afterwards."""
        # One row a stream: within a stream, time goes up from row to row.
        streams: dict[str, list[Sequence[Any]]] = {}
        for change in self.changes:
            own = (change.op, change.kind, change.id, change.value, change.was)
            streams.setdefault(change.stream, []).append(own)
        if self._documents:
            streams.setdefault(DOCUMENTS, []).extend(self._documents)
        for stream, changes in streams.items():
            self._add_row(stream, changes)
        self.write()
        self.connection.execute("COMMIT")
        self.spans.finish()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was set aside."""
        return not (self._documents or self._layers or self.changes)

    @property
    def is_edit(self) -> bool:
        """Whether the journal gets anything; suggestions alone are no edit."""
        return bool(self._documents or self._journalled or self.changes)


def _not_aside(error: OSError | sqlite3.Error) -> Problem:
    reason = (error.strerror if isinstance(error, OSError) else None) or error
    return Problem(
        f"The folder for temporary files cannot be written to: {reason}.",
        "Nothing was imported; the project is as it was.",
        "Make room on its disk, or name another folder in the environment variable TMPDIR.",
        str(error),
    )


def _not_brought(text: str) -> Problem:
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
