"""Whether a project file is whole: SQLite's own checks, hashes and chains, texts.

Everything here only reads, and yields findings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import orjson

from annotator.domain.stream import DECISIONS, DOCUMENTS, GUIDELINE, WORK, parse_layer_stream
from annotator.domain.validation import Finding
from annotator.storage.bundle_values import chain_starts
from annotator.storage.canonical import row_sha256
from annotator.storage.proven_texts import other_texts
from annotator.storage.purge import purge_records
from annotator.storage.withholding import PURGED_MARK, WITHHELD_MARK, is_proven_part

#: The kind of what is found where the content of a row cannot be read at all.
UNREADABLE = "unreadable"
_ROWS = (
    "SELECT stream, device, seq, time, wall_time, edit_id, undoes, previous_sha256, payload, "
    "sha256 FROM journal ORDER BY stream, device, seq"
)


def sqlite_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what SQLite itself finds wrong with the file."""
    try:
        for (message,) in connection.execute("PRAGMA integrity_check(20)"):
            if message != "ok":
                yield Finding("file", "file", f"SQLite says: {message}")
        for table, _row, parent, _number in connection.execute("PRAGMA foreign_key_check"):
            yield Finding("reference", table, f"A row of {table} points to nothing in {parent}.")
    except sqlite3.DatabaseError as error:
        yield Finding("file", "file", f"A part of the file cannot be read: {error}")


class _Purged:
    """What may have lost its content."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        records = purge_records(connection)
        self.documents = {each["document"] for each in records if "document" in each}
        self.people = {each["person"] for each in records if "person" in each}

    def covers(self, stream: str) -> bool:
        layer = parse_layer_stream(stream)
        if layer is not None:
            return layer.document in self.documents or layer.person in self.people
        # A document's decisions go with it.
        of_documents = stream in (DOCUMENTS, DECISIONS)
        of_people = stream in (WORK, GUIDELINE)
        return bool((self.documents and of_documents) or (self.people and of_people))


def journal_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield gaps, broken chains and altered rows of the journal.

    In a bundle chains may begin later, where it says.
    """
    purged = _Purged(connection)
    starts = chain_starts(connection)
    chain: tuple[str, str] | None = None
    seq, time = 0, 0
    previous: str | None = None
    for row in connection.execute(_ROWS):
        if (row[0], row[1]) != chain:
            chain, time = (row[0], row[1]), 0
            seq, previous = starts.get(chain, (0, None))
        where = f"{row[0]}, device {row[1]}, row {row[2]}"
        if row[2] != seq + 1:
            yield Finding(
                "gap", where, f"Rows {seq + 1} to {row[2] - 1} of the journal are missing."
            )
        elif row[7] != previous:
            yield Finding("chain", where, "The row does not follow from the one before it.")
        if row[3] <= time:
            yield Finding("order", where, "The row's time does not come after the one before it.")
        yield from _content_findings(row, where, purged)
        seq, time, previous = row[2], row[3], row[9]


def _content_findings(row: tuple[Any, ...], where: str, purged: _Purged) -> Iterator[Finding]:
    payload = row[8]
    if payload is None or PURGED_MARK in payload:
        if purged.covers(row[0]) and (payload is None or _is_whole(payload)):
            return
        if payload is None:
            yield Finding("content", where, "The row has no content, though nothing purged it.")
            return
    columns: list[Any] = [*row[:8], payload.encode()]
    if row_sha256(*columns) == row[9]:
        return
    if not _is_whole(payload):
        yield Finding(UNREADABLE, where, "The content of the row is cut short.")
        return
    # Asked only now: the words may stand in the content of a whole row, too.
    if not (WITHHELD_MARK in payload and is_proven_part(row[9], payload)):
        yield Finding("hash", where, "The row was altered: its content does not match its hash.")


def _is_whole(payload: str) -> bool:
    try:
        orjson.loads(payload)
    except orjson.JSONDecodeError:
        return False
    return True


def edit_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield edits of which the journal has nothing, as when its end was cut off."""
    rows = connection.execute(
        "SELECT edit_id, name FROM edits WHERE edit_id NOT IN (SELECT edit_id FROM journal)"
    )
    for edit_id, name in rows:
        yield Finding("gap", f"edit {edit_id}", f"The journal has no row of “{name}”.")


def text_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield texts that are not what their hash or the journal says, and documents without one."""
    rows = connection.execute("SELECT sha256, CAST(text AS BLOB) FROM texts WHERE text IS NOT NULL")
    for name, content in rows:
        if sha256(content).hexdigest() != name:
            yield Finding("text", f"text {name[:12]}", "The text was altered.")
    rows = connection.execute(
        "SELECT documents.key FROM documents LEFT JOIN texts "
        "ON texts.sha256 = documents.text_sha256 WHERE texts.text IS NULL"
    )
    for (key,) in rows:
        yield Finding("text", f"document {key}", "The document's text is missing.")
    for other in other_texts(connection):
        yield Finding(
            "text",
            f"document {other.key}",
            "The text was replaced: it is not the one that the article was imported with.",
        )
