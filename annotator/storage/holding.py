"""Which documents hold some words, found without reading their texts into the program."""

from __future__ import annotations

import sqlite3

#: SQLite takes no longer pattern.
_LONGEST = 10_000


def documents_holding(connection: sqlite3.Connection, words: str) -> list[str]:
    """Return the ids of documents whose text holds these words, by key.

    Letters A to Z match in both cases, other letters as they are given.
    """
    escaped = words[:_LONGEST]
    for special in "\\%_":
        escaped = escaped.replace(special, "\\" + special)
    rows = connection.execute(
        "SELECT documents.id FROM documents JOIN texts ON texts.sha256 = documents.text_sha256 "
        "WHERE texts.text LIKE ? ESCAPE '\\' ORDER BY documents.key, documents.id",
        (f"%{escaped}%",),
    )
    return [id for (id,) in rows]
