"""What a file holds and its journal has no change of any more, as when the end of a chain was cut.

Rows of a chain count from 1, which tells of those that are missing between others, and not of the
last ones. But tables and tombstones still have the records that these brought or deleted. What they
changed of a record that was there before leaves no such trace; folding the journal anew tells it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.domain.stream import DECISIONS, PROJECT_STREAMS
from annotator.domain.validation import Finding
from annotator.storage.kept import KEPT
from annotator.storage.rows import SHAPES

_STREAM = "'layer/' || layers.document || '/' || ifnull(layers.person, '') || '/' || layers.kind"
_OF_LAYERS = " UNION ALL ".join(
    f"SELECT {_STREAM} AS stream, '{kind}' AS kind, each.id FROM {shape.table} AS each "
    "JOIN layers ON layers.id = each.layer WHERE layers.kind <> 'suggestions'"
    for kind, shape in SHAPES.items()
    if shape.in_layer
)
#: Streams of the tables that have one for the whole project.
_STREAM_OF = {"document": "documents", "person": "work", "entity": "ledger"}
_OF_PROJECT = " UNION ALL ".join(
    [
        f"SELECT '{_STREAM_OF[kind]}', '{kind}', id FROM {shape.table}"
        for kind, shape in SHAPES.items()
        if not shape.in_layer
    ]
    + [f"SELECT stream, kind, id FROM records WHERE stream <> '{KEPT}'"]
)
#: A payload that is cut short is found by its hash, and what is no change by whoever reads it; here
#: they only must not stop the others.
_CHANGES = (
    "FROM journal, json_each(CASE WHEN json_valid(payload) THEN payload ELSE '{}' END, "
    "'$.changes') AS change"
)
_CHANGE = "CASE change.type WHEN 'array' THEN change.value END"
_NAMED = (
    f"SELECT stream, json_extract({_CHANGE}, '$[1]') AS kind, "
    f"json_extract({_CHANGE}, '$[2]') AS id {_CHANGES}"
)
_LACKING = f"""
SELECT stream, kind, id FROM ({_OF_LAYERS} UNION ALL {_OF_PROJECT})
EXCEPT {_NAMED}
"""
#: What was deleted, but for what only a takedown buried.
_UNDELETED = f"""
SELECT stream, kind, id FROM tombstones
WHERE NOT (kind IN ('document', 'person') AND EXISTS (
    SELECT 1 FROM records WHERE kind = 'purge' AND id = tombstones.kind || ':' || tombstones.id))
EXCEPT {_NAMED} WHERE stream IN (SELECT DISTINCT stream FROM tombstones)
    AND json_extract({_CHANGE}, '$[0]') = 'delete'
"""
_DECISIONS = (
    f"SELECT id FROM records WHERE stream = '{DECISIONS}' "
    f"EXCEPT SELECT json_extract({_CHANGE}, '$[2]') {_CHANGES} WHERE stream = '{DECISIONS}'"
)


def cut_end_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what tables or tombstones have and no row of the journal brought, by stream."""
    for query, words in (
        (_LACKING, "The file has {what} that the journal has no row of any more: it was cut."),
        (
            _UNDELETED,
            "{what} was deleted, and the journal has no row of that any more: it was cut.",
        ),
    ):
        found: dict[tuple[str, str], list[str]] = {}
        for stream, kind, id in connection.execute(query):
            found.setdefault((stream, kind), []).append(id)
        for (stream, kind), ids in sorted(found.items()):
            what = f"the {kind} {ids[0]}" if len(ids) == 1 else f"{len(ids):,} records ({kind})"
            message = words.format(what=what)
            where = stream if stream in PROJECT_STREAMS else f"layer {stream}"
            yield Finding("gap", where, message[0].upper() + message[1:])


def lacks_decisions(connection: sqlite3.Connection) -> bool:
    """Return whether there are decisions of which the journal has no row."""
    return connection.execute(f"{_DECISIONS} LIMIT 1").fetchone() is not None
