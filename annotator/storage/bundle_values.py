"""What a bundle's file says of itself, in the table `project`.

`bundle_for` or `bundle_from` is the id of the person it was made for, or whose work it carries
back; `bundle` its id, that of its record in the stream of the work; `bundle_made` when.
`bundle_heads` are the last rows that whoever made it has; `bundle_since` the rows before those
with which its chains begin.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from annotator.domain.stream import parse_layer_stream

BUNDLE, BUNDLE_MADE = "bundle", "bundle_made"
BUNDLE_FOR, BUNDLE_FROM = "bundle_for", "bundle_from"
_HEADS, _SINCE = "bundle_heads", "bundle_since"
#: What is put behind the device's id in this file alone, so that copies do not write as one.
DEVICE_ENDING = "device_ending"

#: What project hands from one function of storage to the next.
Connection = sqlite3.Connection
#: (stream, device): rows that follow one from the other.
Chain = tuple[str, str]


class Head(NamedTuple):
    """A row of a chain, by its place and hash."""

    seq: int
    sha256: str | None


Heads = Mapping[Chain, Head]

_LAST = (
    "SELECT stream, device, seq, sha256 FROM journal JOIN (SELECT stream AS s, device AS d, "
    "max(seq) AS last FROM journal GROUP BY stream, device) "
    "ON stream = s AND device = d AND seq = last"
)


def heads(connection: sqlite3.Connection) -> dict[Chain, Head]:
    """Return the last row of every chain in the journal."""
    rows = connection.execute(_LAST)
    return {(stream, device): Head(seq, sha256) for stream, device, seq, sha256 in rows}


def value(connection: sqlite3.Connection, name: str) -> str | None:
    """Return one of the values that the file says of itself."""
    found = connection.execute("SELECT value FROM project WHERE name = ?", (name,)).fetchone()
    return None if found is None else found[0]


def put_value(connection: sqlite3.Connection, name: str, content: str) -> None:
    """Set one of the values that the file says of itself."""
    connection.execute(
        "INSERT INTO project (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, content),
    )


def _heads_of(text: str | None) -> dict[Chain, Head]:
    rows = orjson.loads(text) if text else []
    return {(stream, device): Head(seq, sha256) for stream, device, seq, sha256 in rows}


def _written(heads: Heads) -> str:
    rows = [[*chain, *head] for chain, head in sorted(heads.items())]
    return orjson.dumps(rows).decode()


def writing_device(connection: sqlite3.Connection, device: str) -> str:
    """Return the device as which an installation writes to this file."""
    ending = value(connection, DEVICE_ENDING)
    return f"{device}-{ending}" if ending else device


def known_heads(connection: sqlite3.Connection) -> dict[Chain, Head]:
    """Return the rows that whoever made this bundle has; none in any other file."""
    return _heads_of(value(connection, _HEADS))


def put_known_heads(connection: sqlite3.Connection, heads: Heads) -> None:
    """Say which rows whoever made this bundle has."""
    put_value(connection, _HEADS, _written(heads))


def chain_starts(connection: sqlite3.Connection) -> dict[Chain, Head]:
    """Return after which row each chain begins; only those that do not begin with the first."""
    return _heads_of(value(connection, _SINCE))


def put_chain_starts(connection: sqlite3.Connection, heads: Heads) -> None:
    """Say after which rows the chains of this file begin."""
    put_value(connection, _SINCE, _written(heads))


def bundle_records(connection: sqlite3.Connection) -> list[tuple[str, dict[str, Any]]]:
    """Return (id, fields) of the bundles that were handed out, the oldest first."""
    rows = connection.execute(
        "SELECT id, fields FROM records WHERE kind = 'bundle' "
        "ORDER BY json_extract(fields, '$.made'), id"
    )
    return [(id, orjson.loads(fields)) for id, fields in rows]


def deciders(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return (document id, person, action) of every decision that says who made it."""
    return connection.execute(
        "SELECT json_extract(fields, '$.document'), json_extract(fields, '$.person'), "
        "json_extract(fields, '$.action') FROM records WHERE kind = 'decision' "
        "AND json_extract(fields, '$.person') IS NOT NULL"
    ).fetchall()


def assignments(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (person, document id) of every assignment."""
    return connection.execute(
        "SELECT json_extract(fields, '$.person'), json_extract(fields, '$.document') "
        "FROM records WHERE kind = 'assignment'"
    ).fetchall()


def annotators(connection: sqlite3.Connection) -> frozenset[str]:
    """Return everybody (ids) who works on articles, or once did: assigned ones, or of their own."""
    layers = connection.execute(
        "SELECT DISTINCT stream FROM journal WHERE stream >= 'layer/' AND stream < 'layer0'"
    )
    owners = [layer.person for (name,) in layers if (layer := parse_layer_stream(name)) is not None]
    assigned = [person for person, _document in assignments(connection)]
    return frozenset(person for person in (*owners, *assigned) if person is not None)
