from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.compare.alignment import align
from annotator.compare.cases import (
    BUCKETS,
    DOCUMENT,
    LABELS,
    MOST,
    SHIFT,
    bucket,
    cases_of,
    shifts,
)
from annotator.compare.gathered import Gathered

TWO = ("ana", "ben")


def gathered(layers, document="d"):
    found = Gathered()
    found.add(cases_of(document, align(layers)))
    return found


def matrix(found, pair=TWO):
    return {key[2:]: count for key, count in found.counts.items() if key[:2] == (LABELS, pair)}


def test_a_matrix_has_what_only_one_of_two_marked():
    ana = [(0, 10, "quote"), (20, 25, "claim"), (30, 35, "speaker")]
    ben = [(0, 10, "quote"), (20, 26, "quote"), (40, 44, "location")]
    found = gathered({"ana": ana, "ben": ben})
    assert matrix(found) == {
        ("quote", "quote"): 1,
        ("claim", "quote"): 1,
        ("speaker", None): 1,
        (None, "location"): 1,
    }
    assert found.counts[DOCUMENT, "d"] == 3
    (case,) = found.some([(LABELS, TWO, "speaker", None)])
    assert (case.start, case.end, case.agreed, case.other) == (30, 35, False, None)


def test_somebody_who_found_nothing_is_compared_and_who_is_absent_is_not():
    found = gathered({"ana": [(0, 5, "quote")], "ben": [], "cy": [(0, 5, "quote")]})
    assert matrix(found) == {("quote", None): 1}
    assert matrix(found, ("ana", "cy")) == {("quote", "quote"): 1}
    assert matrix(found, ("ben", "cy")) == {(None, "quote"): 1}
    assert matrix(gathered({"ana": [(0, 5, "quote")]})) == {}


def test_boundaries_differ_outwards_and_inwards():
    found = gathered({"ana": [(10, 20, "quote")], "ben": [(9, 18, "quote")]})
    (case,) = found.some([(LABELS, TWO, "quote", "quote")])
    assert shifts(case) == [1, -2]
    assert found.counts[SHIFT, TWO, "+1"] == found.counts[SHIFT, TWO, "−2"] == 1
    # Another label is another disagreement.
    found = gathered({"ana": [(10, 20, "quote")], "ben": [(9, 18, "claim")]})
    assert not [key for key in found.counts if key[0] == SHIFT]


@pytest.mark.parametrize(
    ("shift", "name"),
    [(-30, "−10…"), (-10, "−10…"), (-9, "−9…−5"), (-5, "−9…−5"), (-4, "−4"), (-1, "−1"),
     (1, "+1"), (4, "+4"), (5, "5…9"), (9, "5…9"), (10, "10…"), (99, "10…")],
)  # fmt: skip
def test_buckets(shift, name):
    assert bucket(shift) == name
    assert name in BUCKETS


def test_all_cases_can_be_looked_at_a_part_at_a_time():
    spans = [(n * 10, n * 10 + 5, "quote") for n in range(MOST + 50)]
    found = gathered({"ana": spans, "ben": []})
    key = (LABELS, TWO, "quote", None)
    assert found.total([key]) == MOST + 50
    listed = found.some([key])
    assert len(listed) == MOST + 50
    assert [case.start for case in listed[MOST : MOST + 2]] == [MOST * 10, MOST * 10 + 10]
    assert listed[-1].start == (MOST + 49) * 10


def test_what_is_not_agreed_comes_first_and_each_case_once():
    ana, ben = [(0, 5, "quote"), (20, 25, "quote")], [(0, 5, "quote"), (20, 27, "quote")]
    found = gathered({"ana": ana, "ben": ben})
    key = (LABELS, TWO, "quote", "quote")
    assert [case.start for case in found.some([key, key])] == [20, 0]


SPANS = st.sets(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("qsc")).map(
        lambda t: (t[0], t[0] + t[1], t[2])
    ),
    max_size=8,
)


@given(st.fixed_dictionaries(dict.fromkeys(("ana", "ben", "cy"), SPANS)))
def test_every_span_is_in_one_case_of_every_pair(layers):
    found = gathered(layers)
    for pair in (TWO, ("ana", "cy"), ("ben", "cy")):
        for side, person in enumerate(pair):
            seen: Counter[str] = Counter()
            for labels, count in matrix(found, pair).items():
                if labels[side] is not None:
                    seen[labels[side]] += count
            assert seen == Counter(label for _, _, label in layers[person])
    agreed = {
        case.one.fragments
        for case in found.some([k for k in found.counts if k[:2] == (LABELS, TWO)])
        if case.agreed
    }
    assert len(agreed) <= len(layers["ana"] & layers["ben"])
