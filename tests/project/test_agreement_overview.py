from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.compare.cases import DOCUMENT, LABELS
from annotator.project import editing
from annotator.project.agreement_overview import (
    MEASURES,
    overview,
    page_options,
    start_overview,
    week_of,
)
from annotator.project.agreement_people import COMPARED
from annotator.project.agreement_text import as_csv, as_markdown, shown
from annotator.project.case_texts import with_texts
from annotator.project.comparing import AgreementOptions, agreement, agreement_at_hand
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from annotator.project.sharing import assign_documents
from annotator.project.timing import add_seconds
from annotator.team.assignment import Plan
from tests.planned import ANA, LOST, MINSK, document, layer, planned
from tests.project.test_comparing import many


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return planned(tmp_path / "p.sqlite")


def made(project: Path, times: int = 0) -> Any:
    return overview(Progress(), project, page_options(times))


def test_figures_are_those_of_the_command(tmp_path: Path, capfd: Any) -> None:
    project = many(tmp_path / "p.sqlite")
    words = ["--measure", ",".join(MEASURES), "--by", "label,pair", "--json"]
    assert main(["agreement", str(project), *words]) == 0
    said = json.loads(capfd.readouterr().out)
    found = overview(Progress(), project, page_options(1000)).agreement
    assert json.loads(json.dumps(found.as_json())) == said
    assert any(row["low"] is not None for row in said["rows"])


def test_figures_at_hand_are_the_same_once_they_were_counted(tmp_path: Path) -> None:
    project = many(tmp_path / "p.sqlite")
    options = page_options(0)
    assert agreement_at_hand(project, options) is None
    counted = agreement(project, options)
    at_hand = agreement_at_hand(project, options)
    assert at_hand is not None
    assert at_hand.rows == counted.rows
    opened = Project.open(project, me="ben")
    editing.mark(opened, opened.documents()[0].id, "claim", ((0, 5),))
    opened.close()
    assert agreement_at_hand(project, options) is None


def test_another_process_makes_the_same(project: Path) -> None:
    job = start_overview(project, page_options(0))
    state = job.wait(60)
    assert state.result is not None
    assert state.result == made(project)


def test_the_cases_are_as_planned(project: Path) -> None:
    gathered = made(project).gathered
    pair = ("ana", "ben")
    assert gathered.counts[LABELS, pair, "location", "speaker"] == 1
    assert gathered.counts[LABELS, pair, "quote", None] == 1
    assert gathered.counts[LABELS, pair, "quote", "quote"] == 2
    (key,) = [key for key in gathered.counts if key[0] == DOCUMENT]
    cases = with_texts(project, gathered.some([(LABELS, pair, "location", "speaker")]))
    assert [(each.words, each.before[-3:], each.after[:2]) for each in cases] == [
        ("Kyiv", "in ", ". ")
    ]
    assert key[1] == cases[0].case.document


def test_marks_in_an_excluded_region_are_nowhere(tmp_path: Path) -> None:
    """What both did alike stands; what each did in the region is no mark, no case, no dispute."""
    marks = {"ana": [*ANA, (MINSK, "location")], "ben": [*ANA, (LOST, "claim")]}
    path = planned(
        tmp_path / "p.sqlite",
        document("a", *(layer(*each) for each in marks.items()), excluded=[[41, 80]]),
    )
    found = made(path)
    assert {row.value for row in found.agreement.rows if not row.label} == {1}
    assert {row.spans for row in found.agreement.rows if not row.label} == {6}
    assert sum(n for key, n in found.gathered.counts.items() if key[0] == LABELS) == 3
    assert found.disputed == []
    for person in found.people:
        own = person.own[COMPARED]
        assert person.standing.spans == own.total == len(own.cases) == 3


def test_disputed_documents_come_with_their_cases(project: Path) -> None:
    (disputed,) = made(project).disputed
    assert disputed.key == "b"
    # ana and ben: a boundary, a label, one missing; cy misses four of ana's and three of ben's.
    assert disputed.cases == 3 + 4 + 3
    assert disputed.value == pytest.approx(2 * 1 / (7 + 4 + 3))


def test_people_with_what_they_finished_and_how_fast(project: Path) -> None:
    opened = Project.open(project, me="ana")
    for each in opened.documents():
        if each.key in "ab":
            add_seconds(opened, each.id, 1800)
    assign_documents(opened, ["ana", "ben", "dora"], Plan(overlap=3))
    opened.close()
    people = {each.person: each for each in made(project).people}
    # Three marks in a, four in b, in an hour; c has no time on record.
    assert (people["ana"].done, people["ana"].of, people["ana"].pace) == (3, 3, 7)
    assert (people["ben"].done, people["ben"].pace) == (2, None)
    assert (people["cy"].done, people["cy"].of) == (1, 3)
    assert (people["dora"].done, people["dora"].of, people["dora"].standing.value) == (0, 3, None)
    assert people["cy"].standing.value == 0


def test_weeks_and_versions_of_the_guideline(tmp_path: Path) -> None:
    def dated(person: str, when: str) -> dict[str, Any]:
        found = layer(person, [((0, 5), "quote")])
        for span in found["spans"]:
            span["created"] = when
        return found

    project = planned(
        tmp_path / "p.sqlite",
        *(
            document(f"d{n}", dated("ana", when), dated("ben", when), text=f"Some words {n}")
            for n, when in enumerate(("2026-11-02T10:00:00Z", "2026-11-11T10:00:00Z"))
        ),
        document("none", layer("ana", []), layer("ben", []), text="Nothing here"),
    )
    found = made(project)
    assert [each.group for each in found.weeks if each.row.label is None] == [
        "2026-W45", "2026-W46",
    ]  # fmt: skip
    assert {each.group for each in found.versions} == {"000"}
    assert found.undated == 1
    assert week_of("2026-01-01T00:00:00Z") == "2026-W01"


@pytest.mark.parametrize("people", [0, 1])
def test_nobody_to_compare(tmp_path: Path, people: int) -> None:
    layers = [layer("ana", [((0, 5), "quote")])] * people
    found = made(planned(tmp_path / "p.sqlite", document("a", *layers)))
    assert found.gathered.counts == {}
    assert found.disputed == found.weeks == []
    assert "nothing to compare" in found.agreement.warnings[0]


def test_it_can_be_stopped(project: Path) -> None:
    with pytest.raises(Cancelled):
        overview(Progress(cancelled=lambda: True), project, page_options(0))


def test_csv_has_every_digit(project: Path) -> None:
    rows = agreement(project, AgreementOptions(("strict-f1",), by=("pair",))).rows
    lines = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert [float(line["value"]) for line in lines] == [row.value for row in rows]
    assert (lines[1]["person"], lines[1]["other_person"]) == ("ana", "ben")
    assert lines[0]["person"] == ""


def test_markdown_has_pairs_down_and_labels_across(project: Path) -> None:
    rows = agreement(project, page_options(0)).rows
    text = as_markdown(rows, "strict-f1", {"quote": "Quote", "claim": "Cl|aim"}, {"ana": "Ana K."})
    lines = text.splitlines()
    assert lines[0] == "| Pair | Quote | Cl\\|aim | All | Spans |"
    assert lines[2].startswith("| Ana K. and ben | .80 | n/a | .62 | 13 |")
    assert lines[-1].startswith("| Everyone |")


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "n/a"), (1.0, "1.00"), (0.784, ".78"), (-0.07, "−.07"), (-0.001, ".00")],
)
def test_figures_in_words(value: float | None, words: str) -> None:
    assert shown(value) == words
