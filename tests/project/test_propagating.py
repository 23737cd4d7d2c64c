"""The same words elsewhere: found, ticked, marked as one edit."""

from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, history, propagating
from annotator.project.checking import check
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from tests.samples import ARTICLE, add_documents

DOC = "D-a"


@pytest.fixture
def name(project: Project) -> str:
    start = ARTICLE.index("Lukashenko")
    return editing.mark(project, DOC, "speaker", [(start, start + 10)]).id


def test_the_others_in_the_article_in_context(project: Project, name: str) -> None:
    (found,) = propagating.occurrences(project, DOC, name)
    start, end = found.fragment
    assert ARTICLE[start:end] == found.words == "Lukashenko"
    assert found.ticked
    assert found.before.endswith("on Monday. ")
    assert found.after.startswith(" added that")


def test_one_edit_over_all_documents_and_one_undo(project: Project, name: str) -> None:
    add_documents(project, {"b": "LUKASHENKO met Lukashenko's aide. Lukashenko left.", "c": "No."})
    editing.set_span_fields(project, DOC, [name], "link", entity="E1", note="mine")
    editing.set_span_fields(project, DOC, [name], "set", attributes={"role": "politician"})
    found = propagating.occurrences(project, DOC, name, everywhere=True)
    assert [each.document for each in found] == [DOC, *["D-b"] * 3]
    assert [each.because for each in found] == ["", "other capitals", "", ""]
    count = propagating.propagate(project, DOC, name, [each for each in found if each.ticked])
    assert count == 3
    assert history.undo_name(project) == "mark 3 × Lukashenko as Speaker"
    opened = project.open_document("D-b")
    assert [span.quote for span in opened.spans.values()] == [("Lukashenko",)] * 2
    span = next(iter(opened.spans.values()))
    assert (span.entity, span.origin, span.note) == ("E1", "rule", "")
    assert span.attributes["mention_type"] == "name"
    assert opened.status == "started"
    assert [each.ticked for each in propagating.occurrences(project, DOC, name, True)] == [False]
    assert project.flush()
    assert not [each for each in check(project.path, refold=True) if "entity" not in each.message]
    history.undo(project)
    assert not opened.spans
    assert len(project.open_document(DOC).spans) == 1


def test_what_lies_in_another_mark_or_is_excluded(project: Project) -> None:
    add_documents(project, {"b": "Odessa. Odessa Opera House. Odessa. Odessa"})
    mark = editing.mark(project, "D-b", "location", [(0, 6)])
    editing.mark(project, "D-b", "location", [(8, 26)])
    editing.toggle_excluded(project, "D-b", 28, 34)
    found = propagating.occurrences(project, "D-b", mark.id)
    assert [(each.fragment[0], each.because) for each in found] == [
        (8, "inside the Location “Odessa Opera House”"),
        (36, ""),
    ]
    chosen = list(found)
    editing.toggle_excluded(project, "D-b", 36, 42)
    assert propagating.propagate(project, "D-b", mark.id, chosen) == 1


def test_more_than_anybody_reads_are_counted(project: Project) -> None:
    add_documents(project, {"b": "Odessa " * 10_050})
    mark = editing.mark(project, "D-b", "location", [(0, 6)])
    found = propagating.occurrences(project, "D-b", mark.id)
    assert (len(found), found.beyond) == (10_000, 49)


def test_cancelling_ends_the_search(project: Project, name: str) -> None:
    add_documents(project, {"b": "Lukashenko"})
    with pytest.raises(Cancelled):
        propagating.occurrences(project, DOC, name, True, Progress(cancelled=lambda: True))


def test_a_mark_of_several_pieces_is_refused(project: Project) -> None:
    quote = editing.mark(project, DOC, "quote", [(0, 5), (10, 15)]).id
    with pytest.raises(Problem, match="several pieces"):
        propagating.occurrences(project, DOC, quote)
    with pytest.raises(Problem, match="no longer there"):
        propagating.propagate(project, DOC, "gone", [])
    assert propagating.propagate(project, DOC, quote, []) == 0
