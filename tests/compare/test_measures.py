"""The measures as functions of plain values."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator.compare as compare
from annotator.compare.measure import Compared, Text, added
from annotator.compare.unit import units
from annotator.compare.unitizing import count, u_alpha
from tests.compare.spans import LENGTH, a_flat_layer, a_layer, some_people

TEXT = "Kyiv said no. Minsk, too, said no today!"
assert len(TEXT) == LENGTH
OF_TWO: dict[str, Callable[..., float | None]] = {
    "strict_f1": compare.strict_f1,
    "overlap_f1": compare.overlap_f1,
    "iou_f1": compare.iou_f1,
    "char_f1": compare.char_f1,
    "semeval_f1": compare.semeval_f1,
    "token_kappa": lambda a, b: compare.token_kappa(a, b, TEXT),
}
UNITIZING = {
    "alpha_u": compare.alpha_u,
    "alpha_u_boundary": compare.alpha_u_boundary,
    "alpha_cu": compare.alpha_cu,
    "alpha_ku": lambda people, length: compare.alpha_ku(people, length, "quote"),
    "alpha_ku_coverage": compare.alpha_ku_coverage,
    "alpha_u_2004": compare.alpha_u_2004,
}
OF_ROWS = {
    name: getattr(compare, name)
    for name in ("alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio", "kappa")
    + ("fleiss", "gwet_ac1")
}
two = pytest.mark.parametrize("measure", OF_TWO.values(), ids=OF_TWO)
unitizing = pytest.mark.parametrize("measure", UNITIZING.values(), ids=UNITIZING)
of_rows = pytest.mark.parametrize("measure", OF_ROWS.values(), ids=OF_ROWS)
VALUE = st.none() | st.integers(0, 3)
ROWS = st.integers(2, 4).flatmap(
    lambda people: st.lists(st.tuples(*[VALUE] * people), min_size=1, max_size=12)
)


def near(one: float | None, other: float | None) -> bool:
    return one == other or (None not in (one, other) and one == pytest.approx(other, abs=1e-9))


@two
@given(a_layer(), a_layer(), st.randoms(use_true_random=False))
def test_a_measure_of_two_is_symmetrical_whatever_the_order(
    measure: Callable[..., float | None], one: list, other: list, rng: Random
) -> None:
    figure = measure(one, other)
    assert near(measure(other, one), figure)
    assert near(measure(rng.sample(one, len(one)), rng.sample(other, len(other))), figure)


@two
@given(a_layer())
def test_who_agrees_with_themselves_agrees_wholly(
    measure: Callable[..., float | None], layer: list
) -> None:
    assert measure(layer, layer) in (None, pytest.approx(1.0))


@given(a_layer(), a_layer())
def test_the_f1s_lie_in_their_order(one: list, other: list) -> None:
    strict, iou, overlap = (
        f(one, other) for f in (compare.strict_f1, compare.iou_f1, compare.overlap_f1)
    )
    if strict is not None:
        assert 0 <= strict <= iou <= overlap <= 1


@unitizing
@given(some_people(2, 4), st.randoms(use_true_random=False))
def test_the_u_alphas_do_not_depend_on_order(
    measure: Callable[..., float | None], layers: dict[str, Any], rng: Random
) -> None:
    figure = measure(layers, LENGTH)
    people = [rng.sample(layer, len(layer)) for layer in layers.values()]
    assert near(measure(rng.sample(people, len(people)), LENGTH), figure)


@given(st.lists(st.tuples(a_layer(), a_layer()), min_size=1, max_size=4))
def test_summed_documents_are_one_long_document(documents: list) -> None:
    counts = [count(Compared(Text(LENGTH), [units(a), units(b)])) for a, b in documents]
    together = [
        [
            (tuple((s + place * LENGTH, e + place * LENGTH) for s, e in fragments), label)
            for place, document in enumerate(documents)
            for fragments, label in document[person]
        ]
        for person in (0, 1)
    ]
    whole = Compared(Text(LENGTH * len(documents)), [units(each) for each in together])
    assert near(u_alpha([added(counts)], None), u_alpha([count(whole)], None))


@given(a_layer(("quote",)), a_layer(("quote",)))
def test_with_one_label_alpha_u_is_the_binary_one(one: list, other: list) -> None:
    figures = [f([one, other], LENGTH) for f in (compare.alpha_u, compare.alpha_u_boundary)] + [
        compare.alpha_u([one, other], LENGTH, label="quote")
    ]
    assert near(figures[0], figures[1])
    assert near(figures[0], figures[2])


@of_rows
@given(ROWS, st.randoms(use_true_random=False))
def test_measures_of_values_do_not_depend_on_order(
    measure: Callable[..., float | None], rows: list, rng: Random
) -> None:
    people = rng.sample(range(len(rows[0])), len(rows[0]))
    shuffled = [[row[person] for person in people] for row in rng.sample(rows, len(rows))]
    assert near(measure(shuffled), measure(rows))


@of_rows
def test_one_value_alone_is_nothing_to_agree_about(measure: Callable[..., float | None]) -> None:
    assert measure([[1, 1], [1, 1], [1, 1]]) is None
    assert measure([]) is None


@of_rows
def test_what_was_not_judged_is_none_or_not_a_number(measure: Callable[..., float | None]) -> None:
    rows = [[1, 1, None], [2, 1, None], [2, 2, None], [1, None, None]]
    as_numbers = [[float("nan") if each is None else each for each in row] for row in rows]
    assert near(measure(as_numbers), measure(rows))
    assert near(measure([row[:2] for row in rows]), measure(rows))


@two
def test_nothing_marked_is_no_figure(measure: Callable[..., float | None]) -> None:
    assert measure([], []) is None


@pytest.mark.parametrize("name", ["strict_f1", "overlap_f1", "iou_f1", "char_f1"])
def test_absent_is_excluded_and_empty_counts(name: str) -> None:
    measure = OF_TWO[name]
    assert measure([(0, 5, "A")], None) is None
    assert measure([(0, 5, "A")], []) == 0
    documents = {"one": [(0, 5, "A")], "two": [(0, 5, "A")], "three": [(1, 2, "B")]}
    assert measure(documents, {"one": [(0, 5, "A")], "two": None}) == 1
    assert measure(documents, {"one": [(0, 5, "A")], "two": []}) == pytest.approx(2 / 3)
    assert measure(documents, {"one": [(0, 5, "A")], "three": []}, "A") == 1


def test_iou_of_exactly_a_half_matches() -> None:
    assert compare.iou_f1([(0, 10)], [(0, 5)]) == 1
    assert compare.iou_f1([(0, 11)], [(0, 5)]) == 0
    assert compare.overlap_f1([(0, 10)], [(9, 12)]) == 1


def test_a_long_span_matches_only_one() -> None:
    assert compare.overlap_f1([(0, 100)], [(0, 10), (20, 30)]) == pytest.approx(2 / 3)


def test_labels_must_be_equal() -> None:
    for name in ("strict_f1", "overlap_f1", "iou_f1", "char_f1"):
        assert OF_TWO[name]([(0, 5, "A")], [(0, 5, "B")]) == 0


def test_tokens_are_words_and_single_signs() -> None:
    """Kyiv | said | no | . …: the first three agree."""
    figure = compare.token_kappa([(0, 4, "A")], [(0, 9, "A")], "Kyiv said no.")
    assert figure == pytest.approx(0.5)  # Po .75, Pe (1·2 + 3·2) / 16 = .5
    assert compare.token_fleiss([[(0, 4, "A")], [(0, 9, "A")]], "Kyiv said no.") == pytest.approx(
        (0.75 - (9 / 64 + 25 / 64)) / (1 - (9 / 64 + 25 / 64))
    )


def test_kappa_of_a_published_table() -> None:
    """Artstein and Poesio 2008: 46, 6, 32, 6 and 10 of a hundred; .801 in other tools' tests."""
    table = {("s", "s"): 46, ("s", "i"): 6, ("i", "i"): 32, ("c", "i"): 6, ("c", "c"): 10}
    rows = [pair for pair, times in table.items() for _ in range(times)]
    assert compare.kappa(rows) == pytest.approx(0.801, abs=0.0005)


