"""A long article: got ready beside the one that is shown, and let go when another is chosen."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from annotator.app.pages import large_opening
from annotator.domain.text_limits import LARGE_TEXT
from annotator.storage.glance import glance
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, import_into, stored_spans
from tests.journeys.test_files_that_fail import ODESSA, mark

#: With signs outside the plane of Qt's units, a paragraph too long for Qt, and empty lines.
PARAGRAPH = (
    "🎉 The mayor of Odessa said: “We open on Friday.”\n\n" + "No rain, no wind. " * 200 + "\n"
)


@pytest.fixture
def long_file(project_file, tmp_path):
    path = tmp_path / "long.txt"
    text = "A long story\n\n" + PARAGRAPH * (LARGE_TEXT // len(PARAGRAPH)) + "The end in Kyiv.\n"
    path.write_text(text + "x" * max(0, LARGE_TEXT - len(text) + 1), "utf-8")
    import_into(project_file, path)
    return path


@contextmanager
def held_reading(monkeypatch):
    """Keep long documents from being read, until the end of this."""
    go_on, read = threading.Event(), large_opening.read_checked

    def wait(reader, document_id):
        go_on.wait(20)
        return read(reader, document_id)

    monkeypatch.setattr(large_opening, "read_checked", wait)
    try:
        yield
    finally:
        go_on.set()


def said(typist) -> str:
    return typist.window.status.message.text()


def test_a_long_article_opens_beside_the_one_that_is_shown(
    long_file, start, project_file, qtbot, monkeypatch
):
    typist = start(project_file, SEED)
    seed, long = typist.page.document_id, typist.window.work.find("long")
    with held_reading(monkeypatch):
        typist.page.documents.document_chosen.emit(long)
        assert said(typist) == "Opening “A long story”…"
        assert typist.page.document_id == seed
        mark(typist, "Odessa", "L")  # the work goes on meanwhile
    qtbot.waitUntil(lambda: typist.page.document_id == long, timeout=20_000)
    assert said(typist) == "Opened “A long story”."
    assert typist.view.content.text == long_file.read_text("utf-8")
    assert typist.focus is typist.view
    typist.press("Ctrl+End", "Ctrl+Home")
    typist.select("end in Kyiv")
    typist.press("C")
    typist.go_into("Odessa")
    typist.press("L")
    # And back to one that is short: nothing of the long one stays.
    typist.press("Ctrl+PageUp")
    qtbot.waitUntil(lambda: typist.page.document_id != long, timeout=20_000)
    typist.page.documents.document_chosen.emit(seed)
    assert typist.view.content.text == typist.page.project.open_document(seed).document.text
    assert typist.view.document().characterCount() == len(typist.view.content.display) + 1
    assert typist.spans() == [ODESSA]
    typist.window.close()
    stored = [(label, quote) for label, _, _, quote in stored_spans(project_file, "long")]
    assert stored == [("location", "Odessa"), ("claim", "end in Kyiv")]
    assert stored_spans(project_file)[0][:3] == ODESSA
    check_is_clean(project_file)


def test_choosing_another_article_lets_the_long_one_go(
    long_file, start, project_file, qtbot, monkeypatch
):
    typist = start(project_file, SEED)
    work, page = typist.window.work, typist.page
    other = next(id for id, key in work.keys.items() if key not in ("long", SEED))
    with held_reading(monkeypatch):
        page.documents.document_chosen.emit(work.find("long"))
        job = page.opening._job
        page.documents.document_chosen.emit(other)
        assert page.document_id == other
        assert page.opening.waiting is None
    assert job.wait(20).cancelled
    qtbot.wait(50)
    assert page.document_id == other
    with held_reading(monkeypatch):
        page.documents.document_chosen.emit(work.find("long"))
        job = page.opening._job
        typist.window.close()
        assert not typist.window.isVisible()
    assert job.wait(20).ended
    check_is_clean(project_file)


def test_the_window_begins_with_a_long_article(long_file, start, project_file, qtbot):
    assert glance(project_file, "long", None) is None
    typist = start(project_file, "long")
    long = typist.window.work.find("long")
    qtbot.waitUntil(lambda: typist.page.document_id == long, timeout=20_000)
    mark(typist, "Odessa", "L")
    assert [label for label, _, _ in typist.spans()] == ["location"]
    typist.window.close()
    check_is_clean(project_file)


def test_what_is_searched_for_is_found_once_a_long_article_is_open(
    long_file, start, project_file, qtbot
):
    typist = start(project_file, SEED)
    page, long = typist.page, typist.window.work.find("long")
    page.documents.query.setText("Kyiv")
    page.documents.document_chosen.emit(long)
    qtbot.waitUntil(lambda: page.document_id == long, timeout=20_000)
    found = page.view.selection()
    assert found is not None
    assert page.view.content.text[slice(*found)] == "Kyiv"


def test_a_long_text_that_was_altered_is_a_problem(long_file, start, project_file, qtbot):
    import sqlite3

    with sqlite3.connect(project_file) as connection:
        connection.execute(
            "UPDATE texts SET text = text || '!' WHERE sha256 = "
            "(SELECT text_sha256 FROM documents WHERE key = 'long')"
        )
    connection.close()
    typist = start(project_file, SEED)
    seed = typist.page.document_id
    typist.page.documents.document_chosen.emit(typist.window.work.find("long"))
    qtbot.waitUntil(lambda: "damaged" in said(typist), timeout=20_000)
    assert typist.page.document_id == seed
