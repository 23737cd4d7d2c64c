"""Every constraint of the default schema: broken, it is found; kept, it is silent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Relation
from annotator.domain.constraints.constraint import constraints, in_force
from annotator.domain.constraints.layer_ground import LayerGround, layer_problems
from annotator.domain.constraints.span_places import SpanPlaces
from annotator.domain.layer import Layer
from annotator.domain.schema import schema_from_definition
from annotator.domain.span import Span, quotes_of, text_order
from tests.gold import gold, news_schema

TEXT = "“Go now, ‘please’,” said Ana to Ben. “Stay,” said the others."


def span(id: str, label: str, *words: str, **given) -> Span:
    fragments = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in words)
    made = Span(id, label, fragments, quotes_of(TEXT, fragments))
    wanted = {"quote": {"quote_type": "direct"}, "speaker": {"mention_type": "name"}}
    return made._replace(attributes=wanted.get(label, {}), **{"entity": None, **given})


QUOTE = span("q", "quote", "“Go now, ‘please’,”")
INNER = span("r", "quote", "‘please’")
ANA = span("s", "speaker", "Ana", entity="E1")
BEN = span("t", "speaker", "Ben", entity="E2")
CLAIM = span("c", "claim", "Go now")._replace(
    attributes={"verifiability": "verifiable", "checkworthy": "yes", "polarity": "affirmed"}
)
SAID = Relation("1", "said_by", "q", "s")


def found(
    spans: Sequence[Span],
    relations: Sequence[Relation] = (),
    excluded=(),
    status: str = "done",
    schema=None,
) -> list[tuple[str, str, str | None]]:
    in_order = tuple(sorted(spans, key=text_order))
    layer = Layer("d", "ana", "annotations", status, None, in_order, tuple(relations))
    schema = schema or news_schema()
    problems = layer_problems(layer, TEXT, excluded, schema)
    assert all(each.message.endswith((".", "?")) for each in problems)
    return [(each.kind, each.grade, each.span) for each in problems]


def test_a_sound_layer_has_no_problems() -> None:
    assert found([QUOTE, ANA], [SAID]) == []


def without(span: Span, name: str) -> Span:
    return span._replace(attributes={k: v for k, v in span.attributes.items() if k != name})


@pytest.mark.parametrize(
    ("spans", "relations", "expected"),
    [
        ([without(QUOTE, "quote_type"), ANA], [SAID], ("required", "error", "q")),
        ([QUOTE._replace(attributes={"quote_type": "loud"}), ANA], [SAID],
         ("value", "warning", "q")),
        ([QUOTE, ANA._replace(entity=None)], [SAID], ("entity", "warning", "s")),
        ([QUOTE], [], ("min", "error", "q")),
        ([QUOTE, ANA, BEN._replace(entity="E1")], [SAID, Relation("2", "said_by", "q", "t")],
         ("max", "warning", "q")),
        ([QUOTE, ANA], [SAID, Relation("2", "said_by", "s", "q")], ("ends", "error", "s")),
        ([QUOTE, ANA, CLAIM], [SAID, Relation("2", "stated_in", "c", "q"),
                               Relation("3", "claimed_by", "c", "s")], ("exclusive", "error", "c")),
        ([QUOTE, ANA, INNER], [SAID, Relation("2", "said_by", "r", "s"),
                               Relation("3", "nested_in", "q", "r")], ("inside", "error", "q")),
        ([QUOTE, ANA, INNER], [SAID, Relation("2", "said_by", "r", "s"),
                               Relation("3", "nested_in", "r", "q"),
                               Relation("4", "nested_in", "q", "r")], ("acyclic", "error", "r")),
        ([QUOTE, ANA, BEN], [SAID, Relation("2", "said_by", "q", "t")],
         ("one_speaker_entity", "warning", "q")),
        ([QUOTE, ANA, QUOTE._replace(id="q2")], [SAID, Relation("2", "said_by", "q2", "s")],
         ("duplicate", "error", "q2")),
        ([QUOTE, ANA, span("x", "quote", "‘please’,” said")],
         [SAID, Relation("2", "said_by", "x", "s")], ("crossing", "warning", "x")),
        ([ANA], [], ("unlinked", "hint", "s")),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(spans, relations, expected) -> None:
    problems = found(spans, relations)
    assert expected in problems
    assert {kind for kind, _grade, _span in problems} <= {
        expected[0], "inside", "acyclic", "max",
    }  # fmt: skip


def test_what_runs_into_an_excluded_region_is_found() -> None:
    assert found([QUOTE, ANA], [SAID], excluded=[(5, 8)]) == [("excluded", "error", "q")]
    assert found([QUOTE, ANA], [SAID], excluded=[(30, 40)]) == []


def test_what_must_be_there_at_the_end_is_asked_for_only_then() -> None:
    bare = [QUOTE._replace(attributes={}), ANA._replace(entity=None)]
    kinds = {kind for kind, _grade, _span in found(bare)}
    assert kinds == {"min", "required", "entity", "unlinked"}
    assert found(bare, status="started") == [("unlinked", "hint", "s")]


@pytest.mark.parametrize(
    "attributes",
    [{"quote_type": "scare"}, {"quote_type": "direct", "attribution": "unattributed"}],
)
def test_a_quote_that_is_exempt_needs_no_speaker(attributes) -> None:
    assert found([QUOTE._replace(attributes=attributes)]) == []


def test_a_question_that_does_not_arise_needs_no_answer() -> None:
    claim = CLAIM._replace(attributes={"verifiability": "unverifiable", "polarity": "affirmed"})
    assert found([claim]) == []
    assert found([without(CLAIM, "checkworthy")]) == [("required", "error", "c")]


def test_grades_are_data() -> None:
    definition = {
        "labels": [{"id": "a", "name": "A", "entity": {"required": "at completion"}}],
        "relations": [
            {"id": "r", "from": ["a"], "to": ["a"], "min": 1, "below_min": "hint", "max": 0}
        ],
        "constraints": [{"rule": "duplicate", "severity": "warning"}, {"rule": "nobody knows"}],
    }
    schema = schema_from_definition(definition)
    one = span("1", "a", "Ana")
    assert set(found([one, one._replace(id="2")], schema=schema)) == {
        ("entity", "error", "1"),
        ("min", "hint", "1"),
        ("entity", "error", "2"),
        ("min", "hint", "2"),
        ("duplicate", "warning", "2"),
    }


def test_every_rule_that_the_default_schema_lists_is_known() -> None:
    listed = {each["rule"] for each in news_schema().definition["constraints"]}
    assert listed == {each.rule for each in constraints().values() if each.listed}
    assert len(in_force(news_schema())) == len(constraints())


def test_the_gold_of_the_seed_keeps_the_constraints() -> None:
    spans = tuple(sorted(gold().spans.values(), key=text_order))
    layer = Layer("d", "gold", status="done", spans=spans, relations=tuple(gold().relations))
    problems = layer_problems(layer, gold().text, gold().excluded, news_schema())
    assert problems == []


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 1200)), max_size=12),
    st.tuples(st.integers(0, 3000), st.integers(1, 1200)),
)
def test_near_spans_are_all_that_share_text(places, asked) -> None:
    def made(id: str, place: tuple[int, int]) -> Span:
        return Span(id, "x", ((place[0], sum(place)),), ("",))

    spans = {str(number): made(str(number), place) for number, place in enumerate(places)}
    index = SpanPlaces(spans.values())
    wanted = made("asked", asked)
    sharing = {
        id for id, each in spans.items() if each.start < wanted.end and wanted.start < each.end
    }
    assert sharing <= index.near(wanted)
    for each in spans.values():
        index.take(each)
    assert index.near(wanted) == set()


def test_ground_answers_for_what_is_not_there() -> None:
    ground = LayerGround(Layer("d", "ana"), TEXT, (), news_schema())
    assert ground.span("gone") is None
    assert list(ground.relations_of("gone")) == []
