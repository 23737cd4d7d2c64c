from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import history, removal
from annotator.project.project import Project
from tests.projects import bring, exported, faults, new_project, write_lines

TWO = ({"id": "d", "text": "One text."}, {"id": "d-2", "text": "Two texts."})


@pytest.fixture
def removed(tmp_path: Path) -> Project:
    """A project from which the document d was removed."""
    path = new_project(tmp_path / "p.sqlite", me="ana")
    bring(path, write_lines(tmp_path / "f.jsonl", *TWO))
    project = Project.open(path, device="device")
    removal.remove(project, removal.document_ids(project, ["d"]))
    assert project.flush()
    return project


def test_a_document_comes_back_under_a_free_key(removed: Project, tmp_path: Path) -> None:
    bring(
        removed.path, write_lines(tmp_path / "g.jsonl", {"id": "d", "text": "Other."}), prefix="j"
    )
    removed.poll()
    history.undo(removed)
    assert [each.key for each in removed.documents()] == ["d", "d-2", "d-3"]
    history.redo(removed)
    assert [each.key for each in removed.documents()] == ["d", "d-2"]
    history.undo(removed)
    removed.close()
    assert faults(removed.path) == []
    first = exported(removed.path)
    (tmp_path / "first.jsonl").write_bytes(first)
    other = new_project(tmp_path / "q.sqlite")
    bring(other, tmp_path / "first.jsonl")
    assert exported(other) == first


def test_a_text_that_is_there_again_does_not_come_twice(removed: Project, tmp_path: Path) -> None:
    again = write_lines(tmp_path / "g.jsonl", {"id": "new", "text": "One text."})
    bring(removed.path, again, prefix="j")
    removed.poll()
    with pytest.raises(Problem, match=r"the text of d was imported again meanwhile, as new"):
        history.undo(removed)
    removal.remove(removed, removal.document_ids(removed, ["new"]))
    newest, _, before = history.list_edits(removed, 3)
    assert newest.name != before.name
    history.undo_edit(removed, before.edit_id)
    assert [each.key for each in removed.documents()] == ["d", "d-2"]
    removed.close()
    assert faults(removed.path) == []


def test_nothing_is_renamed_without_need(removed: Project) -> None:
    history.undo(removed)
    assert [each.key for each in removed.documents()] == ["d", "d-2"]
    removed.close()
