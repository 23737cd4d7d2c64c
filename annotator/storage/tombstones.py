"""Tombstones: which records are deleted, so that nothing older brings them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

#: A record: its stream, kind and id.
Key = tuple[str, str, str]

_KEY = "stream = ? AND kind = ? AND id = ?"
_BURY = "INSERT OR IGNORE INTO tombstones (stream, kind, id) VALUES (?, ?, ?)"


def bury(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Say that these records are deleted."""
    connection.executemany(_BURY, keys)


def unearth(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Say that these records are deleted no longer."""
    connection.executemany(f"DELETE FROM tombstones WHERE {_KEY}", keys)


def is_buried(connection: sqlite3.Connection, key: Key) -> bool:
    """Return whether a record is deleted."""
    found = connection.execute(f"SELECT 1 FROM tombstones WHERE {_KEY}", key)
    return found.fetchone() is not None


def forget(connection: sqlite3.Connection, stream: str) -> None:
    """Forget what was deleted in a stream."""
    connection.execute("DELETE FROM tombstones WHERE stream = ?", (stream,))
