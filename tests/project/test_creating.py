from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project.project import Project, create_project


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"me": " "}, "A person needs a name"),
        ({"me": ""}, "A person needs a name"),
        ({"schema": {}}, "it has no “labels”"),
        ({"schema": {"labels": 5}}, "the “labels” are not a list"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(tmp_path: Path, given: dict, words: str) -> None:
    with pytest.raises(Problem, match=words):
        create_project(tmp_path / "p.sqlite", device="desk", **given)
    assert list(tmp_path.glob("*p.sqlite*")) == []


def test_an_error_on_the_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def become(project: Project, name: str) -> None:
        raise Problem("The settings cannot be written.", "", "")

    path = tmp_path / "p.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(Project, "become", become)
        with pytest.raises(Problem, match="settings"):
            create_project(path, me="Ana", device="desk")
    assert list(tmp_path.glob("*p.sqlite*")) == []
    create_project(path, me="Ana", device="desk").close()
    with pytest.raises(Problem, match="already is a file"):
        create_project(path, device="desk")
    assert path.exists()
