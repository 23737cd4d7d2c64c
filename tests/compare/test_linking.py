"""Which span goes with which: the rules between spans that could go with several."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from annotator.compare.alignment import align
from annotator.domain.span import Span
from tests.compare.spans import span


def pairs(ana: list[Span], ben: list[Span]) -> set[tuple[Any, ...]]:
    """Return what ana's and ben's spans were matched to, by id; None for nothing."""
    found = set()
    for item in align({"ana": ana, "ben": ben}).items:
        ids = [item.members[who].id if who in item.members else None for who in ("ana", "ben")]
        found.add(tuple(ids))
    return found


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_twin_of_the_same_label_goes_before_one_of_another(order: tuple[int, ...]) -> None:
    """Whatever label sorts first: the same with the same, and the rest with what is left."""
    labels = ["claim", "quote", "speaker"]
    ana = [span(0, 9, labels[n], id=f"a-{labels[n]}") for n in order]
    for left_out in labels:
        ben = [span(0, 9, label, id=f"b-{label}") for label in labels if label != left_out]
        expected = {(f"a-{label}", f"b-{label}" if label != left_out else None) for label in labels}
        assert pairs(ana, ben) == expected


def test_a_twin_of_another_label_is_left_to_whom_it_is_a_twin_of() -> None:
    """Ben's claim could be the twin of ana's quote, which sorts first, but is that of her claim."""
    ana = [span(0, 9, "a-quote", id="q"), span(0, 9, "claim", id="c")]
    ben = [span(0, 9, "claim", id="c2"), span(0, 9, "zeal", id="z2")]
    assert pairs(ana, ben) == {("c", "c2"), ("q", "z2")}


def test_a_twin_of_another_label_goes_before_a_near_one_of_the_same() -> None:
    ana = [span(0, 9, "quote", id="q")]
    ben = [span(0, 9, "claim", id="c2"), span(0, 8, "quote", id="q2")]
    assert pairs(ana, ben) == {("q", "c2"), (None, "q2")}


def test_a_twin_of_another_label_is_not_given_up_for_two_of_the_same() -> None:
    """The halves share as much in all with the wholes, and by their labels would be nearer."""
    ana = [span(0, 20, "quote", id="a1"), span(0, 10, "claim", id="a2")]
    ben = [span(0, 20, "claim", id="b1"), span(10, 20, "quote", id="b2")]
    assert pairs(ana, ben) == {("a1", "b1"), ("a2", None), (None, "b2")}


@pytest.mark.parametrize("names", [("claim", "quote"), ("quote", "claim")])
def test_between_equal_sums_labels_decide(names: tuple[str, str]) -> None:
    """Both of ana's overlap both of ben's by the same share; only labels tell them apart."""
    one, other = names
    ana = [span(10, 30, one, id="a1"), span(10, 30, other, id="a2")]
    ben = [span(9, 29, one, id="b1"), span(11, 31, other, id="b2")]
    assert pairs(ana, ben) == {("a1", "b1"), ("a2", "b2")}


def test_labels_decide_only_between_equal_sums() -> None:
    """To exchange partners would make both labels equal, and shares a little less."""
    ana = [span(0, 20, "quote", id="a1"), span(5, 25, "claim", id="a2")]
    ben = [span(1, 20, "claim", id="b1"), span(5, 24, "quote", id="b2")]
    assert pairs(ana, ben) == {("a1", "b1"), ("a2", "b2")}


@pytest.mark.parametrize(
    ("further", "category"),
    [
        ((30, 50), "split/merge"),  # 10 of 20 inside: half
        ((31, 51), "boundary"),  # 9 of 20
        ((32, 40), "split/merge"),  # all of it
        ((38, 80), "boundary"),  # 2 of 42
    ],
)
def test_a_further_piece_lies_at_least_half_inside(further: tuple[int, int], category: str) -> None:
    """Ana took 0–40 as one, ben 0–28 and another that reaches out of hers."""
    items = align({"ana": [span(0, 40)], "ben": [span(0, 28), span(*further)]}).items
    assert items[0].category == category
    assert len(items) == (1 if category == "split/merge" else 2)
