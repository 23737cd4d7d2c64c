from __future__ import annotations

import sqlite3
import threading
import time

from annotator.paths import seeds
from annotator.project import editing, searching
from annotator.project.project import Project
from annotator.storage.connection import connect
from annotator.storage.indexer import Indexer
from annotator.storage.search import index_some, tokenizer_for
from tests.projects import bring, new_project
from tests.samples import add_documents

TEXTS = {
    "ja": "彼は「行きます」と言った。東京で会いましょう。",
    "uk": "«Все буде добре», — сказала Олена в Одесі.",
    "long": "Nothing here. " * 200 + "A hippopotamus speaks.",
}


def indexed(project: Project) -> None:
    add_documents(project, TEXTS)
    project.indexing.start()
    deadline = time.monotonic() + 20
    while searching.indexing(project) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def keys(project: Project, query: str) -> list[str]:
    return [hit.key for hit in searching.search(project, query, 10)]


def test_words_beginnings_and_scripts_without_spaces(project: Project) -> None:
    indexed(project)
    assert keys(project, "hippopot") == ["long"]
    assert keys(project, "ОДЕСІ") == ["uk"]
    assert keys(project, "東京") == ["ja"]
    assert keys(project, "会いましょう") == ["ja"]
    assert keys(project, "lukashenko odessa") == ["a"]
    assert keys(project, "uk") == ["uk"]
    (hit,) = searching.search(project, "hippopotamus")
    assert "hippopotamus" in hit.excerpt
    assert len(hit.excerpt) < 300


def test_no_query_breaks_it(project: Project) -> None:
    indexed(project)
    for query in ("", '"', "* AND (", "a OR", "%", "_", "NEAR(", "\\", '会"', "'; DROP"):
        searching.search(project, query)
    for query in ("\0", "a\0b", "\ud800", "x\udfffy", "odessa " * 20_000, '"' * 100_000):
        searching.search(project, query)
    assert searching.search(project, "") == []
    assert keys(project, "%") == []
    assert keys(project, "\0lukashenko\ud800 odessa") == ["a"]


def test_marking_goes_on_while_the_index_is_built(project: Project) -> None:
    add_documents(project, {f"n{number}": f"word{number} " * 500 for number in range(60)})
    project.indexing.start()
    slowest = 0.0
    for number in range(30):
        start = time.perf_counter()
        editing.mark(project, "D-a", "quote", [(number, number + 3)])
        assert project.flush()
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 5
    assert len(project.open_document("D-a").spans) == 30


def test_indexing_goes_in_small_steps_and_stops(project: Project) -> None:
    project.indexing.stop()
    add_documents(project, TEXTS)
    connection = connect(project.path)
    position: int | None = 0
    steps = 0
    while (position := index_some(connection, position, 50)) is not None:
        steps += 1
    connection.close()
    assert steps >= 2
    assert searching.indexing(project) is None


def test_the_tokenizer_follows_the_script() -> None:
    assert [tokenizer_for(text) for text in TEXTS.values()] == ["trigrams", "words", "words"]
    assert tokenizer_for("") == "words"


def test_an_index_that_cannot_be_written_is_told_and_tried_again(project: Project) -> None:
    indexed(project)
    project.indexing.stop()
    assert searching.indexing_problem(project) is None
    connection = connect(project.path)
    saved = connection.execute("SELECT id, block FROM search_words_data").fetchall()
    connection.execute("DELETE FROM search_words_data")
    add_documents(project, {"n": "Something new."})
    project.indexing.start()
    deadline = time.monotonic() + 20
    while (problem := searching.indexing_problem(project)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert "Search does not find everything" in problem.happened
    assert problem.details
    connection.executemany("INSERT INTO search_words_data (id, block) VALUES (?, ?)", saved)
    connection.close()
    while searching.indexing_problem(project) or searching.indexing(project):
        project.indexing.start()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert keys(project, "something") == ["n"]


def test_it_is_told_once_that_all_is_indexed(tmp_path, monkeypatch) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, seeds())
    held, index_all = threading.Event(), Indexer._index_all

    def index_when_let(indexer: Indexer, connection: sqlite3.Connection) -> None:
        held.wait()
        index_all(indexer, connection)

    monkeypatch.setattr(Indexer, "_index_all", index_when_let)
    project = Project.open(path)
    reader = searching.searcher(project)
    told, times = threading.Event(), []

    def then() -> None:
        times.append(searching.indexing(project))
        told.set()

    assert not searching.is_indexed(reader)
    assert searching.when_indexed(project, then)
    held.set()
    assert told.wait(20)
    assert searching.is_indexed(reader)
    again = threading.Event()
    assert searching.when_indexed(project, again.set)
    assert again.wait(20)
    assert times == [None]
    reader.close()
    project.close()
    # A project that is closed, as one on a network drive, indexes nothing more.
    assert not searching.when_indexed(project, again.set)
