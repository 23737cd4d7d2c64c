from __future__ import annotations

from pathlib import Path

from annotator.project import editing
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.freezing import freeze, freeze_once, frozen
from annotator.project.project import Project
from tests.planned import planned
from tests.projects import faults


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
