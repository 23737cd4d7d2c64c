"""What was typed in the comment box and not sent: still there after a restart, until it is sent."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from annotator.app.talk import drafts
from annotator.paths import seeds, settings_folder, write_whole
from annotator.project import history, removal
from annotator.project.project import create_project
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, import_into
from tests.journeys.stored import rows


@pytest.fixture
def talker(typist):
    """The seed with a place that has the focus."""
    typist.go_to("Odessa")
    typist.press("L")
    return typist


def kept() -> list:
    return json.loads((settings_folder() / "drafts.json").read_text("utf-8"))


def words(typist) -> str:
    return typist.page.talk.box.field.words


def at_the_mark(start, path):
    typist = start(path, SEED)
    typist.page.go_to(typist.page.spans_in_order()[0].id)
    typist.view.setFocus()
    return typist


def test_a_comment_outlasts_a_restart_until_it_is_sent(talker, start, project_file):
    talker.press("M")
    talker.type("Is this the city")
    talker.press("Ctrl+Q")
    assert not talker.window.isVisible()
    again = at_the_mark(start, project_file)
    again.press("M")
    assert words(again) == "Is this the city"
    again.type(" or the region?")
    again.press("Return")
    # Sent is sent, whatever becomes of the box.
    assert kept() == []
    again.press("Ctrl+Q")
    assert rows(project_file, "SELECT text FROM comments") == [("Is this the city or the region?",)]
    third = at_the_mark(start, project_file)
    third.press("M")
    assert words(third) == ""
    third.window.close()
    check_is_clean(project_file)


def test_a_note_and_a_comment_of_one_mark_and_one_of_the_article(talker, start, project_file):
    talker.press("Shift+M")
    talker.type("half a note")
    talker.press("Tab")
    talker.type("half a comment")
    talker.press("Escape", "Escape", "M")
    talker.type("about all of it")
    talker.press("Escape", "Ctrl+Q")
    again = at_the_mark(start, project_file)
    again.press("M")
    assert words(again) == "half a comment"
    again.press("Tab")
    assert words(again) == "half a note"
    again.press("Escape", "Escape", "M")
    assert words(again) == "about all of it"
    again.press("Ctrl+A", "Backspace", "Escape")
    again.window.close()
    assert [entry["typed"] for entry in kept()] == [
        {"comments": "half a comment", "note": "half a note"}
    ]


def test_a_note_is_kept_when_another_article_is_opened(talker):
    first, span = talker.page.document_id, talker.view.focused
    talker.press("Shift+M")
    talker.type("half a note")
    other = next(each.id for each in talker.page.documents.model.rows if each.id != first)
    talker.page.documents.document_chosen.emit(other)
    talker.press("M")
    assert words(talker) == ""
    talker.press("Escape")
    talker.page.documents.document_chosen.emit(first)
    talker.page.go_to(span)
    talker.press("Shift+M")
    assert words(talker) == "half a note"


def test_it_is_there_again_with_an_article_that_was_removed(talker):
    first, project = talker.page.document_id, talker.window.project
    talker.press("Escape", "M")
    talker.type("about all of it")
    removal.remove(project, [first])
    QApplication.processEvents()
    assert talker.page.document_id != first
    assert not talker.page.talk.is_open
    history.undo(project)
    talker.page.documents.document_chosen.emit(first)
    talker.press("M")
    assert words(talker) == "about all of it"


def test_it_is_offered_to_nobody_else_and_in_no_other_project(talker, tmp_path):
    talker.press("Escape", "M")
    talker.type("what Ana thinks")
    talker.press("Escape")
    talker.window.project.become("Ben")
    talker.press("M")
    assert words(talker) == ""
    talker.type("what Ben thinks")
    talker.press("Escape")
    talker.window.project.become("Ana")
    talker.press("M")
    assert words(talker) == "what Ana thinks"
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ana").close()
    import_into(other, seeds())
    talker.window.open_project(other, SEED)
    talker.press("M")
    assert words(talker) == ""


def test_what_cannot_be_kept_keeps_the_window_open(talker, monkeypatch, problem, project_file):
    def full(*_given) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "write_whole", full)
    talker.press("M")
    talker.type("half a comment")
    talker.press("Escape")
    assert "not kept on disk: No space left" in talker.window.status.message.text()
    talker.press("M")
    assert words(talker) == "half a comment"
    talker.press("Ctrl+Q")
    assert talker.window.isVisible()
    happened, safe, _next = problem(talker.window)
    assert "cannot be kept: No space left on device" in happened
    assert "still in its box" in safe
    monkeypatch.setattr(drafts, "write_whole", write_whole)
    talker.press("Ctrl+Q")
    assert not talker.window.isVisible()
    assert [entry["typed"] for entry in kept()] == [{"comments": "half a comment"}]
