from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.changes import FAILED, SAVED, SAVING, SaveState
from annotator.domain.edit import Edit, add
from annotator.domain.stream import LEDGER
from annotator.storage import journal
from annotator.storage.connection import connect
from annotator.storage.integrity import journal_findings
from annotator.storage.journal import Entry
from annotator.storage.writer import Writer
from tests.histories import WALL_TIME

Made = tuple[Writer, list[SaveState]]


@pytest.fixture
def made(project_path: Path, connection: sqlite3.Connection) -> Iterator[Made]:
    """A writer and the states it told."""
    told: list[SaveState] = []
    connection.execute("PRAGMA busy_timeout = 10")
    writer = Writer(
        project_path, connection, threading.Lock(), told.append, lambda: WALL_TIME, 0.02
    )
    yield writer, told
    writer.stop()


def entry(number: int, size: int = 3) -> Entry:
    fields = {"kind": "person", "name": "x" * size}
    change = add(LEDGER, "entity", f"E{number}", fields)
    return Entry(f"e{number}", Edit(f"add {number}", (change,)), "ana", "window", "desk", WALL_TIME)


def count(path: Path) -> int:
    connection = connect(path, read_only=True)
    found: int = connection.execute("SELECT count(*) FROM entities").fetchone()[0]
    assert list(journal_findings(connection)) == []
    connection.close()
    return found


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def test_saved_is_told_after_the_commit_of_everything(made: Made, project_path: Path) -> None:
    writer, told = made
    for number in range(100):
        writer.put(entry(number))
    assert writer.flush(10)
    assert count(project_path) == 100
    until(lambda: told and told[-1].kind == SAVED)
    assert told[0].kind == SAVING
    assert writer.pending == ()


def test_a_full_disk_keeps_the_queue_and_goes_on_when_there_is_room(
    made: Made, connection: sqlite3.Connection, project_path: Path
) -> None:
    writer, told = made
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    for number in range(3):
        writer.put(entry(number, 50_000))
    until(lambda: writer.problem)
    assert writer.flush(1) is False
    assert writer.problem is not None
    assert "full" in writer.problem.happened
    assert [each.kind for each in told if each.kind != SAVING] == [FAILED]
    assert len(writer.pending) == 3
    connection.execute("PRAGMA max_page_count = 1000000").fetchone()
    until(lambda: not writer.pending)
    assert writer.problem is None
    assert told[-1].kind == SAVED or until(lambda: told[-1].kind == SAVED) is None
    assert count(project_path) == 3


def test_a_locked_file_is_written_when_it_is_free(made: Made, project_path: Path) -> None:
    writer, _told = made
    other = connect(project_path)
    other.execute("BEGIN IMMEDIATE")
    writer.put(entry(1))
    until(lambda: writer.problem)
    assert writer.problem is not None
    assert "locked" in writer.problem.happened
    other.execute("ROLLBACK")
    other.close()
    until(lambda: not writer.pending)
    assert count(project_path) == 1


def test_a_file_that_vanishes_and_comes_back(made: Made, project_path: Path) -> None:
    writer, told = made
    away = project_path.with_name("away.sqlite")
    project_path.rename(away)
    writer.put(entry(1))
    until(lambda: writer.problem)
    assert writer.problem is not None
    assert "no longer in its folder" in writer.problem.happened
    shutil.copyfile(away, project_path)
    until(lambda: told[-1].problem is not None and "replaced" in told[-1].problem.happened)
    project_path.unlink()
    away.rename(project_path)
    until(lambda: not writer.pending)
    assert count(project_path) == 1


def test_what_cannot_be_written_stays_pending_when_the_writer_stops(
    made: Made, project_path: Path
) -> None:
    writer, _told = made
    project_path.unlink()
    writer.put(entry(1))
    until(lambda: writer.problem)
    writer.stop()
    assert [each.edit_id for each in writer.pending] == ["e1"]


def test_a_vanished_file_is_noticed_without_an_edit_and_so_is_its_return(
    made: Made, project_path: Path
) -> None:
    writer, told = made
    writer.look()
    away = project_path.with_name("away.sqlite")
    project_path.rename(away)
    writer.look()
    until(lambda: told and told[-1].kind == FAILED)
    assert told[-1].problem is not None
    assert "no longer in its folder" in told[-1].problem.happened
    away.rename(project_path)
    until(lambda: told[-1].kind == SAVED)
    assert [each.kind for each in told] == [FAILED, SAVED]


def test_a_bug_is_reported_as_one_and_keeps_the_queue(
    made: Made, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, told = made
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda raised: reported.append(raised.exc_type))
    poisoned = entry(1)
    real = journal.append

    def append(connection: sqlite3.Connection, each: Entry) -> None:
        if each is poisoned:
            raise TypeError("one of ours")
        real(connection, each)

    with monkeypatch.context() as poison:
        poison.setattr(journal, "append", append)
        writer.put(poisoned)
        writer.put(entry(2))
        until(lambda: reported)
        assert writer.problem is not None
        assert "A mistake in Annotator" in writer.problem.happened
        assert "Save a copy" in writer.problem.next_step
        assert [each.edit_id for each in writer.pending] == ["e1", "e2"]
        until(lambda: writer._failures > 2)
    until(lambda: not writer.pending)
    assert reported == [TypeError], "told once, not at every attempt"
    assert told[-1].kind == SAVED or until(lambda: told[-1].kind == SAVED) is None
    assert count(project_path) == 2
