"""What journeys on the page of entities share: the ledger as the project file has it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def ledger(path: Path) -> dict[str, tuple[str, str | None]]:
    """Read name → (kind, the name of what it was merged into) from the project file."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT one.name, one.kind, other.name FROM entities AS one"
            " LEFT JOIN entities AS other ON other.id = one.merged_into"
        ).fetchall()
    connection.close()
    return {name: (kind, into) for name, kind, into in rows}


def fields(path: Path, name: str) -> tuple[object, ...]:
    """Read aliases, reference, coordinates and note of an entity from the project file."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        row = connection.execute(
            "SELECT aliases, reference, lat, lon, note FROM entities WHERE name = ?", (name,)
        ).fetchone()
    connection.close()
    return tuple(row)


def linked(path: Path) -> list[tuple[str, str]]:
    """Read words and entity of every mention as the project file resolves them."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT quote, entity FROM mentions ORDER BY document, start"
        ).fetchall()
    connection.close()
    return rows


def saved(typist) -> None:
    """Wait until everything is on disk."""
    assert typist.window.project.flush()
