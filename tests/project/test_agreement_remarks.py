"""What stands beside figures: marks that are doubled, and alignment that is approximate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.domain.edit import Edit, add
from annotator.project import comparing, editing
from annotator.project.agreement_overview import overview, page_options
from annotator.project.comparing import Agreement, AgreementOptions, agreement, agreement_at_hand
from annotator.project.people import add_person
from annotator.project.progress import Progress
from annotator.project.project import Project
from tests.crowded import crowded
from tests.planned import ANA, TEXT, document, layer, planned

TWICE = "Some marks are there twice, and count once: 2 by ana in a, 2 by ben in 2 documents."
NEARLY = "In d so many marks overlap that they are aligned approximately; "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return crowded(tmp_path / "p.sqlite")


def compared(project: Path, **options: Any) -> Agreement:
    return agreement(project, AgreementOptions(times=0, **options))


def test_who_marked_the_same_twice_is_told_with_every_measure(project: Path) -> None:
    found = compared(project, measures=("strict-f1",))
    assert TWICE in found.warnings
    assert [tuple(each) for each in found.doubled] == [
        ("a", "ana", 2), ("a", "ben", 1), ("d", "ben", 1),
    ]  # fmt: skip


def test_approximate_is_told_where_figures_rest_on_it(project: Path) -> None:
    found = compared(project, measures=("alpha-nominal",))
    assert found.approximate == ["d"]
    assert NEARLY + "figures of values rest on that." in found.warnings
    exact = compared(project, measures=("strict-f1", "overlap-f1"))
    assert (exact.approximate, [each for each in exact.warnings if NEARLY in each]) == ([], [])
    of_values = compared(project, attribute="quote_type")
    assert of_values.approximate == ["d"]


def test_one_person_who_crowds_is_enough_and_others_are_not_meant(project: Path) -> None:
    measures = ("alpha-nominal",)
    assert compared(project, measures=measures, people=("ana", "ben")).approximate == ["d"]
    # Cy has three marks that stand by themselves, so that little hangs together.
    assert compared(project, measures=measures, people=("ben", "cy")).approximate == []


def test_it_is_kept_with_what_was_counted(project: Path) -> None:
    options = AgreementOptions(("alpha-nominal",), times=0)
    first = agreement(project, options)
    kept = agreement_at_hand(project, options)
    assert kept is not None
    assert (kept.approximate, kept.doubled) == (first.approximate, first.doubled)
    assert kept.warnings == first.warnings


def test_the_page_says_what_of_it_rests_on_that(project: Path) -> None:
    warnings = overview(Progress(), project, page_options(0)).agreement.warnings
    assert NEARLY + "who says what and all cases rest on that." in warnings
    assert TWICE in warnings


def test_the_command_says_it_and_json_has_the_places(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", str(project), "--measure", "alpha-nominal", "--json"]) == 0
    out, err = capfd.readouterr()
    said = json.loads(out)
    assert list(said) == ["unit", "rows", "doubled", "approximate"]
    assert said["doubled"][0] == {"document": "a", "person": "ana", "spans": 2}
    assert said["approximate"] == ["d"]
    assert TWICE in " ".join(err.split())
    assert NEARLY in " ".join(err.split())


def test_nothing_is_said_where_there_is_nothing(tmp_path: Path) -> None:
    found = compared(planned(tmp_path / "p.sqlite"), measures=("alpha-nominal",))
    assert (found.doubled, found.approximate) == ([], [])
    assert list(found.as_json()) == ["unit", "rows"]


def finished_by(*people: str) -> list[Any]:
    return [layer(person, ANA) for person in people]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "no document was finished or marked by two people."),
        ({"status": "done"}, "no document was finished by two people."),
        ({"people": ("ana", "cy")}, "only ana has finished or marked anything in what was chosen."),
        ({"people": ("cy", "zoe")}, "nobody has finished or marked anything in what was chosen."),
    ],
)
def test_it_is_never_said_of_one_that_only_they_have_finished_where_others_have(
    tmp_path: Path, options: dict[str, Any], words: str
) -> None:
    path = planned(
        tmp_path / "p.sqlite",
        document("a", *finished_by("ana")),
        document("b", *finished_by("ben"), text=TEXT[:80] + " other"),
    )
    project = Project.open(path)
    for name in ("cy", "zoe"):
        add_person(project, name)
    project.close()
    (warning,) = compared(path, **options).warnings
    assert warning == f"There is nothing to compare: {words}"


def test_what_was_practised_is_told_as_no_part_of_it(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite", document("a", *finished_by("ana", "ben")))
    project = Project.open(path)
    id = project.documents()[0].id
    fields = {"document": id, "person": "ben", "training": True}
    project.apply(Edit("practise", (add("work", "assignment", f"{id}/ben", fields),)))
    project.close()
    (warning,) = compared(path).warnings
    assert "only ana has finished or marked anything; practice does not count." in warning


def test_figures_are_at_hand_until_something_is_written(project: Path) -> None:
    options = page_options(0)
    made = overview(Progress(), project, page_options(10)).agreement
    kept = agreement_at_hand(project, options)
    assert kept is not None
    assert kept.rows == made.rows
    assert kept.doubled == made.doubled
    opened = Project.open(project)
    opened.become("ana")
    editing.mark(opened, opened.documents()[0].id, "claim", ((0, 3),))
    opened.close()
    now = agreement_at_hand(project, options)
    assert now is None or now.rows != made.rows


def test_many_pairs_are_not_summed_up_while_somebody_waits(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = AgreementOptions(("strict-f1",), by=("document",), times=0)
    agreement(project, counted)
    assert agreement_at_hand(project, counted) is not None
    monkeypatch.setattr(comparing, "_SOON", 1)
    assert agreement_at_hand(project, counted) is None
