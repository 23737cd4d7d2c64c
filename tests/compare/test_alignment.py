from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.compare.alignment import Alignment, align
from annotator.compare.linking import LARGEST
from annotator.domain.annotation import Relation
from annotator.domain.span import Span
from tests.compare.spans import parts, some_people, span

TEXT = "The minister said: “We will win.” Kyiv was quiet, and the army was ready to go."


def one_item(text: str | None = TEXT, **layers: Any) -> Any:
    (item,) = align(layers, text).items
    return item


def seen(alignment: Alignment) -> list[tuple[Any, ...]]:
    """Return everything about an alignment that can be compared."""
    return [
        (
            [(person, each.fragments, each.label) for person, each in item.spans],
            item.absent,
            item.categories,
            item.trivial,
        )
        for item in alignment.items
    ]


CATEGORIES = [
    ("agreed", [span(19, 32)], [span(19, 32)]),
    ("missing", [span(19, 32)], []),
    ("boundary", [span(19, 32)], [span(19, 28)]),
    ("label", [span(19, 32)], [span(19, 32, "claim")]),
    ("boundary+label", [span(19, 32)], [span(19, 28, "claim")]),
    (
        "attribute",
        [span(19, 32, attributes={"quote_type": "direct"})],
        [span(19, 32, attributes={"quote_type": "mixed"})],
    ),
    ("entity", [span(34, 38, "location", entity="E1")], [span(34, 38, "location", entity="E2")]),
    ("split/merge", [span(19, 49)], [span(19, 32), span(34, 49)]),
]


@pytest.mark.parametrize(("category", "ana", "ben"), CATEGORIES, ids=[c[0] for c in CATEGORIES])
def test_each_category_is_told(category: str, ana: list[Span], ben: list[Span]) -> None:
    assert one_item(ana=ana, ben=ben).category == category
    assert one_item(ana=ben, ben=ana).category == category


@pytest.mark.parametrize(
    ("one", "other", "trivial"),
    [
        ((19, 32), (18, 32), True),  # a space
        ((19, 32), (18, 33), True),  # a space and a quotation mark
        ((0, 12), (4, 12), True),  # the article
        ((19, 32), (19, 31), True),  # the full stop
        ((0, 12), (0, 17), False),  # a word
        ((50, 62), (54, 62), False),  # “and”
    ],
)
def test_what_is_trivial_about_a_boundary(
    one: tuple[int, int], other: tuple[int, int], trivial: bool
) -> None:
    item = one_item(ana=[span(*one)], ben=[span(*other)])
    assert (item.category, item.trivial) == ("boundary", trivial)


def test_an_article_of_another_language() -> None:
    text = "L'armée de l’air et der Minister"
    layers = {"ana": [span(0, 7)], "ben": [span(2, 7)]}
    assert align(layers, text, language="fr").items[0].trivial
    assert not align(layers, text, language="en").items[0].trivial
    layers = {"ana": [span(20, 32)], "ben": [span(24, 32)]}
    assert align(layers, text, language="de-AT").items[0].trivial


def test_a_nested_span_with_a_twin_is_not_stolen() -> None:
    ana = [span(0, 40), span(30, 38, "speaker")]
    ben = [span(0, 29), span(30, 38, "speaker")]
    quote, speaker = align({"ana": ana, "ben": ben}).items
    assert (quote.category, speaker.category) == ("boundary", "agreed")


def test_the_most_overlap_in_all_and_not_the_best_first() -> None:
    """0–20 goes with 0–18 as well as with 2–20; 0–16 has only the former to go with well."""
    items = align({"ana": [span(0, 20), span(0, 16)], "ben": [span(0, 18), span(2, 20)]}).items
    assert [sorted(each.id for each in item.members.values()) for item in items] == [
        ["quote-0-20", "quote-2-20"],
        ["quote-0-16", "quote-0-18"],
    ]


def test_nearness_is_not_handed_on() -> None:
    """Ana overlaps ben and ben overlaps cy, but ana and cy do not: still one item at most."""
    layers = {"ana": [span(0, 10)], "ben": [span(5, 15)], "cy": [span(10, 20)]}
    alignment = align(layers)
    assert [set(item.members) for item in alignment.items] == [{"ana", "ben", "cy"}]


def test_an_item_has_one_span_a_person() -> None:
    layers = {"ana": [span(0, 20)], "ben": [span(0, 9), span(11, 20, "claim")], "cy": [span(0, 20)]}
    items = align(layers).items
    assert [(sorted(item.members), item.category) for item in items] == [
        (["ana", "ben", "cy"], "boundary"),
        (["ben"], "missing"),
    ]


def test_a_span_nested_on_purpose_is_no_split() -> None:
    ana = [span(0, 40)]
    ben = [span(0, 40), span(10, 20)]
    assert [item.category for item in align({"ana": ana, "ben": ben}).items] == [
        "agreed",
        "missing",
    ]


def test_two_people_who_split_alike_are_one_item_with_whom_did_not() -> None:
    halves = [span(0, 20), span(20, 40)]
    item = one_item(text=None, ana=[span(0, 40)], ben=halves, cy=halves)
    assert item.category == "split/merge"
    assert [owner for owner, _ in item.pieces] == ["ben", "cy"]
    assert [reading.people for reading in item.readings()] == [("ben", "cy"), ("ana",)]


