from __future__ import annotations

import errno
from pathlib import Path

import pytest

from annotator.domain.edit import Change, Edit
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.domain.text import text_sha256
from annotator.storage import journal
from annotator.storage.connection import ProjectFile, open_file
from annotator.storage.landing import land
from annotator.storage.staging import Signature, Staging
from tests.projects import WHEN, faults, new_project

TEXT = "Ana said “no” in Kyiv."
DOCUMENT = {"key": "d", "title": "D", "text_sha256": text_sha256(TEXT)}
SPANS = [
    ("s1", {"label": "speaker", "fragments": [[0, 3]], "quote": ["Ana"]}),
    (
        "s2",
        {
            "label": "quote",
            "fragments": [[0, 3], [9, 13]],
            "quote": ["Ana", "“no”"],
            "attributes": {"b": 1, "a": "x"},
            "uncertain": True,
            "extra": {"k": None},
        },
    ),
    # Fields in another order than readers give them.
    ("s3", {"quote": ["Kyiv"], "note": "n", "label": "location", "fragments": [[17, 21]]}),
    ("s4", {"label": "cue", "fragments": [[4, 8]], "quote": ["said"], "attributes": {"z": [1]}}),
]


def signature(time: int, edit_id: str = "e1") -> Signature:
    return Signature("import f", "ana", "command", "device", edit_id, time, WHEN)


def stage(staging: Staging) -> None:
    staging.add_document("d1", TEXT, DOCUMENT)
    staging.add_layer("d1", "ana", "annotations", {"status": "done"}, SPANS)


@pytest.fixture
def opened(tmp_path: Path):
    file = open_file(new_project(tmp_path / "p.sqlite"))
    yield file
    file.close()


def tables(opened: ProjectFile) -> dict[str, list[tuple]]:
    names = ("documents", "layers", "spans", "relations", "comments", "texts", "journal", "edits")
    return {
        name: opened.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
        for name in names
    }


def test_landing_leaves_what_the_same_edit_would_leave(opened: ProjectFile, tmp_path: Path) -> None:
    with Staging(signature(journal.next_time(opened.connection))) as staging:
        stage(staging)
        land(staging, opened.connection)
    other = open_file(new_project(tmp_path / "q.sqlite"))
    stream = layer_stream("d1", "ana")
    changes = [Change("documents", "document", "d1", "add", DOCUMENT)]
    changes.append(Change(stream, "layer", "", "add", {"status": "done"}))
    changes += [Change(stream, "span", id, "add", fields) for id, fields in SPANS]
    other.connection.execute(
        "INSERT INTO texts (sha256, text) VALUES (?, ?)", (DOCUMENT["text_sha256"], TEXT)
    )
    entry = journal.Entry("e1", Edit("import f", tuple(changes)), "ana", "command", "device", WHEN)
    journal.write(other.connection, [entry])
    expected, found = tables(other), tables(opened)
    other.close()
    for name in expected:
        if name != "journal" and name != "edits":
            assert found[name] == expected[name], name
    columns = "stream, device, seq, time, edit_id, payload, person, via"
    query = (
        f"SELECT {columns} FROM journal JOIN edits USING (edit_id, device, time) "
        "WHERE edit_id = 'e1' ORDER BY stream"
    )
    assert len(opened.connection.execute(query).fetchall()) == 2
    assert faults(opened.path) == []


def test_an_edit_that_came_in_between_moves_the_import_behind_it(opened: ProjectFile) -> None:
    time = journal.next_time(opened.connection)
    with Staging(signature(time)) as staging:
        stage(staging)
        person = Change("work", "person", "ben", "add", {"name": "Ben", "role": "lead"})
        entry = journal.Entry("e0", Edit("add Ben", (person,)), None, "window", "device", WHEN)
        journal.write(opened.connection, [entry])
        land(staging, opened.connection)
    rows = opened.connection.execute("SELECT edit_id, time FROM journal ORDER BY time").fetchall()
    assert [row for row in rows if row[0] in ("e0", "e1")] == [
        ("e0", time),
        ("e1", time + 1),
        ("e1", time + 1),
    ]
    assert faults(opened.path) == []


def test_a_layer_begun_meanwhile_refuses_the_import_as_a_whole(opened: ProjectFile) -> None:
    with Staging(signature(journal.next_time(opened.connection))) as staging:
        staging.add_document("d1", TEXT, DOCUMENT)
        land(staging, opened.connection)
    with Staging(signature(journal.next_time(opened.connection), "e2")) as staging:
        staging.add_layer("d1", "ana", "annotations", {"status": "done"}, SPANS)
        begun = Change(layer_stream("d1", "ana"), "span", "x", "add", SPANS[0][1])
        entry = journal.Entry("e3", Edit("mark", (begun,)), "ana", "window", "device", WHEN)
        journal.write(opened.connection, [entry])
        before = tables(opened)
        with pytest.raises(Problem, match="while they were being imported"):
            land(staging, opened.connection)
    assert tables(opened) == before
    assert opened.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert faults(opened.path) == []


def test_a_text_that_was_taken_down_is_there_again(opened: ProjectFile) -> None:
    opened.connection.execute(
        "INSERT INTO texts (sha256, text) VALUES (?, NULL)", (DOCUMENT["text_sha256"],)
    )
    with Staging(signature(journal.next_time(opened.connection))) as staging:
        stage(staging)
        land(staging, opened.connection)
    assert opened.connection.execute("SELECT text FROM texts").fetchall() == [(TEXT,)]


def test_suggestions_are_not_journalled(opened: ProjectFile) -> None:
    with Staging(signature(journal.next_time(opened.connection))) as staging:
        staging.add_document("d1", TEXT, DOCUMENT)
        staging.add_layer("d1", None, "suggestions", {}, SPANS[:1])
        land(staging, opened.connection)
    streams = opened.connection.execute("SELECT stream FROM journal").fetchall()
    assert not [stream for (stream,) in streams if stream.startswith("layer/")]
    assert opened.connection.execute("SELECT count(*) FROM spans").fetchone() == (1,)


def test_the_temporary_file_is_gone_afterwards(opened: ProjectFile, tmp_path: Path) -> None:
    folder = tmp_path / "aside"
    folder.mkdir()
    with Staging(signature(1), folder) as staging:
        stage(staging)
        assert staging.path.exists()
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_a_problem_and_changes_nothing(opened: ProjectFile, tmp_path: Path) -> None:
    before = tables(opened)
    folder = tmp_path / "aside"
    folder.mkdir()
    pages = opened.connection.execute("PRAGMA page_count").fetchone()[0]
    opened.connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    text = "word " * 20_000
    document = {**DOCUMENT, "text_sha256": text_sha256(text)}

    def bring() -> None:
        with Staging(signature(journal.next_time(opened.connection)), folder) as staging:
            staging.add_document("d1", text, document)
            land(staging, opened.connection)

    with pytest.raises(Problem, match="The disk is full"):
        bring()
    assert tables(opened) == before
    assert list(folder.iterdir()) == []


def test_a_full_disk_while_staging_is_a_problem() -> None:
    with pytest.raises(Problem) as caught, Staging(signature(1)):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.happened == "The disk is full."
