"""How much of everything is in a project."""

from __future__ import annotations

import sqlite3

import orjson

from annotator.storage.practice import hidden_gold

#: Of a layer that counts: no suggestions, and no gold that is still to be found out.
_COUNTS = (
    "kind <> 'suggestions' AND NOT (kind = 'gold' AND document IN "
    "(SELECT value FROM json_each(:hidden)))"
)
_SINGLE = {
    "documents": "SELECT count(*) FROM documents",
    "characters": "SELECT ifnull(sum(characters), 0) FROM documents",
    "people": "SELECT count(*) FROM people",
    "layers": f"SELECT count(*) FROM layers WHERE {_COUNTS}",
    "spans": f"SELECT count(*) FROM spans JOIN layers ON layers.id = layer WHERE {_COUNTS}",
    "relations": f"SELECT count(*) FROM relations JOIN layers ON layers.id = layer WHERE {_COUNTS}",
    "comments": "SELECT count(*) FROM comments",
    "entities": "SELECT count(*) FROM entities",
    "suggestions": "SELECT count(*) FROM spans JOIN layers ON layers.id = layer "
    "WHERE kind = 'suggestions'",
    "unplaced": "SELECT count(*) FROM unplaced",
    "decisions": "SELECT count(*) FROM records WHERE kind = 'decision' "
    "AND json_extract(fields, '$.document') NOT IN (SELECT value FROM json_each(:hidden))",
    "edits": "SELECT count(*) FROM edits",
}
_GROUPED = {
    "spans_per_label": "SELECT label, count(*) FROM spans JOIN layers ON layers.id = layer "
    f"WHERE {_COUNTS} GROUP BY label ORDER BY label",
    "layers_per_status": "SELECT status, count(*) FROM layers WHERE kind = 'annotations' "
    "GROUP BY status ORDER BY status",
    "layers_per_person": "SELECT ifnull(person, ''), count(*) FROM layers "
    "WHERE kind = 'annotations' GROUP BY person ORDER BY person",
}


def single_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return documents, characters, people, layers, spans and so on, by name."""
    hidden = _hidden(connection)
    return {
        name: int(connection.execute(query, hidden).fetchone()[0])
        for name, query in _SINGLE.items()
    }


def _hidden(connection: sqlite3.Connection) -> dict[str, str]:
    return {"hidden": orjson.dumps(sorted(hidden_gold(connection))).decode()}


def grouped_counts(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return spans per label, layers per status and per person."""
    hidden = _hidden(connection)
    return {
        name: {str(key): int(number) for key, number in connection.execute(query, hidden)}
        for name, query in _GROUPED.items()
    }


def layers_of_people(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return (person, status, number) of the layers of annotations that are somebody's."""
    return connection.execute(
        "SELECT person, status, count(*) FROM layers WHERE kind = 'annotations' "
        "AND person IS NOT NULL GROUP BY person, status ORDER BY person, status"
    ).fetchall()


def has_decisions(connection: sqlite3.Connection) -> bool:
    """Return whether anything was decided in review."""
    found = connection.execute("SELECT 1 FROM records WHERE kind = 'decision' LIMIT 1").fetchone()
    return found is not None
