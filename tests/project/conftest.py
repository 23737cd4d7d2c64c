from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.samples import make_project


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one article, "a" (id D-a), opened by Ana."""
    made = make_project(tmp_path / "p.sqlite")
    yield made
    made.close(lose_unsaved=True)
