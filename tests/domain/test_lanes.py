from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.lanes import Item, Lanes, hull, item

Fragments = tuple[tuple[int, int], ...]


@st.composite
def fragments(draw: st.DrawFn) -> Fragments:
    cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=6)))
    cuts = cuts[: len(cuts) // 2 * 2]
    return tuple(zip(cuts[::2], cuts[1::2], strict=True))


ITEMS = st.lists(fragments(), max_size=25).map(
    lambda parts: {f"s{number}": each for number, each in enumerate(parts)}
)


def ranked(items) -> list[Item]:
    return [item(id, fragments, int(id[1:]) % 3) for id, fragments in items.items()]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@settings(deadline=None, max_examples=150)
@given(ITEMS)
def test_no_two_overlapping_items_share_a_lane_and_a_nested_one_lies_below(items) -> None:
    lanes = Lanes(ranked(items)).assignment()
    names = list(items)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            first, second = hull(items[a]), hull(items[b])
            if not overlap(first, second):
                continue
            assert lanes[a] != lanes[b]
            if first != second and first[0] <= second[0] and second[1] <= first[1]:
                assert lanes[a] < lanes[b]


@settings(deadline=None, max_examples=150)
@given(ITEMS, st.data())
def test_adding_and_removing_one_by_one_gives_the_lanes_of_the_whole_set(items, data) -> None:
    order = data.draw(st.permutations(list(items)))
    gone = set(data.draw(st.lists(st.sampled_from(order), unique=True))) if order else set()
    lanes = Lanes()
    known: dict[str, int] = {}
    for id in order:
        changed = lanes.add(item(id, items[id], int(id[1:]) % 3))
        now = lanes.assignment()
        assert changed == {each for each in now if now[each] != known.get(each)}
        known = now
    for id in sorted(gone):
        changed = lanes.remove(item(id, items[id], int(id[1:]) % 3))
        now = lanes.assignment()
        assert changed == {id} | {each for each in now if now[each] != known[each]}
        known = now
    rest = {id: items[id] for id in items if id not in gone}
    assert lanes.assignment() == Lanes(ranked(rest)).assignment()
    assert len(lanes) == len(rest)


@settings(deadline=None, max_examples=100)
@given(ITEMS, st.integers(0, 60), st.integers(0, 60))
def test_within_finds_what_overlaps(items, a, b) -> None:
    start, end = min(a, b), max(a, b) + 1
    lanes = Lanes(ranked(items))
    expected = {id for id in items if overlap(hull(items[id]), (start, end))}
    found = list(lanes.within(start, end))
    assert {id for id, _ in found} == expected
    assert len(found) == len(expected)
    assert all(lanes.assignment()[id] == lane for id, lane in found)


def test_spans_that_touch_share_a_lane() -> None:
    lanes = Lanes([item("a", [(0, 5)]), item("b", [(5, 9)])])
    assert lanes.assignment() == {"a": 0, "b": 0}


def test_the_lanes_do_not_depend_on_the_order_of_the_spans() -> None:
    items = [
        item("a", [(0, 9)]),
        item("b", [(2, 12)]),
        item("c", [(3, 5)]),
        item("d", [(3, 5)]),
    ]
    assert Lanes(items).assignment() == Lanes(reversed(items)).assignment()


def test_a_group_leaves_other_groups_alone() -> None:
    lanes = Lanes([item("a", [(0, 5)]), item("b", [(10, 15)]), item("c", [(11, 12)])])
    assert lanes.add(item("d", [(0, 8)])) == {"d", "a"}
    assert lanes.assignment()["b"] == 0


def test_what_lies_between_fragments_belongs_to_the_span() -> None:
    lanes = Lanes([item("a", [(0, 5), (20, 25)]), item("b", [(10, 15)])])
    assert lanes.assignment() == {"a": 0, "b": 1}


def test_of_two_spans_over_the_same_text_the_lower_rank_lies_above() -> None:
    lanes = Lanes([item("a", [(0, 5)], 2), item("b", [(0, 5)], 1)])
    assert lanes.assignment() == {"a": 1, "b": 0}


def test_what_is_there_cannot_be_added_and_what_is_not_cannot_be_removed() -> None:
    lanes = Lanes([item("a", [(0, 5)])])
    with pytest.raises(ValueError, match="'a'"):
        lanes.add(item("a", [(3, 8)]))
    with pytest.raises(KeyError, match="b"):
        lanes.remove(item("b", [(0, 5)]))
    assert lanes.assignment() == {"a": 0}


@settings(deadline=None, max_examples=150)
@given(ITEMS, ITEMS)
def test_a_stack_lies_in_its_own_order_and_no_two_that_overlap_share_a_lane(items, others) -> None:
    stack = [item(id, each, int(id[1:]) - len(items)) for id, each in items.items()]
    rest = [item(f"o{id}", each) for id, each in others.items()]
    lanes = Lanes([*rest, *stack]).assignment()
    everything = sorted([*rest, *stack])
    for at, first in enumerate(everything):
        for second in everything[at + 1 :]:
            if not overlap(first[:2], second[:2]):
                continue
            assert lanes[first[3]] != lanes[second[3]]
            if first[2] < 0 and second[2] < 0:
                assert (lanes[first[3]] < lanes[second[3]]) == (first[2] < second[2])


def test_a_stack_is_as_high_as_its_longest_and_one_place_is_one_lane() -> None:
    lanes = Lanes([
        (0, 90, 0, "around"),
        (12, 30, -3, "first"), (10, 60, -2, "second"),
        (10, 20, -1, "third"), (40, 60, -1, "third again"),
        (41, 44, 0, "within"),
    ])  # fmt: skip
    assert lanes.assignment() == {
        "around": 0, "first": 1, "second": 2, "third": 3, "third again": 3, "within": 4,
    }  # fmt: skip
