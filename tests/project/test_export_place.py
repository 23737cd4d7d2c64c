from __future__ import annotations

import os
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


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_one_and_its_file_is_written(
    project: Path, tmp_path: Path, there: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file, link = elsewhere / "data.txt", tmp_path / "link.jsonl"
    if there:
        file.write_text("before\n", "utf-8")
    link.symlink_to(file)
    report = export(project, link, ExportOptions(card=True))
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith('{"annotator":1')
    assert report.out == file
    assert report.card == elsewhere / "data.txt.card.md"
    assert sorted(each.name for each in elsewhere.iterdir()) == ["data.txt", "data.txt.card.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_pipe_or_a_device_is_not_replaced(project: Path, tmp_path: Path, dry_run: bool) -> None:
    pipe, link = tmp_path / "pipe.jsonl", tmp_path / "link.jsonl"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for out in (pipe, link):
        with pytest.raises(Problem, match="is no file but a device") as caught:
            export(project, out, ExportOptions(dry_run=dry_run))
        assert caught.value.safe == "Nothing was written."
    assert pipe.is_fifo()


def test_links_that_go_round_in_a_circle_are_said(project: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(Problem) as caught:
        export(project, one, ExportOptions())
    assert "one.jsonl" in caught.value.happened
