"""What the repair list says of a mark."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.person import Person
from annotator.domain.schema import Schema
from annotator.domain.unplaced import WaitingMark
from annotator.widgets.repair_rows import RepairRow


def row_of(
    waiting: WaitingMark, people: Sequence[Person], me: Person | None, schema: Schema
) -> RepairRow:
    """Return the row of a mark."""
    mark = waiting.mark
    if mark.is_relation:
        named = next((each.name for each in schema.relations if each.id == mark.label), None)
        label = f"Link: {named or mark.label}"
    else:
        found = schema.label(mark.label)
        label = found.name if found else mark.label or "no label"
    words = " ".join(" … ".join(mark.quote).split())
    start, end = (mark.said[0][0], mark.said[-1][1]) if mark.said else (0, 0)
    where = f"said to be at {start:,}–{end:,}" if start < end else ""
    why = " ".join(mark.reason.split())
    return RepairRow(
        waiting.title or waiting.key,
        label,
        words,
        " · ".join(part for part in (why, where, mark.file) if part),
        _whose(waiting, people, me),
    )


def _whose(waiting: WaitingMark, people: Sequence[Person], me: Person | None) -> str:
    if waiting.kind == "gold":
        return "gold"
    if me is not None and waiting.person == me.id:
        return ""
    return next((each.name for each in people if each.id == waiting.person), waiting.person or "")
