from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.project import editing
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.freezing import freeze, freeze_once, frozen, measured
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.storage.connection import open_to_read
from tests.planned import planned
from tests.projects import bring, faults, new_project, write_lines


def test_frozen_figures_stay_while_people_go_on(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    project = Project.open(path, me="ana", clock=lambda: "2026-11-27T10:00:00Z")
    kept = freeze_once(project)
    (document,) = [each.id for each in project.documents() if each.key == "b"]
    editing.mark(project, document, "claim", ((0, 5),))
    assert freeze_once(project) == kept
    project.settle()
    (before,) = [
        row for row in kept.rows
        if row.measure == "strict-f1" and row.label is row.pair is None
    ]  # fmt: skip
    assert before.value != agreement(path, AgreementOptions(("strict-f1",))).rows[0].value
    assert (kept.person, kept.created) == ("ana", "2026-11-27T10:00:00Z")
    project.close()


def test_they_are_journalled_and_outlast_a_restart(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    project = Project.open(path, me="ana")
    kept = freeze(project)
    again = freeze(project)
    project.close()
    assert faults(path) == []
    project = Project.open(path)
    assert {each.id for each in frozen(project)} == {kept.id, again.id}
    assert frozen(project)[0].rows == kept.rows
    assert {row.attribute for row in kept.rows} > {None, "quote_type"}
    project.close()


@pytest.mark.parametrize("people", [("ana",), ("ana", "ben")])
def test_two_who_found_nothing_can_be_compared(tmp_path: Path, people: tuple[str, ...]) -> None:
    path = new_project(tmp_path / "p.sqlite")
    layers = [{"person": each, "status": "done", "spans": []} for each in people]
    line = {"id": "a", "text": "Nothing is here.", "layers": layers}
    bring(path, write_lines(tmp_path / "f.jsonl", line))
    with closing(open_to_read(path)) as opened, closing(opened.another()) as connection:
        found = measured(connection, Progress())
    if len(people) == 1:
        assert found is None
        return
    assert found is not None
    (row,) = [row for row in found.rows if row.measure == "strict-f1" and row.label is None]
    assert (row.value, row.documents) == (None, 1)
