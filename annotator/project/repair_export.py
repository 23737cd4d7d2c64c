"""Saving the repair list: one row, or one line, for each mark that was not placed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.domain.problem import Problem
from annotator.domain.unplaced import WaitingMark
from annotator.formats.csv_tables import guard
from annotator.project.export_writing import Fill, write_aside
from annotator.project.job import ProcessJob
from annotator.project.progress import Progress
from annotator.storage.connection import open_to_read
from annotator.storage.unplaced_rows import waiting_marks

COLUMNS = (
    "document", "kind", "person", "id", "what", "label", "quote", "start", "end", "said",
    "because", "reason", "file", "fields",
)  # fmt: skip


def row_of(waiting: WaitingMark) -> dict[str, Any]:
    """Return everything about a mark as plain values, by the names of COLUMNS."""
    mark = waiting.mark
    return {
        "document": waiting.key,
        "kind": waiting.kind,
        "person": waiting.person,
        "id": mark.id,
        "what": mark.what,
        "label": mark.label,
        "quote": list(mark.quote),
        "start": mark.said[0][0] if mark.said else None,
        "end": mark.said[-1][1] if mark.said else None,
        "said": [list(fragment) for fragment in mark.said],
        "because": mark.because,
        "reason": mark.reason,
        "file": mark.file,
        "fields": dict(mark.fields),
    }


def save_list(marks: Sequence[WaitingMark], out: Path) -> int:
    """Write the repair list to a file, CSV or JSON lines by its name; return how many there are.

    Raises Problem for another name, and when nothing can be written there; a file that is there
    is replaced only by a complete one.
    """
    fills: dict[str, Fill] = {
        ".csv": lambda file: _write_table(marks, file),
        ".jsonl": lambda file: _write_lines(marks, file),
    }
    fill = fills.get(out.suffix.lower())
    if fill is None:
        raise Problem(
            f"The name {out.name} does not say how the list is to be written.",
            "Nothing was written.",
            "End the name with .csv for a table, or with .jsonl for JSON lines.",
        )
    try:
        write_aside({out: fill})
    except OSError as error:
        raise Problem(
            f"{out.name} cannot be written: {error.strerror or error}.",
            "The list is in the project as before.",
            "Choose another folder or name.",
        ) from error
    return len(marks)


def start_saving(project: Path, out: Path) -> ProcessJob[int]:
    """Begin to save the list of a project file in a process of its own; gives its length."""
    return ProcessJob("Saving the list", _save, project, out)


def _save(progress: Progress, path: Path, out: Path) -> int:
    opened = open_to_read(path)
    try:
        marks = waiting_marks(opened.connection)
    finally:
        opened.close()
    progress.step(len(marks), len(marks))
    return save_list(marks, out)


def _write_lines(marks: Sequence[WaitingMark], out: BinaryIO) -> None:
    out.writelines(orjson.dumps(row_of(each), option=orjson.OPT_APPEND_NEWLINE) for each in marks)


def _write_table(marks: Sequence[WaitingMark], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=False)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for each in marks:
        row = row_of(each)
        row["quote"] = " … ".join(each.mark.quote)
        row |= {name: orjson.dumps(row[name]).decode() if row[name] else "" for name in _JSON}
        table.writerow([guard(row[name]) for name in COLUMNS])
    text.flush()
    text.detach()


_JSON = ("said", "fields")
