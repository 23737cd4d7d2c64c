from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.project import Project
from tests.projects import bring, exported, faults, new_project, write_lines

JSONL = "annotator-jsonl"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", {"id": "n", "text": "A text."}))
    return path


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_project_is_never_exported_over_itself(project: Path, dry_run: bool) -> None:
    before = exported(project)
    link, hard = project.with_name("link.jsonl"), project.with_name("hard.jsonl")
    link.symlink_to(project)
    hard.hardlink_to(project)
    beside = [project.with_name(f"p.sqlite{ending}") for ending in ("-wal", "-shm")]
    opened = Project.open(project, device="device")
    files = [each.stat().st_ino for each in beside]
    for out in (project, link, hard, *beside, project.with_name("link.jsonl-wal")):
        with pytest.raises(Problem, match="an export would replace it"):
            export(project, out, ExportOptions(JSONL, dry_run=dry_run))
    assert [each.stat().st_ino for each in beside] == files
    opened.close()
    assert exported(project) == before
    assert faults(project) == []


def test_no_other_database_is_replaced(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(Problem, match=r"other\.jsonl is a project or another database"):
        export(project, other, ExportOptions())
    assert other.read_bytes() == before


def test_a_project_in_the_folder_of_an_export_is_not_replaced(project: Path) -> None:
    inside = project.rename(project.with_name("n.txt"))
    before = inside.read_bytes()
    with pytest.raises(Problem, match=r"n\.txt is a project"):
        export(inside, inside.parent, ExportOptions("plain-text"))
    assert inside.read_bytes() == before


def test_an_older_export_is_still_replaced(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl-wal"
    for _ in range(2):
        export(project, out, ExportOptions(JSONL))
    assert out.read_bytes() == exported(project, "annotations")
