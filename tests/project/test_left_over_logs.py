"""A log that a project of the same name has left behind, with marks that never reached its file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.bundling import FOR, make_bundle
from annotator.project.checking import check
from annotator.project.copying import back_up_project, start_copy
from annotator.project.demo import demo_path, demo_project
from annotator.project.project import Project, create_project
from annotator.project.session import Session
from tests.samples import make_project

#: Marks and ends as a window that is killed: nothing of it is brought into the file.
KILLED = """
import os, sys
from pathlib import Path
from annotator.project import editing
from annotator.project.project import Project
project = Project.open(Path(sys.argv[1]), me="Ana", device="desk")
for start in range(3):
    editing.mark(project, "D-a", "quote", [(start, start + 5 + start)])
assert project.flush()
os._exit(0)
"""


def kill_marking(path: Path) -> None:
    code = textwrap.dedent(KILLED)
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=dict(os.environ))
    assert log_of(path).stat().st_size


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A project whose last three marks are in its log alone."""
    path = tmp_path / "p.sqlite"
    make_project(path).close()
    kill_marking(path)
    return path


def span_count(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT count(*) FROM spans").fetchone()
    connection.close()
    return int(count)


def test_a_crashed_project_still_opens_with_its_log(crashed: Path) -> None:
    project = Project.open(crashed, me="Ana")
    assert len(project.open_document("D-a").spans) == 3
    project.close()
    assert span_count(crashed) == 3


def test_so_it_does_when_the_log_was_partly_brought_into_the_file(crashed: Path) -> None:
    """As after a kill in the middle of that: the file is ahead of where the log begins."""
    whole = log_of(crashed).read_bytes()
    Project.open(crashed, me="Ana").close()
    log_of(crashed).write_bytes(whole)
    assert span_count(crashed) == 3
    Project.open(crashed, me="Ana").close()


def test_nothing_new_is_made_where_a_log_was_left(crashed: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.sqlite"
    opened = make_project(good)
    crashed.unlink()
    before = log_of(crashed).read_bytes()
    for write in (
        lambda: create_project(crashed, me="Ana"),
        lambda: back_up_project(good, crashed),
        lambda: make_bundle(good, crashed, FOR, "Ana", Session()),
    ):
        with pytest.raises(Problem) as caught:
            write()
        assert "p.sqlite" in caught.value.happened
        assert not crashed.exists()
        assert log_of(crashed).read_bytes() == before
    copied = start_copy(opened, crashed).wait(20)
    assert copied.problem is not None
    assert "was not closed" in copied.problem.happened
    assert not crashed.exists()
    opened.close()


def test_no_demo_is_made_there_either() -> None:
    log_of(demo_path()).parent.mkdir(parents=True, exist_ok=True)
    log_of(demo_path()).write_bytes(b"marks")
    with pytest.raises(Problem, match=r"demo\.sqlite-wal"):
        demo_project()
    assert not demo_path().exists()


@pytest.mark.parametrize("later", [False, True])
def test_a_backup_put_back_over_a_crashed_project_is_not_mixed_with_its_log(
    tmp_path: Path, later: bool
) -> None:
    """Whether it is of a former state, or went another way since."""
    path, backup = tmp_path / "p.sqlite", tmp_path / "backup.sqlite"
    project = make_project(path)
    back_up_project(path, backup)
    if later:
        elsewhere = Project.open(backup, me="Ana", device="elsewhere")
        editing.mark(elsewhere, "D-a", "claim", [(6, 9)])
        elsewhere.close()
    else:
        editing.mark(project, "D-a", "claim", [(6, 9)])
    project.close()
    kill_marking(path)
    shutil.copyfile(backup, path)
    before, log = path.read_bytes(), log_of(path).read_bytes()
    for look in (lambda: Project.open(path, me="Ana"), lambda: list(check(path))):
        with pytest.raises(Problem) as caught:
            look()
        assert "p.sqlite-wal" in caught.value.happened
        assert "p.sqlite-wal" in caught.value.next_step
        assert path.read_bytes() == before
        assert log_of(path).read_bytes() == log
    log_of(path).rename(tmp_path / "kept")
    opened = Project.open(path, me="Ana")
    assert len(opened.open_document("D-a").spans) == later
    opened.close()


def test_a_new_project_of_another_program_is_not_mixed_with_a_log(
    crashed: Path, tmp_path: Path
) -> None:
    """Moved to where the log lies, by a file manager that knows nothing of logs."""
    make_project(tmp_path / "new.sqlite").close()
    (tmp_path / "new.sqlite").replace(crashed)
    with pytest.raises(Problem, match="does not belong"):
        Project.open(crashed, me="Ana")
    assert log_of(crashed).stat().st_size


def test_a_backup_of_the_very_state_takes_the_log(tmp_path: Path) -> None:
    path, backup = tmp_path / "p.sqlite", tmp_path / "backup.sqlite"
    make_project(path).close()
    back_up_project(path, backup)
    kill_marking(path)
    shutil.copyfile(backup, path)
    opened = Project.open(path, me="Ana")
    assert len(opened.open_document("D-a").spans) == 3
    opened.close()


def test_a_project_without_a_sign_takes_its_log(tmp_path: Path) -> None:
    """As one of an earlier program does, of which nothing is known."""
    path = tmp_path / "p.sqlite"
    make_project(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM project WHERE name = 'log'")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    kill_marking(path)
    opened = Project.open(path, me="Ana")
    assert len(opened.open_document("D-a").spans) == 3
    opened.close()
