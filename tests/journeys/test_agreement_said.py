"""What people say of spans, on the page of agreement: figures of the command, and their cases."""

from __future__ import annotations

import json

import pytest

from annotator.__main__ import main
from annotator.domain.edit import Edit, add
from annotator.project import editing, entities
from annotator.project.agreement_text import shown
from annotator.project.freezing import freeze
from annotator.project.project import Project
from tests.disagreeing import disagreeing
from tests.journeys.comparing import at_agreement, compared

OF_COMMAND = {
    ("attribute", "quote_type"): ["--measure", "alpha-nominal", "--attribute", "quote_type"],
    ("attribute", "mention_type"): ["--measure", "alpha-nominal", "--attribute", "mention_type"],
    ("attribute", "verifiability"): ["--measure", "alpha-nominal", "--attribute", "verifiability"],
    ("attribute", "usage"): ["--measure", "alpha-nominal", "--attribute", "usage"],
    ("entities", ""): ["--measure", "entity-f1"],
    ("relation", "said_by"): ["--attribute", "said_by"],
}


@pytest.fixture
def project(tmp_path):
    path = disagreeing(tmp_path / "p.sqlite", ("Ana", "Ben", "Cy"), 12, 16, said=True)
    opened = Project.open(path)
    opened.become("Ana")
    opened.close()
    return path


def of_command(project, capfd, words):
    capfd.readouterr()
    assert main(["agreement", str(project), *words, "--json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    return row


def plain(row):
    return json.loads(json.dumps(row._asdict()))


def test_the_figures_are_those_of_the_command(start, qtbot, project, capfd):
    _typist, page = at_agreement(start, project, qtbot)
    told = {tuple(each.about): each for each in page.sections.overview.said}
    assert list(told) == list(OF_COMMAND)
    for about, words in OF_COMMAND.items():
        assert plain(told[about].row) == of_command(project, capfd, words), about
        assert 0 < told[about].row.value < 1
        assert told[about].row.low is not None
    names = {row.name: row.cells for row in page.sections.said._rows}
    quote = told["attribute", "quote_type"]
    assert names["Type, Quote"][1].text == f"{quote.row.value:.2f}"[1:]
    assert [row.name for row in page.sections.said._rows][-2:] == ["Entities", "Said by"]


def test_each_opens_the_cases_behind_it_with_what_both_say(start, qtbot, project):
    _typist, page = at_agreement(start, project, qtbot)
    told = {tuple(each.about): each for each in page.sections.overview.said}
    spots = page.sections.said.spots()
    assert {spot.key[1:] for spot in spots} == set(told)
    for spot in spots:
        page.sections.said.opened.emit(spot.key)
        one = told[spot.key[1:]]
        assert page.cases.words.text().endswith(f"{one.of:,} cases")
        assert page.cases.list.mentions.rowCount() == min(one.of, 200)
        differ = [one.said[case][0] != one.said[case][1] for case in page.opening.cases]
        # First where they differ.
        assert differ == sorted(differ, reverse=True)
        assert sum(differ) == min(one.differ, 200)
    page.sections.said.opened.emit(("said", "entities", ""))
    said = told["entities", ""].said[page.opening.cases[0]]
    assert set(said) == {"Maria Kalesnikava", "Maxim Znak"}


def test_entities_that_become_one_agree_from_then_on(start, qtbot, project, capfd):
    typist, page = at_agreement(start, project, qtbot)
    before = {tuple(each.about): each for each in page.sections.overview.said}
    entities.merge(typist.window.project, "E1", ["E2"])
    assert typist.window.project.flush()
    page.compare()
    qtbot.waitUntil(lambda: page.making.busy)
    compared(page, qtbot)
    now = {tuple(each.about): each for each in page.sections.overview.said}
    assert now["entities", ""].row.value > before["entities", ""].row.value
    assert now["entities", ""].differ < before["entities", ""].differ
    said = now["entities", ""].said.values()
    assert all("Maxim Znak" not in both for both in said)
    assert plain(now["entities", ""].row) == of_command(project, capfd, OF_COMMAND["entities", ""])


def test_what_was_measured_before_review_stands_beside_what_is_now(start, qtbot, project, capfd):
    opened = Project.open(project, me="p0", clock=lambda: "2026-11-27T10:00:00Z")
    kept = {(row.measure, row.attribute, row.label): row for row in freeze(opened).rows
            if row.pair is None}  # fmt: skip
    document = opened.documents()[0].id
    opened.apply(Edit("decide", (add("decisions", "decision", "d1", {"document": document}),)))
    editing.mark(opened, document, "claim", ((0, 3),))
    opened.close()
    _typist, page = at_agreement(start, project, qtbot)
    section = page.sections._sections["labels"]
    assert section.legend.text() == "before: as measured before review began, on 2026-11-27"
    assert section.legend.isVisible()
    grid = page.sections.labels
    place = [column.title for column in grid._columns].index("before")
    assert len(grid._rows) == 5
    ids = {label.name: label.id for label in page.project.schema.labels}
    for row in grid._rows:
        was = kept["strict-f1", None, ids.get(row.name)]
        assert row.cells[place].text == shown(was.value)
    words = {spot.key[1:]: spot.words for spot in reversed(page.sections.said.spots())
             if "on 2026-11-27" in spot.words}  # fmt: skip
    for about, attribute, measure in (
        (("attribute", "usage"), "usage", "alpha-nominal"), (("entities", ""), None, "entity-f1"),
        (("relation", "said_by"), "said_by", "relation-f1"),
    ):  # fmt: skip
        assert words[about].endswith(f": {shown(kept[measure, attribute, None].value)}")
    # They are of everybody, and do not stand beside a part.
    page.filter.weeks.setCurrentIndex(1)
    compared(page, qtbot)
    assert "before" not in [column.title for column in grid._columns]
    assert not section.legend.isVisible()


def test_another_kind_of_figure_of_a_relation_is_refused_in_words(project, capfd):
    call = ["agreement", str(project), "--attribute", "said_by", "--measure", "alpha-nominal"]
    assert main(call) == 1
    assert "said_by is a kind of relation" in capfd.readouterr().err
