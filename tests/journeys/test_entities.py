"""The page of entities by keys, and what it says; what it does is read from the project file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.project import entities, gazetteer
from tests.gazetteers import MINSK, make_gazetteer
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.ledger_file import fields, ledger, linked, saved


def test_by_keys_an_entity_is_made_changed_deleted_and_brought_back(typist, project_file, qtbot):
    make_gazetteer()
    typist.press("Ctrl+K")
    typist.type("go to entities")
    typist.press("Return")
    assert typist.window.book.shown == "entities"
    typist.press("N")
    typist.type("Vladimir Putin")
    typist.press("Return")
    saved(typist)
    assert ledger(project_file) == {"Vladimir Putin": ("person", None)}
    # Enter goes into the form, Tab to the next field; leaving a field takes it.
    typist.press("Return")
    assert typist.focus.accessibleName() == "Name"
    typist.press("Ctrl+A")
    typist.type("V. Putin")
    typist.press("Return", "Tab", "Tab")
    assert typist.focus.accessibleName() == "Also called"
    typist.type("Putin, the Russian president")
    typist.press("Tab")
    typist.type("wikidata:Q7747")
    typist.press("Tab")
    typist.type("55,75; 37,62")
    typist.press("Tab")
    typist.type("president")
    typist.press("Return")
    saved(typist)
    assert fields(project_file, "V. Putin") == (
        '["Putin","the Russian president"]', "wikidata:Q7747", 55.75, 37.62, "president",
    )  # fmt: skip
    typist.window.book.page.back_to_list()
    typist.press("Delete")
    saved(typist)
    assert ledger(project_file) == {}
    assert "Ctrl+Z brings it back" in typist.window.status.message.text()
    typist.press("Ctrl+Z")
    saved(typist)
    assert list(ledger(project_file)) == ["V. Putin"]
    assert typist.window.book.page.form.title.text() == "V. Putin"
    typist.window.close()
    check_is_clean(project_file)


def test_by_keys_two_are_merged_and_split_again(marked, entities_page, project_file):
    page = entities_page
    marked.press("/")
    marked.type("lukashenko")
    marked.press("Down")
    # “Lukashenko” is the whole name of one of them, so it comes first.
    assert page.form.title.text() == "Lukashenko"
    marked.press("M")
    marked.press("Ctrl+A")
    marked.type("alex")
    marked.press("Return")
    saved(marked)
    assert ledger(project_file)["Lukashenko"] == ("person", "Alexander Lukashenko")
    assert linked(project_file) == [
        ("Lukashenko", "Alexander Lukashenko"), ("he", "Alexander Lukashenko"),
    ]  # fmt: skip
    assert page.form.title.text() == "Alexander Lukashenko"
    assert page.list.model.rowCount() == 1
    marked.press("Ctrl+Z")
    saved(marked)
    assert {entity for _words, entity in linked(project_file)} == {"Lukashenko"}
    marked.press("Ctrl+Shift+Z")
    saved(marked)
    (button,) = [
        each for each in page.form.findChildren(QPushButton)
        if each.accessibleName() == "Split Lukashenko again" and each.isVisible()
    ]  # fmt: skip
    button.setFocus()
    marked.press("Space")
    saved(marked)
    assert {entity for _words, entity in linked(project_file)} == {"Lukashenko"}
    # Nobody's marks were touched by any of that.
    assert [row[0] for row in stored_spans(project_file)] == ["speaker", "speaker"]
    marked.window.close()
    check_is_clean(project_file)


def test_by_keys_some_mentions_become_somebody_else(marked, entities_page, project_file):
    page = entities_page
    page.show_entity(marked.window.project.ledger.named("Lukashenko")[0].id)
    marked.press("F6", "F6")
    assert marked.focus is page.mentions
    marked.press("Home", "Down")
    page.verbs.ask_split_off()
    marked.press("Ctrl+A")
    marked.type("Viktor Lukashenko")
    marked.press("Return")
    saved(marked)
    assert linked(project_file) == [("Lukashenko", "Lukashenko"), ("he", "Viktor Lukashenko")]
    marked.press("Ctrl+Z")
    saved(marked)
    assert {entity for _words, entity in linked(project_file)} == {"Lukashenko"}
    assert "Viktor Lukashenko" not in ledger(project_file)
    marked.window.close()
    check_is_clean(project_file)


def test_undo_stays_on_the_page_and_shows_what_was_undone(marked, entities_page):
    page, project = entities_page, marked.window.project
    before = marked.page.document_id
    # Another article lies open behind the page.
    other = next(id for id in marked.window.work.keys if id != before)
    marked.page.open_document(other)
    marked.window.show_page("entities")
    short, full = (
        project.ledger.named(name)[0].id for name in ("Lukashenko", "Alexander Lukashenko")
    )
    page.show_entity(short)
    page.mentions.setFocus()
    marked.press("Home", "Down")
    page.verbs.ask_split_off()
    marked.press("Ctrl+A")
    marked.type("Viktor Lukashenko")
    marked.press("Return")
    page.show_entity(full)
    marked.press("Ctrl+Z")
    assert marked.window.book.shown == "entities"
    assert marked.page.document_id == other
    assert page.form.entity.id == short
    assert page.pane.words.text() == "2 mentions in 1 document"
    assert marked.window.status.message.text().startswith("Undone: ")
    marked.press("Ctrl+Shift+Z")
    assert marked.window.book.shown == "entities"
    assert page.form.entity.name == "Viktor Lukashenko"
    assert marked.window.status.message.text().startswith("Done again: ")
    # What was marked in the article is taken back without leaving, too.
    page.show_entity(full)
    marked.press("Ctrl+Z", "Ctrl+Z")
    assert marked.window.book.shown == "entities"
    assert marked.page.document_id == other
    # On the page of the article, undo goes to where it is.
    marked.press("Ctrl+1", "Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert marked.page.document_id == before


def test_enter_opens_a_mention_and_its_document(marked, entities_page):
    page = entities_page
    other = next(id for id, key in marked.window.work.keys.items() if key != SEED)
    marked.page.open_document(other)
    marked.window.show_page("entities")
    page.show_entity(marked.window.project.ledger.named("Lukashenko")[0].id)
    page.mentions.setFocus()
    marked.press("Home", "Return")
    assert marked.window.work.keys[marked.page.document_id] == SEED
    assert marked.page.spans[marked.view.focused].quote == ("Lukashenko",)


def test_what_cannot_be_is_said_in_the_form_and_stays_to_be_mended(
    marked, entities_page, project_file
):
    page = entities_page
    before = ledger(project_file), fields(project_file, "Lukashenko")
    page.show_entity(marked.window.project.ledger.named("Lukashenko")[0].id)
    field = page.form.fields["coordinates"]
    field.setFocus()
    marked.type("91, 0")
    marked.press("Return")
    assert page.form.fault.isVisible()
    assert "latitude 91 is out of range" in page.form.fault.text()
    assert field.text() == "91, 0"
    marked.press("Ctrl+A")
    marked.type("53.9")
    marked.press("Return")
    assert "not a latitude and a longitude" in page.form.fault.text()
    saved(marked)
    assert (ledger(project_file), fields(project_file, "Lukashenko")) == before
    marked.press("Ctrl+A")
    marked.type("53.9 N 27.6 E")
    marked.press("Return")
    saved(marked)
    assert not page.form.fault.isVisible()
    assert fields(project_file, "Lukashenko")[2:4] == (53.9, 27.6)
    name = page.form.fields["name"]
    name.setFocus()
    marked.press("Ctrl+A", "Delete", "Return")
    assert "needs a name" in page.form.fault.text()
    page.verbs.ask_split_off()
    assert "No mentions are chosen" in page.form.fault.text()


def test_without_the_gazetteer_the_page_says_so(marked, entities_page, monkeypatch):
    page = entities_page
    monkeypatch.setattr(gazetteer, "_version", lambda: None)
    minsk = entities.make(marked.window.project, "Minsk", "place", lat=MINSK.lat, lon=MINSK.lon)
    page.show_entity(minsk.id)
    assert "not installed" in page.places.words.text()
    # What is known without it is on the map all the same.
    assert "Minsk: 53.90, 27.57" in page.places.map.accessibleDescription()


def test_an_entity_that_another_window_merges_or_deletes_while_it_is_shown(
    marked, entities_page, start, project_file, qtbot
):
    page = entities_page
    saved(marked)
    project = marked.window.project
    short, full = project.ledger.named("Lukashenko")[0], project.ledger.all()[0]
    page.show_entity(short.id)
    other = start(project_file, SEED).window.project
    entities.merge(other, full.id, [short.id])
    qtbot.waitUntil(lambda: page.form.title.text() == full.name, timeout=4000)
    assert "Lukashenko was merged into Alexander" in marked.window.status.message.text()
    assert page.pane.words.text() == "2 mentions in 1 document"
    entities.delete(other, full.id)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 0, timeout=4000)
    assert not page.form.isVisible()
    assert page.nothing.isVisible()
    assert "was deleted" in marked.window.status.message.text()


def test_kinds_and_names_narrow_the_list(marked, entities_page):
    page = entities_page
    entities.make(marked.window.project, "TASS", "organisation", aliases=["Telegraph Agency"])
    assert page.list.count.text() == "3"
    page.list.kind.setCurrentText("organisation")
    assert page.list.count.text() == "1 of 3"
    assert page.list.model.entity(0).name == "TASS"
    page.list.kind.setCurrentText("place")
    assert page.list.empty.text() == "None of this kind."
    page.list.kind.setCurrentIndex(0)
    page.list.rows.setFocus()
    marked.press("/")
    marked.type("agency")
    assert page.list.count.text() == "1 of 3"
    marked.type(" nobody")
    assert page.list.empty.text() == "Nobody has such a name."


def test_everything_on_the_page_has_a_name_for_screen_readers(marked, entities_page):
    page = entities_page
    unnamed = [
        each
        for each in page.findChildren(object)
        if hasattr(each, "focusPolicy")
        and each.isVisible()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (each.accessibleName() or getattr(each, "text", str)())
    ]
    assert [f"{type(each).__name__} {each.objectName()}" for each in unnamed] == []
