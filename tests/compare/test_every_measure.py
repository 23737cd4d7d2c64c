"""What holds of every measure, whoever adds it."""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.compare.document_counts import count_document, count_spans
from annotator.compare.figures import CountedDocument, Row, Slices, Wanted, rows
from annotator.compare.measure import Measure, Text
from annotator.compare.registry import measure_named, measures
from annotator.domain.annotation import Relation
from annotator.domain.problem import Problem
from annotator.domain.span import Span
from tests.compare.spans import LABELS, LENGTH, a_layer

TEXT = "Kyiv said no. Minsk, too, said no today!"
PEOPLE = ("ana", "ben", "cy")
EVERY = pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.name)
#: Document → person → units; people may be absent.
DOCUMENTS = st.dictionaries(
    st.sampled_from(("d1", "d2", "d3")),
    st.dictionaries(st.sampled_from(PEOPLE), a_layer(), min_size=1),
    min_size=1,
)


def said(span: Span) -> int:
    """A value for measures of values: numbers that differ with the span."""
    return (span.start + len(span.label)) % 3


def layer_of(units: list[Any]) -> list[Span]:
    """Spans that name an entity, so that there is something of everything to compare."""
    return [Span(f"{f}{label}", label, f, (), {}, f"E-{label}") for f, label in units]


def drawn_by(layers: dict[str, list[Span]]) -> dict[str, list[Relation]]:
    """A relation from each span to the one that comes next in the text."""
    found = {}
    for person, spans in layers.items():
        ordered = sorted(spans, key=lambda span: (span.fragments, span.label))
        found[person] = [
            Relation(f"{place}", f"after {one.label}", one.id, two.id)
            for place, (one, two) in enumerate(pairwise(ordered))
        ]
    return found


def figures(
    measure: Measure, documents: dict[str, dict[str, Any]], excluded: Any = (), **slices: Any
) -> list[Row]:
    wanted = [Wanted(measure)]
    counted = []
    for key, units in documents.items():
        layers = {person: layer_of(layer) for person, layer in units.items()}
        if len(layers) > 1:
            sayings = {measure.numbers: said} if measure.takes == "values" else {}
            text = Text(LENGTH, TEXT, excluded)
            numbers = count_document(text, layers, wanted, sayings, drawn_by(layers))
            people = tuple(sorted(layers))
            counted.append(CountedDocument(key, people, count_spans(text, layers), numbers))
    return rows(counted, wanted, Slices((None, *LABELS), True, **slices))


def test_there_are_the_measures_of_the_contract() -> None:
    assert [measure.name for measure in measures()] == [
        "alpha-cu", "alpha-interval", "alpha-ku", "alpha-nominal", "alpha-ordinal", "alpha-ratio",
        "alpha-sets", "alpha-u", "alpha-u-2004", "alpha-u-boundary", "char-f1", "entity-f1",
        "fleiss", "iou-f1", "kappa", "overlap-f1", "relation-f1", "strict-f1",
    ]  # fmt: skip


def test_a_name_may_be_written_otherwise_and_a_wrong_one_is_a_problem() -> None:
    assert measure_named("Strict F1").name == "strict-f1"
    with pytest.raises(Problem, match="no measure called gamma"):
        measure_named("gamma")


@EVERY
def test_is_well_described(measure: Measure) -> None:
    assert measure.name == measure.name.casefold()
    assert measure.title
    assert measure.says.endswith(".")
    assert measure.takes in ("units", "tokens", "values", "links")
    assert measure_named(measure.name) is measure


@EVERY
@settings(max_examples=25)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_no_order_matters(measure: Measure, documents: dict[str, Any], rng: Random) -> None:
    shuffled = {
        key: {
            person: rng.sample(documents[key][person], len(documents[key][person]))
            for person in rng.sample(sorted(documents[key]), len(documents[key]))
        }
        for key in rng.sample(sorted(documents), len(documents))
    }
    first, again = figures(measure, documents), figures(measure, shuffled)
    assert [near(row) for row in first] == [near(row) for row in again]


def near(row: Row) -> Any:
    return [round(each, 9) if isinstance(each, float) else each for each in row]


