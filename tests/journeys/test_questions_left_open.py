"""A question above the article that is still open when what it is about is left."""

from __future__ import annotations

import pytest

from annotator.paths import seeds
from annotator.project import removal
from annotator.project.project import create_project
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, import_into
from tests.journeys.stored import rows


def statuses(path) -> set[str]:
    return {status for (status,) in rows(path, "SELECT status FROM layers")}


def ask_about_warnings(typist) -> None:
    typist.go_to("Lukashenko said: ")
    typist.press("S", "Ctrl+Return")


def ask_why_skipped(typist) -> None:
    typist.go_to("Odessa")
    typist.press("L")
    typist.window.action_set.qactions["document.skip"].trigger()


@pytest.fixture(params=[ask_about_warnings, ask_why_skipped])
def asked(request, typist):
    """The seed, with a question about it that waits for an answer."""
    request.param(typist)
    assert typist.focus is typist.window.ask_bar.field
    typist.type("he is known")
    return typist


def answer_anyway(typist) -> None:
    """Answer by mouse and keys in the bar, if it is still there."""
    bar = typist.window.ask_bar
    if bar.isVisible():
        bar.field.setFocus()
        typist.type(" to all")
        typist.press("Return")


def test_an_answer_never_reaches_another_article(asked, project_file):
    first = asked.page.document_id
    documents = asked.page.documents
    row = next(n for n, each in enumerate(documents.model.rows) if each.id != first)
    documents.document_chosen.emit(documents.model.rows[row].id)
    second = asked.page.document_id
    assert second != first
    assert not asked.window.ask_bar.isVisible()
    assert asked.focus is asked.view
    answer_anyway(asked)
    assert asked.page.document_id == second
    asked.window.close()
    assert statuses(project_file) == {"started"}
    check_is_clean(project_file)


def test_an_answer_never_reaches_another_project(asked, project_file, tmp_path):
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ana").close()
    import_into(other, seeds() / f"{SEED}.txt")
    asked.window.open_project(other, SEED)
    assert asked.window.project.path == other
    assert not asked.window.ask_bar.isVisible()
    assert asked.focus is asked.view
    answer_anyway(asked)
    asked.window.close()
    assert statuses(project_file) == {"started"}
    assert statuses(other) <= {"new"}


def test_a_question_about_an_article_goes_with_it(asked):
    removal.remove(asked.window.project, [asked.page.document_id])
    assert not asked.window.ask_bar.isVisible()
    assert asked.page.document_id is not None


def test_who_annotates_is_still_asked_in_another_article(start, tmp_path, qtbot):
    path = tmp_path / "two.sqlite"
    create_project(path, me="Ana").close()
    import_into(path, seeds())
    typist = start(path, SEED)
    qtbot.waitUntil(lambda: typist.page is not None and typist.page.document_id is not None)
    qtbot.waitUntil(lambda: len(typist.page.documents.model.rows) > 3)
    typist.window.identity.ask()
    typist.page.documents.document_chosen.emit(typist.page.documents.model.rows[3].id)
    assert typist.window.ask_bar.isVisible()
    # Who it is in this project is nothing for another one.
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ben").close()
    typist.window.open_project(other)
    assert not typist.window.ask_bar.isVisible()
    assert typist.window.status.person.text() == "You are Ben"
