"""The page of entities by mouse; what it does is read from the project file."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.project import entities
from tests.gazetteers import ODESA
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import stored_spans
from tests.journeys.ledger_file import fields, ledger, linked, saved

LEFT = Qt.MouseButton.LeftButton


def test_a_mention_is_one_click_away(marked, entities_page):
    page = entities_page
    page.show_entity(marked.window.project.ledger.named("Lukashenko")[0].id)
    assert page.pane.words.text() == "2 mentions in 1 document"
    box = page.mentions.visualRect(page.mentions.mentions.index(1, 0))
    QTest.mouseClick(page.mentions.viewport(), LEFT, pos=box.center())
    assert marked.window.book.shown == "annotate"
    focused = marked.page.spans[marked.view.focused]
    assert focused.quote == ("he",)
    assert marked.focus is marked.view


def test_by_mouse_an_entity_is_merged_split_off_and_deleted(marked, entities_page, project_file):
    page = entities_page
    page.show_entity(marked.window.project.ledger.named("Lukashenko")[0].id)
    # Split one mention off: with Ctrl it is chosen and not opened.
    box = page.mentions.visualRect(page.mentions.mentions.index(1, 0))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(page.mentions.viewport(), LEFT, control, box.center())
    assert marked.window.book.shown == "entities"
    assert page.form.split_off.text() == "Split off 1…"
    QTest.mouseClick(page.form.split_off, LEFT)
    page.card.field.selectAll()
    marked.type("Viktor")
    QTest.mouseClick(page.card.button, LEFT)
    saved(marked)
    assert linked(project_file) == [("Lukashenko", "Lukashenko"), ("he", "Viktor")]
    assert page.form.title.text() == "Viktor"
    # Merge it into the other one.
    QTest.mouseClick(page.form.merge, LEFT)
    page.card.field.selectAll()
    marked.type("alexander")
    first = page.card.list.visualItemRect(page.card.list.item(0))
    QTest.mouseClick(page.card.list.viewport(), LEFT, pos=first.center())
    saved(marked)
    assert linked(project_file)[1] == ("he", "Alexander Lukashenko")
    assert ledger(project_file)["Viktor"] == ("person", "Alexander Lukashenko")
    # Choose another row, and delete what it shows.
    row = page.list.rows.visualRect(page.list.model.index(1, 0))
    QTest.mouseClick(page.list.rows.viewport(), LEFT, pos=row.center())
    assert page.form.title.text() == "Lukashenko"
    QTest.mouseClick(page.form.delete, LEFT)
    saved(marked)
    assert "Lukashenko" not in ledger(project_file)
    assert linked(project_file) == [("he", "Alexander Lukashenko")]
    assert [row[3] for row in stored_spans(project_file)] == ["Lukashenko", "he"]
    marked.window.close()
    check_is_clean(project_file)


def test_a_place_is_taken_from_the_gazetteer_by_row_or_pin(marked, entities_page, project_file):
    page = entities_page
    odessa = entities.make(marked.window.project, "Odessa", "place")
    page.show_entity(odessa.id)
    assert page.places.isVisible()
    assert len(page.places.buttons) == 2
    assert "Odesa" in page.places.map.accessibleDescription()
    QTest.mouseClick(page.places.buttons[0], LEFT)
    saved(marked)
    taken = (None, ODESA.reference, ODESA.lat, ODESA.lon, None)
    assert fields(project_file, "Odessa") == taken
    assert len(page.places.buttons) == 1
    pin = next(
        QPoint(x, y)
        for x in range(0, page.places.map.width(), 4)
        for y in range(0, page.places.map.height(), 4)
        if page.places.map.pin_at(QPoint(x, y).toPointF()) == 1
    )
    QTest.mouseClick(page.places.map, LEFT, pos=pin)
    saved(marked)
    assert fields(project_file, "Odessa")[1] == "geonames:5527554"
    marked.press("Ctrl+Z")
    saved(marked)
    assert fields(project_file, "Odessa") == taken
    marked.window.close()
    check_is_clean(project_file)
