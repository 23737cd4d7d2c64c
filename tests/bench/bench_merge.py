"""Merging a person's work: edits a second of CPU, against a bare union of the same rows.

The bare loop attaches the file, checks each row's hash, copies the rows that are missing and
writes the spans they add with one INSERT each; no state is folded, no edit listed, no quote
looked at. Both write to a file of their own with the same synchronisation.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import orjson

from annotator.domain.edit import Edit, add
from annotator.domain.stream import layer_stream
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.session import Session
from annotator.storage.canonical import row_sha256
from annotator.storage.connection import connect
from annotator.storage.journal import Entry, write
from tests.samples import add_documents, make_project

DOCUMENTS, SPANS = 200, 200
_ROUNDS = 3
_TEXT = "Officials said on Monday that nobody had asked them. " * 90
_COLUMNS = "stream, device, seq, time, wall_time, edit_id, undoes, previous_sha256, sha256, payload"


def _files(folder: Path) -> tuple[Path, Path]:
    """Return a project of 200 articles, and 40,000 single edits that come back to it."""
    os.environ["ANNOTATOR_SETTINGS"] = os.environ["ANNOTATOR_DATA"] = str(folder)
    lead = make_project(folder / "lead.sqlite", me="Lea")
    add_documents(lead, {f"{number:03}": f"{number} {_TEXT}" for number in range(DOCUMENTS)})
    lead.close()
    bundle, back = folder / "ana.sqlite", folder / "back.sqlite"
    make_bundle(lead.path, bundle, FOR, "Ana", Session(via="command"))
    connection = connect(bundle)
    entries = []
    for document in range(DOCUMENTS):
        text = f"{document} {_TEXT}"
        for span in range(SPANS):
            start = span * 20
            fields = {
                "label": "quote",
                "fragments": [[start, start + 15]],
                "quote": [text[start : start + 15]],
                "created": "2026-11-27T10:00:00Z",
            }
            change = add(layer_stream(f"D-{document:03}", "ana"), "span", f"s{span}", fields)
            edit = Edit(f"mark {fields['quote'][0]} as Quote", (change,))
            id = f"e{document}-{span}"
            entries.append(Entry(id, edit, "ana", "window", "d", "2026-11-27T10:00:00Z"))
    write(connection, entries)
    connection.close()
    make_bundle(bundle, back, FROM, "Ana", Session(via="command"))
    return lead.path, back


def _bare(project: Path, back: Path) -> None:
    connection = connect(project)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    theirs = sqlite3.connect(back)
    connection.execute("BEGIN IMMEDIATE")
    known = dict(connection.execute("SELECT stream || device, max(seq) FROM journal GROUP BY 1"))
    layers: dict[str, int] = {}
    for row in theirs.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY position"):
        payload = row[9].encode()
        if row_sha256(*row[:8], payload) != row[8]:
            raise ValueError(row[5])
        if row[2] <= known.get(row[0] + row[1], 0):
            continue
        connection.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        for op, kind, id, value, _was in orjson.loads(payload)["changes"]:
            if kind != "span" or op != "add":
                continue
            if row[0] not in layers:
                _layer, document, person, name = row[0].split("/")
                layers[row[0]] = connection.execute(
                    "INSERT INTO layers (document, person, kind, status) VALUES (?, ?, ?, 'new')",
                    (document, person, name),
                ).lastrowid
            ((start, end),) = value["fragments"]
            connection.execute(
                'INSERT INTO spans (layer, id, label, start, "end", quote, origin, created) '
                "VALUES (?, ?, ?, ?, ?, ?, 'hand', ?)",
                (layers[row[0]], id, value["label"], start, end, value["quote"][0])
                + (value["created"],),
            )
    connection.execute("COMMIT")
    connection.close()
    theirs.close()


def _cpu(project: Path, work: Callable[[Path], object]) -> float:
    times = []
    for number in range(_ROUNDS):
        copy = Path(shutil.copy(project, project.with_name(f"copy-{number}.sqlite")))
        began = process_time()
        work(copy)
        times.append(process_time() - began)
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return min(times)


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    with tempfile.TemporaryDirectory() as folder:
        project, back = _files(Path(folder))
        options, session = MergeOptions((back,)), Session(device="m", via="command")
        ours = _cpu(project, lambda path: merge_files(path, options, session))
        bare = _cpu(project, lambda path: _bare(path, back))
        size = back.stat().st_size
    edits = DOCUMENTS * SPANS
    return [
        ("merge of 40,000 single edits", edits / ours, "edits/CPU s", "≥ 20,000"),
        ("the same, CPU ÷ bare union of the rows", ours / bare, "×", ""),
        ("bare union of the rows", edits / bare, "edits/CPU s", ""),
        ("the bundle, bytes for each edit", size / edits, "bytes", ""),
    ]


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
