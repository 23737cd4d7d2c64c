"""What a project holds already, as far as an import has to know it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from annotator.domain.problem import Problem
from annotator.storage.columns import Fields
from annotator.storage.journal import next_time
from annotator.storage.reading import record_fields
from annotator.storage.rows import SHAPES

_CONTENT = """
SELECT layers.document, layers.kind, ifnull(layers.person, ''), layers.id,
       EXISTS (SELECT 1 FROM spans WHERE layer = layers.id)
       OR EXISTS (SELECT 1 FROM relations WHERE layer = layers.id)
       OR EXISTS (SELECT 1 FROM comments WHERE layer = layers.id)
       OR EXISTS (SELECT 1 FROM unplaced WHERE layer = layers.id)
FROM layers
"""


@dataclass(slots=True)
class Present:
    """Documents, layers and records that are there; changed as an import goes on.

    `texts` is text hash → document id, `keys` document id → key. `layers` is (document id,
    kind, person or "") → (number, whether it holds anything). `dead` are deleted records.
    """

    time: int
    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    layers: dict[tuple[str, str, str], tuple[int, bool]] = field(default_factory=dict)
    people: dict[str, Fields] = field(default_factory=dict)
    entities: dict[str, Fields] = field(default_factory=dict)
    decisions: dict[str, Fields] = field(default_factory=dict)
    dead: set[tuple[str, str, str]] = field(default_factory=set)
    project: Fields = field(default_factory=dict)
    schema: Fields = field(default_factory=dict)
    guideline: Fields = field(default_factory=dict)


def read_present(connection: sqlite3.Connection) -> Present:
    """Return what the project holds now."""
    present = read_common(connection)
    for id, key, sha256 in connection.execute("SELECT id, key, text_sha256 FROM documents"):
        present.texts[sha256] = id
        present.keys[id] = key
    for document, kind, person, number, content in connection.execute(_CONTENT):
        present.layers[(document, kind, person)] = (number, bool(content))
    decisions = connection.execute("SELECT id, fields FROM records WHERE kind = 'decision'")
    present.decisions = {id: orjson.loads(fields) for id, fields in decisions}
    return present


def read_common(connection: sqlite3.Connection) -> Present:
    """Return what the whole project has in common, its documents and layers left out."""
    present = Present(next_time(connection))
    present.people = _records(connection, "person")
    present.entities = _records(connection, "entity")
    dead = connection.execute(
        "SELECT stream, kind, id FROM tombstones WHERE stream NOT LIKE 'layer/%'"
    )
    present.dead = set(dead.fetchall())
    present.project = record_fields(connection, "project", "project") or {}
    present.schema = record_fields(connection, "schema", "schema") or {}
    present.guideline = record_fields(connection, "guideline", "guideline") or {}
    return present


def _records(connection: sqlite3.Connection, kind: str) -> dict[str, Fields]:
    shape = SHAPES[kind]
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    rows = connection.execute(f"SELECT id, {columns} FROM {shape.table}")
    return {id: shape.fields(tuple(row)) for id, *row in rows}


def keys_of_texts(connection: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return text hash → key of the documents that have these texts."""
    found = {}
    for sha256 in hashes:
        row = connection.execute(
            "SELECT key FROM documents WHERE text_sha256 = ?", (sha256,)
        ).fetchone()
        if row is not None:
            found[sha256] = str(row[0])
    return found


def identities(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return document id → (key, text hash)."""
    rows = connection.execute("SELECT id, key, text_sha256 FROM documents")
    return {id: (key, sha256) for id, key, sha256 in rows}


def same_group(connection: sqlite3.Connection, field: str) -> list[tuple[str, str]]:
    """Return pairs of document ids with the same value in a field of their metadata."""
    path = f"$.{orjson.dumps(field).decode()}"
    rows = connection.execute(
        "SELECT json_extract(meta, ?), id FROM documents WHERE json_extract(meta, ?) IS NOT NULL",
        (path, path),
    )
    first: dict[str, str] = {}
    return [(first.setdefault(repr(value), id), id) for value, id in rows]


def meta_fields(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the fields that any document has in its metadata, sorted."""
    rows = connection.execute(
        "SELECT DISTINCT each.key FROM documents, json_each(documents.meta) AS each "
        "WHERE each.value IS NOT NULL AND each.key IS NOT NULL ORDER BY each.key"
    )
    return [name for (name,) in rows if isinstance(name, str)]


def dead_in_layer(connection: sqlite3.Connection, stream: str) -> set[str]:
    """Return the ids that were deleted from a layer; new records cannot take them."""
    rows = connection.execute("SELECT id FROM tombstones WHERE stream = ?", (stream,))
    return {id for (id,) in rows}


def read_decisions(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return document id → (id, fields as JSON) of its decisions, the oldest first."""
    try:
        rows = connection.execute(
            "SELECT json_extract(fields, '$.document'), id, fields FROM records "
            "WHERE kind = 'decision' ORDER BY ifnull(json_extract(fields, '$.created'), ''), id"
        ).fetchall()
    except sqlite3.OperationalError as error:
        if "malformed JSON" not in str(error):
            raise
        raise Problem(
            "A decision in this file is cut short, so what was decided cannot be read.",
            "Nothing was changed, and all that was ever decided may still be in its journal.",
            "Merge this file into a backup of it, or into somebody’s copy: a merge goes by the "
            "journal.",
            str(error),
        ) from error
    found: dict[str, list[tuple[str, str]]] = {}
    for document, id, fields in rows:
        found.setdefault(document, []).append((id, fields))
    return found
