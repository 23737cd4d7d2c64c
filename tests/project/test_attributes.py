"""Attributes that are set, computed again and filled in, each in the edit that they follow from."""

from __future__ import annotations

import pytest

from annotator.domain.annotation import Relation, relation_fields
from annotator.domain.edit import add, set_fields
from annotator.domain.entity import Entity
from annotator.domain.problem import Problem
from annotator.domain.stream import LEDGER
from annotator.project import editing, history
from annotator.project.attributes import set_attribute
from annotator.project.checking import check
from annotator.project.layer_edit import edit_layer
from annotator.project.project import Project
from tests.samples import ARTICLE, set_span_fields

DOC = "D-a"


def place(words: str, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = ARTICLE.index(words, start + 1)
    return start, start + len(words)


def attributes(project: Project, span_id: str) -> dict[str, object]:
    return dict(project.open_document(DOC).spans[span_id].attributes)


def mark(project: Project, label: str, words: str, number: int = 0) -> str:
    return editing.mark(project, DOC, label, [place(words, number)]).id


def link(project: Project, quote: str, speaker: str) -> None:
    relation = Relation("r1", "said_by", quote, speaker)
    opened = project.open_document(DOC)
    made = add(opened.stream, "relation", relation.id, relation_fields(relation))
    edit_layer(project, opened, "link", [made])


def test_a_new_mark_has_its_defaults_and_computed_values(project: Project) -> None:
    quote = mark(project, "quote", "“You started it,”")
    assert attributes(project, quote) == {"quote_type": "direct", "mode": "speech"}
    speaker = mark(project, "speaker", "he", 1)
    claim = mark(project, "claim", "You started it")
    assert attributes(project, claim) == {
        "verifiability": "verifiable", "checkworthy": "yes", "polarity": "affirmed",
    }  # fmt: skip
    assert "mention_type" in attributes(project, speaker)
    project.flush()
    assert check(project.path, refold=True) == []


def test_bounds_bring_the_type_up_to_date_unless_it_was_set_by_hand(project: Project) -> None:
    quote = mark(project, "quote", "“You started it,”")
    editing.move(project, DOC, quote, [place("“You started it,” he said")])
    assert attributes(project, quote)["quote_type"] == "mixed"
    set_attribute(project, DOC, [quote], "quote_type", "scare")
    editing.move(project, DOC, quote, [place("You started it")])
    assert attributes(project, quote)["quote_type"] == "scare"
    set_attribute(project, DOC, [quote], "quote_type", None)
    assert attributes(project, quote)["quote_type"] == "direct"
    for _ in range(3):
        history.undo(project)
    assert attributes(project, quote)["quote_type"] == "mixed"


def test_a_link_says_how_the_speaker_is_given_and_both_ends_count(project: Project) -> None:
    quote = mark(project, "quote", "“To involve Belarus would be a mistake,”")
    speaker = mark(project, "speaker", "Lukashenko")
    link(project, quote, speaker)
    assert attributes(project, quote)["attribution"] == "explicit"
    set_attribute(project, DOC, [speaker], "mention_type", "nominal")
    assert attributes(project, quote)["attribution"] == "anaphoric"
    editing.move(project, DOC, speaker, [place("Odessa", 1)])
    assert attributes(project, quote)["attribution"] == "implicit"
    editing.delete(project, DOC, [speaker])
    assert "attribution" not in attributes(project, quote)
    history.undo(project)
    assert attributes(project, quote)["attribution"] == "implicit"
    project.flush()
    assert check(project.path, refold=True) == []


def test_a_place_is_found_in_the_edit_that_makes_its_entity(project: Project) -> None:
    span_id = mark(project, "location", "Odessa")
    assert attributes(project, span_id)["resolution"] == "todo"
    opened = project.open_document(DOC)
    fields = {"kind": "place", "name": "Odesa", "reference": "geonames:698740"}
    before = opened.fields_of("span", span_id) or {}
    changes = [
        add(LEDGER, "entity", "E1", fields),
        set_fields(opened.stream, "span", span_id, before, entity="E1"),
    ]
    edit_layer(project, opened, "link", changes)
    assert attributes(project, span_id)["resolution"] == "resolved"
    assert Entity("E1", **fields).reference
    set_span_fields(project, DOC, [span_id], "unlink", entity=None)
    assert attributes(project, span_id)["resolution"] == "todo"


def test_what_a_condition_rules_out_is_what_the_schema_says_otherwise(project: Project) -> None:
    claim = mark(project, "claim", "You started it")
    set_attribute(project, DOC, [claim], "verifiability", "unverifiable")
    assert attributes(project, claim)["checkworthy"] == "no"
    with pytest.raises(Problem, match="not asked for"):
        set_attribute(project, DOC, [claim], "checkworthy", "yes")
    set_attribute(project, DOC, [claim], "verifiability", "unsure")
    assert attributes(project, claim)["checkworthy"] == "yes"
    place_id = mark(project, "location", "Odessa")
    set_attribute(project, DOC, [place_id], "resolution", "nil")
    set_attribute(project, DOC, [place_id], "nil_reason", "a bloc")
    set_attribute(project, DOC, [place_id], "resolution", "ambiguous")
    assert "nil_reason" not in attributes(project, place_id)


def test_several_spans_are_one_edit(project: Project) -> None:
    ids = [mark(project, "location", "Odessa", number) for number in (0, 1)]
    set_attribute(project, DOC, ids, "usage", "metonymic")
    assert [attributes(project, id)["usage"] for id in ids] == ["metonymic"] * 2
    assert history.undo_name(project) == "set used as of 2 × Odessa to metonymic"
    history.undo(project)
    assert [attributes(project, id)["usage"] for id in ids] == ["literal"] * 2


def test_what_does_not_fit_changes_nothing(project: Project) -> None:
    quote = mark(project, "quote", "“You started it,”")
    claim = mark(project, "claim", "You started it")
    before = history.undo_name(project)
    for ids, attribute, value in (
        ([quote], "quote_type", "loud"),
        ([quote], "usage", "literal"),
        ([quote, claim], "quote_type", "direct"),
        (["gone"], "quote_type", "direct"),
    ):
        with pytest.raises(Problem):
            set_attribute(project, DOC, ids, attribute, value)
    assert history.undo_name(project) == before
