"""Handing out work, sending it back, and merging it, as people do."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS, LEDGER, WORK, layer_stream
from annotator.project import editing, history
from annotator.project.bundling import FEEDBACK, FOR, FROM, make_bundle
from annotator.project.project import Project
from annotator.project.sharing import assign_documents
from annotator.storage.connection import connect
from annotator.team.assignment import Plan
from tests.merges import content, copied, merge, wrong
from tests.projects import faults, session
from tests.samples import ARTICLE, add_documents, make_project, reopen

DOC = "D-a"


def handed_out(path: Path, purpose: str, person: str) -> Path:
    """Make a bundle beside a project."""
    out = path.with_name(f"{path.stem}-{purpose}-{person}.sqlite")
    make_bundle(path, out, purpose, person, session(out.stem))
    return out


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """A closed project of Lea's with two articles, in which Ben has worked."""
    project = make_project(tmp_path / "lead.sqlite", me="Lea")
    add_documents(project, {"b": "A second article. Nothing in it was said by Benedikta."})
    place = {"kind": "place", "name": "Mogilev"}
    project.apply(Edit("prepare", (add(LEDGER, "entity", "E0", place),)))
    project.become("Benedikta")
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    stream = layer_stream(DOC, "benedikta")
    note = {"text": "remark-of-hers", "person": "benedikta", "span": span.id}
    project.apply(Edit("comment", (add(stream, "comment", "c1", note),)))
    entity = {"kind": "person", "name": "Lukashenko"}
    project.apply(Edit("name-of-edit", (add(LEDGER, "entity", "E1", entity),)))
    project.become("Lea")
    decision = {"document": DOC, "action": "accept", "reason": "reason-of-lead"}
    project.apply(Edit("decide", (add(DECISIONS, "decision", "d1", decision),)))
    project.close()
    return project.path


def test_a_name_that_is_mistyped_makes_nobody(lead: Path) -> None:
    project = reopen(lead, "w", me="Lea")
    assign_documents(project, ["Ana"], Plan(1))
    project.close()
    with pytest.raises(Problem, match="There is nobody called Anna") as caught:
        handed_out(lead, FOR, "Anna")
    assert caught.value.next_step == "People in it: Ana, Benedikta, Lea."
    with pytest.raises(Problem, match="Nothing is assigned to Benedikta"):
        handed_out(lead, FOR, "Benedikta")
    project = reopen(lead, "v", me="Lea")
    assert "Anna" not in [person.name for person in project.people]
    project.close()


def test_a_bundle_holds_nothing_of_anybody_else(lead: Path) -> None:
    out = handed_out(lead, FOR, "Ana")
    data = out.read_bytes()
    assert b"Mogilev" in data, "the ledger goes with it"
    text = b"A second article. Nothing in it was said by Benedikta."
    assert data.count(text) == 1, "the articles do, too"
    hidden = (
        '"Lukashenko"',
        "remark-of-hers",
        "benedikta",
        "name-of-edit",
        "reason-of-lead",
        "Lea",
        '"lea"',
    )
    found = [word for word in hidden if word.encode() in data]
    assert found == []
    assert b"Benedikta" not in data.replace(text, b"")
    assert faults(out) == []


def test_a_bundle_opens_as_the_one_it_is_for_whoever_leads_here(lead: Path) -> None:
    out = handed_out(lead, FOR, "Ana")
    project = reopen(out, "a")
    assert project.me is not None
    assert project.me.id == "ana"
    assert [each.key for each in project.documents()] == ["a", "b"]
    assert [each.name for each in project.people] == ["Ana"]
    project.close()


def test_only_what_is_assigned_goes_out(lead: Path) -> None:
    project = reopen(lead, "l", me="Lea")
    project.become("Ana")
    work = {"person": "ana", "document": "D-b"}
    project.apply(Edit("assign", (add(WORK, "assignment", "a1", work),)), mine=False)
    project.close()
    out = handed_out(lead, FOR, "ana")
    assert ARTICLE.encode() not in out.read_bytes()
    opened = reopen(out, "a")
    assert [each.key for each in opened.documents()] == ["b"]
    opened.close()
    with pytest.raises(Problem, match="Nothing is assigned to Lea"):
        handed_out(lead, FOR, "Lea")


