"""Key → durable: from the action to the commit, against a raw commit of the same rows."""

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

_MARKS = 300
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


def _raw(path: Path, edits: list[list[tuple[str, tuple[Any, ...]]]]) -> list[float]:
    connection = connect(path)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    times = []
    for statements in edits:
        time.sleep(_PAUSE)
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for sql, values in statements:
            connection.execute(sql, values)
        connection.execute("COMMIT")
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def _durable(project: Project) -> list[float]:
    saved = Event()
    moment = 0.0

    def listen(state: SaveState) -> None:
        # On the writer thread, right after the commit: waking this thread is not part of it.
        nonlocal moment
        if state.kind == SAVED:
            moment = time.perf_counter()
            saved.set()

    project.add_save_listener(listen)
    project.open_document("D-long")
    times = []
    for number in range(_MARKS):
        saved.clear()
        time.sleep(_PAUSE)
        start = time.perf_counter()
        editing.mark(project, "D-long", "quote", [(number * 20, number * 20 + 12)])
        saved.wait()
        times.append(moment - start)
    return times


def run() -> list[tuple[str, float, str, str]]:
    """Return (name, value, unit, reach) of what was measured, alternating over three rounds."""
    ours, raw = [], []
    for _round in range(3):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "p.sqlite"
            project = make_project(path, via="command")
            add_documents(project, {"long": _TEXT})
            editing.mark(project, "D-long", "quote", [(0, 5)])
            project.close()
            empty = path.read_bytes()
            project = Project.open(path, me="Ana", device="desk", via="command")
            ours += _durable(project)
            project.close()
            edits = _raw_rows(path)
            bare = Path(folder) / "raw.sqlite"
            bare.write_bytes(empty)
            raw += _raw(bare, edits)
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
