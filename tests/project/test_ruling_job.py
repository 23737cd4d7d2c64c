"""Rulings that are made in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import editing
from annotator.project.decision_record import Ruling
from annotator.project.freezing import freeze
from annotator.project.project import Project
from annotator.project.ruling_job import start_rule, start_ruling
from tests.planned import planned
from tests.projects import faults
from tests.reviews import case, gold, opened, review, target


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = opened(planned(tmp_path / "p.sqlite"))
    freeze(made)
    yield made
    made.close(lose_unsaved=True)


def test_it_is_an_edit_as_the_window_makes_it(project: Project) -> None:
    wanted = target(review(project), "b", "missing", "minister")
    state = start_ruling(
        project, [(wanted, Ruling.accept(case(wanted[1]).choices[1]))], "Title out."
    ).wait(60)
    assert state.result == 1
    project.poll()
    (span,) = gold(project, wanted[0].id)
    assert (span.label, span.quote) == ("speaker", ("minister",))
    last = project.reader.edits(1)[0]
    assert (last.via, last.person) == ("window", "ana")
    assert faults(project.path) == []


def test_what_has_changed_since_it_was_shown_is_not_ruled_on(project: Project) -> None:
    found = review(project)
    two = [target(found, "b", "missing", words) for words in ("minister", "They lost")]
    document = two[0][0].id
    members = dict(case(two[0][1]).members)
    editing.relabel(project, document, [members["ana"]], "claim")
    rulings = [(each, Ruling.none()) for each in two]
    state = start_ruling(project, rulings, "").wait(60)
    assert state.problem is not None
    assert "have changed" in state.problem.happened
    project.poll()
    assert gold(project, document) == []
    assert not any(each.thread.rulings for _doc, each in review(project).judged())


def test_a_rule_decides_what_it_decides_in_the_window(project: Project) -> None:
    agreed = [each for _doc, each in review(project).judged() if case(each).unanimous]
    assert start_rule(project, "unanimous", "").wait(60).result == len(agreed)
    project.poll()
    assert all(each.settled for _doc, each in review(project).judged() if case(each).unanimous)
