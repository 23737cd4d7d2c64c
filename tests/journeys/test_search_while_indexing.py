"""Searching all documents while the index of a project is still being built."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from annotator.project import searching
from annotator.storage.indexer import Indexer
from tests.journeys.conftest import SEED


@pytest.fixture
def gate(monkeypatch):
    """Hold the indexer until the event is set."""
    opened, index_all = threading.Event(), Indexer._index_all

    def index_when_let(indexer: Indexer, connection: sqlite3.Connection) -> None:
        while not opened.wait(0.01):
            if indexer._stopping.is_set():
                return
        index_all(indexer, connection)

    monkeypatch.setattr(Indexer, "_index_all", index_when_let)
    return opened


def search_for(typist, words):
    typist.press("Ctrl+Shift+F")
    typist.type(words)


def test_what_was_typed_is_asked_again_once_all_is_indexed(gate, start, project_file, qtbot):
    typist = start(project_file, SEED)
    documents = typist.page.documents
    search_for(typist, "swans")
    qtbot.waitUntil(lambda: documents.empty.text() == "Still indexing…")
    assert documents.empty.isVisible()
    assert documents.model.rowCount() == 0
    gate.set()
    qtbot.waitUntil(lambda: documents.model.rowCount() > 0, timeout=20_000)
    found = [hit.document for hit in searching.search(typist.page.project, "swans")]
    assert {row.id for row in documents.model.rows} == set(found)
    assert not documents.empty.isVisible()


def test_nothing_is_called_nothing_only_when_all_is_indexed(gate, start, project_file, qtbot):
    typist = start(project_file, SEED)
    documents = typist.page.documents
    search_for(typist, "hippopotamus")
    qtbot.waitUntil(lambda: documents.empty.text() == "Still indexing…")
    gate.set()
    qtbot.waitUntil(lambda: documents.empty.text() == "Nothing found.", timeout=20_000)
    assert searching.indexing(typist.page.project) is None


def test_enter_before_all_is_indexed_opens_what_is_found_then(gate, start, project_file, qtbot):
    typist = start(project_file, SEED)
    search_for(typist, "swans")
    typist.press("Return")
    qtbot.waitUntil(lambda: typist.page.documents.empty.text() == "Still indexing…")
    before = typist.page.document_id
    gate.set()
    qtbot.waitUntil(lambda: typist.page.document_id != before, timeout=20_000)
    found = [hit.document for hit in searching.search(typist.page.project, "swans")]
    assert typist.page.document_id == found[0]
    selected = typist.view.selection()
    assert selected is not None
    assert typist.view.content.text[slice(*selected)] == "swans"


def test_enter_is_forgotten_where_somebody_has_gone_on(gate, start, project_file, qtbot):
    typist = start(project_file, SEED)
    search_for(typist, "swans")
    typist.press("Return")
    typist.view.setFocus()
    documents, before = typist.page.documents, typist.page.document_id
    qtbot.waitUntil(lambda: documents.empty.text() == "Still indexing…")
    gate.set()
    qtbot.waitUntil(lambda: documents.model.rowCount() > 0, timeout=20_000)
    assert typist.page.document_id == before


def test_closing_while_a_search_waits_for_the_index_is_quiet(gate, start, project_file, qtbot):
    typist = start(project_file, SEED)
    search_for(typist, "swans")
    qtbot.waitUntil(lambda: typist.page.documents.empty.text() == "Still indexing…")
    typist.window.close()
    gate.set()
    again = start(project_file, SEED)
    search_for(again, "swans")
    qtbot.waitUntil(lambda: again.page.documents.model.rowCount() > 0, timeout=20_000)
    assert again.page.documents.count.text() != "0"


def test_a_search_outlasts_what_changes_in_the_list(start, project_file, qtbot):
    typist = start(project_file, SEED)
    project, documents = typist.page.project, typist.page.documents
    qtbot.waitUntil(lambda: searching.indexing(project) is None, timeout=20_000)
    search_for(typist, "swans")
    qtbot.waitUntil(lambda: documents.model.rowCount() == 1)
    asked = typist.window.work._searching
    with qtbot.waitSignal(asked.found):
        typist.window.work.show_documents()
    assert documents.model.rowCount() == 1