def test_fragments_are_compared_as_sets_of_characters() -> None:
    item = one_item(ana=[parts((0, 5), (10, 15))], ben=[parts((0, 5), (20, 25))])
    assert item.category == "boundary"
    ana, ben = align({"ana": [parts((0, 5), (10, 15))], "ben": [span(6, 9)]}).items
    assert (ana.absent, ben.absent) == (("ben",), ("ana",))


def test_touching_is_not_overlapping() -> None:
    items = align({"ana": [span(0, 5)], "ben": [span(5, 9)]}).items
    assert [item.absent for item in items] == [("ben",), ("ana",)]


def test_an_empty_span_matches_its_like_only() -> None:
    layers = {"ana": [(5, 5, "x")], "ben": [(5, 5, "x")], "cy": [(4, 6, "x")]}
    assert sorted(len(item.members) for item in align(layers).items) == [1, 2]


def test_the_same_span_twice_is_one_member() -> None:
    item = one_item(ana=[span(0, 5, id="a"), span(0, 5, id="b")], ben=[span(0, 5)])
    assert (item.category, item.pieces, item.members["ana"].id) == ("agreed", (), "a")


def test_two_labels_at_one_place_are_two_items() -> None:
    both = [span(0, 5), span(0, 5, "claim")]
    assert [i.category for i in align({"ana": both, "ben": both}).items] == ["agreed", "agreed"]


RELATIONS = [
    ("agreed", [("said_by", "q", "s")], [("said_by", "q", "s")]),
    ("missing", [("said_by", "q", "s")], []),
    ("type", [("said_by", "q", "s")], [("about", "q", "s")]),
    ("direction", [("said_by", "q", "s")], [("said_by", "s", "q")]),
]


@pytest.mark.parametrize(("category", "ana", "ben"), RELATIONS, ids=[r[0] for r in RELATIONS])
def test_relations_are_compared_once_spans_are_aligned(
    category: str, ana: list[Any], ben: list[Any]
) -> None:
    spans = [span(0, 10, id="q"), span(12, 15, "speaker", id="s")]
    drawn = {
        person: [Relation(f"r{n}", *each) for n, each in enumerate(own)]
        for person, own in (("ana", ana), ("ben", ben))
    }
    alignment = align({"ana": spans, "ben": spans}, relations=drawn)
    (relation,) = alignment.relations
    assert relation.category == category
    flagged = "agreed" if category == "agreed" else "relation"
    assert alignment.items[relation.first].category == flagged


def test_a_relation_to_a_span_that_others_lack_is_not_their_difference() -> None:
    quote = span(0, 10, id="q")
    drawn = {"ana": [Relation("r", "said_by", "q", "s")]}
    layers = {"ana": [quote, span(12, 15, "speaker", id="s")], "ben": [quote]}
    alignment = align(layers, relations=drawn)
    assert [each.category for each in alignment.relations] == ["blocked"]
    assert [item.category for item in alignment.items] == ["agreed", "missing"]


def test_readings_join_who_did_the_same() -> None:
    item = one_item(ana=[span(0, 5)], ben=[span(0, 6)], cy=[span(0, 5)], dora=[])
    assert [reading.people for reading in item.readings()] == [("ana", "cy"), ("ben",), ("dora",)]
    assert item.readings()[-1].span is None


def test_a_crowd_is_matched_greedily_and_that_is_told() -> None:
    layers = {
        person: [(start, 500 + start, "quote") for start in range(shift, shift + LARGEST + 5)]
        for person, shift in (("ana", 0), ("ben", 300))
    }
    alignment = align(layers)
    assert alignment.approximate
    assert len(alignment.items) == LARGEST + 5


@given(some_people(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_spans_does_not_matter(layers: dict[str, Any], rng: Random) -> None:
    names = rng.sample(sorted(layers), len(layers))
    shuffled = {name: rng.sample(layers[name], len(layers[name])) for name in names}
    assert seen(align(shuffled)) == seen(align(layers))


@given(some_people())
def test_every_span_is_in_one_item_and_members_hang_together(layers: dict[str, Any]) -> None:
    alignment = align(layers)
    placed = [(person, each.fragments, each.label) for item in alignment.items
              for person, each in item.spans]  # fmt: skip
    wanted = {(person, *each) for person, layer in layers.items() for each in layer}
    assert len(placed) == len(set(placed))
    assert {(p, f, label) for p, f, label in placed} >= {
        w for w in wanted if all(a[1] < b[0] for a, b in zip(w[1], w[1][1:], strict=False))
    }
    for item in alignment.items:
        assert set(item.members) | set(item.absent) == set(layers)
        assert {person for person, _ in item.pieces} <= set(item.members)


@given(some_people(2, 2))
def test_what_is_the_same_is_agreed(layers: dict[str, Any]) -> None:
    layer = next(iter(layers.values()))
    alignment = align({"ana": layer, "ben": layer})
    assert {item.category for item in alignment.items} <= {"agreed"}
