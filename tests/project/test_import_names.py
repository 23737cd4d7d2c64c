"""What files are called in a project: nothing tells where they lay on somebody's computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles_saved import zipped
from tests.projects import bring, documents_of, exported, new_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def _article(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Of {path.name} in {path.parent.name}.\n", "utf-8")
    return path


def _names(project: Path) -> dict[str, str]:
    return {each["id"]: each["source"]["name"] for each in documents_of(exported(project))}


def test_files_of_several_folders_have_their_names_only(project: Path, tmp_path: Path) -> None:
    files = [_article(tmp_path / "home/eva/a.txt"), _article(tmp_path / "mnt/secret/b.txt")]
    report = bring(project, *files)
    assert _names(project) == {"a": "a.txt", "b": "b.txt"}
    assert [each.file for each in report.detected] == ["a.txt", "b.txt"]


def test_folders_are_named_only_where_they_tell_files_apart(project: Path, tmp_path: Path) -> None:
    same = [_article(tmp_path / "in/one/a.txt"), _article(tmp_path / "in/two/a.txt")]
    bring(project, *same, _article(tmp_path / "elsewhere/b.txt"))
    assert _names(project) == {"one/a": "one/a.txt", "two/a": "two/a.txt", "b": "b.txt"}


def test_a_folder_and_an_archive_name_what_is_in_them(project: Path, tmp_path: Path) -> None:
    _article(tmp_path / "news/2026/a.txt")
    (tmp_path / "x.zip").write_bytes(zipped({"in/c.txt": "See."}))
    bring(project, tmp_path / "news", tmp_path / "x.zip")
    assert _names(project) == {"a": "2026/a.txt", "c": "x.zip/in/c.txt"}
