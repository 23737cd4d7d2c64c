"""Projects that open and are damaged further in, and places where nothing can be written."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from random import Random

import pytest

from annotator.domain.problem import Problem
from annotator.paths import seeds
from annotator.project.copying import back_up_project
from annotator.project.creating import create_project
from annotator.project.project import Project
from annotator.project.trouble import problem_of
from tests.journeys.commands import run
from tests.projects import bring, new_project


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A project whose first pages are good and whose tables are not."""
    path = new_project(tmp_path / "p.sqlite")
    bring(path, seeds())
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(Random(1).randbytes(path.stat().st_size // 2))
    return path


@pytest.mark.parametrize("command", ["info", "import", "export"])
def test_a_command_says_that_the_file_is_damaged(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("No.\n")
    more = {"info": (), "import": (text,), "export": (tmp_path / "o.jsonl",)}[command]
    assert run(command, damaged, *more) == 1
    said = capsys.readouterr().err
    assert "damaged: a part of it cannot be read" in said
    assert "Open a backup" in said


def test_opening_says_that_the_file_is_damaged(damaged: Path) -> None:
    with pytest.raises(Problem, match=r"p\.sqlite is damaged"):
        Project.open(damaged)


def test_a_damaged_project_is_no_backup(damaged: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="damaged"):
        back_up_project(damaged, tmp_path / "copy.sqlite")
    assert [each.name for each in tmp_path.glob("*copy*")] == []


def test_check_says_what_to_do(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", damaged) == 1
    assert "Open a backup" in capsys.readouterr().err


def test_a_mistake_of_ours_is_no_damage() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELECT nothing FROM nowhere")
    connection.close()
    assert problem_of(caught.value) is None


def test_a_read_only_file_system_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = new_project(tmp_path / "p.sqlite")

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(Problem, match="cannot be made"):
        create_project(tmp_path / "new.sqlite")
    with pytest.raises(Problem, match="could not be written"):
        back_up_project(project, tmp_path / "copy.sqlite")


def test_a_file_cut_to_fifty_bytes_is_not_said_to_lack_fifty(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(Problem, match="almost all of it is missing"):
        Project.open(path)
