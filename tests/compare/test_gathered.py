"""Gathered cases as they go from one process to another."""

from __future__ import annotations

import pickle
import pickletools
from typing import Any

from hypothesis import given

from annotator.compare.alignment import align
from annotator.compare.cases import LABELS, MOST, Case, Marked, cases_of
from annotator.compare.gathered import Gathered
from annotator.domain.span import Span
from tests.compare.spans import parts, some_people, span


def gathered(**documents: Any) -> Gathered:
    found = Gathered()
    for document, layers in documents.items():
        found.add(cases_of(document, align(layers)))
    return found


@given(some_people(), some_people())
def test_what_comes_over_is_what_was_gathered(one: Any, other: Any) -> None:
    made = gathered(d1=one, d2=other)
    come = pickle.loads(pickle.dumps(made))
    assert come == made
    cases = [*cases_of("d1", align(one)), *cases_of("d2", align(other))]
    for key in made.counts:
        there = come.some([key])
        assert len(there) == made.counts[key] or key[0] == "shift"
        assert set(there) <= set(cases)
    every = [key for key in made.counts if key[0] == LABELS]
    assert sorted(map(repr, come.some(every))) == sorted(map(repr, cases))


def test_a_case_comes_back_with_everything_of_it() -> None:
    """Two documents may have marks of the same ids; fragments and what is missing stay."""
    pieces = parts((0, 5), (10, 15), id="x")
    found = gathered(
        d1={"ana": [pieces], "ben": [span(0, 5, "claim", id="y")]},
        d2={"ana": [span(3, 9, id="x")], "ben": []},
    )
    pair = ("ana", "ben")
    assert list(found.some([(LABELS, pair, "quote", "claim"), (LABELS, pair, "quote", None)])) == [
        Case("d1", pair, Marked("x", "quote", ((0, 5), (10, 15))),
             Marked("y", "claim", ((0, 5),))),
        Case("d2", pair, Marked("x", "quote", ((3, 9),)), None),
    ]  # fmt: skip


def test_many_cases_come_as_few_objects() -> None:
    """A window takes them in at once, whatever their number: no object is made for each."""
    layers = {
        who: [Span(f"{n}", "quote", ((9 * n, 9 * n + 5),), ()) for n in range(MOST)]
        for who in ("ana", "ben", "cy", "dora")
    }
    made = gathered(d=layers)
    assert sum(made.counts.values()) == 6 * MOST
    names = [code.name for code, _value, _place in pickletools.genops(pickle.dumps(made))]
    assert sum(each in ("NEWOBJ", "REDUCE", "BUILD") for each in names) < 30
