"""Attribution: ranked candidates for quotes, and linking the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import LEDGER
from annotator.project import editing, history, relating
from annotator.project.attributing import attribute, attribute_to_nobody, candidates
from annotator.project.checking import check
from annotator.project.project import Project
from tests.gold import gold
from tests.samples import add_documents, make_project, set_span_fields

DOC = "D-gold"
GOLD_QUOTES = [quote.id for quote in gold().labelled("quote")]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make_project(tmp_path / "p.sqlite")
    add_documents(made, {"gold": gold().text})
    for start, end in gold().excluded:
        editing.toggle_excluded(made, DOC, start, end)
    yield made
    made.close(lose_unsaved=True)


def mark(project: Project, gold_id: str) -> str:
    span = gold().spans[gold_id]
    return editing.mark(project, DOC, span.label, span.fragments).id


def mark_all(project: Project, label: str) -> dict[str, str]:
    return {span.id: mark(project, span.id) for span in gold().labelled(label)}


def words(project: Project, span_id: str, relation: str = "said_by", query: str = "") -> list[str]:
    return [each.words for each in candidates(project, DOC, span_id, relation, query)]


@pytest.mark.parametrize("speakers_marked", [True, False])
def test_the_first_candidate_is_right_for_every_quote_of_the_gold(
    project: Project, speakers_marked: bool
) -> None:
    made = mark_all(project, "speaker") if speakers_marked else {}
    quotes = mark_all(project, "quote")
    opened = project.open_document(DOC)
    for gold_id, span_id in quotes.items():
        first = candidates(project, DOC, span_id)[0]
        (wanted,) = gold().targets(gold_id, "said_by")
        assert (first.span_id is not None) == (speakers_marked or first.span_id in opened.spans)
        if speakers_marked:
            assert first.span_id == made[wanted.id]
        relation = attribute(project, DOC, span_id, first)
        assert opened.spans[relation.to_span].fragments == wanted.fragments
        expected = gold().spans[gold_id].attributes["attribution"]
        assert opened.spans[span_id].attributes["attribution"] == expected
    marked = {each.fragments for each in opened.spans.values() if each.label == "speaker"}
    linked = {gold().targets(id, "said_by")[0].fragments for id in quotes}
    if not speakers_marked:
        assert marked == linked
    project.flush()
    assert [each for each in check(project.path, refold=True) if each.grade == "error"] == []


def test_marking_the_speaker_and_linking_is_one_edit(project: Project) -> None:
    quote = mark(project, "q4")
    opened = project.open_document(DOC)
    first = candidates(project, DOC, quote)[0]
    assert first.span_id is None
    assert first.because == "subject of “said”, just after"
    relation = attribute(project, DOC, quote, first)
    speaker = opened.spans[relation.to_span]
    assert speaker.quote == ("the close ally of Putin, Lukashenko",)
    assert speaker.attributes == {"mention_type": "name"}
    assert history.undo_name(project) == (
        "link “To involve Belarus… what will that… – said by: the close ally of Putin, Lukashenko"
    )
    history.undo(project)
    assert set(opened.spans) == {quote}
    assert opened.relations == {}
    history.redo(project)
    assert opened.relations == {relation.id: relation}


def test_choosing_what_was_marked_meanwhile_links_it(project: Project) -> None:
    quote = mark(project, "q4")
    first = candidates(project, DOC, quote)[0]
    speaker = mark(project, "s4")
    assert attribute(project, DOC, quote, first).to_span == speaker
    assert candidates(project, DOC, quote)[0].span_id == speaker


def people(project: Project, **names: str) -> None:
    made = [
        add(LEDGER, "entity", id, {"kind": "person", "name": name}) for id, name in names.items()
    ]
    project.apply(Edit("bring people", tuple(made)))


def test_an_exact_name_of_the_ledger_is_certain_where_only_one_has_it(project: Project) -> None:
    quote = mark(project, "q14")
    people(project, E1="Alexander Lukashenko", E2="LUKASHENKO")
    assert candidates(project, DOC, quote)[0].entity is None
    people(project, E3="Lukashenko")
    assert candidates(project, DOC, quote)[0].entity == "E3"
    project.apply(
        Edit("a place", (add(LEDGER, "entity", "P", {"kind": "place", "name": "Lukashenko"}),))
    )
    assert candidates(project, DOC, quote)[0].entity == "E3"
    people(project, E4="Lukashenko")
    assert candidates(project, DOC, quote)[0].entity is None


def test_typing_finds_people_by_the_other_names_of_their_entity(project: Project) -> None:
    quote, speaker = mark(project, "q4"), mark(project, "s4")
    people(project, E1="The President of Belarus")
    set_span_fields(project, DOC, [speaker], "link", entity="E1")
    assert candidates(project, DOC, quote, query="presi")[0].span_id == speaker


def test_a_name_that_is_linked_here_already_brings_its_entity(project: Project) -> None:
    people(project, E1="Alexander Lukashenko")
    quote, known = mark(project, "q14"), mark(project, "s14")
    set_span_fields(project, DOC, [known], "link", entity="E1")
    first = candidates(project, DOC, quote)[0]
    assert (first.words, first.entity) == ("Lukashenko", "E1")
    relation = attribute(project, DOC, quote, first)
    assert project.open_document(DOC).spans[relation.to_span].entity == "E1"


def test_pronouns_and_names_of_two_people_bring_none(project: Project) -> None:
    people(project, E1="Alexander Lukashenko", E2="Viktor Lukashenko")
    quote, other = mark(project, "q13"), mark(project, "s11")
    set_span_fields(project, DOC, [other], "link", entity="E1")
    assert candidates(project, DOC, quote)[0].entity is None
    one, two = mark(project, "s1"), mark(project, "s14")
    set_span_fields(project, DOC, [one], "link", entity="E1")
    set_span_fields(project, DOC, [two], "link", entity="E2")
    assert candidates(project, DOC, mark(project, "q14"))[0].entity is None


def test_a_joint_speaker_is_added_and_another_choice_replaces(project: Project) -> None:
    quote, one, two = mark(project, "q4"), mark(project, "s4"), mark(project, "s3")
    by_id = {each.span_id: each for each in candidates(project, DOC, quote)}
    attribute(project, DOC, quote, by_id[one])
    attribute(project, DOC, quote, by_id[two], also=True)
    opened = project.open_document(DOC)
    assert [each.to_span for each in opened.relations_of(quote)] == [one, two]
    attribute(project, DOC, quote, by_id[one])
    history.undo(project)
    attribute(project, DOC, quote, by_id[two])
    assert [each.to_span for each in opened.relations_of(quote)] == [two]


def test_nobody_named_takes_the_link_away_and_a_link_takes_it_back(project: Project) -> None:
    quote = mark(project, "q4")
    first = candidates(project, DOC, quote)[0]
    attribute(project, DOC, quote, first)
    attribute_to_nobody(project, DOC, quote)
    opened = project.open_document(DOC)
    assert opened.relations_of(quote) == []
    assert opened.spans[quote].attributes["attribution"] == "unattributed"
    attribute(project, DOC, quote, candidates(project, DOC, quote)[0])
    assert opened.spans[quote].attributes["attribution"] == "explicit"
    history.undo(project)
    assert opened.spans[quote].attributes["attribution"] == "unattributed"
    attribute_to_nobody(project, DOC, quote)
    assert history.redo_name(project) is not None


def test_relayed_by_and_addressed_to_in_the_same_panel(project: Project) -> None:
    mark_all(project, "quote")
    opened = project.open_document(DOC)
    by_fragments = {each.fragments: each.id for each in opened.spans.values()}
    for gold_id, relation in (("q7", "relayed_by"), ("q9", "relayed_by"), ("q6", "addressed_to")):
        (wanted,) = gold().targets(gold_id, relation)
        quote = by_fragments[gold().spans[gold_id].fragments]
        assert words(project, quote, relation)[0] == wanted.quote[0]
        attribute(project, DOC, quote, candidates(project, DOC, quote, relation)[0], relation)
    assert len(opened.relations) == 3


def test_relations_to_what_lies_around_offer_the_innermost_first(project: Project) -> None:
    outer, inner = mark(project, "q5"), mark(project, "q6")
    claim = editing.mark(project, DOC, "claim", [(391, 400)]).id
    found = candidates(project, DOC, claim, "stated_in")
    assert [each.span_id for each in found] == [inner, outer]
    attribute(project, DOC, claim, found[0], "stated_in")
    nested = candidates(project, DOC, inner, "nested_in")
    assert [each.span_id for each in nested] == [outer]
    attribute(project, DOC, inner, nested[0], "nested_in")
    assert len(project.open_document(DOC).relations) == 2


def test_a_claim_outside_quotes_is_claimed_by_who_spoke_before(project: Project) -> None:
    claim = mark(project, "c12")
    first = candidates(project, DOC, claim, "claimed_by")[0]
    assert (first.words, first.fragment) == ("He", gold().spans["s13"].fragments[0])


def test_typing_finds_names_anywhere_but_in_what_is_excluded(project: Project) -> None:
    quote = mark(project, "q4")
    assert "Alexander Lukashenko" in words(project, quote, query="alex")[0]
    assert words(project, quote, query="bandera") == ["Bandera"]
    assert words(project, quote, query="Muscovites") == []
    assert words(project, quote, query="zzz") == []


def test_no_candidate_lies_in_what_is_excluded_and_the_limit_holds(project: Project) -> None:
    mark_all(project, "speaker")
    for quote in mark_all(project, "quote").values():
        found = candidates(project, DOC, quote, limit=4)
        assert len(found) <= 4
        assert "World" not in [each.words for each in found]


def test_what_is_gone_is_a_problem(project: Project) -> None:
    quote, speaker = mark(project, "q4"), mark(project, "s4")
    first = candidates(project, DOC, quote)[0]
    editing.delete(project, DOC, [speaker])
    with pytest.raises(Problem, match="no longer there"):
        attribute(project, DOC, quote, first)
    with pytest.raises(Problem, match="no longer there"):
        candidates(project, DOC, "gone")
    with pytest.raises(Problem, match="no relation"):
        candidates(project, DOC, quote, "cued_by")
    claim = mark(project, "c2")
    with pytest.raises(Problem, match="nobody is named"):
        attribute_to_nobody(project, DOC, claim)


def test_linking_what_is_linked_changes_nothing(project: Project) -> None:
    quote = mark(project, "q4")
    relation = attribute(project, DOC, quote, candidates(project, DOC, quote)[0])
    again = attribute(project, DOC, quote, candidates(project, DOC, quote)[0])
    assert again == relation
    assert relating.own_relations(project.open_document(DOC), "said_by", quote) == [relation]
