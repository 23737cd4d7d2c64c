"""Files that should not be merged, and those that need care."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import LEDGER
from annotator.domain.text import text_sha256
from annotator.project import editing, history
from annotator.project.bundling import FOR, FROM
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.progress import Cancelled, Progress
from annotator.storage.canonical import row_sha256
from tests.merges import content, copied, merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.projects import new_project, session
from tests.samples import add_documents, make_project, reopen

__all__ = ["lead"]


@pytest.fixture
def back(lead: Path) -> Path:
    """What Ana sends back: a quote in the first article."""
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "ana")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    return handed_out(bundle, FROM, "Ana")


def altered(path: Path, *statements: str) -> Path:
    """Return a copy of a file in which somebody has written by hand."""
    copy = copied(path, "altered")
    connection = sqlite3.connect(copy)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return copy


def test_damaged_altered_and_foreign_files_are_refused_and_nothing_is_kept(
    lead: Path, back: Path
) -> None:
    cut = copied(back, "cut")
    cut.write_bytes(back.read_bytes()[: back.stat().st_size // 2])
    empty = back.with_name("empty.sqlite")
    empty.write_bytes(b"")
    other = new_project(back.with_name("foreign.sqlite"))
    newer = altered(back, "PRAGMA user_version = 99").rename(back.with_name("newer.sqlite"))
    hand = altered(back, "UPDATE journal SET payload = replace(payload, 'quote', 'claim')")
    lost = copied(back, "lost")
    connection = sqlite3.connect(lost)
    connection.execute("DELETE FROM journal WHERE rowid = (SELECT min(rowid) FROM journal)")
    connection.commit()
    connection.close()
    before = content(lead)
    for path, message in (
        (cut, "cut off"),
        (empty, "it is empty"),
        (other, "another project"),
        (newer, "newer version"),
        (hand, "altered"),
        (lead.with_name("none.sqlite"), "no file"),
        (lead, "the project itself"),
    ):
        with pytest.raises(Problem, match=message):
            merge(lead, back, path)
        assert content(lead) == before, path.name
    assert merge(lead, back).edits


def test_every_altered_byte_of_the_journal_is_found_or_makes_no_difference(
    lead: Path, back: Path
) -> None:
    expected = copied(lead, "expected")
    merge(expected, back)
    data = back.read_bytes()
    start = data.index(b'{"changes"')
    for place in range(start, start + 200, 23):
        broken = back.with_name("broken.sqlite")
        broken.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        fresh = copied(lead, "fresh")
        try:
            merge(fresh, broken)
        except Problem:
            assert content(fresh) == content(lead)
        else:
            assert content(fresh) == content(expected)


def test_a_text_that_differs_in_one_character_is_refused_with_its_place(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    changed = altered(bundle, "UPDATE texts SET text = replace(text, 'Odessa on', 'Odesse on')")
    with pytest.raises(Problem, match=r"at character 66 it says .*Odesse on"):
        merge(lead, changed)


def test_another_text_under_the_same_key_is_refused_with_its_place(lead: Path) -> None:
    other = copied(lead, "other")
    for path, text, prefix in ((lead, "One article.", "l"), (other, "One arcticle.", "o")):
        project = reopen(path, prefix, me="Lea", device=prefix)
        add_documents(project, {f"{prefix}-new": text})
        fields = {"key": "new", "title": "", "text_sha256": text_sha256(text)}
        project.apply(Edit("import", (add("documents", "document", f"N{prefix}", fields),)))
        project.close()
    with pytest.raises(Problem, match="at character 7 "):
        merge(lead, other)


def test_a_copied_project_is_told_apart_and_goes_on_without_another_fork(lead: Path) -> None:
    copy = copied(lead, "copy")
    for path, label in ((lead, "quote"), (copy, "claim")):
        project = reopen(path, label, me="Benedikta")
        editing.mark(project, DOC, label, [(0, 9)])
        project.close()
    again = copied(copy, "again")
    merge(again, lead)
    report = merge(lead, copy)
    assert report.forks == 1
    assert wrong(lead) == []
    assert content(again) == content(lead)
    labels = {"quote", "claim"}
    project = reopen(lead, "more", me="Benedikta")
    assert labels <= {each.label for each in project.open_document(DOC).spans.values()}
    editing.mark(project, DOC, "speaker", [(2, 5)])
    assert history.undo_name(project)
    project.close()
    project = reopen(copy, "copy", me="Benedikta")
    editing.mark(project, DOC, "speaker", [(3, 6)])
    project.close()
    assert merge(lead, copy).edits == 1
    assert wrong(lead) == []


def test_the_same_edit_with_other_content_is_seen_as_made_by_hand(lead: Path) -> None:
    copy = copied(lead, "copy")
    connection = sqlite3.connect(copy)
    columns = "stream, device, seq, time, wall_time, edit_id, undoes, previous_sha256, payload"
    row = connection.execute(
        f"SELECT position, {columns} FROM journal WHERE stream LIKE 'layer/%' "
        "ORDER BY position DESC LIMIT 1"
    ).fetchone()
    payload = row[-1].replace("remark-of-hers", "remark of his")
    digest = row_sha256(*row[1:-1], payload.encode())
    connection.execute(
        "UPDATE journal SET payload = ?, sha256 = ? WHERE position = ?", (payload, digest, row[0])
    )
    connection.commit()
    connection.close()
    with pytest.raises(Problem, match="edited by hand"):
        merge(lead, copy)


def test_conflicts_new_people_and_entities_that_may_be_the_same_are_told(lead: Path) -> None:
    copy = copied(lead, "copy")
    for path, name, entity, label in ((lead, "one", "E2", "claim"), (copy, "two", "E3", "speaker")):
        project = reopen(path, name, me="Benedikta", device=name)
        span = next(iter(project.open_document(DOC).spans.values()))
        editing.relabel(project, DOC, [span.id], label)
        fields = {"kind": "place", "name": " Odessa" if label == "claim" else "odessa"}
        project.apply(Edit("name", (add(LEDGER, "entity", entity, fields),)))
        if name == "two":
            project.become("Dora")
            editing.mark(project, DOC, "quote", [(3, 9)])
        project.close()
    report = merge(lead, copy)
    assert report.people == ["Dora"]
    assert report.total("conflicting") == 1
    assert [(one.id, two.id) for one, two in report.same_entities] == [("E2", "E3")]
    assert any("may be the same" in line for line in report.remarks())


def test_a_purge_travels(lead: Path, tmp_path: Path) -> None:
    from annotator.project.removal import purge_document

    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "work")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    project = reopen(lead, "p", me="Lea")
    purge_document(project, DOC)
    project.close()
    before, news = content(bundle), handed_out(lead, FOR, "Cleo")
    assert merge(bundle, news, dry_run=True).edits
    assert content(bundle) == before
    assert b"To involve Belarus" in bundle.read_bytes()
    told = copied(bundle, "told")
    merge(told, news)
    assert wrong(told) == []
    assert b"To involve Belarus" not in told.read_bytes()
    merge(lead, handed_out(bundle, FROM, "Ana"))
    assert wrong(lead) == []
    assert b"To involve Belarus" not in lead.read_bytes()


def test_a_project_of_the_first_layout_is_merged_from_a_copy(tmp_path: Path) -> None:
    made = make_project(tmp_path / "p.sqlite")
    made.close()
    old = copied(made.path, "old")
    project = reopen(old, "o", me="Ana", device="lap")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    connection = sqlite3.connect(old)
    for statement in (
        "DROP VIEW quotes", "DROP VIEW mentions", "DROP VIEW merged_entities",
        "DROP INDEX entities_merged", "DROP INDEX spans_entity", "DROP INDEX spans_words",
        "ALTER TABLE entities DROP COLUMN merged_into",
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_ledger'", "PRAGMA user_version = 1",
        "CREATE VIEW quotes AS SELECT 1",
    ):  # fmt: skip
        connection.execute(statement)
    connection.commit()
    connection.close()
    before = old.read_bytes()
    assert merge(made.path, old).total("new") == 1
    assert old.read_bytes() == before


def test_an_open_window_sees_what_a_command_merged(lead: Path, back: Path) -> None:
    window = reopen(lead, "w", me="Ana")
    opened = window.open_document(DOC)
    assert opened.spans == {}
    merge(lead, back)
    changes = window.poll()
    assert changes is not None
    assert changes.everything
    assert [span.label for span in opened.spans.values()] == ["quote"]
    assert history.undo_name(window) is None
    editing.mark(window, DOC, "claim", [(10, 20)])
    window.close()
    assert wrong(lead) == []


def test_a_cancelled_merge_leaves_the_project_as_it_was(lead: Path, back: Path) -> None:
    before = content(lead)
    asked = count()
    progress = Progress(cancelled=lambda: next(asked) > 0)
    with pytest.raises(Cancelled):
        merge_files(lead, MergeOptions((back,)), session("m"), progress)
    assert content(lead) == before
