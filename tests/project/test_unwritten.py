"""What is known without waiting, while somebody else writes to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add, delete, restore, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS, WORK, LayerStream, layer_stream
from annotator.project import commenting, editing, entities, history, ledger_editing, unwritten
from annotator.project.checking import check
from annotator.project.guideline import versions, write_guideline
from annotator.project.mentions import mentions
from annotator.project.people import add_person
from annotator.project.project import Project
from annotator.project.team_overview import team
from annotator.storage.connection import connect
from tests.samples import add_documents

DOC = "D-a"
KIND = "group"
#: More documents than stay in memory once nobody looks at them.
MORE = {key: f"Anna went to Port {key.title()}, said Ben." for key in "bcdefgh"}


@pytest.fixture
def held(project: Project) -> Iterator[Project]:
    """Ana's project while another program writes to its file, for as long as the test lasts."""
    add_documents(project, MORE)
    project.settle()
    lock = connect(project.path)
    lock.execute("BEGIN IMMEDIATE")
    yield project
    # Nothing here waited for the file, and all of it reaches the file afterwards.
    assert project.saving.pending
    lock.execute("ROLLBACK")
    lock.close()
    assert project.flush()
    project.close()
    assert [each for each in check(project.path, refold=True) if each.grade != "warning"] == []


def forget_open(project: Project) -> None:
    """Look at so many other documents that none of the first stays in memory."""
    for key in MORE:
        project.open_document(f"D-{key}")


def test_regions_are_excluded_and_taken_back(held: Project) -> None:
    editing.toggle_excluded(held, DOC, 0, 5)
    editing.toggle_excluded(held, DOC, 10, 15)
    assert held.fields_of("documents", "document", DOC)["excluded"] == [[0, 5], [10, 15]]
    history.undo(held)
    assert held.open_document(DOC).document.excluded == ((0, 5),)
    history.undo(held)
    assert held.open_document(DOC).document.excluded == ()
    history.redo(held)
    assert held.open_document(DOC).document.excluded == ((0, 5),)


def test_a_new_entity_is_linked_and_taken_back(held: Project) -> None:
    span = editing.mark(held, DOC, "speaker", [(0, 5)])
    made = entities.make_and_link(held, DOC, [span.id], "Belarus", KIND)
    assert held.fields_of("ledger", "entity", made.id)["name"] == "Belarus"
    history.undo(held)
    assert held.fields_of("ledger", "entity", made.id) is None
    assert held.was_deleted("ledger", "entity", made.id)
    assert held.ledger.record(made.id) is None
    history.redo(held)
    assert held.fields_of("ledger", "entity", made.id)["name"] == "Belarus"
    assert not held.was_deleted("ledger", "entity", made.id)


def test_what_was_changed_since_is_not_taken_back_and_the_newer_edit_named(held: Project) -> None:
    made = ledger_editing.make(held, "Belarus", KIND)
    first = history.list_edits(held)[0].edit_id
    ledger_editing.rename(held, made.id, "Weissrussland")
    with pytest.raises(Problem, match=r"changed since by “rename Belarus to Weissrussland”"):
        history.undo_edit(held, first)
    history.undo(held)
    history.undo_edit(held, first)
    with pytest.raises(Problem, match="taken back already"):
        history.undo_edit(held, first)
    with pytest.raises(Problem, match="no such edit"):
        history.undo_edit(held, "nothing")


def test_a_layer_that_nobody_has_open_any_more(held: Project) -> None:
    kept = editing.mark(held, DOC, "quote", [(0, 5)])
    gone = editing.mark(held, DOC, "claim", [(6, 9)])
    editing.delete(held, DOC, [gone.id])
    note = commenting.comment(held, DOC, kept.id, "Really?")
    editing.set_status(held, DOC, "done")
    forget_open(held)
    stream = layer_stream(DOC, held.me.id)
    assert held.opened(stream) is None
    assert held.fields_of(stream, "span", kept.id)["label"] == "quote"
    assert held.fields_of(stream, "span", gone.id) is None
    assert held.was_deleted(stream, "span", gone.id)
    row = next(each for each in held.documents() if each.id == DOC)
    assert (row.status, row.span_count, row.comment_count) == ("done", 1, 1)
    found = unwritten.layer_records(held, LayerStream(DOC, held.me.id, "annotations"))
    assert [span.id for span in found.spans] == [kept.id]
    assert ("span", gone.id) in found.dead
    opened = held.open_document(DOC)
    assert set(opened.spans) == {kept.id}
    assert set(opened.comments) == {note.id}
    assert opened.status == "done"


def test_an_edit_of_a_layer_that_nobody_has_open_is_taken_back(held: Project) -> None:
    span = editing.mark(held, DOC, "quote", [(0, 5)])
    made = history.list_edits(held)[0].edit_id
    commenting.comment(held, DOC, span.id, "Really?")
    forget_open(held)
    with pytest.raises(Problem, match="changed since"):
        history.undo_edit(held, made)  # the comment hangs on the span
    history.undo(held)
    forget_open(held)
    history.undo_edit(held, made)
    assert held.open_document(DOC).spans == {}


def test_mentions_of_layers_that_nobody_has_open(held: Project) -> None:
    span = editing.mark(held, DOC, "speaker", [(0, 5)])
    made = entities.make_and_link(held, DOC, [span.id], "Belarus", KIND)
    forget_open(held)
    assert [each.span_id for each in mentions(held, made.id)] == [span.id]


def test_records_without_a_table_of_their_own(held: Project) -> None:
    one = {"document": DOC, "ruling": "accept"}
    held.apply(Edit("decide", (add(DECISIONS, "decision", "d1", one),)))
    held.apply(Edit("decide", (add(DECISIONS, "decision", "d2", {"document": "D-b"}),)))
    held.apply(Edit("change", (set_fields(DECISIONS, "decision", "d1", one, ruling="none"),)))

    def decisions(about: frozenset[str] | None = None) -> dict[str, object]:
        found = unwritten.records_of_kind(held, DECISIONS, "decision", about)
        return {id: fields.get("ruling") for id, fields in found.items()}

    assert decisions() == {"d1": "none", "d2": None}
    assert decisions(frozenset((DOC,))) == {"d1": "none"}
    held.apply(Edit("take back", (delete(DECISIONS, "decision", "d1", one),)))
    held.apply(Edit("again", (add(DECISIONS, "decision", "d1", one),)))
    assert decisions() == {"d2": None}  # a deletion wins
    held.apply(Edit("bring back", (restore(DECISIONS, "decision", "d1", one),)))
    assert decisions() == {"d1": "accept", "d2": None}


def test_the_guideline_and_the_team(held: Project) -> None:
    write_guideline(held, "Mark whole sentences.")
    write_guideline(held, "Mark whole sentences, with their full stop.")
    assert [version for version, _when in versions(held)] == [1, 2]
    ben = add_person(held, "Ben")
    assert held.fields_of(WORK, "person", ben.id)["name"] == "Ben"
    assert [each.person.name for each in team(held).members] == ["Ana", "Ben"]


def test_what_is_on_disk_is_read_from_there(project: Project, tmp_path: Path) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    assert project.flush()
    stream = layer_stream(DOC, project.me.id)
    key = ("span", span.id)
    record = unwritten.records_of(project, stream, [key, ("span", "none")])
    assert unwritten.fields_of(record[key])["label"] == "quote"
    assert unwritten.fields_of(record["span", "none"]) is None
