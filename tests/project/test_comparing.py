from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.compare.document_counts import count_document
from annotator.compare.figures import Row
from annotator.domain.problem import Problem
from annotator.project import editing, history, removal
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from tests.planned import ANA, document, layer, planned


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return planned(tmp_path / "p.sqlite")


def figures(project: Path, **options: Any) -> list[Row]:
    return agreement(project, AgreementOptions(**options)).rows


def figure(project: Path, measure: str, **options: Any) -> Row:
    (row,) = figures(project, measures=(measure,), **options)
    return row


def by(rows: list[Row], **wanted: Any) -> Row:
    (row,) = [r for r in rows if all(getattr(r, name) == v for name, v in wanted.items())]
    return row


def test_figures_are_as_planned(project: Path) -> None:
    """a: 3 of 3 + 3. b: ana and ben have 1 of 4 + 3 the same, cy none of 4 and none of 3."""
    row = figure(project, "strict-f1")
    assert row.value == pytest.approx(2 * (3 + 1) / (6 + 7 + 4 + 3))
    assert (row.spans, row.documents) == (3 + 3 + 4 + 3, 2)
    assert (row.label, row.attribute, row.pair, row.document) == (None,) * 4
    assert (row.low, row.high) == (None, None)


def test_of_each_pair(project: Path) -> None:
    rows = figures(project, measures=("strict-f1",), by=("pair",))
    assert [row.pair for row in rows] == [None, ("ana", "ben"), ("ana", "cy"), ("ben", "cy")]
    both = by(rows, pair=("ana", "ben"))
    assert both.value == pytest.approx(2 * 4 / 13)
    assert (both.spans, both.documents) == (13, 2)
    assert by(rows, pair=("ana", "cy")).value == 0
    assert by(rows, pair=("ana", "cy")).documents == 1


def test_of_each_label(project: Path) -> None:
    rows = figures(
        project, measures=("strict-f1", "overlap-f1"), by=("label",), people=("ana", "ben")
    )
    assert by(rows, measure="strict-f1", label="location").value == pytest.approx(2 / 3)
    assert by(rows, measure="strict-f1", label="speaker").value == pytest.approx(2 / 5)
    assert by(rows, measure="overlap-f1", label="speaker").value == pytest.approx(4 / 5)
    assert by(rows, measure="strict-f1", label="quote").value == pytest.approx(4 / 5)
    assert by(rows, measure="strict-f1", label="claim").value is None
    assert by(rows, measure="strict-f1", label="claim").spans == 0


def test_of_each_document(project: Path) -> None:
    rows = figures(project, measures=("strict-f1",), by=("document", "pair"))
    assert by(rows, document="a", pair=None).value == 1
    assert by(rows, document="b", pair=("ana", "ben")).value == pytest.approx(2 / 7)
    assert not [row for row in rows if row.document == "c"]


def test_labels_that_are_asked_for_have_rows_of_their_own(project: Path) -> None:
    rows = figures(project, measures=("strict-f1",), labels=("quote", "location"))
    assert [row.label for row in rows] == ["quote", "location"]


def test_values_of_an_attribute(project: Path) -> None:
    """Two quotes have a partner: direct–mixed and direct–direct, so chance alone is met."""
    row = figure(project, "alpha-nominal", attribute="quote_type")
    assert row.attribute == "quote_type"
    assert row.value == pytest.approx(1 - 3 * 2 / 6)
    assert row.coverage == pytest.approx(4 / 5)
    rows = figures(project, attribute="quote_type")
    assert [row.measure for row in rows] == ["alpha-nominal", "fleiss", "kappa"]
    rows = figures(project, measures=("strict-f1", "kappa"), attribute="quote_type")
    assert [row.attribute for row in rows] == [None, "quote_type"]


def test_a_choice_has_the_order_of_the_schema(project: Path) -> None:
    assert figure(project, "alpha-ordinal", attribute="quote_type").value == pytest.approx(0)


def test_without_names_every_measure_that_fits(project: Path) -> None:
    assert [row.measure for row in figures(project)] == [
        "alpha-cu", "alpha-ku", "alpha-nominal", "alpha-u", "alpha-u-2004", "alpha-u-boundary",
        "char-f1", "fleiss", "iou-f1", "kappa", "overlap-f1", "strict-f1",
    ]  # fmt: skip


def test_what_is_left_out_is_said(project: Path) -> None:
    found = agreement(project, AgreementOptions(("strict-f1",)))
    assert found.warnings == [
        "1 document was left out, as fewer than two people did them.",
        "There are no intervals: they need 10 documents that two people did.",
    ]


def test_unfinished_layers_count_with_a_warning_and_can_be_left_out(tmp_path: Path) -> None:
    project = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", ANA), layer("ben", ANA[:1], "started")),
    )
    found = agreement(project, AgreementOptions(("strict-f1",)))
    assert found.rows[0].value == pytest.approx(2 / 4)
    assert "not finished (1 started)" in found.warnings[0]
    found = agreement(project, AgreementOptions(("strict-f1",), status="done"))
    assert (found.rows[0].value, found.rows[0].documents) == (None, 0)


