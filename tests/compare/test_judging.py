"""Units that several people judged, and what each says to them."""

from __future__ import annotations

from annotator.compare.judging import (
    attributes_named,
    has_order,
    judged_units,
    label_said,
    rank_said,
    value_said,
)
from annotator.domain.schema import schema_from_definition
from tests.compare.spans import span

SCHEMA = schema_from_definition(
    {
        "labels": [
            {
                "id": "quote",
                "attributes": [
                    {"id": "kind", "kind": "choice", "values": ["low", "high"]},
                    {"id": "sure", "kind": "flag"},
                    {"id": "size", "kind": "number"},
                    {"id": "why", "kind": "text"},
                ],
            },
            {"id": "claim", "attributes": [{"id": "kind", "kind": "choice", "values": ["x"]}]},
        ]
    }
)


def test_whoever_has_no_mark_says_nothing_in_the_order_of_people() -> None:
    layers = {"cy": [span(0, 5)], "ana": [span(0, 5)], "ben": []}
    assert judged_units(layers, label_said) == [("quote", ("quote", None, "quote"))]


def test_a_place_where_labels_differ_is_of_no_label() -> None:
    layers = {"ana": [span(0, 5)], "ben": [span(0, 5, "claim")]}
    assert judged_units(layers, label_said) == [("", ("quote", "claim"))]
    # Who says nothing to an attribute does not make the label another.
    said = value_said(attributes_named(SCHEMA, "kind"), "kind")
    layers["ana"] = [span(0, 5, attributes={"kind": "low"})]
    assert judged_units(layers, said) == [("quote", ("low", None))]


def test_a_place_to_which_nobody_says_anything_is_no_unit() -> None:
    said = value_said(attributes_named(SCHEMA, "kind"), "kind")
    assert judged_units({"ana": [span(0, 5)], "ben": [span(0, 5)]}, said) == []


def test_a_flag_that_is_not_set_is_false() -> None:
    say = value_said(attributes_named(SCHEMA, "sure"), "sure")
    assert say(span(0, 5)) is False
    assert say(span(0, 5, attributes={"sure": True})) is True
    assert say(span(0, 5, "claim")) is None


def test_several_values_are_one_in_any_order() -> None:
    say = value_said(attributes_named(SCHEMA, "kind"), "kind")
    one, two = (span(0, 5, attributes={"kind": list(each)}) for each in ("ab", "ba"))
    assert say(one) == say(two) != say(span(0, 5, attributes={"kind": ["a"]}))


def test_ranks_are_places_in_the_schema() -> None:
    attributes = attributes_named(SCHEMA, "kind")
    assert set(attributes) == {"quote", "claim"}
    rank = rank_said(attributes, "kind")
    assert [rank(span(0, 5, attributes={"kind": each})) for each in ("low", "high", "odd")] == [
        0.0, 1.0, None,
    ]  # fmt: skip
    sizes = rank_said(attributes_named(SCHEMA, "size"), "size")
    assert sizes(span(0, 5, attributes={"size": 3})) == 3.0
    sure = rank_said(attributes_named(SCHEMA, "sure"), "sure")
    assert sure(span(0, 5)) == 0.0


def test_words_have_no_order() -> None:
    assert has_order(attributes_named(SCHEMA, "kind").values())
    assert not has_order(attributes_named(SCHEMA, "why").values())
