"""Two versions of the guideline, and what cites its rules, read from the project file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.guideline_changes import ADDED, SAME, TAKEN_OUT
from annotator.project import commenting, history
from annotator.project.decision_record import Ruling
from annotator.project.guideline import write_guideline
from annotator.project.guideline_versions import (
    Citations,
    citations,
    start_citations,
    start_comparison,
)
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.reviewing import decide
from tests.planned import planned
from tests.projects import bring, new_project, write_lines
from tests.reviews import opened, review, target


@pytest.fixture
def project(tmp_path: Path) -> Any:
    path = new_project(tmp_path / "p.sqlite", me="Lea")
    bring(path, write_lines(tmp_path / "d.jsonl", {"annotator": 1}, {"id": "a", "text": "x y"}))
    made = Project.open(path)
    yield made
    made.close()


def compared(project: Project, old: str | None = None, new: str | None = None) -> Any:
    return start_comparison(project, old, new).wait().result


def test_by_default_the_two_newest_are_compared(project: Project) -> None:
    assert compared(project).versions == ()
    write_guideline(project, "R1: one")
    alone = compared(project)
    assert ([each.name for each in alone.versions], alone.old) == (["1"], None)
    write_guideline(project, "R1: one\n\nR2: two")
    write_guideline(project, "R2: two")
    found = compared(project)
    assert (found.old, found.new) == ("2", "3")
    assert [each.kind for each in found.passages] == [TAKEN_OUT, SAME]
    found = compared(project, "1", "2")
    assert [each.kind for each in found.passages] == [SAME, ADDED]
    # A version that there is not is answered with the default.
    assert (compared(project, "9", "9").old, compared(project, "9", "9").new) == ("2", "3")


def test_a_version_is_its_last_writing_and_stays_when_taken_back(project: Project) -> None:
    write_guideline(project, "R1: one")
    write_guideline(project, "R1: tw")
    write_guideline(project, "R1: two", version=2)
    history.undo(project)
    history.undo(project)
    write_guideline(project, "R1: three")
    found = compared(project)
    assert [each.name for each in found.versions] == ["1", "2", "3"]
    words = "".join(piece.words for piece in compared(project, "1", "3").passages[0].pieces)
    assert "one" in words
    assert "three" in words


def test_comments_are_counted_once_for_each_rule(project: Project) -> None:
    document = project.documents()[0].id
    for words in ("R1 and R1", "see R12, #claim", "Nothing of BR1 or x#claim", "R1!"):
        commenting.comment(project, document, None, words)
    found = start_citations(project).wait().result.times
    assert found == {
        "R1": Citations(2, 0), "R12": Citations(1, 0), "#claim": Citations(1, 0),
    }  # fmt: skip


def test_reasons_of_decisions_are_counted_too(tmp_path: Path) -> None:
    lead = opened(planned(tmp_path / "planned.sqlite"))
    wanted = target(review(lead), "b", "missing", "They lost")
    decide(lead, [(wanted, Ruling.none())], "R7 Inside a quote, mark the claim. See #claim")
    assert lead.flush()
    found = citations(Progress(), lead.path).times
    assert found == {"R7": Citations(0, 1), "#claim": Citations(0, 1)}
    lead.close()
