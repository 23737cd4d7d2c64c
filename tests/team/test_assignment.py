from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.team.assignment import Assigned, Plan, assign, practice

DOCUMENTS = [f"d{n:02}" for n in range(24)]
PEOPLE = ["ana", "ben", "cy", "dora"]


def whose(assigned: Assigned) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for document, person in assigned.pairs:
        found.setdefault(document, set()).add(person)
    return found


@given(st.integers(1, 4), st.integers(0, 6), st.integers(), st.randoms(use_true_random=False))
def test_everybody_has_the_same_work_in_whatever_order(
    overlap: int, calibration: int, seed: int, rng: Random
) -> None:
    plan = Plan(overlap, None, calibration, seed)
    found = assign(DOCUMENTS, PEOPLE, plan)
    loads = Counter(person for _document, person in found.pairs)
    assert max(loads.values()) - min(loads.values()) <= 1
    for document, people in whose(found).items():
        assert len(people) == (4 if document in found.calibration else overlap)
    assert len(found.calibration) == calibration
    assert found.short == ()
    shuffled = assign(rng.sample(DOCUMENTS, 24), rng.sample(PEOPLE, 4), plan)
    assert shuffled == found


def test_every_two_people_share_documents() -> None:
    found = whose(assign(DOCUMENTS, PEOPLE, Plan(overlap=2)))
    shared = Counter(pair for people in found.values() for pair in combinations(sorted(people), 2))
    assert len(shared) == 6
    assert max(shared.values()) - min(shared.values()) <= 2


@given(st.integers(0, 23), st.integers(1, 3), st.integers(0, 3))
def test_later_documents_and_people_reshuffle_nothing(
    first: int, overlap: int, calibration: int
) -> None:
    plan = Plan(overlap, None, calibration)
    before = assign(DOCUMENTS[:first], PEOPLE[:3], plan)
    after = assign(DOCUMENTS, PEOPLE, plan, whose(before), frozenset(before.calibration))
    assert not set(after.pairs) & set(before.pairs)
    assert set(before.calibration) <= set(after.calibration)
    new = {document for document, _ in after.pairs}
    assert new <= set(DOCUMENTS[first:]) | set(after.calibration)
    for document in after.calibration:
        assert whose(before).get(document, set()) | whose(after).get(document, set()) == set(PEOPLE)


def test_nobody_gets_more_than_the_limit_and_what_is_short_is_told() -> None:
    found = assign(DOCUMENTS, PEOPLE, Plan(overlap=2, per_person=10))
    assert set(Counter(person for _, person in found.pairs).values()) == {10}
    assert len(found.short) == 4


def test_more_overlap_than_people_is_short() -> None:
    found = assign(["a"], ["ana"], Plan(overlap=2))
    assert (found.pairs, found.short) == ((("a", "ana"),), ("a",))
    assert assign(["a"], [], Plan()).short == ("a",)


def test_a_second_run_has_nothing_to_do() -> None:
    plan = Plan(2, None, 3, 7)
    first = assign(DOCUMENTS, PEOPLE, plan)
    again = assign(DOCUMENTS, PEOPLE, plan, whose(first), frozenset(first.calibration))
    assert again.pairs == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_seed_is_another_choice(seed: int) -> None:
    assert assign(DOCUMENTS, PEOPLE, Plan(2, seed=seed)) != assign(DOCUMENTS, PEOPLE, Plan(2))


def test_everybody_practises_on_the_same_documents_and_on_none_that_they_did() -> None:
    gold = [f"g{n}" for n in range(8)]
    plan = Plan(training=3)
    found = practice(gold, ["zoe", "yan"], plan, {}, {})
    own = {person: {doc for doc, who in found.pairs if who == person} for person in ("yan", "zoe")}
    assert own["yan"] == own["zoe"]
    assert len(own["zoe"]) == 3
    assert found == practice(gold[::-1], ["yan", "zoe"], plan, {}, {})
    # What somebody has or did is not practised on, and what is there already is only added to.
    first, *rest = sorted(own["zoe"])
    again = practice(gold, ["zoe"], plan, {first: {"zoe"}}, {each: {"zoe"} for each in rest})
    ((new, who),) = again.pairs
    assert who == "zoe"
    assert new not in own["zoe"]
    assert practice(gold[:2], ["zoe"], plan, {}, {}).pairs == (("g0", "zoe"), ("g1", "zoe"))
