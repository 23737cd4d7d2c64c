"""What the document list can be filtered by besides the status: comments and doubt."""

from __future__ import annotations

import sqlite3

_MINE = "layers.kind = 'annotations' AND ifnull(layers.person, '') = ?"


def commented(connection: sqlite3.Connection, person: str | None) -> dict[str, bool]:
    """Return the documents with comments in a person's layer; the value is whether one is open."""
    rows = connection.execute(
        "SELECT layers.document, "
        "max(comments.reply_to IS NULL AND ifnull(comments.resolved, 0) = 0) "
        f"FROM comments JOIN layers ON layers.id = comments.layer WHERE {_MINE} "
        "GROUP BY layers.document",
        (person or "",),
    )
    return {document: bool(is_open) for document, is_open in rows}


def doubtful(connection: sqlite3.Connection, person: str | None) -> set[str]:
    """Return the documents in which a person is unsure of a span."""
    rows = connection.execute(
        "SELECT DISTINCT layers.document FROM spans JOIN layers ON layers.id = spans.layer "
        f"WHERE spans.uncertain = 1 AND {_MINE}",
        (person or "",),
    )
    return {document for (document,) in rows}
