from __future__ import annotations

import json
import sqlite3
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.edit import PURGE, Edit, add
from annotator.domain.fold import fold
from annotator.domain.stream import DECISIONS, DOCUMENTS, layer_stream
from annotator.domain.text import text_sha256
from annotator.storage.canonical import canonical_json
from annotator.storage.comparison import refold_findings
from annotator.storage.connection import connect
from annotator.storage.cut_ends import cut_end_findings
from annotator.storage.integrity import journal_findings, sqlite_findings
from annotator.storage.journal import COLUMNS, Entry, read_rows, write
from annotator.storage.purge import enforce
from annotator.storage.refold import rebuild, rebuild_edits
from annotator.storage.upgrade import create_file, migrate
from tests.histories import DEVICES, TEXTS, WALL_TIME, Hand, random_journal
from tests.samples import put_text

_TEMPLATE: list[bytes] = []


def fresh(folder: str) -> Path:
    """Return an empty project; made once and copied, as hypothesis asks for many."""
    path = Path(folder) / "p.sqlite"
    if not _TEMPLATE:
        create_file(path, "P1", WALL_TIME)
        connection = connect(path)
        for text in TEXTS:
            put_text(connection, text)
        connection.close()
        _TEMPLATE.append(path.read_bytes())
    path.write_bytes(_TEMPLATE[0])
    return path


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_tables_equal_the_fold_after_any_history(rng: Random, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(fresh(folder))
        connection.execute("PRAGMA synchronous = OFF")
        hand = Hand(rng, purges=True)
        for _ in range(steps):
            device = rng.choice(DEVICES)
            made = hand.next(fold(read_rows(connection)), device)
            write(
                connection,
                [Entry(made.edit_id, made.edit, made.person, "window", device, WALL_TIME)],
            )
        assert list(refold_findings(connection)) == []
        assert list(journal_findings(connection)) == []
        assert list(sqlite_findings(connection)) == []
        connection.close()


def test_a_decision_that_two_devices_made_of_one_id_goes_with_a_purge(tmp_path) -> None:
    connection = connect(fresh(str(tmp_path)))
    edits = [
        ("desk", add(DECISIONS, "decision", "d", {"action": "accept", "document": "D3"})),
        ("lap", add(DECISIONS, "decision", "d", {"action": "accept", "document": "D1"})),
        ("desk", add(DOCUMENTS, PURGE, "document:D3", {"document": "D3"})),
    ]
    for number, (device, change) in enumerate(edits):
        edit = Edit(f"edit {number}", (change,))
        write(connection, [Entry(f"e{number}", edit, "ana", "window", device, WALL_TIME)])
    connection.execute("BEGIN IMMEDIATE")
    rebuild(connection)
    connection.execute("COMMIT")
    assert list(refold_findings(connection)) == []
    assert connection.execute("SELECT count(*) FROM records WHERE id = 'd'").fetchone() == (0,)
    connection.close()


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_rebuilding_after_rows_in_any_order_gives_the_fold(rng: Random, steps: int) -> None:
    rows = random_journal(rng, steps, purges=True)
    rng.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(fresh(folder))
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            columns = [getattr(row, name.strip()) for name in COLUMNS.split(",")]
            columns[-1] = canonical_json(columns[-1]).decode()
            connection.execute(
                f"INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", columns
            )
        rebuild(connection)
        connection.execute("COMMIT")
        assert list(refold_findings(connection)) == []
        assert list(journal_findings(connection)) == []
        connection.execute("BEGIN IMMEDIATE")
        enforce(connection)
        rebuild(connection)
        connection.execute("COMMIT")
        assert list(refold_findings(connection)) == []
        connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE spans SET label = 'other'",
        "DELETE FROM spans",
        "UPDATE layers SET span_count = span_count + 1",
        "UPDATE layers SET status = 'skipped'",
        "DELETE FROM tombstones",
        "UPDATE documents SET title = 'other'",
        "UPDATE documents SET characters = 1",
        "UPDATE records SET fields = '{}'",
        "UPDATE edits SET name = 'other'",
        "DELETE FROM people",
    ],
)
def test_every_difference_from_the_journal_is_found(project_path: Path, damage: str) -> None:
    connection = connect(project_path)
    hand = Hand(Random(2))
    for _ in range(100):
        made = hand.next(fold(read_rows(connection)), "desk")
        write(
            connection, [Entry(made.edit_id, made.edit, made.person, "window", "desk", WALL_TIME)]
        )
    assert list(refold_findings(connection)) == []
    assert connection.execute(damage).rowcount > 0, "the damage must hit something"
    assert list(refold_findings(connection)) != []
    connection.close()


def test_payloads_are_canonical_json(project_path: Path) -> None:
    connection = connect(project_path)
    hand = Hand(Random(3))
    for _ in range(10):
        made = hand.next(fold(read_rows(connection)), "desk")
        write(
            connection, [Entry(made.edit_id, made.edit, made.person, "window", "desk", WALL_TIME)]
        )
    for (payload,) in connection.execute("SELECT payload FROM journal"):
        assert canonical_json(json.loads(payload)).decode() == payload
    connection.close()


def _steps_of_rebuilding(edits: int) -> int:
    """Return how many thousand steps SQLite takes to build the list of so many edits."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.executemany(
        "INSERT INTO journal (stream, device, seq, time, wall_time, edit_id, undoes, sha256, "
        "payload) VALUES ('work', 'desk', ?1, ?1, ?2, 'e' || ?1, ?3, 'h', ?4)",
        [
            (n, WALL_TIME, f"e{n - 1}" if n % 2 else None, '{"name": "n", "via": "window"}')
            for n in range(edits)
        ],
    )
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(count, 1000)
    rebuild_edits(connection)
    connection.set_progress_handler(None, 0)
    undone = connection.execute("SELECT undone_by FROM edits WHERE edit_id = 'e0'").fetchone()
    assert undone == ("e1",)
    connection.close()
    return steps


def test_twice_the_edits_take_twice_the_steps_not_four_times() -> None:
    assert _steps_of_rebuilding(3000) < 3 * _steps_of_rebuilding(1500)


def test_what_comes_in_one_edit_with_a_purge_is_purged_with_it(project_path: Path) -> None:
    connection = connect(project_path)
    comment = {"text": "why?", "person": "ben"}
    for number, changes in enumerate(
        (
            (add(DOCUMENTS, "document", "D1", {"key": "a", "text_sha256": text_sha256(TEXTS[0])}),),
            (
                add(DOCUMENTS, PURGE, "person:ben", {"person": "ben"}),
                add(layer_stream("D1", "ana"), "comment", "c0", comment),
            ),
        )
    ):
        entry = Entry(f"e{number}", Edit("edit", changes), "lea", "window", "desk", WALL_TIME)
        write(connection, [entry])
    assert connection.execute("SELECT count(*) FROM comments").fetchone() == (0,)
    assert list(refold_findings(connection)) == []
    assert list(cut_end_findings(connection)) == []
    connection.close()
