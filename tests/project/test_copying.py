from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.checking import check
from annotator.project.copying import Copied, start_copy
from annotator.project.project import Project
from annotator.storage import journal
from annotator.storage.connection import connect
from tests.samples import make_project, reopen

DOC = "D-a"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "p.sqlite")


def copied(project: Project, target: Path) -> Copied:
    state = start_copy(project, target).wait(30)
    if state.problem is not None:
        raise state.problem
    assert state.result is not None
    return state.result


def spans_in(path: Path) -> set[str]:
    opened = reopen(path, "z")
    try:
        return set(opened.open_document(DOC).spans)
    finally:
        opened.close()
        assert check(path, refold=True) == []


@pytest.mark.parametrize("fault", ["locked", "gone", "replaced"])
def test_a_copy_has_the_marks_that_could_not_be_saved(
    project: Project, tmp_path: Path, fault: str
) -> None:
    saved = editing.mark(project, DOC, "quote", [(0, 5)])
    assert project.flush()
    blocker = sqlite3.connect(project.path, isolation_level=None)
    if fault == "locked":
        blocker.execute("BEGIN IMMEDIATE")
    else:
        project.path.rename(tmp_path / "away.sqlite")
        if fault == "replaced":
            project.path.write_bytes(b"something else")
    waiting = editing.mark(project, DOC, "claim", [(6, 9)])
    copy = copied(project, tmp_path / "copy.sqlite")
    assert (copy.added, copy.refused) == (1, 0)
    assert "with 1 change that could not be saved here" in copy.sentence()
    assert spans_in(tmp_path / "copy.sqlite") == {saved.id, waiting.id}
    blocker.close()
    project.close(0, lose_unsaved=True)


def test_a_copy_of_what_is_saved_says_nothing_of_changes(project: Project, tmp_path: Path) -> None:
    mark = editing.mark(project, DOC, "quote", [(0, 5)])
    assert project.flush()
    copy = copied(project, tmp_path / "copy.sqlite")
    assert copy.sentence() == f"A copy is in {tmp_path / 'copy.sqlite'}."
    assert spans_in(tmp_path / "copy.sqlite") == {mark.id}
    project.close()


def test_a_file_of_that_name_is_replaced_but_no_open_project(
    project: Project, tmp_path: Path
) -> None:
    old = tmp_path / "old.sqlite"
    old.write_bytes(b"the old one")
    copied(project, old)
    assert spans_in(old) == set()
    with pytest.raises(Problem, match="is this project itself"):
        copied(project, project.path)
    other = connect(old)
    other.execute("PRAGMA journal_mode = WAL").fetchone()
    other.execute("SELECT count(*) FROM sqlite_master").fetchone()
    before = old.read_bytes()
    with pytest.raises(Problem, match="is a project that is open"):
        copied(project, old)
    assert old.read_bytes() == before
    other.close()
    project.close()
    assert [each.name for each in tmp_path.glob(".*part")] == []


def test_stopping_leaves_no_copy(project: Project, tmp_path: Path) -> None:
    job = start_copy(project, tmp_path / "copy.sqlite")
    job.cancel()
    state = job.wait(30)
    # Too late when it was written meanwhile; then it is whole.
    assert state.cancelled != (tmp_path / "copy.sqlite").exists()
    project.close()


def test_a_copy_takes_the_rest_when_a_bug_keeps_one_edit_from_being_written(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _raised: None)
    real = journal.append

    def append(connection: sqlite3.Connection, entry: journal.Entry) -> None:
        if "Claim" in entry.edit.name:
            raise TypeError("one of ours")
        real(connection, entry)

    with monkeypatch.context() as poison:
        poison.setattr(journal, "append", append)
        project._file.turn.acquire()  # both wait in the queue together
        editing.mark(project, DOC, "claim", [(6, 9)])
        kept = editing.mark(project, DOC, "quote", [(0, 5)])
        project._file.turn.release()
        copy = copied(project, tmp_path / "copy.sqlite")
    assert (copy.added, copy.refused) == (1, 1)
    assert copy.sentence().endswith("but without 1 change that nothing can write.")
    assert spans_in(tmp_path / "copy.sqlite") == {kept.id}
    project.close()
