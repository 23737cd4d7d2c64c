"""Relations: drawn, replaced, refused, offered and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.document import Document
from annotator.domain.fold import State, apply_change
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.project import editing, history, relating
from annotator.project.checking import check
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project
from annotator.storage.reading import LayerRecords
from tests.histories import Hand
from tests.samples import ARTICLE

DOC = "D-a"
Mark = Callable[..., str]


@pytest.fixture
def mark(project: Project) -> Mark:
    def marked(label: str, words: str, number: int = 0) -> str:
        start = -1
        for _ in range(number + 1):
            start = ARTICLE.index(words, start + 1)
        return editing.mark(project, DOC, label, [(start, start + len(words))]).id

    return marked


def test_the_types_that_start_at_a_label(project: Project) -> None:
    named = [each.id for each in relating.relation_types(project, "quote")]
    assert named == ["said_by", "relayed_by", "addressed_to", "nested_in"]
    assert [each.id for each in relating.relation_types(project, "claim")] == [
        "stated_in", "claimed_by",
    ]  # fmt: skip
    assert relating.relation_types(project, "location") == ()


def test_a_link_is_one_edit_and_one_undo(project: Project, mark: Mark) -> None:
    quote, speaker = mark("quote", "“You started it,”"), mark("speaker", "he said")
    relation = relating.relate(project, DOC, "said_by", quote, speaker)
    opened = project.open_document(DOC)
    assert opened.relations == {relation.id: relation}
    assert (relation.from_span, relation.to_span) == (quote, speaker)
    assert opened.relations_of(quote) == opened.relations_of(speaker) == [relation]
    assert history.undo_name(project) == "link “You started it,” – said by: he said"
    again = relating.relate(project, DOC, "said_by", quote, speaker)
    assert again == relation
    history.undo(project)
    assert opened.relations == {}
    assert opened.relations_of(quote) == []
    history.redo(project)
    relating.unrelate(project, DOC, [relation.id])
    assert opened.relations == {}
    project.flush()
    assert check(project.path, refold=True) == []


def test_where_one_is_allowed_the_next_replaces_it_unless_both_are_meant(
    project: Project, mark: Mark
) -> None:
    quote = mark("quote", "“You started it,”")
    first, second = mark("speaker", "Lukashenko"), mark("speaker", "Lukashenko", 1)
    relating.relate(project, DOC, "said_by", quote, first)
    relating.relate(project, DOC, "said_by", quote, second)
    opened = project.open_document(DOC)
    assert [each.to_span for each in opened.relations_of(quote)] == [second]
    history.undo(project)
    assert [each.to_span for each in opened.relations_of(quote)] == [first]
    relating.relate(project, DOC, "said_by", quote, second, also=True)
    assert [each.to_span for each in opened.relations_of(quote)] == [first, second]


def test_a_second_outer_quote_replaces_the_first_even_when_both_are_asked_for(
    project: Project, mark: Mark
) -> None:
    inner, outer = mark("quote", "Belarus"), mark("quote", "“To involve Belarus would")
    other = mark("quote", "“To involve Belarus would be a mistake,”")
    relating.relate(project, DOC, "nested_in", inner, outer)
    relating.relate(project, DOC, "nested_in", inner, other, also=True)
    opened = project.open_document(DOC)
    assert [each.to_span for each in opened.relations_of(inner)] == [other]


def test_more_than_the_schema_allows_is_refused(project: Project, mark: Mark) -> None:
    quote = mark("quote", "“You started it,”")
    for number, words in enumerate(["Lukashenko", "Odessa", "Monday", "he said"]):
        speaker = mark("speaker", words)
        if number < 3:
            relating.relate(project, DOC, "relayed_by", quote, speaker)
    with pytest.raises(Problem, match="3 times at most"):
        relating.relate(project, DOC, "relayed_by", quote, speaker, also=True)


def test_what_the_schema_forbids_is_refused_and_changes_nothing(
    project: Project, mark: Mark
) -> None:
    outer, inner = (
        mark("quote", "“To involve Belarus would be a mistake,”"),
        mark("quote", "Belarus"),
    )
    speaker, claim = mark("speaker", "Lukashenko"), mark("claim", "To involve Belarus would")
    relating.relate(project, DOC, "nested_in", inner, outer)
    relating.relate(project, DOC, "stated_in", claim, outer)
    before = dict(project.open_document(DOC).relations)
    for type_id, source, target, words in (
        ("said_by", outer, outer, "itself"),
        ("said_by", outer, inner, "leads to a Speaker, and this is a Quote"),
        ("said_by", speaker, outer, "starts at a Quote"),
        ("nested_in", outer, inner, "lies inside"),
        ("claimed_by", claim, speaker, "exclude each other"),
        ("cued_by", outer, speaker, "no relation"),
        ("said_by", outer, "gone", "no longer there"),
    ):
        with pytest.raises(Problem, match=words):
            relating.relate(project, DOC, type_id, source, target)
    with pytest.raises(Problem, match="no longer there"):
        relating.unrelate(project, DOC, ["gone"])
    assert project.open_document(DOC).relations == before


def test_exclusion_holds_both_ways(project: Project, mark: Mark) -> None:
    outer, claim = mark("quote", "“You started it,”"), mark("claim", "You started it")
    relating.relate(project, DOC, "claimed_by", claim, mark("speaker", "Lukashenko"))
    with pytest.raises(Problem, match="exclude each other"):
        relating.relate(project, DOC, "stated_in", claim, outer)


def test_two_quotes_of_the_same_words_are_not_nested_in_a_circle(
    project: Project, mark: Mark
) -> None:
    one = mark("quote", "“You started it,”")
    start = ARTICLE.index("“You")
    other = editing.mark(project, DOC, "quote", [(start, start + 5), (start + 6, start + 17)]).id
    relating.relate(project, DOC, "nested_in", one, other)
    with pytest.raises(Problem, match="circle"):
        relating.relate(project, DOC, "nested_in", other, one)
    assert relating.targets(project, DOC, "nested_in", other) == []


def test_targets_are_the_innermost_around_or_else_the_nearest(project: Project, mark: Mark) -> None:
    claim = mark("claim", "Belarus")
    outer = mark("quote", "“To involve Belarus would be a mistake,”")
    inner = mark("quote", "involve Belarus would")
    mark("quote", "“You started it,”")
    found = [each.id for each in relating.targets(project, DOC, "stated_in", claim)]
    assert found == [inner, outer]
    near, far = mark("speaker", "Lukashenko"), mark("speaker", "he said")
    found = [each.id for each in relating.targets(project, DOC, "said_by", outer)]
    assert found == [near, far]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_index_of_relations_says_what_all_relations_say(rng: Random) -> None:
    stream = layer_stream("D1", "ana")
    opened = OpenDocument(Document("D1", "d", "", "", ""), stream)
    opened.fill(opened.document, stream, LayerRecords({}, [], [], [], [], set()))
    opened.relations_of("s0")
    state: State = {}
    hand = Hand(rng)
    for _ in range(25):
        for change in hand.next(state, "desk").edit.changes:
            apply_change(state, change)
            moved = replace(change, stream=stream)
            if change.kind == "relation":
                opened.apply(moved)
    for number in range(4):
        span = f"s{number}"
        expected = {
            each.id for each in opened.relations.values() if span in (each.from_span, each.to_span)
        }
        assert {each.id for each in opened.relations_of(span)} == expected
