"""Repairing a chain that goes on in two ways, because a project was copied and both wrote on.

Both tails stay. The one whose first edit has the smaller id keeps the device, the other gets one
that is named after its first edit. So everybody who sees both finds the same, in whatever
order copies meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.journal import JournalRow
from annotator.storage.canonical import journal_row_sha256

_JOINT = "~"


def keeps_device(edit_id: str, other: str) -> bool:
    """Return whether the tail that begins with one edit keeps the device, not the other's."""
    return edit_id < other


def original_device(device: str) -> str:
    """Return the device as which rows were written before a fork was repaired."""
    return device.partition(_JOINT)[0]


def moved(tail: Iterable[JournalRow]) -> list[JournalRow]:
    """Return the rows of a tail, in order, as those of a device of its own, from 1 on."""
    rows: list[JournalRow] = []
    device, previous = "", None
    for seq, row in enumerate(tail, 1):
        if not rows:
            device = f"{original_device(row.device)}{_JOINT}{row.edit_id}"
        renamed = replace(row, device=device, seq=seq, previous_sha256=previous)
        previous = journal_row_sha256(renamed)
        rows.append(replace(renamed, sha256=previous))
    return rows
