"""Writing a bundle: a new project file into which only what it carries is put.

Never a copy from which something was taken out: deleted rows stay in the pages of a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.domain.journal import JournalRow
from annotator.storage.bundle_values import (
    Chain,
    Head,
    Heads,
    put_chain_starts,
    put_known_heads,
    put_value,
)
from annotator.storage.journal import insert_rows, read_rows
from annotator.storage.reading import project_values
from annotator.storage.refold import rebuild
from annotator.storage.upgrade import create_file


def streams(connection: sqlite3.Connection) -> list[str]:
    """Return every stream of the journal, those of the whole project first."""
    rows = connection.execute("SELECT DISTINCT stream FROM journal").fetchall()
    return sorted(
        (stream for (stream,) in rows), key=lambda name: (name.startswith("layer/"), name)
    )


def rows_after(
    connection: sqlite3.Connection, stream: str, known: Heads
) -> tuple[list[JournalRow], dict[Chain, Head]]:
    """Return the rows of a stream that come after known ones, and where their chains begin."""
    rows = [
        row
        for row in read_rows(connection, stream)
        if row.seq > known.get((stream, row.device), _NOWHERE).seq
    ]
    begun = {(stream, row.device) for row in rows}
    return rows, {chain: known[chain] for chain in begun & known.keys()}


def document_texts(connection: sqlite3.Connection) -> dict[str, str]:
    """Return document id → hash of its text."""
    return dict(connection.execute("SELECT id, text_sha256 FROM documents").fetchall())


def write_bundle(
    source: sqlite3.Connection,
    out: Path,
    rows: Iterable[JournalRow],
    texts: Iterable[str],
    values: Mapping[str, str],
    known: Heads | None = None,
    since: Heads | None = None,
    small: bool = False,
) -> int:
    """Write a new project file with these rows and texts (by hash); return its size in bytes.

    `known` and `since` are what `bundle_values` says of heads and of the beginnings of chains.
    A `small` file is for little content. Raises Problem when there is a file at `out` already
    or it cannot be written.
    """
    own = project_values(source)

    def fill(target: sqlite3.Connection) -> None:
        target.execute("PRAGMA foreign_keys = ON")
        target.execute("BEGIN IMMEDIATE")
        for name, content in values.items():
            put_value(target, name, content)
        if known is not None:
            put_known_heads(target, known)
        if since is not None:
            put_chain_starts(target, since)
        for sha256 in sorted(set(texts)):
            found = source.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
            if found is not None:
                target.execute("INSERT INTO texts (sha256, text) VALUES (?, ?)", (sha256, found[0]))
        insert_rows(target, rows)
        rebuild(target)
        target.execute("COMMIT")

    create_file(
        out, own.get("id", ""), own.get("made", ""), page_size=512 if small else 4096, fill=fill
    )
    return out.stat().st_size


_NOWHERE = Head(0, None)
