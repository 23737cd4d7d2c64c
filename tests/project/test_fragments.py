"""Fragments: joined, moved one by one, taken out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.domain.span import quotes_of
from annotator.project import editing, history, marking
from annotator.project.checking import check
from annotator.project.fragments import join, take_fragment
from annotator.project.marking import Hand
from annotator.project.project import Project
from tests.samples import ARTICLE

DOC = "D-a"


def place(words: str) -> tuple[int, int]:
    start = ARTICLE.index(words)
    return start, start + len(words)


def mark(project: Project, words: str, label: str = "quote") -> str:
    return editing.mark(project, DOC, label, [place(words)]).id


def hand(span_id: str | None, words: str | None = None, fragment: int | None = None) -> Hand:
    return Hand(DOC, 0, place(words) if words else None, span_id, fragment=fragment)


def test_a_selection_becomes_another_fragment(project: Project) -> None:
    quote = mark(project, "“You started it,”")
    span = join(project, hand(quote, "Odessa was quiet"))
    assert span.quote == ("Odessa was quiet", "“You started it,”")
    assert span.attributes["quote_type"] == "mixed"
    name = "join Odessa was quiet to “You started it,”"
    assert history.undo_name(project) == name
    history.undo(project)
    assert project.open_document(DOC).spans[quote].quote == ("“You started it,”",)
    history.redo(project)
    project.flush()
    assert check(project.path, refold=True) == []


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("You started", "started it", "You started it"),
        ("You", "started it", "You started it"),
        ("You started it", "started", "You started it"),
    ],
)
def test_what_touches_or_overlaps_becomes_one(project, first, second, whole) -> None:
    assert join(project, hand(mark(project, first), second)).quote == (whole,)


def test_joining_what_is_covered_changes_nothing(project: Project) -> None:
    quote = mark(project, "You started it")
    before = history.undo_name(project)
    join(project, hand(quote, "started"))
    assert history.undo_name(project) == before


def test_what_cannot_be_joined_is_a_problem(project: Project) -> None:
    speaker = mark(project, "Lukashenko", "speaker")
    for given_hand, words in (
        (hand(None, "Odessa"), "No mark has the focus"),
        (hand("gone", "Odessa"), "No mark has the focus"),
        (hand(speaker), "Nothing is selected"),
        (hand(speaker, "Odessa"), "one piece"),
    ):
        with pytest.raises(Problem, match=words):
            join(project, given_hand)
    editing.toggle_excluded(project, DOC, *place("Odessa"))
    with pytest.raises(Problem, match="excluded"):
        join(project, hand(mark(project, "You started it"), "Odessa"))


def test_a_fragment_is_taken_out_but_never_the_last(project: Project) -> None:
    quote = mark(project, "“You started it,”")
    join(project, hand(quote, "Odessa was quiet"))
    span = take_fragment(project, DOC, quote, 0)
    assert span.quote == ("“You started it,”",)
    assert span.attributes["quote_type"] == "direct"
    with pytest.raises(Problem, match="only piece"):
        take_fragment(project, DOC, quote, 0)
    with pytest.raises(Problem, match="no such piece"):
        take_fragment(project, DOC, quote, 1)
    history.undo(project)
    assert len(project.open_document(DOC).spans[quote].fragments) == 2


def test_keys_act_on_the_chosen_fragment(project: Project) -> None:
    quote = mark(project, "“You started it,”")
    join(project, hand(quote, "Odessa was quiet"))
    marking.move_edge(project, hand(quote, fragment=0), "end", "word", -1)
    spans = project.open_document(DOC).spans
    assert spans[quote].quote == ("Odessa was", "“You started it,”")
    marking.move_edge(project, hand(quote, fragment=1), "start", "character", 1)
    assert spans[quote].quote == ("Odessa was", "You started it,”")
    marking.resize(project, hand(quote, fragment=0), larger=True)
    assert len(spans[quote].quote[0]) > len("Odessa was")
    marking.move_edge(project, hand(quote), "end", "character", -1)
    assert spans[quote].quote[-1] == "You started it,"


def test_a_fragment_that_grows_into_the_next_becomes_one_with_it(project: Project) -> None:
    quote = mark(project, "You")
    join(project, hand(quote, "it"))
    marking.move_edge(project, hand(quote, fragment=0), "end", "word", 1)
    marking.move_edge(project, hand(quote, fragment=0), "end", "word", 1)
    assert project.open_document(DOC).spans[quote].quote == ("You started it",)


@pytest.mark.parametrize("end", [11, 13])
def test_a_piece_that_is_moved_up_to_the_next_or_into_it_becomes_one_with_it(
    project: Project, end: int
) -> None:
    start, _ = place("You started it")
    quote = editing.mark(project, DOC, "quote", [(start, start + 3), (start + 11, start + 14)]).id
    editing.move(project, DOC, quote, [(start, start + end), (start + 11, start + 14)])
    span = project.open_document(DOC).spans[quote]
    assert (span.fragments, span.quote) == (((start, start + 14),), ("You started it",))


def test_pieces_never_make_a_mark_the_same_as_another(project: Project) -> None:
    both = editing.mark(project, DOC, "quote", [place("You started"), place("he said")]).id
    one = mark(project, "You started")
    with pytest.raises(Problem, match="marked as Quote already"):
        join(project, hand(one, "he said"))
    with pytest.raises(Problem, match="marked as Quote already"):
        take_fragment(project, DOC, both, 1)
    spans = project.open_document(DOC).spans
    assert [len(spans[id].fragments) for id in (both, one)] == [2, 1]


_RANGES = st.tuples(st.integers(0, 140), st.integers(1, 20)).map(lambda p: (p[0], sum(p)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(_RANGES, st.integers(0, 5)), min_size=1, max_size=8))
def test_fragments_stay_in_order_apart_and_quoted(project: Project, steps) -> None:
    span = editing.mark(project, DOC, "quote", [place("You started it")])
    for step in steps:
        try:
            if isinstance(step, tuple):
                span = join(project, Hand(DOC, 0, step, span.id))
                covered = {at for start, end in span.fragments for at in range(start, end)}
                assert set(range(*step)) <= covered
            else:
                span = take_fragment(project, DOC, span.id, step)
        except Problem:
            continue
        assert all(a[1] < b[0] for a, b in zip(span.fragments, span.fragments[1:], strict=False))
        assert span.quote == quotes_of(ARTICLE, span.fragments)
    editing.delete(project, DOC, [span.id])
