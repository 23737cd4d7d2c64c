"""Our figures against other people's programs; skipped where the extra `oracles` is missing."""

from __future__ import annotations

import random
import warnings
from typing import Any

import pytest

import annotator.compare as compare
from annotator.compare.tokens import token_labels, tokens
from annotator.compare.unit import units

SEEDS = range(12)


def rows(rng: random.Random, people: int, missing: float, values: int = 4) -> list[list[Any]]:
    truth = [rng.randrange(1, values + 1) for _ in range(40)]
    return [
        [
            None
            if rng.random() < missing
            else value
            if rng.random() < 0.7
            else rng.randrange(1, values + 1)
            for _ in range(people)
        ]
        for value in truth
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_that_of_krippendorff(level: str, seed: int) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    numpy = pytest.importorskip("numpy")
    given = rows(random.Random(seed), 3, 0.2)
    matrix = numpy.array([[numpy.nan if v is None else v for v in row] for row in given]).T
    theirs = krippendorff.alpha(reliability_data=matrix, level_of_measurement=level)
    assert getattr(compare, f"alpha_{level}")(given) == pytest.approx(float(theirs))


@pytest.mark.parametrize("seed", SEEDS)
def test_kappa_is_that_of_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    given = rows(random.Random(seed), 2, 0.0)
    theirs = metrics.cohen_kappa_score(*zip(*given, strict=True))
    assert compare.kappa(given) == pytest.approx(float(theirs))


def spans(rng: random.Random, count: int, length: int) -> list[tuple[int, int, str]]:
    places = sorted(rng.sample(range(length), 2 * count))
    return [(s, e, rng.choice("AB")) for s, e in zip(places[::2], places[1::2], strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_token_kappa_is_that_of_scikit_learn_over_token_labels(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = random.Random(seed)
    text = "One said: “no, no.” " * 10
    one, other = spans(rng, 6, len(text)), spans(rng, 6, len(text))
    labels = [token_labels(tokens(text), units(each)) for each in (one, other)]
    theirs = metrics.cohen_kappa_score(*labels)
    assert compare.token_kappa(one, other, text) == pytest.approx(float(theirs))


@pytest.mark.parametrize("seed", SEEDS)
def test_strict_f1_is_that_of_scikit_learn_over_sets(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = random.Random(seed)
    one = spans(rng, 10, 60)
    other = [each for each in one if rng.random() < 0.6] + spans(rng, 4, 60)
    every = sorted({*one, *other})
    theirs = metrics.f1_score([e in one for e in every], [e in other for e in every])
    assert compare.strict_f1(one, other) == pytest.approx(float(theirs))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["strict", "exact", "partial", "ent_type"])
def test_semeval_scores_are_those_of_nervaluate_on_flat_text(kind: str, seed: int) -> None:
    """Where no span overlaps two of the other's, matching leaves nothing to choose."""
    nervaluate = pytest.importorskip("nervaluate")
    rng = random.Random(seed)
    one = [(s, s + rng.randrange(3, 8), rng.choice("AB")) for s in range(0, 200, 20)]
    other = [
        (s + rng.choice((0, 0, 2)), e + rng.choice((0, 0, 2)), rng.choice("AB"))
        for s, e, _ in one
        if rng.random() < 0.8
    ]
    # Its ends are inclusive.
    as_dicts = [
        [{"label": x, "start": s, "end": e - 1} for s, e, x in side] for side in (one, other)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        evaluator = nervaluate.Evaluator(
            [as_dicts[0]], [as_dicts[1]], tags=["A", "B"], loader="dict"
        )
        theirs = evaluator.evaluate()["overall"][kind].f1
    assert compare.semeval_f1(one, other, kind) == pytest.approx(theirs)
    if kind == "strict":
        assert compare.strict_f1(one, other) == pytest.approx(theirs)
