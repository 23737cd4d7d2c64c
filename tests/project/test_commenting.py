"""Comments and notes: written, answered, resolved, changed, deleted, taken back."""

from __future__ import annotations

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.project import commenting, editing, history
from annotator.project.checking import check
from annotator.project.project import Project

DOC = "D-a"


@pytest.fixture
def quote(project: Project) -> str:
    return editing.mark(project, DOC, "quote", [(0, 20)]).id


def test_a_comment_an_answer_and_what_is_in_the_file(project: Project, quote: str) -> None:
    root = commenting.comment(project, DOC, quote, "  Is this one quote?\nOr two?  ")
    assert root.text == "Is this one quote?\nOr two?"
    assert history.undo_name(project) == "comment on “To involve Belarus"
    answer = commenting.comment(project, DOC, quote, "One.", reply_to=root.id)
    further = commenting.comment(project, DOC, quote, "Sure?", reply_to=answer.id)
    opened = project.open_document(DOC)
    (thread,) = commenting.threads(opened)
    assert thread.comments == (root, answer, further)
    assert project.flush()
    stored = project.reader.fields_of(opened.stream, "comment", answer.id)
    assert stored is not None
    assert (stored["text"], stored["reply_to"], stored["person"]) == ("One.", root.id, "ana")
    assert not check(project.path, refold=True)
    for _ in range(3):
        history.undo(project)
    assert not opened.comments


def test_the_document_comes_first_then_the_text(project: Project, quote: str) -> None:
    later = editing.mark(project, DOC, "speaker", [(41, 51)]).id
    made = [
        commenting.comment(project, DOC, span, words)
        for span, words in ((later, "b"), (quote, "a"), (None, "all"))
    ]
    order = [each.root for each in commenting.threads(project.open_document(DOC))]
    assert order == [made[2], made[1], made[0]]


def test_resolving_is_the_thread_s(project: Project, quote: str) -> None:
    root = commenting.comment(project, DOC, quote, "a")
    answer = commenting.comment(project, DOC, quote, "b", reply_to=root.id)
    commenting.set_resolved(project, DOC, answer.id, True)
    comments = project.open_document(DOC).comments
    assert comments[root.id].resolved
    assert not comments[answer.id].resolved
    commenting.set_resolved(project, DOC, root.id, False)
    assert not comments[root.id].resolved


def test_own_comments_are_changed_and_deleted(project: Project, quote: str) -> None:
    root = commenting.comment(project, DOC, quote, "a")
    commenting.comment(project, DOC, quote, "b", reply_to=root.id)
    commenting.change_comment(project, DOC, root.id, "better")
    comments = project.open_document(DOC).comments
    assert comments[root.id].text == "better"
    commenting.delete_comment(project, DOC, root.id)
    assert not comments
    history.undo(project)
    assert len(comments) == 2


def test_somebody_else_s_stay(project: Project, quote: str) -> None:
    opened = project.open_document(DOC)
    root = commenting.comment(project, DOC, quote, "a")
    fields = {"text": "no", "span": quote, "person": "lea", "reply_to": root.id}
    project.apply(Edit("feedback", (add(opened.stream, "comment", "L1", fields),)))
    for refused in (
        lambda: commenting.change_comment(project, DOC, "L1", "x"),
        lambda: commenting.delete_comment(project, DOC, "L1"),
        lambda: commenting.delete_comment(project, DOC, root.id),
    ):
        with pytest.raises(Problem):
            refused()
    assert len(opened.comments) == 2


@pytest.mark.parametrize("text", ["", " \n ", "x" * 100_000])
def test_what_is_no_comment_is_refused(project: Project, quote: str, text: str) -> None:
    with pytest.raises(Problem) as caught:
        commenting.comment(project, DOC, quote, text)
    assert "20,000" in caught.value.happened or "empty" in caught.value.happened
    assert not project.open_document(DOC).comments
    with pytest.raises(Problem):
        commenting.comment(project, DOC, "gone", "words")


def test_a_note_is_written_and_taken_off(project: Project, quote: str) -> None:
    commenting.set_note(project, DOC, [quote], " to check ")
    spans = project.open_document(DOC).spans
    assert spans[quote].note == "to check"
    commenting.set_note(project, DOC, [quote], "")
    assert spans[quote].note == ""
    with pytest.raises(Problem, match="20,000"):
        commenting.set_note(project, DOC, [quote], "x" * 100_000)