def test_sets_of_values() -> None:
    rows = [[{1, 2}, {1}], [{3}, {3}], ["ab", ["ab"]]]
    assert compare.alpha_sets(rows, "jaccard") == pytest.approx(1 - 5 * (0.5 * 2) / 25)
    with pytest.raises(ValueError, match="masi or jaccard"):
        compare.alpha_sets(rows, "euclid")


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        compare.alpha_u([[(0, 11, "A")], []], 10)


SHAPES = [
    (0, 5, "A"),
    [0, 5, "A"],
    ([(0, 5)], "A"),
    ([[0, 3], [3, 5]], "A"),
    ("A", "0 5"),
    ("A", "0 3;3 5"),
    {"start": 0, "end": 5, "label": "A"},
    {"offset": 0, "length": 5, "label": "A"},
    {"fragments": [[0, 5]], "label": "A"},
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_span_may_have_any_usual_shape(shape: Any) -> None:
    assert compare.strict_f1([shape], [(0, 5, "A")]) == 1


@pytest.mark.parametrize("wrong", [(), (5,), (5, 0, "A"), {"start": 1}, (0, 1, 2, 3), ([], "A")])
def test_what_is_no_span_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="."):
        compare.strict_f1([wrong], [])


@given(a_flat_layer(), a_flat_layer())
def test_flat_spans_overlap_as_often_as_a_count_by_hand_says(one: list, other: list) -> None:
    """Spans that do not overlap match from left to right, which is simple to count."""
    both, rest = 0, sorted(other)
    for start, end, label in sorted(one):
        hit = next((o for o in rest if o[2] == label and o[0] < end and start < o[1]), None)
        if hit:
            both += 1
            rest.remove(hit)
    total = len(one) + len(other)
    assert near(compare.overlap_f1(one, other), 2 * both / total if total else None)


def test_pairs_of_people_and_their_mean() -> None:
    documents = {
        "d1": {"ana": [(0, 5, "A")], "ben": [(0, 5, "A")], "cy": [(0, 4, "A")]},
        "d2": {"ana": [(0, 5, "A")], "ben": [(0, 5, "A")]},
    }
    result = compare.pairwise(compare.strict_f1, documents)
    assert result.figures == {("ana", "ben"): 1, ("ana", "cy"): 0, ("ben", "cy"): 0}
    assert result.mean == pytest.approx(1 / 3)
    assert result.deviation == pytest.approx(3**-0.5)
