"""What people did with suggestions, and the spans behind each of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.compare.cases import MOST
from annotator.domain.span import Span
from annotator.project import editing, history, suggestions
from annotator.project.agreement_overview import Filter, overview, page_options
from annotator.project.agreement_people import (
    COMPARED,
    FINISHED,
    NOBODY,
    TAKEN,
    TIMED,
    Progressed,
    Suggested,
)
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.timing import add_seconds
from tests.planned import KYIV, LOST, MINSK, QUOTE, document, layer, planned
from tests.projects import faults


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", None, "new"), layer("ben", [(QUOTE, "quote")])),
        document("b", layer("ana", None, "new"), text="Another one, said in Kyiv."),
    )
    made = Project.open(path)
    made.become("ana")
    yield made
    made.close(lose_unsaved=True)


def people(project: Project, chosen: Filter | None = None) -> dict[str, Progressed]:
    assert project.flush()
    options = page_options(0, chosen or Filter())
    return {each.person: each for each in overview(Progress(), project.path, options).people}


def suggest(id: str, place: tuple[int, int], label: str) -> Span:
    return Span(id, label, (place,), (), {}, origin="names")


def test_what_was_taken_is_told_from_what_was_changed_and_refused(project: Project) -> None:
    first = project.documents()[0].id
    kept = suggestions.accept(project, first, suggest("s1", QUOTE, "quote"))
    moved = suggestions.accept(project, first, suggest("s2", LOST, "quote"))
    relabelled = suggestions.accept(project, first, suggest("s3", KYIV, "location"))
    suggestions.accept(project, first, suggest("s4", (15, 27), "location"), "speaker")
    gone = suggestions.accept(project, first, suggest("s5", MINSK, "location"))
    suggestions.dismiss(project, first, suggest("s6", (0, 3), "claim"))
    editing.mark(project, first, "claim", [(5, 9)])
    assert people(project)["ana"].suggested == Suggested(4, 1, 1)
    editing.move(project, first, moved.id, [(LOST[0], LOST[1] - 1)])
    editing.relabel(project, first, [relabelled.id], "speaker")
    editing.delete(project, first, [gone.id])
    editing.set_uncertain(project, first, [kept.id], True)
    found = people(project)["ana"]
    assert found.suggested == Suggested(as_they_are=1, changed=3, refused=2)
    assert found.suggested.share == 1 / 6
    own = found.own[TAKEN]
    assert own.total == 1
    (case,) = own.cases
    assert (case.document, case.pair, case.other) == (first, ("ana", NOBODY), None)
    assert case.one is not None
    assert case.one.id == kept.id
    # Taking a change back takes back that it was one.
    for _ in range(3):
        history.undo(project)
    assert people(project)["ana"].suggested == Suggested(3, 2, 1)
    assert faults(project.path) == []


def test_nobody_without_suggestions_has_a_share(project: Project) -> None:
    ben = people(project)["ben"]
    assert (ben.suggested, ben.suggested.share) == (Suggested(), None)
    assert ben.own[TAKEN].total == 0


def test_every_number_of_a_person_has_its_spans(project: Project) -> None:
    first, second = (each.id for each in project.documents())
    for place in (QUOTE, LOST):
        editing.mark(project, first, "quote", [place])
    editing.mark(project, second, "claim", [(0, 7)])
    editing.set_status(project, second, "done")
    add_seconds(project, first, 90)
    ana = people(project)["ana"]
    listed = {which: [case.document for case in own.cases] for which, own in ana.own.items()}
    assert listed == {
        FINISHED: [second], TIMED: [first, first], COMPARED: [first, first], TAKEN: [],
    }  # fmt: skip
    assert (ana.done, ana.standing.spans) == (1, ana.own[COMPARED].total)
    assert ana.pace == 2 / (90 / 3600)


def test_only_some_of_very_many_are_listed(tmp_path: Path) -> None:
    text = "word " * (MOST + 50)
    marks: list[Any] = [((5 * n, 5 * n + 4), "claim") for n in range(MOST + 50)]
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", marks), text=text))
    (ana,) = overview(Progress(), path, page_options(0)).people
    assert (ana.own[FINISHED].total, len(ana.own[FINISHED].cases)) == (MOST + 50, MOST)


def test_only_those_who_were_chosen_are_told(project: Project) -> None:
    editing.mark(project, project.documents()[0].id, "claim", [(0, 3)])
    assert list(people(project, Filter(people=("ben",)))) == ["ben"]
    assert people(project, Filter(week="1999-W01")) == {}
