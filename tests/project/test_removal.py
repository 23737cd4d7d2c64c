from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add, delete, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS
from annotator.project import editing, history, removal, searching
from annotator.project.checking import check
from annotator.project.project import Project
from tests.merges import merge
from tests.samples import add_documents, reopen, set_span_fields

SECRET = "Zbigniew Quixote lives in Xanadu."


def bytes_of(project: Project) -> bytes:
    folder = project.path.parent
    return b"".join(path.read_bytes() for path in folder.glob("p.sqlite*"))


@pytest.fixture
def marked(project: Project) -> Project:
    """The project with a second article, "b", marked."""
    add_documents(project, {"b": SECRET, "c": "Quiet."})
    span = editing.mark(project, "D-b", "speaker", [(0, 16)])
    set_span_fields(project, "D-b", [span.id], "note Quixote", note="Quixote!")
    editing.mark(project, "D-a", "quote", [(0, 5)])
    project.flush()
    return project


def test_removing_is_undone_with_everything(marked: Project) -> None:
    opened = marked.open_document("D-b")
    before = opened.layer
    assert removal.remove(marked, removal.document_ids(marked, ["b", "c"])) == 2
    assert [each.key for each in marked.documents()] == ["a"]
    assert opened.removed
    assert history.undo_name(marked) == "remove 2 documents"
    history.undo(marked)
    assert [each.key for each in marked.documents()] == ["a", "b", "c"]
    assert marked.open_document("D-b") is opened
    assert opened.layer == before
    marked.close()
    assert check(marked.path, refold=True) == []
    with pytest.raises(Problem, match="no document zz"):
        removal.document_ids(reopen_closed(marked), ["zz"])


def reopen_closed(project: Project) -> Project:
    return reopen(project.path, "again")


def test_purging_a_document_erases_it_from_the_file(marked: Project) -> None:
    deadline = time.monotonic() + 10
    while searching.indexing(marked) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert searching.search(marked, "Xanadu") != []
    assert b"Quixote" in bytes_of(marked)
    removal.purge_document(marked, "D-b")
    assert searching.search(marked, "Xanadu") == []
    assert [each.key for each in marked.documents()] == ["a", "c"]
    assert len(marked.open_document("D-a").spans) == 1
    for word in (b"Quixote", b"quixote", b"Xanadu", b"xanadu"):
        assert word not in bytes_of(marked)
    marked.close()
    assert check(marked.path, refold=True) == []


def test_a_removed_document_can_be_purged_but_a_purge_not_undone(marked: Project) -> None:
    removal.remove(marked, ["D-b"])
    removal.purge_document(marked, "D-b")
    assert b"Quixote" not in bytes_of(marked)
    purge = history.list_edits(marked, 1)[0]
    with pytest.raises(Problem, match="cannot be taken back"):
        history.undo_edit(marked, purge.edit_id)
    with pytest.raises(Problem, match="no such document"):
        removal.purge_document(marked, "nonsense")
    marked.close()
    assert check(marked.path, refold=True) == []


def test_a_late_edit_of_another_window_does_not_bring_purged_content_back(
    marked: Project,
) -> None:
    other = reopen(marked.path, "o")
    other.open_document("D-b")
    removal.purge_document(marked, "D-b")
    editing.mark(other, "D-b", "location", [(26, 32)])
    other.close()
    marked.close()
    assert b"Xanadu" not in bytes_of(marked)
    assert check(marked.path, refold=True) == []


def test_purging_a_person_erases_name_and_layers(marked: Project) -> None:
    marked.become("Wilhelmina")
    editing.mark(marked, "D-a", "claim", [(6, 9)])
    marked.become("Ana")
    marked.flush()
    assert b"Wilhelmina" in bytes_of(marked)
    removal.purge_person(marked, "wilhelmina")
    assert [each.id for each in marked.people] == ["ana"]
    assert b"Wilhelmina" not in bytes_of(marked)
    assert len(marked.open_document("D-a").spans) == 1
    with pytest.raises(Problem, match="no such person"):
        removal.purge_person(marked, "nobody")
    marked.close()
    assert check(marked.path, refold=True) == []


def test_a_text_that_another_document_has_too_stays(marked: Project) -> None:
    add_documents(marked, {"copy": SECRET})
    removal.purge_document(marked, "D-b")
    assert marked.open_document("D-copy").document.text == SECRET
    connection = sqlite3.connect(marked.path)
    assert connection.execute("SELECT count(*) FROM quotes").fetchone() == (1,)
    connection.close()


