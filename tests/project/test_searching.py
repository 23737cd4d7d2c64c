from __future__ import annotations

import time

from annotator.project import editing, searching
from annotator.project.project import Project
from annotator.storage.connection import connect
from annotator.storage.search import index_some, tokenizer_for
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
