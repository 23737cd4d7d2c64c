"""The tables as the cache of the journal's fold.

`apply` brings one change in. It is right for rows that stand last in the order of the fold,
as every row of one's own does; after rows from elsewhere `annotator.storage.refold` builds
the streams anew. All of it runs inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.domain.edit import ADD, DELETE, PURGE, RESTORE, SET, SINGLE_KINDS, Change
from annotator.domain.guideline_texts import PROPOSAL
from annotator.domain.stream import DECISIONS, LayerStream, parse_layer_stream
from annotator.storage import kept, tombstones
from annotator.storage.canonical import canonical_json
from annotator.storage.rows import LAYER_COLUMNS, SHAPES, layer_fields_of, layer_row

#: All that adding to a layer must know, in one go: its number, and whether it may be added.
_BEFORE_ADDING = (
    "SELECT (SELECT id FROM layers WHERE document = ? AND kind = ? AND ifnull(person, '') = ?), "
    "EXISTS (SELECT 1 FROM tombstones WHERE stream = ? AND kind = ? AND id = ?), "
    "EXISTS (SELECT 1 FROM records WHERE stream = 'documents' AND kind = 'purge' "
    "AND id IN (?, ?))"
)
_FIND_LAYER = "SELECT id FROM layers WHERE document = ? AND kind = ? AND ifnull(person, '') = ?"
_MAKE_LAYER = (
    "INSERT INTO layers (document, person, kind, status) "
    "SELECT ?, ?, ?, 'new' WHERE EXISTS (SELECT 1 FROM documents WHERE id = ?)"
)
_COUNT = "UPDATE layers SET span_count = span_count + ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class _Statements:
    insert: str
    update: str
    select: str
    delete: str


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


def _statements(kind: str) -> _Statements:
    shape = SHAPES[kind]
    columns = _quoted(shape.columns)
    keys = ["layer", "id"] if shape.in_layer else ["id"]
    where = " AND ".join(f"{key} = ?" for key in keys)
    values = ["?"] * (len(keys) + len(columns))
    names = [*keys, *columns]
    if kind == "document":
        names.append("characters")
        values.append("ifnull((SELECT length(text) FROM texts WHERE sha256 = ?4), 0)")
    return _Statements(
        f"INSERT INTO {shape.table} ({', '.join(names)}) VALUES ({', '.join(values)}) "
        "ON CONFLICT DO NOTHING",
        f"UPDATE {shape.table} SET {', '.join(f'{column} = ?' for column in columns)} "
        f"WHERE {where}",
        f"SELECT {', '.join(columns)} FROM {shape.table} WHERE {where}",
        f"DELETE FROM {shape.table} WHERE {where}",
    )


_IN_LAYER = frozenset(kind for kind in SHAPES if SHAPES[kind].in_layer)
STATEMENTS = {kind: _statements(kind) for kind in SHAPES}
_UPDATE_LAYER = f"UPDATE layers SET {', '.join(f'{c} = ?' for c in LAYER_COLUMNS)} WHERE id = ?"
_SELECT_LAYER = f"SELECT {', '.join(LAYER_COLUMNS)} FROM layers WHERE id = ?"
_PUT_RECORD = (
    "INSERT INTO records (stream, kind, id, fields) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET fields = excluded.fields"
)
_PURGED = "SELECT 1 FROM records WHERE stream = 'documents' AND kind = 'purge' AND id IN (?, ?)"
_PURGED_PEOPLE = (
    "SELECT json_extract(fields, '$.person') FROM records WHERE stream = 'documents' "
    "AND kind = 'purge' AND json_extract(fields, '$.person') IS NOT NULL"
)
_RECORD = "FROM records WHERE stream = ? AND kind = ? AND id = ?"


def without_none(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def layer_id(connection: sqlite3.Connection, layer: LayerStream, make: bool = True) -> int | None:
    """Return the number of a layer's row, made if missing; None without its document."""
    wanted = (layer.document, layer.kind, layer.person or "")
    found = connection.execute(_FIND_LAYER, wanted).fetchone()
    if found is not None:
        return int(found[0])
    if not make:
        return None
    cursor = connection.execute(
        _MAKE_LAYER, (layer.document, layer.person, layer.kind, layer.document)
    )
    return cursor.lastrowid if cursor.rowcount == 1 else None


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Bring the tables up to date with one change, which stands last in the order."""
    if change.op == ADD and change.kind in _IN_LAYER and _added(connection, change):
        return
    if change.kind == PURGE:
        _apply_record(connection, change)
    if change.kind == PURGE or _purged(connection, change):
        # A late change to what was purged brings content with it that must go as well.
        from annotator.storage.purge import enforce

        enforce(connection)
    elif change.kind in SINGLE_KINDS:
        _apply_single(connection, change)
    elif change.kind in SHAPES:
        _apply_shaped(connection, change)
    else:
        _apply_record(connection, change)
        if change.stream == DECISIONS and _tells_of_purged(connection, change):
            from annotator.storage.purge import enforce

            enforce(connection)


def _added(connection: sqlite3.Connection, change: Change) -> bool:
    """Add to a layer that is there already, which is what most keys do; False if it is not."""
    layer = parse_layer_stream(change.stream)
    if layer is None:
        return False
    document, person, kind = layer
    number, dead, purged = connection.execute(
        _BEFORE_ADDING,
        (document, kind, person or "", change.stream, change.kind, change.id)
        + (f"document:{document}", f"person:{person}"),
    ).fetchone()
    if number is None or purged:
        return False
    if not dead and write_shaped(connection, change, (number, change.id)) and change.kind == "span":
        connection.execute(_COUNT, (1, number))
    return True


def _purged(connection: sqlite3.Connection, change: Change) -> bool:
    if change.kind == "decision":
        about = change.value.get("document") or change.was.get("document")
        if about is None:
            from annotator.storage.purge import names_purged_decision

            return names_purged_decision(connection, change)
        wanted = (f"document:{about}", "")
    elif change.kind in ("document", "person"):
        wanted = (f"{change.kind}:{change.id}", "")
    elif change.kind == PROPOSAL:
        wanted = (f"person:{change.value.get('person') or change.was.get('person')}", "")
    else:
        layer = parse_layer_stream(change.stream)
        if layer is None:
            return False
        wanted = (f"document:{layer.document}", f"person:{layer.person}")
    return connection.execute(_PURGED, wanted).fetchone() is not None


def _tells_of_purged(connection: sqlite3.Connection, change: Change) -> bool:
    """Return whether a decision, which stays, names a person who was purged."""
    people = connection.execute(_PURGED_PEOPLE).fetchall()
    if not people:
        return False
    said = canonical_json([dict(change.value), dict(change.was)])
    return any(canonical_json(person) in said for (person,) in people)


def _bury(connection: sqlite3.Connection, change: Change) -> bool:
    """Keep the tombstones; return whether the change finds the record dead."""
    key = (change.stream, change.kind, change.id)
    if change.op == DELETE:
        tombstones.bury(connection, [key])
    elif change.op == RESTORE:
        tombstones.unearth(connection, [key])
    elif change.op == ADD:
        return tombstones.is_buried(connection, key)
    return False


def _apply_shaped(connection: sqlite3.Connection, change: Change) -> None:
    if _bury(connection, change):
        return
    key = _key(connection, change)
    if key is None:
        return
    if change.kind == "document" and change.op in (DELETE, ADD, RESTORE):
        _apply_document(connection, change)
        return
    changed = write_shaped(connection, change, key)
    if change.kind == "span" and changed:
        connection.execute(_COUNT, (changed, key[0]))


def _key(connection: sqlite3.Connection, change: Change) -> tuple[Any, ...] | None:
    if not SHAPES[change.kind].in_layer:
        return (change.id,)
    layer = parse_layer_stream(change.stream)
    number = None if layer is None else layer_id(connection, layer, change.op in (ADD, RESTORE))
    return None if number is None else (number, change.id)


def write_shaped(connection: sqlite3.Connection, change: Change, key: tuple[Any, ...]) -> int:
    """Write one record that has a table; return by how many there are more of them now."""
    shape, sql = SHAPES[change.kind], STATEMENTS[change.kind]
    if change.op == DELETE:
        return -connection.execute(sql.delete, key).rowcount
    if change.op == SET:
        found = connection.execute(sql.select, key).fetchone()
        if found is not None:
            fields = {**shape.fields(found), **change.value}
            connection.execute(sql.update, (*shape.row(fields), *key))
        return 0
    row = shape.row(change.value)
    inserted = connection.execute(sql.insert, (*key, *row)).rowcount
    if not inserted:
        connection.execute(sql.update, (*row, *key))
    return inserted


def _apply_document(connection: sqlite3.Connection, change: Change) -> None:
    if change.op == DELETE:
        drop_document(connection, change.id)
        return
    write_shaped(connection, change, (change.id,))
    kept.bring_back(connection, change.id)
    # Layers of a document that was not there are not in the tables; they are now.
    start, stop = f"layer/{change.id}/", f"layer/{change.id}0"
    streams = connection.execute(
        "SELECT DISTINCT stream FROM journal WHERE stream >= ? AND stream < ?", (start, stop)
    ).fetchall()
    if streams:
        from annotator.storage.refold import refold_layer

        for (stream,) in streams:
            refold_layer(connection, stream)


def drop_layer_rows(connection: sqlite3.Connection, number: int) -> None:
    """Take everything of one layer out of the tables, its own row too."""
    for table in ("spans", "relations", "comments", "verdicts", "unplaced"):
        connection.execute(f"DELETE FROM {table} WHERE layer = ?", (number,))
    connection.execute("DELETE FROM layers WHERE id = ?", (number,))


def drop_document(connection: sqlite3.Connection, document: str) -> None:
    """Take a document and its layers out of the tables; the journal and its text stay.

    Suggestions, which the journal does not have, are put aside for when it comes back.
    """
    kept.keep(connection, document)
    numbers = connection.execute("SELECT id FROM layers WHERE document = ?", (document,)).fetchall()
    for (number,) in numbers:
        drop_layer_rows(connection, number)
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))


def _apply_single(connection: sqlite3.Connection, change: Change) -> None:
    if change.kind != "layer":
        _apply_record(connection, change)
        return
    layer = parse_layer_stream(change.stream)
    number = None if layer is None else layer_id(connection, layer)
    if number is None:
        return
    fields = dict(change.value)
    if change.op == SET:
        found = connection.execute(_SELECT_LAYER, (number,)).fetchone()
        fields = {**layer_fields_of(found), **fields}
    connection.execute(_UPDATE_LAYER, (*layer_row(fields), number))


def _apply_record(connection: sqlite3.Connection, change: Change) -> None:
    single = change.kind in SINGLE_KINDS
    if not single and _bury(connection, change):
        return
    key = (change.stream, change.kind, change.id)
    fields = without_none(change.value)
    if change.op == SET:
        found = connection.execute(f"SELECT fields {_RECORD}", key).fetchone()
        if found is None and not single:
            return
        before = {} if found is None else orjson.loads(found[0])
        fields = without_none({**before, **change.value})
    if change.op == DELETE or (single and not fields):
        connection.execute(f"DELETE {_RECORD}", key)
    else:
        connection.execute(_PUT_RECORD, (*key, canonical_json(fields).decode()))