def test_purging_a_document_erases_the_decisions_about_it(marked: Project) -> None:
    about = {"action": "accept", "document": "D-b", "item": {"quote": ["Xanadu"]}}
    changes = [
        add(DECISIONS, "decision", "d1", {**about, "reason": "Quixote says so"}),
        add(DECISIONS, "decision", "d2", {"action": "accept", "document": "D-a"}),
        add(DECISIONS, "decision", "d3", about),
    ]
    marked.apply(Edit("rule", tuple(changes)))
    marked.apply(Edit("revoke", (delete(DECISIONS, "decision", "d3", about),)))
    removal.purge_document(marked, "D-b")
    for word in (b"Quixote", b"Xanadu"):
        assert word not in bytes_of(marked)
    assert marked.fields_of(DECISIONS, "decision", "d1") is None
    assert marked.fields_of(DECISIONS, "decision", "d2") == changes[1].value
    late = add(DECISIONS, "decision", "d4", {**about, "reason": "Quixote again"})
    marked.apply(Edit("rule late", (late,)))
    marked.close()
    assert b"Quixote" not in bytes_of(marked)
    assert check(marked.path, refold=True) == []


def late(project: Project, **fields) -> None:
    """Say something of the decision d1 that does not name its document."""
    project.apply(Edit("say more", (set_fields(DECISIONS, "decision", "d1", {}, **fields),)))


def decided_copy(marked: Project) -> Path:
    """Rule on "b" as d1 and on "a" as d2 in one edit; return a copy in which d1 says more."""
    fields = {"action": "accept", "document": "D-b", "reason": "Quixote says so"}
    other = {"action": "accept", "document": "D-a", "reason": "Well"}
    both = (add(DECISIONS, "decision", "d1", fields), add(DECISIONS, "decision", "d2", other))
    marked.apply(Edit("rule", both))
    marked.flush()
    marked.empty_log()
    copy = marked.path.with_name("copy.sqlite")
    copy.write_bytes(marked.path.read_bytes())
    elsewhere = reopen(copy, "e", device="lap")
    late(elsewhere, reason="Quixote from Xanadu")
    elsewhere.close()
    assert b"Quixote from Xanadu" in copy.read_bytes()
    return copy


def test_what_is_said_later_of_a_purged_decision_is_erased_though_it_names_no_document(
    marked: Project,
) -> None:
    decided_copy(marked).unlink()
    removal.purge_document(marked, "D-b")
    late(marked, reason="Quixote again")
    marked.close()
    assert b"Quixote" not in bytes_of(marked)
    again = reopen_closed(marked)
    assert again.fields_of(DECISIONS, "decision", "d1") is None
    assert again.fields_of(DECISIONS, "decision", "d2") is not None
    said = history.list_edits(again)
    assert "say more" not in [each.name for each in said]
    ruled = [each for each in said if each.name == "(purged)" and each.via == "window"]
    assert ruled, "it ruled on something else, too"
    again.close()
    assert check(marked.path, refold=True) == []


@pytest.mark.parametrize("through_a_third", [False, True])
def test_what_a_copy_says_of_a_purged_decision_is_erased_when_it_is_merged(
    marked: Project, through_a_third: bool
) -> None:
    copy = decided_copy(marked)
    third = marked.path.with_name("third.sqlite")
    third.write_bytes(marked.path.read_bytes())
    removal.purge_document(marked, "D-b")
    marked.close()
    into = marked.path
    if through_a_third:
        # It has never seen what was purged, only that something was.
        merge(third, marked.path)
        into = third
    merge(into, copy)
    assert b"Quixote" not in into.read_bytes()
    assert check(into, refold=True) == []
    opened = reopen(into, "n")
    assert opened.fields_of(DECISIONS, "decision", "d1") is None
    assert opened.fields_of(DECISIONS, "decision", "d2") is not None
    opened.close()


def test_the_edit_of_a_purged_decision_cannot_be_taken_back(marked: Project) -> None:
    about = {"action": "accept", "document": "D-b", "reason": "Quixote"}
    edit = Edit("rule on Quixote", (add(DECISIONS, "decision", "d1", about),))
    marked.apply(edit)
    marked.flush()
    (made,) = [each for each in history.list_edits(marked) if each.name == edit.name]
    removal.purge_document(marked, "D-b")
    with pytest.raises(Problem, match="was purged"):
        history.undo_edit(marked, made.edit_id)
