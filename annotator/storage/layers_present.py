"""Which layers a document has, and whom it is assigned to."""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson

from annotator.domain.stream import LayerStream


def layers_of(connection: sqlite3.Connection, document: str) -> list[LayerStream]:
    """Return the layers of a document (by id) but suggestions, which can be made again."""
    rows = connection.execute(
        "SELECT document, person, kind FROM layers WHERE document = ? "
        "AND kind IN ('annotations', 'gold') ORDER BY kind, person",
        (document,),
    )
    return [LayerStream(*row) for row in rows]


def assigned_to(connection: sqlite3.Connection, document: str) -> list[dict[str, Any]]:
    """Return the assignments of a document (by id), as the fields of their records."""
    rows = connection.execute(
        "SELECT fields FROM records WHERE kind = 'assignment' "
        "AND json_extract(fields, '$.document') = ? ORDER BY id",
        (document,),
    )
    return [orjson.loads(fields) for (fields,) in rows]
