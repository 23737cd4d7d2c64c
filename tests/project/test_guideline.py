from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.domain.problem import Problem
from annotator.project import history
from annotator.project.guideline import (
    LONGEST,
    Guideline,
    guideline,
    versions,
    write_guideline,
)
from annotator.project.project import Project, create_project
from tests.projects import bring, exported, faults, new_project, write_lines


@pytest.fixture
def project(tmp_path: Path) -> Any:
    opened = create_project(tmp_path / "p.sqlite", me="Lea")
    yield opened
    opened.close()


def test_every_writing_is_a_version(project: Project) -> None:
    assert guideline(project) == Guideline(0, "")
    assert write_guideline(project, "# One\r\n") == Guideline(1, "# One\n")
    assert write_guideline(project, "# Two\n").version == 2
    assert guideline(project) == Guideline(2, "# Two\n")
    # What one is writing stays the same version, and nothing new is none.
    assert write_guideline(project, "# Two, more\n", version=2).version == 2
    assert write_guideline(project, "# Two, more\n").version == 2
    assert [version for version, _when in versions(project)] == [1, 2]


def test_it_is_undone_like_any_edit_and_no_version_is_used_twice(project: Project) -> None:
    write_guideline(project, "one")
    write_guideline(project, "two")
    assert history.undo_name(project) == "write version 2 of the guideline"
    history.undo(project)
    assert guideline(project) == Guideline(1, "one")
    assert write_guideline(project, "three") == Guideline(3, "three")


def test_what_is_far_too_long_changes_nothing(project: Project) -> None:
    write_guideline(project, "one")
    with pytest.raises(Problem, match="cannot have"):
        write_guideline(project, "x" * (LONGEST + 1))
    assert guideline(project).text == "one"


def test_by_command(tmp_path: Path, capfd: Any) -> None:
    project = new_project(tmp_path / "p.sqlite", me="Lea")
    assert main(["guideline", str(project), "show"]) == 0
    assert "no guideline yet" in capfd.readouterr().out
    file = tmp_path / "g.md"
    file.write_bytes("\ufeff# Claim\n\nR1: Überall.\n\nR1: Nowhere.\n".encode())
    assert main(["guideline", str(project), "set", str(file), "--me", "Lea"]) == 0
    out, err = capfd.readouterr()
    assert out == "The guideline has version 1, with 1 rule.\n"
    assert "the number R1" in err
    assert main(["guideline", str(project), "set", str(file)]) == 0
    assert "version 1 as before" in capfd.readouterr().out
    assert main(["guideline", str(project), "show", "--json"]) == 0
    said = json.loads(capfd.readouterr().out)
    assert (said["version"], said["text"][:7]) == (1, "# Claim")
    assert main(["guideline", str(project), "show"]) == 0
    assert "Überall" in capfd.readouterr().out
    with closing(sqlite3.connect(project)) as connection:
        rows = connection.execute("SELECT count(*) FROM journal WHERE stream = 'guideline'")
        assert rows.fetchone() == (1,)
    assert faults(project) == []


def test_who_numbers_paragraphs_is_told_how_a_rule_is_written(tmp_path: Path, capfd: Any) -> None:
    project = new_project(tmp_path / "p.sqlite", me="Lea")
    file = tmp_path / "g.md"
    for text, told in (("1. Mark all.\n2. Mark some.", True), ("R1: Mark all.", False)):
        file.write_text(text, encoding="utf-8")
        assert main(["guideline", str(project), "set", str(file), "--me", "Lea"]) == 0
        assert ("“R1: Leave out the closing stop.”" in capfd.readouterr().err) is told


def test_wrong_words(tmp_path: Path, capfd: Any) -> None:
    project = new_project(tmp_path / "p.sqlite", me="Lea")
    assert main(["guideline", str(project), "set"]) == 2
    assert main(["guideline", str(project), "show", "x.md"]) == 2
    assert main(["guideline", str(project), "set", str(tmp_path / "none.md")]) == 1
    assert "cannot be read" in capfd.readouterr().err
    latin = tmp_path / "latin.md"
    latin.write_bytes("Über".encode("latin-1"))
    assert main(["guideline", str(project), "set", str(latin)]) == 1
    assert "not UTF-8" in capfd.readouterr().err


def test_it_travels_with_an_export(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite", me="Lea")
    bring(project, write_lines(tmp_path / "d.jsonl", {"annotator": 1}, {"id": "a", "text": "x"}))
    opened = Project.open(project)
    write_guideline(opened, "# Quote")
    opened.close()
    head = json.loads(exported(project).splitlines()[0])
    assert head["guideline"] == {"version": 1, "text": "# Quote"}
