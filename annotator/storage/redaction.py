"""Rows of the journal that lose a part of their content, and edits that lose their name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.edit import SET
from annotator.domain.stream import PROJECT_STREAMS
from annotator.storage.canonical import canonical_json
from annotator.storage.withholding import PURGED_NAME, SOMEONE_ELSE, purged_payload

#: What becomes of a change as the journal has it; None when nothing of it stays.
Redacting = Callable[[Sequence[Any]], Sequence[Any] | None]
#: What is left of a decision that was purged says at most this.
_STUB_FIELDS = frozenset(("document", "person"))


def redact(
    connection: sqlite3.Connection, stream: str, word: str, redacting: Redacting
) -> set[str]:
    """Change the changes in those rows of a stream that have a word as a value or name.

    Returns the edits (ids) of the rows that are not as they were.
    """
    rows = connection.execute(
        "SELECT position, edit_id, sha256, payload FROM journal "
        "WHERE stream = ? AND payload IS NOT NULL AND instr(payload, ?)",
        (stream, canonical_json(word).decode()),
    ).fetchall()
    touched = set()
    for position, edit_id, digest, text in rows:
        payload = orjson.loads(text)
        found = [redacting(change) for change in payload["changes"]]
        changes = [change for change in found if change is not None]
        if changes == payload["changes"]:
            continue
        left = _left(stream, digest, payload, changes)
        connection.execute("UPDATE journal SET payload = ? WHERE position = ?", (left, position))
        touched.add(edit_id)
    return touched


def _left(
    stream: str, digest: str, payload: Mapping[str, Any], changes: Sequence[Any]
) -> str | None:
    if not changes and stream in PROJECT_STREAMS:
        return None
    if all(map(_is_stub, changes)):
        # Its name tells what it did, and its author goes with it.
        payload = {**payload, "name": PURGED_NAME, "person": None, "via": None}
    return canonical_json(purged_payload(digest, payload, changes)).decode()


def _is_stub(change: Sequence[Any]) -> bool:
    op, kind, _id, value, was = change
    return (op, kind, was) == (SET, "decision", {}) and set(value) <= _STUB_FIELDS


def forget_names(connection: sqlite3.Connection, edit_ids: Iterable[str]) -> None:
    """Forget the names of edits, which quote what was purged, in all rows that they have."""
    for edit_id in sorted(edit_ids):
        rows = connection.execute(
            "SELECT position, sha256, payload FROM journal "
            "WHERE edit_id = ? AND payload IS NOT NULL",
            (edit_id,),
        ).fetchall()
        known = False
        for position, digest, text in rows:
            payload = orjson.loads(text)
            known = known or payload["via"] is not None
            if payload["name"] in (PURGED_NAME, SOMEONE_ELSE):
                continue
            unnamed = purged_payload(digest, {**payload, "name": PURGED_NAME}, payload["changes"])
            connection.execute(
                "UPDATE journal SET payload = ? WHERE position = ?",
                (canonical_json(unnamed).decode(), position),
            )
        nobody = "" if known else ", person = NULL, via = 'purged'"
        connection.execute(f"UPDATE edits SET name = ?{nobody} WHERE edit_id = ?",
                           (PURGED_NAME, edit_id))  # fmt: skip
