"""Comments, their replies, and notes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.edit import Edit, add
from annotator.domain.edit import delete as deletion
from annotator.domain.problem import Problem
from annotator.project import commenting, editing, history
from annotator.project.checking import check
from annotator.project.commenting import (
    change_comment,
    comment,
    delete_comment,
    set_note,
    set_resolved,
    threads,
)
from annotator.project.project import Project
from tests.samples import ARTICLE, reopen

DOC = "D-a"


def mark(project: Project, words: str) -> str:
    start = ARTICLE.index(words)
    return editing.mark(project, DOC, "location", [(start, start + len(words))]).id


def texts(project: Project) -> list[list[str]]:
    opened = project.open_document(DOC)
    return [[each.text for each in thread] for thread in threads(opened)]


def test_a_comment_on_a_span_and_one_on_the_document(project: Project) -> None:
    monday, odessa = mark(project, "Monday"), mark(project, "Odessa")
    comment(project, DOC, monday, "why?")
    made = comment(project, DOC, odessa, " which one? \r\n")
    whole = comment(project, DOC, None, "a short article")
    assert (made.text, made.span, made.person) == ("which one?", odessa, "ana")
    assert whole.created is not None
    assert texts(project) == [["a short article"], ["which one?"], ["why?"]]
    assert history.undo_name(project) == "comment on the article: a short article"
    history.undo(project)
    assert texts(project) == [["which one?"], ["why?"]]
    history.redo(project)
    project.flush()
    assert check(project.path, refold=True) == []
    again = reopen(project.path, "again")
    assert texts(again) == texts(project)
    again.close()


def test_a_comment_begins_the_document(project: Project) -> None:
    comment(project, DOC, None, "hm")
    assert project.open_document(DOC).status == "started"
    history.undo(project)
    assert project.open_document(DOC).status == "new"


def test_replies_follow_in_order_and_are_about_the_same_place(project: Project) -> None:
    odessa = mark(project, "Odessa")
    first = comment(project, DOC, odessa, "which one?")
    second = comment(project, DOC, None, "in Ukraine", first.id)
    third = comment(project, DOC, None, "sure?", second.id)
    comment(project, DOC, None, "yes", first.id)
    assert texts(project) == [["which one?", "in Ukraine", "sure?", "yes"]]
    assert (second.span, third.span) == (odessa, odessa)
    assert history.undo_name(project) == "answer Odessa: yes"


def test_resolving_and_reopening_a_thread(project: Project) -> None:
    first = comment(project, DOC, None, "why?")
    reply = comment(project, DOC, None, "because", first.id)
    assert set_resolved(project, DOC, reply.id, True).id == first.id
    (thread,) = threads(project.open_document(DOC))
    assert thread.resolved
    before = history.undo_name(project)
    set_resolved(project, DOC, first.id, True)
    assert history.undo_name(project) == before == "resolve the comment why?"
    set_resolved(project, DOC, first.id, False)
    assert not threads(project.open_document(DOC))[0].resolved
    project.flush()
    assert check(project.path, refold=True) == []


def test_deleting_takes_the_answers_along_and_undo_brings_them_back(project: Project) -> None:
    first = comment(project, DOC, None, "why?")
    reply = comment(project, DOC, None, "because", first.id)
    comment(project, DOC, None, "of what?", reply.id)
    comment(project, DOC, None, "another")
    delete_comment(project, DOC, first.id)
    assert texts(project) == [["another"]]
    assert history.undo_name(project) == "delete the comment why? and 2 answers"
    history.undo(project)
    assert texts(project) == [["why?", "because", "of what?"], ["another"]]
    project.flush()
    assert check(project.path, refold=True) == []


def answer_of_lea(project: Project, id: str, reply_to: str, text: str = "look again") -> None:
    """As feedback that was merged into the layer."""
    stream = project.open_document(DOC).stream
    fields = {"text": text, "person": "lea", "reply_to": reply_to, "created": "2026-11-24"}
    project.apply(Edit("feedback", (add(stream, "comment", id, fields),)))


def test_what_others_answered_stays_below_a_deleted_comment(project: Project) -> None:
    odessa = mark(project, "Odessa")
    first = comment(project, DOC, odessa, "why?")
    mine = comment(project, DOC, None, "because", first.id)
    answer_of_lea(project, "theirs", mine.id)
    delete_comment(project, DOC, first.id)
    assert texts(project) == [["", "because", "look again"]]
    assert history.undo_name(project) == "delete the comment why?"
    # The thread is still about its span, and can be answered and resolved.
    (thread,) = threads(project.open_document(DOC))
    assert thread.root.span == odessa
    comment(project, DOC, None, "so what", thread.root.id)
    assert set_resolved(project, DOC, "theirs", True).id == first.id
    history.undo(project)
    history.undo(project)
    history.undo(project)
    assert texts(project) == [["why?", "because", "look again"]]
    delete_comment(project, DOC, mine.id)
    assert texts(project) == [["why?", "", "look again"]]
    for action in (delete_comment, lambda *where: change_comment(*where, "again")):
        with pytest.raises(Problem, match="was deleted"):
            action(project, DOC, mine.id)
    with pytest.raises(Problem, match="Somebody else"):
        delete_comment(project, DOC, "theirs")
    project.flush()
    assert check(project.path, refold=True) == []
    again = reopen(project.path, "again")
    assert texts(again) == texts(project)
    again.close()


def test_a_deleted_comment_goes_with_the_last_answer(project: Project) -> None:
    first = comment(project, DOC, None, "why?")
    second = comment(project, DOC, None, "because", first.id)
    answer_of_lea(project, "theirs", second.id)
    delete_comment(project, DOC, first.id)
    delete_comment(project, DOC, second.id)
    assert texts(project) == [["", "", "look again"]]
    third = comment(project, DOC, None, "at what?", "theirs")
    fourth = comment(project, DOC, None, "or that", second.id)
    delete_comment(project, DOC, third.id)
    assert texts(project) == [["", "", "or that", "look again"]]
    # Lea takes her answer back, which comes with a merge.
    opened = project.open_document(DOC)
    gone = deletion(opened.stream, "comment", "theirs", opened.fields_of("comment", "theirs"))
    project.apply(Edit("feedback", (gone,)))
    delete_comment(project, DOC, fourth.id)
    assert project.open_document(DOC).comments == {}
    history.undo(project)
    assert texts(project) == [["", "", "or that"]]
    project.flush()
    assert check(project.path, refold=True) == []


def test_a_thread_of_which_nothing_is_left_is_not_shown(project: Project) -> None:
    first = comment(project, DOC, None, "why?")
    answer_of_lea(project, "theirs", first.id)
    delete_comment(project, DOC, first.id)
    opened = project.open_document(DOC)
    gone = deletion(opened.stream, "comment", "theirs", opened.fields_of("comment", "theirs"))
    project.apply(Edit("feedback", (gone,)))
    assert texts(project) == []


def test_changing_words_of_my_own_only(project: Project) -> None:
    mine = comment(project, DOC, None, "why?")
    assert change_comment(project, DOC, mine.id, "why not?").text == "why not?"
    before = history.undo_name(project)
    change_comment(project, DOC, mine.id, "why not?")
    assert history.undo_name(project) == before
    # As feedback that was merged into the layer.
    stream = project.open_document(DOC).stream
    fields = {"text": "look again", "person": "lea"}
    project.apply(Edit("feedback", (add(stream, "comment", "theirs", fields),)))
    with pytest.raises(Problem, match="Somebody else"):
        change_comment(project, DOC, "theirs", "mine now")


def test_what_cannot_be_kept_is_a_problem_that_says_so(project: Project) -> None:
    odessa = mark(project, "Odessa")
    kept = comment(project, DOC, None, "x" * commenting.LONGEST)
    for action, words in (
        (lambda: comment(project, DOC, None, "x" * 100_000), "100,000 characters; 20,000 at most"),
        (lambda: comment(project, DOC, None, " \n"), "empty"),
        (lambda: comment(project, DOC, "gone", "x"), "no longer there"),
        (lambda: comment(project, DOC, None, "x", "gone"), "no longer there"),
        (lambda: change_comment(project, DOC, kept.id, ""), "empty"),
        (lambda: change_comment(project, DOC, kept.id, "x" * 20_001), "20,001 characters"),
        (lambda: set_note(project, DOC, [odessa], "x" * 20_001), "note has 20,001"),
        (lambda: set_resolved(project, DOC, "gone", True), "no longer there"),
        (lambda: delete_comment(project, DOC, "gone"), "no longer there"),
    ):
        with pytest.raises(Problem, match=words):
            action()
    assert len(project.open_document(DOC).comments) == 1


def test_a_note_on_several_spans_is_one_edit(project: Project) -> None:
    ids = [mark(project, "Odessa"), mark(project, "Monday")]
    set_note(project, DOC, ids, "look again")
    spans = project.open_document(DOC).spans
    assert [spans[id].note for id in ids] == ["look again"] * 2
    set_note(project, DOC, ids[:1], "")
    assert [spans[id].note for id in ids] == ["", "look again"]
    history.undo(project)
    history.undo(project)
    assert [spans[id].note for id in ids] == ["", ""]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_kept_or_refused_and_survives_the_file(project: Project, text: str) -> None:
    try:
        made = comment(project, DOC, None, text)
    except Problem:
        assert not text.strip(" \n\r\t\v\f\u0085\u2028\u2029\ufeff") or not made_of_words(text)
        return
    project.flush()
    again = reopen(project.path, made.id)
    assert again.open_document(DOC).comments[made.id] == made
    again.close()
    assert made.text == made.text.strip()


def made_of_words(text: str) -> bool:
    return any(not character.isspace() for character in text.lstrip("\ufeff"))