def test_work_in_bundles_comes_back_as_if_done_in_one_file(lead: Path) -> None:
    backs = []
    for name in ("Ana", "Cleo"):
        bundle = handed_out(lead, FOR, name)
        project = reopen(bundle, name.lower())
        editing.mark(project, DOC, "quote", [(0, 8)])
        gone = editing.mark(project, "D-b", "claim", [(2, 8)])
        editing.mark(project, "D-b", "speaker", [(0, 8)])
        editing.delete(project, "D-b", [gone.id])
        project.close()
        backs.append(handed_out(bundle, FROM, name))
        assert faults(backs[-1]) == []
        assert backs[-1].stat().st_size < bundle.stat().st_size / 2
    other = copied(lead, "other")
    preview = merge(lead, *backs, dry_run=True)
    assert (preview.total("new"), preview.total("conflicting")) == (4, 0)
    report = merge(lead, *backs)
    assert report.tallies == preview.tallies
    assert report.forks == 0, "bundles at one computer do not fork"
    assert {(each.person, each.document) for each in report.tallies if each.person} == {
        (person, document) for person in ("ana", "cleo") for document in ("a", "b")
    }
    merge(other, backs[1])
    merge(other, backs[0])
    assert content(other) == content(lead)
    assert wrong(lead) == []
    assert merge(lead, backs[0]).edits == 0
    opened = reopen(lead, "z", me="Ana")
    spans = opened.open_document("D-b").spans.values()
    assert [each.label for each in spans] == ["speaker"]
    assert history.undo_name(opened) is None, "what was merged is undone from History only"
    merged = [each for each in history.list_edits(opened) if each.person == "ana"]
    assert {each.via for each in merged} == {"merge"}
    history.undo_edit(opened, merged[0].edit_id)
    opened.close()
    assert faults(lead) == []


def test_who_has_what_is_known(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")

    def records() -> list[dict[str, object]]:
        project = Project.open(lead, "Lea", device="desk")
        found = project.reader.bundles()
        project.close()
        return [fields for _id, fields in found]

    (record,) = records()
    assert (record["person"], record["documents"], "returned" in record) == ("ana", 2, False)
    merge(lead, handed_out(bundle, FROM, "Ana"))
    (record,) = records()
    assert "returned" in record


def test_a_later_bundle_brings_what_is_new_and_feedback(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "an")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    opened = reopen(lead, "l2", me="Lea")
    add_documents(opened, {"c": "A third article."})
    opened.close()
    later = handed_out(lead, FEEDBACK, "Ana")
    assert b"reason-of-lead" in later.read_bytes()
    assert b"remark-of-hers" not in later.read_bytes()
    merge(bundle, later)
    assert faults(bundle) == []
    mine = reopen(bundle, "a2")
    assert [each.key for each in mine.documents()] == ["a", "b", "c"]
    assert len(mine.open_document(DOC).spans) == 1
    mine.close()
    merge(lead, handed_out(bundle, FROM, "Ana"))
    assert wrong(lead) == []


def test_what_others_write_on_my_layer_comes_with_feedback_alone(lead: Path) -> None:
    project = reopen(lead, "l", me="Lea")
    project.become("Ana")
    span = editing.mark(project, DOC, "quote", [(0, 8)])
    stream = layer_stream(DOC, "ana")
    for id, who, text in (("c8", "lea", "of-the-lead"), ("c9", "ana", "of-her-own")):
        project.become(who.capitalize())
        note = {"text": text, "person": who, "span": span.id}
        project.apply(Edit("comment", (add(stream, "comment", id, note),)))
    project.become("Lea")
    project.close()
    work = handed_out(lead, FOR, "Ana")
    assert b"of-the-lead" not in work.read_bytes()
    assert b"of-her-own" in work.read_bytes()
    assert faults(work) == []
    assert b"of-the-lead" in handed_out(lead, FEEDBACK, "Ana").read_bytes()


def test_a_file_that_only_carries_work_back_is_no_place_to_work(lead: Path) -> None:
    back = handed_out(handed_out(lead, FOR, "Ana"), FROM, "Ana")
    with pytest.raises(Problem, match="only carries"):
        reopen(back, "q")
    with pytest.raises(Problem, match="only carries"):
        merge(back, lead)


def test_nothing_is_left_of_a_bundle_that_could_not_be_made(
    lead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.storage.upgrade.place_new", full)
    with pytest.raises(Problem, match="cannot be made"):
        handed_out(lead, FOR, "Ana")
    monkeypatch.undo()
    assert [path.name for path in lead.parent.iterdir() if path.is_file()] == ["lead.sqlite"]
    connection = connect(lead)
    found = connection.execute("SELECT count(*) FROM records WHERE kind = 'bundle'").fetchone()
    connection.close()
    assert found == (0,)


def test_unknown_people_and_names_that_are_taken_are_refused(lead: Path) -> None:
    with pytest.raises(Problem, match="nobody called Zoe"):
        handed_out(lead, FROM, "Zoe")
    handed_out(lead, FOR, "Ana")
    with pytest.raises(Problem, match="There already is"):
        handed_out(lead, FOR, "Ana")
