from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.compare.matching import heaviest, most_pairs, overlapping
from annotator.compare.unit import shared, units
from tests.compare.spans import a_layer

SIDE = st.integers(0, 4)
EDGES = st.sets(st.tuples(SIDE, SIDE), max_size=12)


@given(EDGES)
def test_as_many_pairs_as_there_can_be(edges: set[tuple[int, int]]) -> None:
    best = max(
        sum((left, right) in edges for left, right in zip(range(5), order, strict=True))
        for order in permutations(range(5))
    )
    assert most_pairs(edges) == best
    assert most_pairs([(right, left) for left, right in edges]) == best


@given(st.dictionaries(st.tuples(SIDE, st.integers(0, 3)), st.integers(1, 9), max_size=12))
def test_the_pairs_of_most_weight(weights: dict[tuple[int, int], int]) -> None:
    left, right = sorted({i for i, _ in weights}), sorted({j for _, j in weights})
    pairs = heaviest(left, right, weights)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    best = max(
        sum(weights.get((i, j), 0) for i, j in zip(range(5), order, strict=False))
        for order in permutations(range(5))
    )
    assert sum(weights[pair] for pair in pairs) == best


@given(a_layer(), a_layer())
def test_every_two_that_share_a_character_are_found(one: list, other: list) -> None:
    mine, theirs = units(one), units(other)
    wanted = {
        (i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
        if shared(a.fragments, b.fragments)
    }
    found = list(overlapping(mine, theirs))
    assert set(found) == wanted
    assert len(found) == len(wanted)
