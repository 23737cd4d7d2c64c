"""Where a journal stands: the last row of every stream on every device."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from typing import NamedTuple

_HEADS = (
    "SELECT stream, device, max(seq), sha256 FROM journal GROUP BY stream, device "
    "ORDER BY stream, device"
)
_LAST = "SELECT edit_id, wall_time FROM journal ORDER BY position DESC LIMIT 1"


class JournalHeads(NamedTuple):
    """The edit that arrived last, with its time, counts of rows and streams, one hash of all heads.

    `sha256` is over a line “stream device seq sha256” for the last row of each stream and
    device, sorted: it is another one as soon as a row is.
    """

    edit_id: str | None
    wall_time: str | None
    rows: int
    streams: int
    sha256: str


def journal_heads(connection: sqlite3.Connection) -> JournalHeads:
    """Return where the journal behind a connection stands."""
    digest, rows, streams = sha256(), 0, 0
    for stream, device, seq, row_sha256 in connection.execute(_HEADS):
        digest.update(f"{stream} {device} {seq} {row_sha256}\n".encode())
        rows, streams = rows + seq, streams + 1
    last = connection.execute(_LAST).fetchone() or (None, None)
    return JournalHeads(last[0], last[1], rows, streams, digest.hexdigest())
