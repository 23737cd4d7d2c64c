"""Who and where mentions are, linked by keys alone and by mouse, checked in the project file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import gazetteer
from annotator.project.gazetteer import Place
from tests.article_places import bar_point
from tests.gazetteers import make_gazetteer
from tests.journeys.commands import check_is_clean
from tests.journeys.stored import entity_of, rows, stored_relations

LEFT = Qt.MouseButton.LeftButton


def close(typist, path: Path) -> None:
    typist.window.close()
    check_is_clean(path)


def test_w_links_by_type_ahead_and_makes_who_is_new(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "W")
    typist.type("Alexander Lukashenko")
    typist.press("Return")
    typist.go_to("Lukashenko warned")
    typist.press("S", "W", "Return")  # the likeliest: the same words were linked so
    close(typist, project_file)
    assert entity_of(project_file, "Lukashenko") == [("person", "Alexander Lukashenko")]
    assert rows(project_file, "SELECT count(*) FROM entities") == [(1,)]
    assert rows(project_file, "SELECT count(entity) FROM spans") == [(2,)]


def test_nobody_takes_the_link_away_and_undo_brings_it_back(typist, project_file):
    typist.go_to("Lukashenko said: ")
    typist.press("S", "W")
    typist.type("Alexander Lukashenko")
    typist.press("Return", "W", "0")
    span = next(iter(typist.page.spans.values()))
    assert span.entity is None
    typist.press("Ctrl+Z")
    span = next(iter(typist.page.spans.values()))
    assert typist.page.project.ledger.name_of(span.entity) == "Alexander Lukashenko"
    close(typist, project_file)


# Places

ODESSA_IN_MISSOURI = Place(
    "Odessa", "city", "United States", 5300, 38.99917, -93.95356, "geonames:4401618", "Missouri"
)


def pick_odessa(typist):
    """Ask where the Odessa of the article is; return the picker."""
    make_gazetteer(ODESSA_IN_MISSOURI)
    typist.go_to("Odessa")
    typist.press("L", "W")
    return typist.page.picks.picker


def test_places_of_one_name_are_told_apart_in_words_and_on_a_map(typist, project_file, qtbot):
    picker = pick_odessa(typist)
    shown = [picker.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(3)]
    assert [(row.words, row.beside, row.detail) for row in shown] == [
        ("Odesa", "Ukraine", "city · 1,010,537 people · 46.48° N, 30.73° E"),
        ("Odessa", "Texas, United States", "city · 114,428 people · 31.85° N, 102.37° W"),
        ("Odessa", "Missouri, United States", "city · 5,300 people · 39.00° N, 93.95° W"),
    ]
    assert picker.map.isVisible()
    assert picker.rect().contains(picker.map.geometry())
    qtbot.waitUntil(lambda: len(picker.map.shown._towns) > 2)
    assert [pin.sign for pin in picker.map.shown._pins] == ["1", "2", "3"]
    assert picker.map.shown._current == 0
    typist.press("Down", "Down")
    assert picker.map.shown._current == 2
    picker.map.grab()
    typist.press("Return")
    close(typist, project_file)
    assert rows(project_file, "SELECT reference FROM entities") == [("geonames:4401618",)]


def test_a_click_on_the_map_takes_that_place_and_it_is_then_told_by_its_degrees(
    typist, project_file
):
    shown = pick_odessa(typist).map.shown
    click(shown, shown._pin_box(shown._pins[1]).center().toPoint())
    assert typist.page.picks.picker.isHidden()
    typist.press("W")
    row = typist.page.picks.picker.list.item(0).data(Qt.ItemDataRole.UserRole)
    assert row.detail.endswith("31.85° N, 102.37° W")
    typist.press("Escape")
    close(typist, project_file)
    assert rows(project_file, "SELECT reference FROM entities") == [("geonames:5527554",)]


def test_where_one_place_fits_there_is_no_map(typist, project_file):
    picker = pick_odessa(typist)
    typist.type("minsk")
    assert picker.list.item(0).text() == "Minsk"
    assert not picker.map.isVisible()
    typist.press("Escape")
    close(typist, project_file)


def test_a_place_that_was_deleted_is_neither_named_nor_found(typist, project_file):
    make_gazetteer()
    typist.go_into("Odessa")
    typist.press("L", "W")
    typist.type("Odesa")
    typist.press("Return")

    def form() -> tuple[object, str]:
        rows = {row.id: row for row in typist.page.panel.form.rows}
        return rows["resolution"].value, rows["entity"].links[0].words

    assert form() == ("resolved", "Odesa")
    typist.press("Ctrl+5")
    assert typist.window.book.shown == "entities"
    typist.window.book.page.show_entity(typist.page.project.ledger.all()[0].id)
    typist.window.book.page.back_to_list()
    typist.press("Delete")
    typist.window.show_page("annotate")
    assert form() == ("todo", "no place yet")
    typist.press("Ctrl+Z")
    assert form() == ("resolved", "Odesa")
    close(typist, project_file)


@pytest.mark.parametrize("there", [True, False])
def test_without_the_gazetteer_w_says_so_beside_what_it_offers(typist, monkeypatch, there):
    make_gazetteer()
    if not there:
        monkeypatch.setattr(gazetteer, "_version", lambda: None)
    typist.go_into("Odessa")
    typist.press("L", "W")
    picker = typist.page.picks.picker
    assert picker.list.count() > 0
    assert picker.nothing.isVisible() == (not there)
    if not there:
        assert picker.nothing.text() == "The gazetteer is not installed: places are not looked up."
    typist.press("Escape")
    typist.go_to("Lukashenko said: ")
    typist.press("S", "W")
    assert "gazetteer" not in picker.nothing.text()


# By mouse


def click(widget, place) -> None:
    QTest.mouseClick(widget, LEFT, pos=place)
    QApplication.processEvents()


def click_row(picker, row: int) -> None:
    click(picker.list.viewport(), picker.list.visualItemRect(picker.list.item(row)).center())


def click_link(form, id: str) -> None:
    row = next(n for n, each in enumerate(form.rows) if each.id == id)
    cell = next(each for each in form._layout.cells if each.row == row)
    click(form, cell.box.center())


def test_attribution_and_entity_by_mouse(typist, project_file):
    typist.go_to("To involve Belarus")
    typist.press("Q")
    click_link(typist.page.panel.form, "said_by")
    click_row(typist.page.picks.picker, 0)
    speaker = next(s for s in typist.page.spans.values() if s.label == "speaker")
    click(typist.view.viewport(), bar_point(typist.view, speaker.id))
    assert typist.view.focused == speaker.id
    click_link(typist.page.panel.form, "entity")
    picker = typist.page.picks.picker
    assert picker.isVisible()
    click_row(picker, 0)
    close(typist, project_file)
    assert {name for name, _, _ in stored_relations(project_file)} == {"said_by"}
    assert rows(project_file, "SELECT count(entity) FROM spans") == [(1,)]


def test_a_click_beside_the_picker_takes_nothing(typist, project_file):
    typist.go_to("To involve Belarus")
    typist.press("Q", "A")
    click(typist.view.viewport(), typist.view.viewport().rect().bottomLeft())
    assert typist.page.picks.picker.isHidden()
    close(typist, project_file)
    assert stored_relations(project_file) == set()
