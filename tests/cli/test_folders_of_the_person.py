"""Folders of the person that cannot be made: the settings are optional, the device id is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


@pytest.fixture
def unusable(tmp_path: Path) -> str:
    """A folder that cannot be made, for root neither: it would lie in a file."""
    (tmp_path / "file").write_text("")
    return str(tmp_path / "file" / "folder")


def test_not_being_remembered_is_a_warning(
    tmp_path: Path,
    unusable: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ANNOTATOR_SETTINGS", unusable)
    assert run("new", tmp_path / "p.sqlite", "--me", "Ana", "--json") == 0
    said = json.loads(capfd.readouterr().out)
    assert said["me"] == "ana"
    assert "could not be kept who you are" in said["warnings"][0]
    assert run("new", tmp_path / "q.sqlite", "--me", "Ana") == 0
    assert capfd.readouterr().err.startswith("It could not be kept who you are: ")
    (tmp_path / "a.txt").write_text("Somebody said something.")
    assert run("import", tmp_path / "p.sqlite", tmp_path / "a.txt", "--me", "ana") == 0
    assert "It could not be kept who you are" in capfd.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_a_problem(
    tmp_path: Path,
    unusable: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", unusable)
    for command in (("new", tmp_path / "p.sqlite", "--me", "Ana"), ("demo",)):
        assert run(*command) == 1
        happened, safe, next_step = capfd.readouterr().err.splitlines()
        assert "data folder" in happened
        assert safe == "Nothing was changed."
        assert "ANNOTATOR_DATA" in next_step
    assert list(tmp_path.glob("*.sqlite")) == []