@pytest.mark.parametrize("people", [0, 1])
def test_nobody_to_compare_is_said_and_no_error(tmp_path: Path, people: int) -> None:
    project = planned(tmp_path / "p.sqlite", document("a", *[layer("ana", ANA)] * people))
    found = agreement(project, AgreementOptions(by=("label", "pair")))
    assert {row.value for row in found.rows} == {None}
    assert {row.documents for row in found.rows} == {0}
    assert "nothing to compare" in found.warnings[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"measures": ("gamma",)}, "no measure called gamma"),
        ({"labels": ("nolabel",)}, "no label nolabel"),
        ({"attribute": "nothing"}, "no attribute nothing"),
        ({"people": ("ana", "zoe")}, "called zoe"),
        ({"by": ("week",)}, "parted by week"),
        ({"measures": ("alpha-ordinal",)}, "labels have none"),
    ],
)
def test_what_there_is_not_is_a_problem(project: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(Problem, match=words):
        figures(project, **options)


def many(path: Path, documents: int = 12) -> Path:
    return planned(
        path,
        *(
            document(f"d{n}", layer("ana", ANA), layer("ben", ANA[: n % 4]), text=f"{'x' * 80} {n}")
            for n in range(documents)
        ),
    )


def test_intervals_hold_the_figure_and_are_the_same_again(tmp_path: Path) -> None:
    project = many(tmp_path / "p.sqlite")
    rows = figures(project, by=("label",))
    assert rows == figures(project, by=("label",))
    for row in rows:
        if row.low is not None and row.high is not None:
            assert row.value is not None
            assert row.low <= row.value <= row.high
    strict = by(rows, measure="strict-f1", label=None)
    assert strict.low is not None
    assert strict.high is not None
    assert strict.low < strict.high
    assert figures(project, by=("label",), times=0)[0].low is None


def test_what_was_counted_is_kept_and_not_counted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = many(tmp_path / "p.sqlite")
    first = figures(project, by=("pair", "label"), attribute="quote_type")
    first += figures(project, by=("pair", "label"))
    monkeypatch.setattr("annotator.project.agreement_counts.count_document", _never)
    again = figures(project, by=("pair", "label"), attribute="quote_type")
    again += figures(project, by=("pair", "label"))
    assert again == first


def test_a_filter_of_people_costs_no_counting_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {"ana": ANA, "ben": ANA[:2], "cy": ANA[1:], "dora": []}
    project = planned(
        tmp_path / "p.sqlite", document("a", *(layer(who, own) for who, own in marks.items()))
    )
    choices = [("ana", "ben", "cy", "dora"), ("ana", "ben", "cy"), ("ana", "dora"), ()]
    first = [figures(project, people=chosen, by=("pair",)) for chosen in choices]
    assert first[0] == first[3]
    monkeypatch.setattr("annotator.project.agreement_counts.count_document", _never)
    assert [figures(project, people=chosen, by=("pair",)) for chosen in choices] == first


def test_only_pairs_of_the_person_who_changed_something_are_counted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [layer(who, ANA) for who in ("ana", "ben", "cy")]
    path = planned(tmp_path / "p.sqlite", document("a", *people))
    figures(path, by=("pair",))
    project = Project.open(path, me="cy")
    editing.delete(project, project.documents()[0].id, ["cy-0"])
    project.close()
    anew: list[Any] = []

    def watch(*given: Any) -> Any:
        result = count_document(*given)
        anew.extend(set(result) - set(given[-1]))
        return result

    monkeypatch.setattr("annotator.project.agreement_counts.count_document", watch)
    figures(path, measures=("strict-f1",), by=("pair",))
    assert sorted(group for _name, group in anew) == [("ana", "cy"), ("ben", "cy")]


def _never(*given: Any) -> Any:
    raise AssertionError("this was to be kept")


CHANGES: dict[str, Callable[[Project, str], object]] = {
    "mark": lambda project, document: editing.mark(project, document, "claim", ((0, 5),)),
    "exclude": lambda project, document: editing.toggle_excluded(project, document, 40, 70),
    "delete": lambda project, document: editing.delete(project, document, ["ben-0"]),
    "undo": lambda project, document: history.undo(project),
}


def test_every_change_is_counted(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    seen = [figure(path, "char-f1", people=("ana", "ben"))]
    project = Project.open(path, me="ben")
    (document,) = [each.id for each in project.documents() if each.key == "b"]
    for change in CHANGES.values():
        change(project, document)
        project.flush()
        seen.append(figure(path, "char-f1", people=("ana", "ben")))
    project.close()
    assert len({row.value for row in seen[:4]}) == 4
    assert seen[4] == seen[2]


def test_a_takedown_erases_what_was_counted(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite")
    figures(path, attribute="quote_type")
    assert "mixed" in counted(path)
    project = Project.open(path, me="ana")
    removal.purge_person(project, "ben")
    project.close()
    assert counted(path) == ""
    assert figure(path, "strict-f1").documents == 1


def counted(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT counts FROM agreement_counts").fetchall()
    return "".join(counts for (counts,) in rows)


def test_a_stopped_comparison_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    project = planned(tmp_path / "p.sqlite")
    before = project.read_bytes()
    with pytest.raises(Cancelled):
        agreement(project, AgreementOptions(), Progress(cancelled=lambda: True))
    assert project.read_bytes() == before


def test_a_project_that_cannot_be_written_to_has_its_figures(tmp_path: Path) -> None:
    project = planned(tmp_path / "p.sqlite")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.storage.location.read_only_reason", lambda path: "no")
        before = project.read_bytes()
        assert figure(project, "strict-f1").documents == 2
        assert project.read_bytes() == before
