"""Journal rows that are gone from a file: told by the numbers of those that are left."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from annotator.storage.bundle_values import Chain, Head, chain_starts
from annotator.storage.counts import has_decisions
from annotator.storage.cut_ends import lacks_decisions

_CUT = (
    "SELECT stream, device, count(*), max(seq) FROM journal {where} GROUP BY stream, device "
    "HAVING max(seq) > count(*)"
)
_GAPS = (
    "SELECT before + 1, seq - 1 FROM (SELECT seq, lag(seq, 1, ?) OVER (ORDER BY seq) AS before "
    "FROM journal WHERE stream = ? AND device = ?) WHERE seq > before + 1"
)
#: Newest edits of which some row must be there.
_NEWEST = 64
_ROWLESS = (
    f"SELECT count(*) FROM (SELECT edit_id FROM edits ORDER BY rowid DESC LIMIT {_NEWEST}) "
    "WHERE edit_id NOT IN (SELECT edit_id FROM journal)"
)


def cut_chains(connection: sqlite3.Connection, stream: str | None = None) -> list[Chain]:
    """Return the chains in which rows are missing, of a stream or all; looks at no hashes."""
    where, values = ("", ()) if stream is None else ("WHERE stream = ?", (stream,))
    starts: Mapping[Chain, Head] = chain_starts(connection)
    found = connection.execute(_CUT.format(where=where), values)
    return [
        (stream, device)
        for stream, device, number, last in found
        if last - (starts[stream, device].seq if (stream, device) in starts else 0) > number
    ]


def missing_rows(connection: sqlite3.Connection, chain: Chain) -> list[tuple[int, int]]:
    """Return (first, last) of the rows that are missing between others of a chain."""
    start = chain_starts(connection).get(chain)
    values = (0 if start is None else start.seq, *chain)
    return [(int(first), int(last)) for first, last in connection.execute(_GAPS, values)]


def missing_decisions(connection: sqlite3.Connection, stream: str) -> str | None:
    """Return which rows of a stream of decisions are gone, in words; None where all are there."""
    there = connection.execute("SELECT 1 FROM journal WHERE stream = ? LIMIT 1", (stream,))
    if there.fetchone() is None:
        return "all" if has_decisions(connection) else None
    said = [
        f"{first:,}" if first == last else f"{first:,} to {last:,}"
        for chain in cut_chains(connection, stream)
        for first, last in missing_rows(connection, chain)
    ]
    if said:
        return ", ".join(said)
    rowless = connection.execute(_ROWLESS).fetchone()[0]
    return "the newest" if rowless or lacks_decisions(connection) else None
