"""Who works at a device: edits that are nobody's, as Ctrl+Z is not for them, come from one too."""

from __future__ import annotations

import sqlite3


def person_at(connection: sqlite3.Connection, device: str, time: int) -> str | None:
    """Return who (id) made the edit of a device nearest before a time of the journal, or after."""
    found = connection.execute(
        "SELECT person FROM edits WHERE device = ? AND person IS NOT NULL "
        "ORDER BY time > ?, abs(time - ?) LIMIT 1",
        (device, time, time),
    ).fetchone()
    return None if found is None else found[0]
