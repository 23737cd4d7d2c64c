"""What is typed wrong, may not be read, or has no screen to be shown on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from annotator import __main__
from annotator.__main__ import main
from annotator.storage import peeking
from tests.projects import new_project

COMMANDS_ON_A_PROJECT = (["info"], ["check"], ["export", "o.jsonl"], ["backup", "b.sqlite"])


@pytest.mark.parametrize("command", [*COMMANDS_ON_A_PROJECT, ["import", "{itself}"]])
def test_a_project_that_may_not_be_read_is_a_problem(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    project = new_project(tmp_path / "p.sqlite")
    monkeypatch.chdir(tmp_path)
    access = os.access

    def refused(path: Path, count: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # As for a file of mode 000; a superuser may read even that.
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: mode != os.R_OK and access(path, mode, **more)
    )
    monkeypatch.setattr(peeking, "first_bytes", refused)
    name, *rest = command
    given = [each.format(itself=project) for each in rest]
    assert main([name, str(project), *given]) == 1
    assert len(capsys.readouterr().err.splitlines()) >= 3


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("exprot", "export"),
        ("infos", "info"),
    ],
)
def test_a_mistyped_command_is_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    word: str,
    near: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([word]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"The nearest command is “{near}”" in said.err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The projects that a window was opened with."""
    from annotator.app import application

    found: list[Path | None] = []
    # The window turns it on again when it stands.
    monkeypatch.setattr(__main__.gc, "disable", lambda: None)
    monkeypatch.setattr(application, "run", lambda project, document: found.append(project) or 0)
    return found


def test_what_may_be_a_project_goes_to_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path | None]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there").touch()
    words = ["there", "exprot.sqlite", "./exprot"]
    assert [main([word]) for word in words] == [0, 0, 0]
    assert opened == [Path(word) for word in words]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
def test_without_a_screen_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    opened: list[Path | None],
) -> None:
    for name in __main__._SCREENS:
        monkeypatch.delenv(name, raising=False)
    assert main(["p.sqlite"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("There is no screen on which the window could be shown.\n")
    assert opened == []
    for name in __main__._SCREENS:
        with monkeypatch.context() as patch:
            patch.setenv(name, "offscreen")
            assert main(["p.sqlite"]) == 0
    assert len(opened) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_paths_that_are_no_text_are_said_nevertheless(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.sqlite")
    out = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jsonl")
    for arguments in (["new", project], ["export", project, out], ["check", project]):
        assert main(arguments) == 0
        assert "caf\ufffd." in capfd.readouterr().out
    assert main(["info", project, "--json"]) == 0
    assert "caf\ufffd" in capfd.readouterr().out


def test_a_word_that_is_near_no_command_gets_no_bad_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["frobnicate"]) == 2
    said = capsys.readouterr().err
    assert "nearest" not in said
    assert "“annotator --help” lists all commands" in said


def test_a_backup_onto_a_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = new_project(tmp_path / "p.sqlite")
    (tmp_path / "folder").mkdir()
    assert main(["backup", str(project), str(tmp_path / "folder")]) == 1
    assert "folder is a folder" in capsys.readouterr().err


def test_a_split_export_needs_no_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = new_project(tmp_path / "p.sqlite")
    (tmp_path / "a.txt").write_text("No.\n")
    assert main(["import", str(project), str(tmp_path / "a.txt")]) == 0
    out = tmp_path / "parts"
    assert main(["export", str(project), str(out), "--split", "80/10/10", "--json"]) == 0
    assert '"files":' in capsys.readouterr().out
    assert (out / "train.jsonl").is_file()
