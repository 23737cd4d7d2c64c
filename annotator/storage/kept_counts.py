"""Keeping what was counted for agreement in the project file: a cache, never in the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path

import orjson

from annotator.storage import location
from annotator.storage.compared import WHOLE, Kept
from annotator.storage.connection import connect, gone
from annotator.storage.log import check_usable
from annotator.storage.log_sign import sign

_KEEP = (
    "INSERT INTO agreement_counts (document, numbers, stamp, counts) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET stamp = excluded.stamp, counts = excluded.counts"
)


def keep_counts(path: Path, counts: Mapping[tuple[str, str], Kept]) -> bool:
    """Keep what was counted in the project file; False where that is not possible now.

    It is a cache, so a file that cannot be written to, is busy or lies on a network drive, where
    a window may hold it, is left alone.
    """
    if not counts or gone(path) or location.read_only_reason(path) or location.on_network(path):
        return False
    check_usable(path)
    rows = [
        (document, numbers, stamp, orjson.dumps(values).decode())
        for (document, numbers), (stamp, values) in sorted(counts.items(), key=itemgetter(0))
    ]
    try:
        connection = connect(path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            sign(connection)
            connection.executemany(_KEEP, rows)
            connection.execute(
                "DELETE FROM agreement_counts WHERE document <> ? "
                "AND document NOT IN (SELECT id FROM documents)",
                (WHOLE,),
            )
            for stamp in {
                values[0] for (document, _name), values in counts.items() if not document
            }:
                # What was kept before something else was written is of no use.
                connection.execute(
                    "DELETE FROM agreement_counts WHERE document = ? AND stamp <> ?", (WHOLE, stamp)
                )
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.OperationalError:
        # Busy or full: it costs time later, and nothing else.
        return False
    return True
