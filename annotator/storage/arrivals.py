"""What arrived in the journal after a position, for windows that have seen what was before."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from annotator.domain.journal import JournalRow
from annotator.storage.journal import COLUMNS, row_from


class Arrival(NamedTuple):
    """A row that arrived, without its payload, which is gone once it was `purged`.

    `via` is how its edit entered the project: window, command or merge.
    """

    position: int
    edit_id: str
    stream: str
    time: int
    purged: bool
    via: str | None


def arrived(connection: sqlite3.Connection, after: int) -> list[Arrival]:
    """Return the rows that arrived after a position, in that order."""
    cursor = connection.execute(
        "SELECT position, journal.edit_id, stream, journal.time, payload IS NULL, edits.via "
        "FROM journal LEFT JOIN edits ON edits.edit_id = journal.edit_id "
        "WHERE position > ? ORDER BY position",
        (after,),
    )
    return [
        Arrival(position, edit_id, stream, time, bool(purged), via)
        for position, edit_id, stream, time, purged, via in cursor
    ]


def characters_between(connection: sqlite3.Connection, after: int, last: int) -> int:
    """Return how many characters the payloads after a position have, up to another."""
    found = connection.execute(
        "SELECT ifnull(sum(length(payload)), 0) FROM journal WHERE position > ? AND position <= ?",
        (after, last),
    ).fetchone()
    return int(found[0])


def arrived_rows(
    connection: sqlite3.Connection, after: int, last: int
) -> list[tuple[int, JournalRow]]:
    """Return (position, row) of the rows after a position, up to another, in that order."""
    cursor = connection.execute(
        f"SELECT {COLUMNS}, position FROM journal WHERE position > ? AND position <= ? "
        "ORDER BY position",
        (after, last),
    )
    return [(columns[-1], row_from(columns)) for columns in cursor]
