"""Journal rows: edits as they are kept, ordered and proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.edit import Change

#: How an edit entered the project; Ctrl+Z takes back those of the window only.
WINDOW, COMMAND, MERGE = "window", "command", "merge"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One edit's part in one stream.

    `seq` counts from 1 within (stream, device); `time` is a Lamport clock over the whole
    project, with the wall clock beside it (ISO 8601, UTC). `edit_id` joins the rows of one
    edit, `undoes` names the edit it takes back. `sha256` is over the canonical JSON of
    all the other fields; `previous_sha256` is that of the row before in (stream, device), so
    a missing or altered row shows. `payload` is None once its content was purged.
    """

    stream: str
    device: str
    seq: int
    time: int
    wall_time: str
    edit_id: str
    undoes: str | None
    previous_sha256: str | None
    sha256: str
    payload: Mapping[str, Any] | None

    @property
    def order(self) -> tuple[int, str, int]:
        """Where the row stands in the fold: (time, device, seq)."""
        return (self.time, self.device, self.seq)


def payload_of(
    name: str, changes: Sequence[Change], person: str | None, via: str
) -> dict[str, Any]:
    """Return what a journal row keeps of an edit: its name, who, how, and the changes."""
    return {
        "name": name,
        "person": person,
        "via": via,
        "changes": [
            [change.op, change.kind, change.id, dict(change.value), dict(change.was)]
            for change in changes
        ],
    }


def changes_of(stream: str, payload: Mapping[str, Any] | None) -> list[Change]:
    """Return the changes that a row of `stream` keeps; none once it was purged."""
    if payload is None:
        return []
    return [
        Change(stream, kind, id, op, value, was) for op, kind, id, value, was in payload["changes"]
    ]
