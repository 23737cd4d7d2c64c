from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.entity import survivor
from annotator.domain.problem import Problem
from annotator.paths import resource
from annotator.project import entities
from annotator.project.checking import check
from annotator.project.project import Project
from annotator.storage.connection import connect, open_file
from annotator.storage.journal import Entry, write
from annotator.storage.migrations import Layouts
from annotator.storage.upgrade import create_file
from tests.samples import put_text, reopen

FIRST = Layouts(("m001_first",))
WHEN = "2026-11-23T10:42:07Z"
SCHEMA = json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
TEXT = "“We know,” Lukashenko said."
_ROW = "INSERT INTO entities (id, kind, name{more}) VALUES (?, 'person', ?{marks})"


@pytest.fixture
def old_project(tmp_path: Path) -> Path:
    """A project of the first layout: a quote, its speaker, and an entity with an alias."""
    path = tmp_path / "p.sqlite"
    create_file(path, "P1", WHEN, layouts=FIRST)
    connection = connect(path)
    sha256 = put_text(connection, TEXT)
    layer = "layer/D-a/ana/annotations"
    changes = (
        set_fields("schema", "schema", "schema", {}, definition=SCHEMA),
        add("work", "person", "ana", {"name": "Ana", "role": "annotator"}),
        add("documents", "document", "D-a", {"key": "a", "title": "A", "text_sha256": sha256}),
    )
    columns = "id, kind, name, aliases, extra"
    # As the program of that layout wrote it: that table had no column more.
    journal = Entry("e1", Edit("import", changes), None, "command", "desk", WHEN)
    write(connection, [journal])
    entity = {"kind": "person", "name": "Lukashenko", "aliases": ["L."], "extra": {"a": 1}}
    fields = {"fragments": [[11, 21]], "quote": ["Lukashenko"], "label": "speaker", "entity": "E1"}
    quote = {"fragments": [[0, 10]], "quote": ["“We know,”"], "label": "quote"}
    said = {"label": "said_by", "from": "q", "to": "s"}
    marks = (
        add(layer, "span", "q", quote), add(layer, "span", "s", fields),
        add(layer, "relation", "r", said),
    )  # fmt: skip
    write(connection, [Entry("e2", Edit("mark", marks), "ana", "command", "desk", WHEN)])
    added = (add("ledger", "entity", "E1", entity),)
    with_row = Entry("e3", Edit("make the person", added), "ana", "command", "desk", WHEN)
    connection.execute("ALTER TABLE entities ADD COLUMN merged_into TEXT")
    write(connection, [with_row])
    connection.execute("ALTER TABLE entities DROP COLUMN merged_into")
    row = connection.execute(f"SELECT {columns} FROM entities").fetchone()
    assert row == ("E1", "person", "Lukashenko", '["L."]', '{"a":1}')
    connection.close()
    return path


def test_an_older_project_is_backed_up_and_its_entities_stay(old_project: Path) -> None:
    before = old_project.read_bytes()
    project = reopen(old_project, "x", me="Ana")
    entity = project.ledger.entity("E1")
    assert entity is not None
    assert (entity.names, entity.extra, entity.merged_into) == (
        ("Lukashenko", "L."), {"a": 1}, None,
    )  # fmt: skip
    other = entities.make(project, "Alexander Lukashenko", "person")
    entities.merge(project, other.id, ["E1"])
    project.close()
    assert [str(each) for each in check(old_project, refold=True) if each.grade == "error"] == []
    backup = sqlite3.connect(old_project.with_name("p.backup-1.sqlite"))
    assert backup.execute("PRAGMA user_version").fetchone() == (1,)
    names = [row[1] for row in backup.execute("PRAGMA table_info(entities)")]
    assert "merged_into" not in names
    assert backup.execute("SELECT quote, entity FROM quotes").fetchall() == [
        ("“We know,”", "Lukashenko")
    ]
    backup.close()
    assert before[:16] == old_project.read_bytes()[:16]


def test_a_migration_that_fails_leaves_the_older_project(old_project: Path) -> None:
    before = _content(old_project)
    broken = Layouts(("m001_first", "m002_ledger"), ("", "ALTER TABLE nothing ADD COLUMN a;"))
    with pytest.raises(Problem) as caught:
        open_file(old_project, layouts=broken)
    assert "backup" in f"{caught.value.safe} {caught.value.next_step}".lower()
    assert _content(old_project) == before


def _content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_the_views_show_the_entity_that_stands_now(old_project: Path) -> None:
    project = reopen(old_project, "x", me="Ana")
    other = entities.make(project, "Alexander Lukashenko", "person")
    entities.merge(project, other.id, ["E1"])
    assert project.flush()
    connection = sqlite3.connect(old_project)
    quotes = connection.execute("SELECT quote, speaker, entity, entity_id FROM quotes").fetchall()
    assert quotes == [("“We know,”", "Lukashenko", "Alexander Lukashenko", other.id)]
    mentions = connection.execute("SELECT entity, quote, document, person FROM mentions").fetchall()
    assert mentions == [("Alexander Lukashenko", "Lukashenko", "a", "ana")]
    entities.delete(project, other.id)
    assert project.flush()
    assert connection.execute("SELECT speaker, entity FROM quotes").fetchall() == [
        ("Lukashenko", None)
    ]
    assert connection.execute("SELECT * FROM mentions").fetchall() == []
    connection.close()
    project.close()


@pytest.mark.parametrize(
    "into",
    [
        {},
        {"A": "B"},
        {"A": "B", "B": "C"},
        {"A": "B", "B": "A"},
        {"D": "A", "A": "B", "B": "C", "C": "A"},
        {"A": "A"},
        {"A": "gone"},
        {"A": "B", "B": "gone"},
        {"D": "C", "C": "B", "B": "C", "A": "D"},
    ],
)
def test_the_file_resolves_merges_as_the_program_does(tmp_path: Path, into: dict[str, str]) -> None:
    path = tmp_path / "p.sqlite"
    create_file(path, "P1", WHEN)
    connection = connect(path)
    for id in "ABCD":
        connection.execute(_ROW.format(more=", merged_into", marks=", ?"), (id, id, into.get(id)))
    resolved = dict(connection.execute("SELECT id, entity FROM merged_entities"))
    there = {id: other for id, other in into.items() if other in "ABCD"}
    assert resolved == {id: survivor(id, there) for id in there}
    connection.close()


def test_mentions_and_words_are_found_by_index(old_project: Path) -> None:
    Project.open(old_project).close()
    connection = sqlite3.connect(old_project)
    for where, index in (("entity = 'E1'", "spans_entity"), ("quote = 'a'", "spans_words")):
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT id FROM spans WHERE {where} AND entity IS NOT NULL"
        ).fetchall()
        assert index in str(plan)
    connection.close()


def test_the_journal_has_merges_as_fields_of_the_entity(old_project: Path) -> None:
    project = reopen(old_project, "x", me="Ana")
    other = entities.make(project, "Alexander Lukashenko", "person")
    entities.merge(project, other.id, ["E1"])
    step = project.past.undo
    assert step is not None
    (change,) = project.reader.changes_of_edit(step.tip) if project.flush() else ()
    assert (change.id, change.value, change.was) == (
        "E1", {"merged_into": other.id}, {"merged_into": None},
    )  # fmt: skip
    project.close()
