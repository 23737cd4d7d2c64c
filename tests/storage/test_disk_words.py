"""A disk that is full or takes nothing is told as what it is, and nothing is left beside a file."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.storage import connection as connections
from annotator.storage.connection import connect, connect_to_read, open_file
from annotator.storage.disk_words import hindrance
from annotator.storage.upgrade import copy_file, create_file
from annotator.storage.writer import write_problem

Usage = namedtuple("Usage", "total used free")


def sqlite_error(name: str, words: str = "disk I/O error") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without room, on which SQLite cannot make a log, and leaves the beginning of one."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2048, 2048, 0))
    real = connect

    def failing(path: Path, read_only: bool = False, immutable: bool = False) -> object:
        if immutable:
            return real(path, read_only, immutable)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).touch()
        raise sqlite_error("SQLITE_IOERR_SHMSIZE")

    monkeypatch.setattr(connections, "connect", failing)


@pytest.mark.usefixtures("full")
def test_opening_on_a_full_disk_says_so_and_leaves_nothing(project_path: Path) -> None:
    before = project_path.read_bytes()
    with pytest.raises(Problem) as caught:
        open_file(project_path)
    assert caught.value.happened == "The disk that holds p.sqlite is full."
    assert caught.value.next_step.startswith("Make room")
    assert os.listdir(project_path.parent) == ["p.sqlite"]
    assert project_path.read_bytes() == before


@pytest.mark.usefixtures("full")
def test_reading_needs_no_room(project_path: Path) -> None:
    connection, immutable = connect_to_read(project_path)
    assert immutable
    assert connection.execute("SELECT value FROM project WHERE name = 'id'").fetchone() == ("P1",)
    connection.close()
    assert os.listdir(project_path.parent) == ["p.sqlite"]


@pytest.mark.usefixtures("full")
def test_a_log_that_was_there_before_stays(project_path: Path) -> None:
    log = project_path.with_name("p.sqlite-wal")
    log.touch()
    with pytest.raises(Problem, match="is full"):
        open_file(project_path)
    assert log.exists()


def test_an_error_of_a_disk_with_room_is_not_called_full(
    project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: Path) -> None:
        raise sqlite_error("SQLITE_IOERR_READ")

    monkeypatch.setattr(connections, "connect", failing)
    with pytest.raises(Problem, match="cannot be read or written"):
        open_file(project_path)


@pytest.mark.parametrize(
    ("error", "why", "advice"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full", "Make room"),
        (sqlite_error("SQLITE_FULL"), "the disk is full", "Make room"),
        (OSError(errno.EROFS, "Read-only file system"), "this disk can only be read", "another"),
        (OSError(errno.EACCES, "Permission denied"), "you may not write there", "folder"),
        (OSError(errno.ENOENT, "No such file"), "there is no such folder", "Make the folder"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "the name is too long", "shorter"),
        (OSError(errno.EIO, "Input/output error"), "its disk cannot be written to", "Check"),
        (sqlite_error("SQLITE_IOERR_WRITE"), "its disk cannot be written to", "Check"),
    ],
)
def test_making_and_copying_say_why_in_words(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str, advice: str
) -> None:
    def failing(*_given: object, **_named: object) -> None:
        raise error

    opened = open_file(project_path)
    monkeypatch.setattr(sqlite3, "connect", failing)
    for write in (
        lambda: create_file(project_path.with_name("n.sqlite"), "P2", "2026-01-01T00:00:00Z"),
        lambda: copy_file(opened.connection, project_path.with_name("b.sqlite")),
    ):
        with pytest.raises(Problem) as caught:
            write()
        assert caught.value.happened.endswith(f"{project_path.parent}: {why}.")
        assert advice in caught.value.next_step
        assert "part" not in caught.value.happened
    monkeypatch.undo()
    opened.close()


def test_a_folder_that_is_not_there_or_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite_error("SQLITE_CANTOPEN", "unable to open database file")
    assert hindrance(error, tmp_path / "nowhere").why == "there is no such folder"
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    assert hindrance(error, tmp_path).why == "you may not write there"


@pytest.mark.usefixtures("full")
def test_marking_on_a_full_disk_says_so(project_path: Path) -> None:
    problem = write_problem(project_path, sqlite_error("SQLITE_IOERR_SHMSIZE"))
    assert problem.happened == "The disk that holds p.sqlite is full."
