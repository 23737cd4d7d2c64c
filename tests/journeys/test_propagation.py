"""P by keys and by mouse in the real window, checked in the project file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.widgets.key_button import KeyButton
from annotator.widgets.occurrence_rows import ROW_HEIGHT
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, import_into, stored_spans

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def placed(typist, qtbot):
    """The seed with one Belarus marked as a place, and its card open."""
    typist.go_to("To involve Belarus", 12)
    typist.press("L")
    assert typist.page.spans[typist.view.focused].quote == ("Belarus",)
    typist.press("P")
    card = typist.page.propagation.card
    qtbot.waitUntil(lambda: not card.searching)
    return typist


def rows(card):
    return [card.model.row(number) for number in range(card.model.rowCount())]


def test_enter_marks_what_is_ticked_as_one_undo(placed, project_file):
    card = placed.page.propagation.card
    assert card.isVisible()
    assert placed.focus is card.list
    count = card.model.ticked
    assert count > 1
    assert any(row.because for row in rows(card))
    placed.press("Space", "Return")
    assert not card.isVisible()
    assert placed.focus is placed.view
    assert f"Made {count - 1} mark" in placed.window.status.message.text()
    placed.window.project.flush(5)
    stored = stored_spans(project_file)
    assert [row[3] for row in stored] == ["Belarus"] * count
    placed.press("Ctrl+Z")
    assert len(placed.spans()) == 1


def test_all_or_none_and_escape(placed):
    card = placed.page.propagation.card
    placed.press("Ctrl+A")
    assert card.model.ticked == card.model.rowCount()
    placed.press("Ctrl+A", "Escape")
    assert card.model.ticked == 0
    assert len(placed.spans()) == 1
    assert placed.page.middle.layout().contentsMargins().bottom() == 0
    assert not placed.view.content.matches


def test_the_arrows_show_each_in_the_article(placed):
    card = placed.page.propagation.card
    text = placed.view.content.text
    placed.press("Down", "Down")
    assert card.list.currentIndex().row() == 2
    place = placed.view.content.matches[placed.view.content.current_match]
    assert text[slice(*place)].casefold() == "belarus"
    assert place == placed.page.propagation._found[2].fragment


def test_the_whole_project_and_one_undo(placed, project_file, qtbot):
    card = placed.page.propagation.card
    here = card.model.rowCount()
    placed.press("E")
    qtbot.waitUntil(lambda: card.everywhere and not card.searching)
    assert card.model.rowCount() >= here
    assert rows(card)[0].place
    placed.press("E")
    qtbot.waitUntil(lambda: not card.everywhere and not card.searching)
    assert card.model.rowCount() == here


def test_words_that_stand_nowhere_else_say_so(typist, qtbot):
    typist.go_to("Odessa")
    typist.press("L", "P")
    card = typist.page.propagation.card
    qtbot.waitUntil(lambda: not card.searching)
    assert card.isVisible()
    assert card.nothing.isVisible()
    assert typist.focus is card.list
    typist.press("Return")
    assert not card.isVisible()


def test_by_mouse(placed, project_file):
    card = placed.page.propagation.card
    count = card.model.ticked
    view = card.list.viewport()
    QTest.mouseClick(view, LEFT, pos=QPoint(20, ROW_HEIGHT // 2))
    assert card.model.ticked == count - 1
    QTest.mouseClick(view, LEFT, pos=QPoint(300, ROW_HEIGHT * 3 // 2))
    assert card.list.currentIndex().row() == 1
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    (button,) = [b for b in card.keys.findChildren(KeyButton) if b.text().startswith("marks")]
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()
    assert not card.isVisible()
    placed.window.project.flush(5)
    assert len(stored_spans(project_file, SEED)) == count


def test_a_mark_in_nobody_s_focus_is_asked_for(typist):
    typist.press("P")
    assert "No span has the focus" in typist.window.status.message.text()


def test_very_many_are_marked_in_the_background_and_are_one_undo(
    start, project_file, tmp_path, qtbot
):
    article = tmp_path / "harbour.txt"
    article.write_text("A ship left Odessa for Split. " * 400, "utf-8")
    import_into(project_file, article)
    typist = start(project_file, "harbour")
    typist.go_to("Odessa")
    typist.press("L", "P")
    card = typist.page.propagation.card
    qtbot.waitUntil(lambda: not card.searching)
    assert card.model.ticked == 399
    typist.press("Return")
    assert len(typist.spans()) == 1  # the window did not wait for it
    message = typist.window.status.message
    qtbot.waitUntil(lambda: "Made 399 marks" in message.text(), timeout=20_000)
    assert len(typist.spans()) == 400
    assert typist.page.panel.model.rowCount() == 400
    assert len(stored_spans(project_file, "harbour")) == 400
    typist.press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(typist.spans()) == 1, timeout=20_000)
    typist.window.close()
    check_is_clean(project_file)
