"""What became of bundles: out, back, taken over by a later one, or feedback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.app.pages.team_shown import team_rows
from annotator.domain.person import Person
from annotator.project.counting import count_project
from annotator.project.handouts import handouts_of, outstanding, states
from annotator.project.people import require_person
from annotator.project.project import Project
from annotator.project.removal import purge_person
from annotator.project.sharing import assign_documents
from annotator.project.team_overview import Member, Team, team
from annotator.team.assignment import Plan
from tests.project.test_bundling import handed_out, lead
from tests.samples import reopen

__all__ = ["lead"]
FOR, FEEDBACK = "for", "feedback"


def bundles(*given: tuple[str, int, int | None]) -> Any:
    """Return the handouts of Ana, by (purpose, day made, day work came back)."""
    records = []
    for number, (purpose, made, returned) in enumerate(given, 1):
        fields = {"person": "ana", "purpose": purpose, "documents": number, "made": day(made)}
        if returned is not None:
            fields["returned"] = day(returned)
        records.append((f"b{number}", fields))
    return handouts_of(records)["ana"]


def day(number: int) -> str:
    return f"2026-11-{number:02}T10:00:00Z"


@pytest.mark.parametrize(
    ("given", "became", "out", "row"),
    [
        ([(FOR, 1, None)], ["out"], "b1", "not back yet: 1 document since 2026-11-01"),
        ([(FOR, 1, 3)], ["back"], None, "work came back on 2026-11-03"),
        (
            [(FOR, 1, None), (FOR, 2, None)], ["superseded", "out"], "b2",
            "not back yet: 2 documents since 2026-11-02",
        ),
        (
            [(FOR, 1, None), (FEEDBACK, 2, None)], ["out", "feedback"], "b1",
            "not back yet: 1 document since 2026-11-01",
        ),
        (
            [(FOR, 1, 2), (FEEDBACK, 3, None)], ["back", "feedback"], None,
            "got feedback on 2026-11-03",
        ),
        # Work of the first that came before the second was made.
        (
            [(FOR, 1, 2), (FOR, 3, None)], ["back", "out"], "b2",
            "not back yet: 2 documents since 2026-11-03",
        ),
        # The second was merged into the first, from which work is sent back.
        ([(FOR, 1, 4), (FOR, 3, None)], ["back", "back"], None, "work came back on 2026-11-04"),
        ([(FEEDBACK, 1, None)], ["feedback"], None, "got feedback on 2026-11-01"),
    ],
)  # fmt: skip
def test_what_became_of_each(given: Any, became: list[str], out: str | None, row: str) -> None:
    handouts = bundles(*given)
    assert list(states(handouts).values()) == became
    found = outstanding(handouts)
    assert (None if found is None else found.id) == out
    member = Member(Person("ana", "Ana"), 1, {}, tuple(handouts))
    assert team_rows(Team((member,), 1, 0, 0), None)[0].bundle == row


def told(path: Path) -> list[str]:
    return [line.partition(" 20")[0] for line in count_project(path).outstanding()]


def test_info_tells_only_what_is_out_or_came_back_and_feedback_as_such(lead: Path) -> None:
    first = handed_out(lead, FOR, "Ana")
    first.rename(first.with_name("first.sqlite"))
    assert told(lead) == ["Ana has 2 documents since"]
    handed_out(lead, FOR, "Ana")
    handed_out(lead, FEEDBACK, "Ana")
    assert sorted(told(lead)) == ["Ana got feedback on", "Ana has 2 documents since"]
    known = count_project(lead).as_json()["bundles"]
    assert sorted(each["state"] for each in known) == ["feedback", "out", "superseded"]


def test_somebody_who_was_taken_down_has_no_bundle_and_no_documents(lead: Path) -> None:
    project = reopen(lead, "w", me="Lea")
    assign_documents(project, ["Ana", "Benedikta"], Plan(1))
    project.close()
    handed_out(lead, FOR, "Ana")
    project = Project.open(lead)
    assert team(project).unassigned == 0
    purge_person(project, require_person(project, "Ana").id)
    found = team(project)
    assert [each.person.name for each in found.members] == ["Benedikta", "Lea"]
    assert found.unassigned == 1
    project.close()
    assert told(lead) == []
    assert count_project(lead).as_json()["bundles"] == []
