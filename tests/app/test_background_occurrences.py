from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from annotator.app.talk.background_occurrences import BackgroundOccurrences
from annotator.paths import seeds
from annotator.project import editing, propagating, searching
from annotator.project.project import Project
from annotator.storage.project_reader import ProjectReader
from tests.projects import bring, new_project

#: Counts for minutes unless it is interrupted.
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) "
    "SELECT count(*) FROM n"
)


@pytest.fixture
def project(tmp_path):
    path = new_project(tmp_path / "p.sqlite")
    bring(path, seeds())
    opened = Project.open(path)
    opened.become("Ana")
    yield opened
    opened.close()


@pytest.fixture
def asked(project):
    document = next(each.id for each in project.documents() if "4c3dfa78" in each.key)
    text = project.open_document(document).document.text
    start = text.index("Odessa")
    span = editing.mark(project, document, "location", [(start, start + 6)])
    return propagating.wanted(project, document, span.id, True)


def test_a_search_that_is_stopped_ends_in_the_middle_of_what_it_reads(
    project, asked, qtbot, monkeypatch
):
    reading, threads = threading.Event(), []

    def read_for_minutes(reader: ProjectReader, _words: str) -> list[str]:
        threads.append(threading.current_thread())
        reading.set()
        reader._connection.execute(ENDLESS).fetchone()
        return []

    monkeypatch.setattr(ProjectReader, "documents_holding", read_for_minutes)
    parent = QObject()
    searches = BackgroundOccurrences(project, parent)
    ended = []
    searches.ended.connect(ended.append)
    searches.start(asked)
    assert reading.wait(10)
    searches.stop()
    assert not searches.running
    threads[0].join(10)
    assert not threads[0].is_alive()
    # The interruption is no error, and the next search is not touched by it.
    monkeypatch.undo()
    with qtbot.waitSignal(searches.ended):
        searches.start(asked)
    assert ended == [0]
    searches.stop()


def test_stopping_before_it_has_begun_to_read_ends_it_as_well(project, asked, monkeypatch):
    go, threads = threading.Event(), []
    real = searching.searcher

    def later(project: Project) -> ProjectReader:
        threads.append(threading.current_thread())
        go.wait(10)
        return real(project)

    monkeypatch.setattr(searching, "searcher", later)
    parent = QObject()
    searches = BackgroundOccurrences(project, parent)
    searches.start(asked)
    searches.stop()
    go.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
