from __future__ import annotations

from pathlib import Path

from annotator.project import editing, entities, history, removal
from annotator.project.mentions import mention_counts, mentions
from annotator.project.project import Project
from tests.ledgers import clean, speaker
from tests.samples import add_documents, make_project, reopen


def places(project: Project, entity_id: str, **how: bool) -> list[tuple[str, str, str, str]]:
    return [
        (each.key, each.before[-6:], each.words, each.after[:6])
        for each in mentions(project, entity_id, **how)
    ]


def test_every_mention_is_found_with_its_context_saved_or_not(project: Project) -> None:
    add_documents(project, {"b": "Then\nViktor\nLukashenko spoke."})
    spans = [speaker(project, "Lukashenko"), speaker(project, "Lukashenko", 1)]
    made = entities.make_and_link(project, "D-a", spans, "Alexander Lukashenko", "person")
    expected = [
        ("a", "take,” ", "Lukashenko", " said "), ("a", "onday. ", "Lukashenko", " added"),
    ]  # fmt: skip
    found = [(key, before, words, after) for key, before, words, after in places(project, made.id)]
    assert found == [(key, before[-6:], words, after) for key, before, words, after in expected]
    other = editing.mark(project, "D-b", "speaker", [(5, 22)]).id
    short = entities.make_and_link(project, "D-b", [other], "Viktor", "person")
    assert places(project, short.id) == [("b", "Then ", "Viktor Lukashenko", " spoke")]
    entities.merge(project, made.id, [short.id])
    assert [each.key for each in mentions(project, made.id)] == ["a", "a", "b"]
    assert [each.key for each in mentions(project, made.id, limit=2)] == ["a", "a"]
    assert project.flush()
    assert [each.key for each in mentions(project, made.id)] == ["a", "a", "b"]
    assert mention_counts(project, [made.id, "none"]) == {made.id: 3, "none": 0}
    reader = project.another_reader()
    assert len(mentions(project, made.id, reader=reader)) == 3
    reader.close()
    history.undo(project)
    editing.delete(project, "D-a", [spans[0]])
    assert [each.span_id for each in mentions(project, made.id)] == [spans[1]]
    clean(project)


def test_the_mentions_of_others_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p.sqlite")
    span = speaker(project, "Lukashenko")
    made = entities.make_and_link(project, "D-a", [span], "Lukashenko", "person")
    assert project.flush()
    other = reopen(tmp_path / "p.sqlite", "y", me="Ana")
    other.become("Ben")
    assert mentions(other, made.id) == []
    assert mention_counts(other, [made.id]) == {made.id: 0}
    (mention,) = mentions(other, made.id, everyone=True)
    assert (mention.person, mention.kind, mention.span_id) == ("ana", "annotations", span)
    other.close()
    project.close()


def test_the_mentions_of_a_document_that_was_removed_go_and_come_back(project: Project) -> None:
    span = speaker(project, "Lukashenko")
    made = entities.make_and_link(project, "D-a", [span], "Lukashenko", "person")
    removal.remove(project, ["D-a"])
    assert project.flush()
    assert mentions(project, made.id) == []
    history.undo(project)
    assert project.flush()
    assert len(mentions(project, made.id)) == 1
