"""Exports in other programs' formats, through a project: companions, folders, what is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.formats import format as format_module
from annotator.formats.registry import formats
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.progress import Cancelled, Progress
from tests.projects import bring, faults, new_project, write_lines
from tests.rich_content import rich

BOTH = [f.name for f in formats() if f.reads and f.writes and f.missing() is None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", *rich()))
    return path


def _out(folder: Path, name: str) -> Path:
    (format,) = [each for each in formats() if each.name == name]
    return folder / ("out" if format.many_files else f"out{format.suffixes[0]}")


@pytest.mark.parametrize("name", BOTH)
def test_every_format_comes_back_into_a_sound_project(
    project: Path, tmp_path: Path, name: str
) -> None:
    out = _out(tmp_path, name)
    options = ExportOptions(name, layer="all")
    planned = export(project, out, ExportOptions(name, layer="all", dry_run=True))
    assert not out.exists()
    done = export(project, out, options)
    assert planned.losses == done.losses
    other = new_project(tmp_path / "q.sqlite")
    report = bring(other, out, prefix="j", me="Lea")
    assert report.documents == 4
    assert report.duplicates == 0
    assert faults(other) == []


@pytest.mark.parametrize("name", ["brat", "xmi", "label-studio", "csv"])
def test_a_cancelled_export_leaves_nothing(project: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    stopped = Progress(cancelled=lambda: True)
    with pytest.raises(Cancelled):
        export(project, _out(folder, name), ExportOptions(name), stopped)
    assert list(folder.iterdir()) == []


def test_companions_are_counted_and_named_after_the_file(project: Path, tmp_path: Path) -> None:
    report = export(project, tmp_path / "news.csv", ExportOptions())
    assert report.files == 3
    names = {path.name for path in tmp_path.glob("news*")}
    assert names == {"news.csv", "news.documents.csv", "news.relations.csv"}


def test_a_split_folder_format_has_three_folders(project: Path, tmp_path: Path) -> None:
    export(project, tmp_path / "out", ExportOptions("brat", split="50/25/25"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["dev", "test", "train"]


def test_a_missing_library_is_a_problem_that_says_what_to_install(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> Any:
        return None if name == "pyarrow" else importlib.util.find_spec(name)

    monkeypatch.setattr(format_module, "find_spec", without)
    with pytest.raises(Problem, match="needs pyarrow") as raised:
        export(project, tmp_path / "x.parquet", ExportOptions())
    assert "annotator-desktop[parquet]" in raised.value.next_step
    (tmp_path / "y.parquet").write_bytes(b"PAR1")
    with pytest.raises(Problem, match="needs pyarrow"):
        bring(project, tmp_path / "y.parquet", me="Lea")


def test_an_import_says_how_it_understood_a_file(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(project, out, ExportOptions("brat"))
    report = bring(new_project(tmp_path / "q.sqlite"), out, me="Lea", dry_run=True)
    (said,) = report.detected
    assert (said.format, said.unit) == ("brat", "codepoint")
    assert said.matched == said.quotes > 10
    assert f"quotes matched: {said.matched} of {said.matched}" in str(said)
    assert report.as_json()["detected"][0]["format"] == "brat"
