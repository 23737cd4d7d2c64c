"""Canonical JSON and the hashes over it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from annotator.domain.journal import JournalRow


def canonical_json(value: Any) -> bytes:
    """Return a value as JSON with sorted keys and without spaces, in UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def row_sha256(
    stream: str,
    device: str,
    seq: int,
    time: int,
    wall_time: str,
    edit_id: str,
    undoes: str | None,
    previous_sha256: str | None,
    payload_json: bytes | None,
) -> str:
    """Return the hash of a journal row from its columns; the payload is canonical JSON already.

    It is over the canonical JSON of all the columns but the position and the hash itself,
    with the payload nested as JSON.
    """
    fields: Mapping[str, Any] = {
        "device": device,
        "edit_id": edit_id,
        "payload": None if payload_json is None else orjson.Fragment(payload_json),
        "previous_sha256": previous_sha256,
        "seq": seq,
        "stream": stream,
        "time": time,
        "undoes": undoes,
        "wall_time": wall_time,
    }
    return sha256(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)).hexdigest()


def journal_row_sha256(row: JournalRow) -> str:
    """Return the hash that a journal row should carry, from its other fields."""
    return row_sha256(
        row.stream,
        row.device,
        row.seq,
        row.time,
        row.wall_time,
        row.edit_id,
        row.undoes,
        row.previous_sha256,
        None if row.payload is None else canonical_json(row.payload),
    )
