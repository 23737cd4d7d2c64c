"""Whether documents have the texts that they were imported with: the journal says which.

A text proves itself by its hash, but whoever changes both in the tables has a text that is
right in itself. The journal's rows are chained and hold the hash of the import.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from annotator.domain.stream import DOCUMENTS

#: What is no change, in a file that somebody wrote by hand, is for other checks to tell.
_IMPORTED = """
WITH changes AS (
    SELECT CASE each.type WHEN 'array' THEN each.value END AS change
    FROM journal, json_each(journal.payload, '$.changes') AS each
    WHERE stream = ? AND payload IS NOT NULL
)
SELECT DISTINCT change ->> '$[2]', change ->> '$[3].text_sha256' FROM changes
WHERE change ->> '$[1]' = 'document' AND change ->> '$[3].text_sha256' IS NOT NULL
"""


class OtherText(NamedTuple):
    """A document (by key) that has another text than the one it was imported with (hashes)."""

    key: str
    has: str
    imported: str


def other_texts(connection: sqlite3.Connection) -> list[OtherText]:
    """Return the documents whose text is not the one that the journal names, by key."""
    imported: dict[str, set[str]] = {}
    for id, sha256 in connection.execute(_IMPORTED, (DOCUMENTS,)):
        imported.setdefault(id, set()).add(sha256)
    rows = connection.execute("SELECT id, key, text_sha256 FROM documents ORDER BY key, id")
    return [
        OtherText(key, sha256, min(imported[id]))
        for id, key, sha256 in rows
        if id in imported and sha256 not in imported[id]
    ]
