"""What a journey left in the project file, read past the program."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path


def rows(path: Path, sql: str) -> list[tuple]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def stored_relations(path: Path) -> set[tuple[str, str, str]]:
    """Read (relation, words it starts at, words it leads to) from the project file."""
    return set(
        rows(
            path,
            "SELECT r.label, a.quote, b.quote FROM relations AS r"
            " JOIN spans AS a ON a.layer = r.layer AND a.id = r.from_span"
            " JOIN spans AS b ON b.layer = r.layer AND b.id = r.to_span",
        )
    )


def stored_attributes(path: Path, label: str) -> list[dict]:
    found = rows(path, f"SELECT attributes FROM spans WHERE label = '{label}' ORDER BY start")
    return [json.loads(attributes or "{}") for (attributes,) in found]


def entity_of(path: Path, quote: str) -> list[tuple[str, str]]:
    return rows(
        path,
        "SELECT DISTINCT entities.kind, entities.name FROM spans"
        f" JOIN entities ON entities.id = spans.entity WHERE spans.quote = '{quote}'",
    )
