"""A staged layer that gets more, as further down in a file there is more of the same person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.edit import ADD
from annotator.storage.packing import Record
from annotator.storage.rows import LAYER_COLUMNS, comment_row, layer_row, relation_row
from annotator.storage.staging import INSERTS, Staging
from annotator.storage.unplaced_rows import unplaced_row

_FIELDS = ", ".join(f'"{name}" = ?' for name in LAYER_COLUMNS)
_LAYER = f"UPDATE layers SET spans = spans + ?, {_FIELDS} WHERE rowid = ?"
_ROWS = {
    "relation": ("relations", relation_row),
    "comment": ("comments", comment_row),
    "unplaced": ("unplaced", unplaced_row),
}


def staged_records(staging: Staging, stream: str) -> dict[str, list[Record]]:
    """Return the records of the layer with this stream that was staged, by their kind."""
    staging.write()
    staging.connection.execute("CREATE INDEX IF NOT EXISTS streams ON journal (stream)")
    (payload,) = staging.connection.execute(
        "SELECT payload FROM journal WHERE stream = ?", (stream,)
    ).fetchone()
    found: dict[str, list[Record]] = {}
    for _, kind, id, value, _ in json.loads(payload)["changes"]:
        found.setdefault(kind, []).append((id, value))
    return found


def extend_layer(
    staging: Staging,
    number: int,
    stream: str,
    fields: Mapping[str, Any],
    more: Mapping[str, Sequence[Record]],
) -> None:
    """Let the staged layer of this number have these fields, and `more` records, by their kind."""
    there = staged_records(staging, stream)
    spans = more.get("span", ())
    staging.spans.add(number, spans)
    for kind, (table, row) in _ROWS.items():
        rows = [(number, id, *row(each)) for id, each in more.get(kind, ())]
        staging.connection.executemany(INSERTS[table], rows)
    staging.connection.execute(_LAYER, (len(spans), *layer_row(fields), number))
    changes: list[Sequence[Any]] = [(ADD, "layer", "", fields, {})]
    for kind in ("span", *_ROWS):
        records = [*there.get(kind, ()), *more.get(kind, ())]
        changes += [(ADD, kind, id, each, {}) for id, each in records]
    payload = staging.signature.payload(changes)
    staging.connection.execute(
        "UPDATE journal SET payload = ?, sha256 = ? WHERE stream = ?",
        (payload, staging.signature.row_hash(stream, 1, None, payload), stream),
    )
