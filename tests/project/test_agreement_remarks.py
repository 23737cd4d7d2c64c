"""What stands beside figures: marks that are doubled, and alignment that is approximate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.project.agreement_overview import overview, page_options
from annotator.project.comparing import Agreement, AgreementOptions, agreement, agreement_at_hand
from annotator.project.progress import Progress
from tests.crowded import crowded
from tests.planned import planned

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
