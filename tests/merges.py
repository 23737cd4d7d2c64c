"""Copies of one project on several computers, for tests of merging."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import orjson

from annotator.domain.fold import fold
from annotator.project.merge_report import MergeReport
from annotator.project.merging import MergeOptions, merge_files
from annotator.storage.canonical import canonical_json, row_sha256
from annotator.storage.comparison import refold_findings
from annotator.storage.connection import connect
from annotator.storage.cut_ends import cut_end_findings
from annotator.storage.integrity import edit_findings, journal_findings
from annotator.storage.journal import Entry, read_rows, write
from tests.histories import WALL_TIME, Hand
from tests.projects import session

#: Of each merge, so that what it writes has ids of its own.
_MERGES = count()


def merge(project: Path, *files: Path, dry_run: bool = False) -> MergeReport:
    """Merge files into a project."""
    return merge_files(project, MergeOptions(files, dry_run), session(f"m{next(_MERGES)}-"))


def copied(path: Path, name: str) -> Path:
    """Return a copy of a closed project under another name."""
    return Path(shutil.copy(path, path.with_name(f"{name}.sqlite")))


def work(path: Path, hand: Hand, device: str, steps: int) -> None:
    """Make random edits on a device."""
    connection = connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for _ in range(steps):
        made = hand.next(fold(read_rows(connection)), device)
        entry = Entry(
            made.edit_id, made.edit, made.person, "window", device, WALL_TIME, made.undoes
        )
        write(connection, [entry])
    connection.close()


def content(path: Path) -> dict[str, list[Any]]:
    """Return all that must be the same after merging in any order."""
    connection = connect(path)
    queries = {
        "journal": "SELECT stream, device, seq, sha256, payload FROM journal ORDER BY 1, 2, 3",
        "spans": "SELECT document, person, spans.* FROM spans JOIN layers ON layers.id = layer "
        "ORDER BY document, person, spans.id",
        "layers": "SELECT document, person, kind, status, reason, span_count FROM layers "
        "WHERE status <> 'new' OR span_count ORDER BY 1, 2, 3",
        "documents": "SELECT * FROM documents ORDER BY id",
        "people": "SELECT * FROM people ORDER BY id",
        "entities": "SELECT * FROM entities ORDER BY id",
        "records": "SELECT * FROM records ORDER BY 1, 2, 3",
        "tombstones": "SELECT * FROM tombstones ORDER BY 1, 2, 3",
    }
    found = {name: connection.execute(query).fetchall() for name, query in queries.items()}
    found["spans"] = [row[:2] + row[3:] for row in found["spans"]]
    connection.close()
    return found


def wrong(path: Path) -> list[str]:
    """Return what a check of journal and tables finds."""
    connection = connect(path)
    checks = (journal_findings, edit_findings, cut_end_findings, refold_findings)
    findings = [f"{each.where}: {each.message}" for check in checks for each in check(connection)]
    connection.close()
    return findings


def random_copies(
    start: Path, rng: Random, devices: tuple[str, ...], steps: int, purges: bool = False
) -> list[Path]:
    """Return copies of a project on which each device worked, and which now and then met."""
    copies = [copied(start, f"copy-{number}") for number in range(len(devices))]
    hands = [Hand(rng, prefix=f"{number}", purges=purges) for number in range(len(devices))]
    for _ in range(steps):
        number = rng.randrange(len(devices))
        if rng.random() < 0.2:
            other = rng.choice(copies)
            if other != copies[number]:
                merge(copies[number], other)
        work(copies[number], hands[number], devices[number], rng.choice((1, 3)))
    return copies


def forged(
    path: Path,
    change: Callable[[Any], Any],
    written: Callable[[bytes], bytes] = bytes,
    which: str = "stream LIKE 'layer/%'",
) -> Path:
    """Return a copy in which payloads of the journal were changed by hand, all hashes right."""
    copy = copied(path, "forged")
    with closing(connect(copy)) as connection:
        rows = connection.execute(
            "SELECT position, stream, device, seq, time, wall_time, edit_id, undoes, "
            f"previous_sha256, payload, sha256 FROM journal WHERE {which} "
            "ORDER BY stream, device, seq"
        ).fetchall()
        new: dict[str, str] = {}
        for position, *columns, payload, old in rows:
            columns[7] = new.get(columns[7], columns[7])
            text = written(canonical_json(change(orjson.loads(payload))))
            new[old] = row_sha256(*columns, text)
            connection.execute(
                "UPDATE journal SET payload = ?, previous_sha256 = ?, sha256 = ? "
                "WHERE position = ?",
                (text.decode(), columns[7], new[old], position),
            )
        connection.commit()
    return copy