@EVERY
@settings(max_examples=25)
@given(DOCUMENTS)
def test_a_figure_lies_at_most_at_one_and_names_its_numbers(
    measure: Measure, documents: dict[str, Any]
) -> None:
    for row in figures(measure, documents):
        assert row.value is None or row.value <= 1 + 1e-9
        assert row.coverage is None or 0 <= row.coverage <= 1 + 1e-9
        assert row.documents >= 0
        assert row.spans >= 0
        if row.documents == 0:
            assert row.value is None


@EVERY
def test_nobody_and_nothing_are_no_figure(measure: Measure) -> None:
    assert {row.value for row in figures(measure, {})} <= {None}
    nothing = {"d1": {"ana": [], "ben": []}, "d2": {"ana": [(((0, 4),), "quote")]}}
    for row in figures(measure, nothing):
        assert row.value is None
        assert row.spans == 0
        assert row.documents == (1 if row.pair in (None, ("ana", "ben")) else 0)


SAME = [(((0, 4),), "quote"), (((5, 9),), "claim"), (((14, 19),), "speaker")]


@EVERY
def test_whole_agreement_is_one(measure: Measure) -> None:
    documents = {f"d{n}": {"ana": SAME, "ben": SAME, "cy": SAME} for n in range(3)}
    for row in figures(measure, documents):
        # Of values, each label has only one here, so that chance could not disagree; and no
        # relation begins at the last span.
        if measure.takes not in ("values", "links") or row.label is None:
            assert row.value == pytest.approx(1)


@EVERY
def test_a_symmetrical_measure_does_not_ask_who_is_who(measure: Measure) -> None:
    one, other = SAME, [(((0, 3),), "quote"), (((5, 9),), "quote")]
    documents = {"d": {"ana": one, "ben": other, "cy": SAME[:1]}}
    turned = {"d": {"cy": one, "ana": other, "ben": SAME[:1]}}
    first, again = figures(measure, documents)[:4], figures(measure, turned)[:4]
    assert [near(row) for row in first] == [near(row) for row in again]


@EVERY
def test_numbers_survive_being_kept(measure: Measure) -> None:
    """They are stored as JSON: names of parts must be plain, and numbers finite."""
    layers = {"ana": layer_of(SAME), "ben": layer_of(SAME[:2])}
    sayings = {measure.numbers: said} if measure.takes == "values" else {}
    counted = count_document(
        Text(LENGTH, TEXT), layers, [Wanted(measure)], sayings, drawn_by(layers)
    )
    for counts in counted.values():
        for label, numbers in counts.items():
            assert isinstance(label, str)
            for name, number in numbers.items():
                assert tuple(json.loads(json.dumps(name))) == name
                assert float(json.loads(json.dumps(number, allow_nan=False))) == number


@EVERY
def test_what_is_excluded_makes_no_difference(measure: Measure) -> None:
    """With 20–40 taken out, what people did only there counts for nothing, nor as a span."""
    inside = [*SAME, (((20, 30),), "quote"), (((21, 23), (25, 40)), "speaker")]
    documents = {"d": {"ana": inside, "ben": [*SAME, (((22, 38),), "claim")]}}
    plain = {"d": {"ana": SAME, "ben": SAME}}
    excluded = figures(measure, documents, excluded=((20, 40),))
    for row, bare in zip(excluded, figures(measure, plain, excluded=((20, 40),)), strict=True):
        assert near(row) == near(bare)


@EVERY
def test_intervals_are_the_same_again_and_hold_the_figure(measure: Measure) -> None:
    rng = Random(3)
    documents = {
        f"d{n:02}": {
            "ana": SAME,
            "ben": [
                each if rng.random() < 0.6 else (((each[0][0][0] + 1, each[0][0][1]),), "claim")
                for each in SAME
            ],
        }
        for n in range(15)
    }
    found = figures(measure, documents, times=200)
    assert found == figures(measure, dict(reversed(documents.items())), times=200)
    (row,) = [row for row in found if row.label is None and row.pair is None]
    assert row.low is not None
    assert row.high is not None
    assert row.value is not None
    assert row.low <= row.value <= row.high
    assert row.low < row.high
    few = dict(list(documents.items())[:9])
    assert {row.low for row in figures(measure, few, times=200)} == {None}
