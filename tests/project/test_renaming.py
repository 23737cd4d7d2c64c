"""Documents get another key, so that two of one key can be in a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, history
from annotator.project.project import Project
from annotator.project.renaming import rename_document
from tests.merges import copied, merge, wrong
from tests.projects import bring, faults
from tests.samples import add_documents, make_project, reopen


def keys(project: Project) -> list[str]:
    return sorted(each.key for each in project.documents())


def test_a_key_changes_and_is_taken_back(project: Project) -> None:
    add_documents(project, {"b": "A second article."})
    span = editing.mark(project, "D-a", "quote", [(0, 5)])
    assert rename_document(project, "a", " of  Odessa ") == "of Odessa"
    assert keys(project) == ["b", "of Odessa"]
    assert list(project.open_document("D-a").spans) == [span.id]
    history.undo(project)
    assert keys(project) == ["a", "b"]
    project.close()
    assert faults(project.path) == []


@pytest.mark.parametrize(
    ("key", "new", "said"),
    [("zz", "c", "no document zz"), ("a", "b", "already is a document b"), ("a", " ", "needs a")],
)
def test_what_cannot_be_a_key_is_refused(project: Project, key: str, new: str, said: str) -> None:
    add_documents(project, {"b": "A second article."})
    with pytest.raises(Problem, match=said):
        rename_document(project, key, new)
    assert keys(project) == ["a", "b"]


def test_two_articles_of_one_key_come_together_once_one_was_renamed(tmp_path: Path) -> None:
    """Two people imported different articles under one key, each in a copy."""
    project = make_project(tmp_path / "lead.sqlite", me="Ana")
    lead = project.path
    project.close()
    copy = copied(lead, "copy")
    for path, text in ((lead, "One article."), (copy, "Another one.")):
        file = tmp_path / path.stem / "a00.txt"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        assert bring(path, file, prefix=path.stem).documents == 1
    with pytest.raises(Problem, match="The text of a00 in copy.sqlite is not that") as caught:
        merge(lead, copy)
    assert "annotator rename … a00 NEW-KEY" in caught.value.next_step
    project = reopen(lead, "r", me="Ana")
    rename_document(project, "a00", "a00-2")
    project.close()
    merge(lead, copy)
    merge(copy, lead)
    for path in (lead, copy):
        project = reopen(path, "look")
        assert keys(project) == ["a", "a00", "a00-2"]
        project.close()
        assert (wrong(path), faults(path)) == ([], [])
