"""Key → durable: from the action to the commit, against a raw commit of the same rows.

Both are pressed in turn, after the same pause, so both find the processor's caches cold: the
same code takes a third of the time without the pause. Of a key of 1.08 ms the commit itself
was 0.50, the same as that of the raw one; making the edit and taking it in 0.25, waking the
writer 0.04, its statements and the hash 0.27, looking after the file 0.03.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from threading import Event
from typing import Any

from annotator.project import editing
from annotator.project.project import Project
from annotator.project.saving import SAVED, SaveState
from annotator.storage.connection import connect
from tests.samples import add_documents, make_project

_MARKS = 400
#: Seconds between two keys, for both sides alike: nobody types in a tight loop.
_PAUSE = 0.01
_TEXT = "A sentence of the bench, said someone somewhere. " * 200


def _raw_rows(path: Path) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """Return, for each edit of the project, the statements that write its rows."""
    source = sqlite3.connect(path)
    journal = source.execute("SELECT * FROM journal ORDER BY position").fetchall()
    edits = {row[0]: row for row in source.execute("SELECT * FROM edits")}
    names = [row[1] for row in source.execute("PRAGMA table_info(journal)")]
    spans = {row[1]: row for row in source.execute("SELECT * FROM spans")}
    source.close()
    statements = []
    for row in journal[-_MARKS:]:
        span = spans[json.loads(row[names.index("payload")])["changes"][-1][2]]
        edit = edits[row[names.index("edit_id")]]
        statements.append(
            [
                (f"INSERT INTO edits VALUES ({_marks(edit)})", edit),
                (f"INSERT INTO journal VALUES ({_marks(row)})", row),
                (f"INSERT INTO spans VALUES ({_marks(span)})", span),
                ("UPDATE layers SET span_count = span_count + 1 WHERE id = ?", (span[0],)),
            ]
        )
    return statements


def _marks(row: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(row))


def _write(connection: sqlite3.Connection, statements: list[tuple[str, tuple[Any, ...]]]) -> float:
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for sql, values in statements:
        connection.execute(sql, values)
    connection.execute("COMMIT")
    return time.perf_counter() - start


class _Keys:
    """Marks one place after the other in an open project and times each."""

    def __init__(self, path: Path) -> None:
        self.project = Project.open(path, me="Ana", device="desk", via="command")
        self._moment = 0.0
        self._saved = Event()
        self.project.add_save_listener(self._listen)
        self.project.open_document("D-long")

    def _listen(self, state: SaveState) -> None:
        # On the writer thread, right after the commit: waking the other one is not part of it.
        if state.kind == SAVED:
            self._moment = time.perf_counter()
            self._saved.set()

    def press(self, number: int) -> float:
        self._saved.clear()
        start = time.perf_counter()
        editing.mark(self.project, "D-long", "quote", [(number * 20, number * 20 + 12)])
        self._saved.wait()
        return self._moment - start


def _measure(folder: Path) -> tuple[list[float], list[float]]:
    path = folder / "p.sqlite"
    project = make_project(path, via="command")
    add_documents(project, {"long": _TEXT})
    editing.mark(project, "D-long", "quote", [(0, 5)])
    project.close()
    empty = path.read_bytes()
    recorded = _Keys(path)
    for number in range(_MARKS):
        recorded.press(number)
    recorded.project.close()
    for name in ("ours.sqlite", "raw.sqlite"):
        (folder / name).write_bytes(empty)
    keys, raw = _Keys(folder / "ours.sqlite"), connect(folder / "raw.sqlite")
    raw.execute("PRAGMA journal_mode = WAL").fetchone()
    raw.execute("PRAGMA foreign_keys = OFF")
    ours_times, raw_times = [], []
    # Turn about, so that whatever else the disk does meets both alike.
    for number, statements in enumerate(_raw_rows(path)):
        time.sleep(_PAUSE)
        ours_times.append(keys.press(number))
        time.sleep(_PAUSE)
        raw_times.append(_write(raw, statements))
    keys.project.close()
    raw.close()
    return ours_times, raw_times


def run() -> list[tuple[str, float, str, str]]:
    """Return (name, value, unit, reach) of what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        ours, raw = _measure(Path(folder))
    p50, bare_p50 = statistics.median(ours) * 1000, statistics.median(raw) * 1000
    p99 = statistics.quantiles(ours, n=100)[98] * 1000
    return [
        ("key to durable, p50", round(p50, 3), "ms", ""),
        ("key to durable, p99", round(p99, 3), "ms", ""),
        ("raw commit of the same rows, p50", round(bare_p50, 3), "ms", ""),
        ("key to durable / raw, p50", round(p50 / bare_p50, 2), "×", "≤ 1.5"),
    ]


if __name__ == "__main__":
    for line in run():
        print(*line)
