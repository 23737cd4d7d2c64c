"""The page of agreement in the real window: figures, cases, copies, states."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.__main__ import main
from annotator.app.pages.agreement_shown import Figures
from annotator.project import editing
from annotator.project.figure_names import MEASURES
from annotator.project.project import Project
from tests.beside_gold import gold_beside_two
from tests.disagreeing import disagreeing
from tests.feedbacks import handed_back
from tests.journeys.comparing import at_agreement, compared

PEOPLE = ("Ana", "Ben", "Cy")


@pytest.fixture
def project(tmp_path):
    path = disagreeing(tmp_path / "p.sqlite", PEOPLE, documents=12, spans=8)
    opened = Project.open(path)
    opened.become("Ana")
    opened.close()
    return path


@pytest.fixture
def shown(start, qtbot):
    def show(path):
        return at_agreement(start, path, qtbot)

    return show


def command(path, capfd):
    capfd.readouterr()
    words = ["--measure", ",".join(MEASURES), "--by", "label,pair", "--json"]
    assert main(["agreement", str(path), *words]) == 0
    return json.loads(capfd.readouterr().out)["rows"]


def plain(figures: Figures):
    return json.loads(json.dumps([row._asdict() for row in figures.rows]))


def test_the_figures_are_those_of_the_command(project, shown, capfd):
    typist, page = shown(project)
    rows = command(project, capfd)
    assert plain(page.figures) == rows
    strict = next(
        row for row in rows
        if row["measure"] == "strict-f1" and row["pair"] == ["p0", "p1"] and row["label"] == "claim"
    )  # fmt: skip
    words = [spot.words for spot in page.sections.pairs.spots()]
    (said,) = [each for each in words if each.startswith("Ana, Ben, Claim")]
    assert f"{strict['value']:.2f}"[1:] in said
    assert "95 % interval" in said
    assert f"{strict['spans']:,} spans" in said
    assert typist.focus is page.sections.pairs


def test_figures_at_hand_come_before_everything_is_counted(project, start, qtbot, capfd):
    command(project, capfd)
    typist = start(project)
    typist.press("Ctrl+3")
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.figures is not None and not page.sections.filling, timeout=3000)
    assert page.sections.overview is None
    assert len(page.figures.pairs) == 3
    page.sections.pairs.setFocus()
    typist.press("Return")
    assert "still being counted" in typist.window.status.message.text()
    qtbot.waitUntil(lambda: page.sections.overview is not None, timeout=30000)


def test_by_keys_a_number_opens_its_cases_and_a_case_the_article(project, shown):
    typist, page = shown(project)
    typist.press("Right", "Right", "Return")
    assert page.cases.isVisible()
    assert page.cases.title.text() == "Ana and Ben: Claim"
    assert typist.focus is page.cases.list
    assert page.sections.scope == ("p0", "p1")
    case = page.opening.cases[0]
    assert not case.agreed
    typist.press("Return")
    window = typist.window
    assert window.book.shown == "annotate"
    assert window.page.document_id == case.document
    if case.one is not None:
        assert window.page.view.focused == case.one.id
    else:
        assert window.page.view.textCursor().position() > 0
    typist.press("Ctrl+3")
    page.cases.list.setFocus()
    typist.press("Escape")
    assert not page.cases.isVisible()
    assert typist.focus is page.sections.pairs


def test_every_number_opens_as_many_cases_as_it_says(project, shown):
    _typist, page = shown(project)
    sections, counts = page.sections, page.sections.overview.gathered.counts
    for field in sections.fields():
        if field in (sections.gold, sections.said):
            # Nothing was decided here, and nothing said of spans.
            continue
        spots = field.spots()
        assert spots, field.accessibleName()
        for spot in spots[:12]:
            field.opened.emit(spot.key)
            assert page.cases.isVisible()
            assert page.cases.list.mentions.rowCount() > 0
            if spot.key[0] in ("cell", "shift"):
                number = int(spot.words.rsplit(": ", 1)[1].split()[0].replace(",", ""))
                assert page.cases.words.text().startswith(f"{number:,} case")
    assert sum(number for key, number in counts.items() if key[0] == "labels") > 0


def test_no_number_of_a_table_opens_nothing(project, shown):
    _typist, page = shown(project)
    sections = page.sections
    for grid in (sections.pairs, sections.labels, sections.matrix, sections.disputed,
                 sections.people):  # fmt: skip
        for row in grid._rows:
            for cell in row.cells:
                # What is drawn stands beside its number, and behind 0 there is nothing.
                if any(sign in "123456789" for sign in cell.text):
                    assert cell.key is not None, (grid.accessibleName(), row.name, cell.text)


def test_numbers_of_a_person_open_that_persons_spans(project, shown):
    _typist, page = shown(project)
    people = {each.person: each for each in page.sections.overview.people}
    for spot in page.sections.people.spots():
        if spot.key[0] != "own":
            continue
        _kind, person, which = spot.key
        page.sections.people.opened.emit(spot.key)
        total = people[person].own[which].total
        assert page.cases.words.text().endswith(f"{total:,} spans")
        rows = page.opening.cases
        assert len(rows) == min(total, 200)
        assert {case.pair for case in rows} == {(person, "")}
    suggested = people["p1"].suggested
    (taken,) = [spot for spot in page.sections.people.spots() if spot.key == ("own", "p1", "taken")]
    assert (
        f"{suggested.as_they_are} of {suggested.met} suggestions taken as they are" in taken.words
    )
    assert 0 < suggested.as_they_are < suggested.met
    assert people["p1"].own["taken"].total == suggested.as_they_are


def test_a_pair_is_looked_at_by_itself(project, shown):
    _typist, page = shown(project)
    everyone = sum(cell_numbers(page))
    page.sections.choose_scope(("p1", "p2"))
    assert 0 < sum(cell_numbers(page)) < everyone
    page.sections.trend_by.setCurrentIndex(1)
    assert [spot.key[1] for spot in page.sections.trend.spots()] == ["000"]


def cell_numbers(page):
    return [int(spot.words.split(": ")[1].split()[0]) for spot in page.sections.matrix.spots()]


def test_copies(project, shown):
    typist, page = shown(project)
    clipboard = QGuiApplication.clipboard()
    page.copies.csv()
    lines = clipboard.text().splitlines()
    assert len(lines) == 1 + len(page.figures.rows)
    page.copies.markdown()
    assert clipboard.text().startswith(
        "| Pair | Quote | Speaker | Claim | Location | All | Spans |"
    )
    page.copies.picture()
    assert clipboard.pixmap().height() == page.sections.height()
    assert "Copied" in typist.window.status.message.text()


def test_another_measure_and_only_finished_layers(project, shown, qtbot, capfd):
    _typist, page = shown(project)
    button = page.bar.tabs.buttons()[1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.measure == "overlap-f1"
    assert "Overlap F1" in page.sections.labels.spots()[0].words
    before = plain(page.figures)
    QTest.mouseClick(page.filter.statuses.buttons()[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.making.busy, timeout=30000)
    assert plain(page.figures) != before
    assert "not finished" not in page.note.text()


def test_a_change_is_counted_once_it_is_calm(project, shown, qtbot):
    typist, page = shown(project)
    before = plain(page.figures)
    opened = typist.window.project
    text = opened.documents()[0].id
    editing.mark(opened, text, "claim", ((0, 3),))
    qtbot.waitUntil(lambda: plain(page.figures) != before, timeout=30000)


def test_it_can_be_stopped_and_begun_again(project, start, qtbot):
    typist = start(project)
    typist.press("Ctrl+3")
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.making.busy, timeout=5000)
    qtbot.waitUntil(lambda: page.making._full is not None, timeout=5000)
    typist.window.background.cancel_shown()
    qtbot.waitUntil(lambda: not page.making.busy, timeout=30000)
    assert "was stopped" in page.note.text()
    typist.press("Ctrl+1", "Ctrl+3")
    qtbot.waitUntil(lambda: page.sections.overview is not None, timeout=30000)


def test_closing_while_it_compares_leaves_nothing_behind(project, start, qtbot):
    typist = start(project)
    typist.press("Ctrl+3")
    qtbot.waitUntil(lambda: typist.window.book.page.making.busy, timeout=5000)
    typist.window.close_project()
    assert typist.window.page is None


def test_everything_on_the_page_has_a_name_for_screen_readers(project, shown):
    _typist, page = shown(project)
    unnamed = [
        each
        for each in page.findChildren(object)
        if hasattr(each, "focusPolicy")
        and each.isVisible()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (each.accessibleName() or getattr(each, "text", str)())
    ]
    assert [f"{type(each).__name__} {each.objectName()}" for each in unnamed] == []


def test_people_stand_beside_gold_by_label_by_difference_and_by_week(shown, tmp_path, qtbot):
    path = gold_beside_two(tmp_path)
    _typist, page = shown(path)
    compared(page, qtbot)
    grid = page.sections.gold
    assert [column.title for column in grid._columns] == [
        "Quote", "Speaker", "Location", "All", "documents",
    ]  # fmt: skip
    cells = {row.name: [cell.text for cell in row.cells] for row in grid._rows}
    assert cells["ana"] == ["1.00", ".00", "1.00", ".75", "2"]
    assert cells["ben"][-2:] == [".33", "1"]
    page.sections.gold_by.setCurrentText("by difference")
    assert [column.title for column in grid._columns] == [
        "missed", "extra", "label", "boundary", "agreed",
    ]  # fmt: skip
    assert [cell.text for cell in grid._rows[0].cells] == ["0", "0", "0", "1", "3"]
    boundary = next(spot for spot in grid.spots() if "marks boundary" in spot.words)
    grid.opened.emit(boundary.key)
    assert page.cases.words.text() == "1 case"
    page.sections.gold_by.setCurrentText("by week")
    walked = grid.spots()
    for spot in walked:
        grid.opened.emit(spot.key)
        assert page.cases.list.mentions.rowCount() > 0
    assert page.cases.title.text() == "ben against gold: week 45 of 2026"
    assert [column.title for column in grid._columns] == ["w 45", "w 46"]
    assert [cell.text for cell in grid._rows[0].cells] == [".67", "1.00"]


def test_somebody_alone_beside_gold_sees_only_that(shown, tmp_path, qtbot):
    bundle = handed_back(gold_beside_two(tmp_path), "ana")
    _typist, page = shown(bundle)
    qtbot.waitUntil(lambda: page.sections.gold.isVisible(), timeout=30000)
    assert not page.nothing.isVisible()
    assert not page.sections.pairs.isVisible()
    assert [row.name for row in page.sections.gold._rows] == ["ana"]
