"""Which imports were made for everybody, and not by one annotator with work of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from annotator.domain.journal import COMMAND
from annotator.domain.stream import DOCUMENTS, WORK
from annotator.storage.canonical import canonical_json

_CHANGES = "FROM journal, json_each(journal.payload, '$.changes') AS change"
_ADDED = "payload IS NOT NULL AND json_extract(change.value, '$[0]') = 'add'"
#: Made in this very file (what was merged says so), before any work was handed out.
_BEFORE = (
    "SELECT edit_id FROM edits WHERE via = ? AND time < ifnull((SELECT min(time) "
    f"{_CHANGES} WHERE stream = ? AND {_ADDED} "
    "AND json_extract(change.value, '$[1]') = 'bundle'), time + 1)"
)
_WITH_DOCUMENTS = (
    f"SELECT DISTINCT edit_id {_CHANGES} WHERE stream = ? AND {_ADDED} "
    "AND json_extract(change.value, '$[1]') = 'document' "
    "AND json_extract(change.value, '$[2]') IN (SELECT value FROM json_each(?))"
)


def everybodys_imports(connection: sqlite3.Connection, documents: Iterable[str]) -> frozenset[str]:
    """Return the edits (ids) made here by command before any bundle, or with these documents."""
    asked = canonical_json(sorted(documents)).decode()
    before = connection.execute(_BEFORE, (COMMAND, WORK))
    return frozenset(
        id for (id,) in [*before, *connection.execute(_WITH_DOCUMENTS, (DOCUMENTS, asked))]
    )
