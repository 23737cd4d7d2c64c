"""Names that are no text, and what lies in a folder without being a file."""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import import_files
from tests.projects import bring, documents_of, exported, faults, new_project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.txt").write_text("A good text.", encoding="utf-8")
    return made


def test_a_name_that_is_not_utf_8_is_kept_readable(project: Path, folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    odd.write_text("Un café.", encoding="utf-8")
    report = bring(project, folder)
    assert [(each.kind, each.file) for each in report.findings] == [("name", "caf\ufffd.txt")]
    json.dumps(report.as_json(), ensure_ascii=False).encode()
    found = [(each["id"], each["source"]["name"]) for each in documents_of(exported(project))]
    assert found == [("caf\ufffd", "caf\ufffd.txt"), ("good", "good.txt")]
    assert bring(project, odd, prefix="j").duplicates == 1
    assert faults(project) == []


def test_a_folder_whose_name_is_not_utf_8(project: Path, folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + b"\xe9"))
    folder.rename(odd)
    assert bring(project, odd).documents == 1
    (odd / "good.txt").write_bytes(b"")
    with pytest.raises(Problem) as caught:
        bring(project, odd)
    str(caught.value).encode()
    with pytest.raises(Problem, match="no file or folder") as caught:
        bring(project, odd / odd.name)
    str(caught.value).encode()


def test_what_is_no_ordinary_file_is_passed_over(project: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(os.path.relpath(folder / "socket.txt"))
    listening.close()
    (folder / "zero.txt").symlink_to("/dev/zero")
    report = bring(project, folder)
    assert report.documents == 1
    assert [(each.kind, each.file) for each in report.findings] == [
        ("not-a-file", "pipe.txt"),
        ("not-a-file", "socket.txt"),
        ("not-a-file", "zero.txt"),
    ]
    with pytest.raises(Problem, match="no ordinary file"):
        bring(project, folder / "pipe.txt")


def test_a_folder_that_may_not_be_read_is_said(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shut").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(import_files.os, "scandir", scandir)
    report = bring(project, folder)
    assert report.documents == 1
    assert [str(each) for each in report.findings] == [
        "in/shut: The folder cannot be read: Permission denied. It was left out."
    ]


def test_a_path_that_may_not_be_looked_at(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exists(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", exists)
    with pytest.raises(Problem, match="Permission denied"):
        import_files.find_files([folder / "good.txt"])


def test_no_folder_for_temporary_files_is_a_problem(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "nowhere"))
    with pytest.raises(Problem, match="temporary files cannot be written to: No such file"):
        bring(project, folder)
