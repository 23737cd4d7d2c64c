"""Which decision holds for which case, and whether it still fits."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.compare.adjudication import (
    Judged,
    is_met,
    is_outdated,
    judged,
    majority,
    waiting,
)
from annotator.compare.case import Case
from annotator.domain.annotation import Relation
from tests.compare.decided import cases, item_of, remark, ruling
from tests.compare.spans import span

QUOTE, NEAR, TOWN = (0, 14), (0, 12), (4, 9)


def _found(cases: list[Case], decisions: dict[str, Any]) -> dict[str | None, Judged]:
    return {each.case and each.case.labels[0]: each for each in judged(cases, decisions)}


def _both(*places: tuple[int, int, str], first: int = 1) -> dict[str, list[Any]]:
    """Return two layers with the same marks, numbered."""
    numbered = list(enumerate(places, first))
    return {
        person: [span(*place, id=f"{person}-{number}") for number, place in numbered]
        for person in ("ana", "ben")
    }


@pytest.mark.parametrize(
    ("people", "taken"),
    [("aab", 0), ("ab", None), ("aabb", None), ("abc", None), ("aaab", 0)],
)
def test_a_majority_is_more_than_half(people: str, taken: int | None) -> None:
    places = {"a": QUOTE, "b": NEAR, "c": TOWN}
    layers = {f"p{n}": [span(*places[each], id=f"s{n}")] for n, each in enumerate(people)}
    (case,) = cases(layers)
    assert majority(case) == taken


def test_who_has_no_mark_at_an_end_of_a_relation_is_no_majority_for_it() -> None:
    quote, speaker = (0, 14, "quote"), (15, 27, "speaker")
    layers = {**_both(quote), "ana": [span(*quote, id="q"), span(*speaker, id="s")], "cy": []}
    *_spans, link = cases(layers, {"ana": [Relation("r", "said_by", "q", "s")]})
    assert [choice.people for choice in link.choices] == [("ana",)]
    assert majority(link) is None


def test_a_decision_whose_marks_were_made_again_holds_at_its_place() -> None:
    (old,) = cases(_both((*QUOTE, "quote")))
    decided = {"d1": ruling("1", item_of(old), "g", old.choices[0].spans[0])}
    again = cases(_both((*QUOTE, "quote"), first=7))
    assert [each.state for each in judged(again, decided)] == ["confirmed"]
    nearly = cases(_both((*NEAR, "quote"), first=7))
    assert [each.state for each in judged(nearly, decided)] == ["stale"]


@pytest.mark.parametrize("there", [(*QUOTE, "claim"), (12, 27, "quote"), (13, 14, "quote")])
def test_another_label_or_place_is_another_thing(there: tuple[int, int, str]) -> None:
    (old,) = cases(_both((*QUOTE, "quote")))
    decided = {"d1": ruling("1", item_of(old), "g", old.choices[0].spans[0])}
    new = cases(_both(there, first=7))
    assert [each.state for each in judged(new, decided)] == ["open", "orphan"]


def test_of_several_at_a_place_the_nearest_has_the_decision() -> None:
    (old,) = cases(_both((*QUOTE, "quote")))
    decided = {"d1": ruling("1", item_of(old), "g", old.choices[0].spans[0])}
    layers = {"ana": [span(0, 9, id="a"), span(2, 14, id="b")], "ben": []}
    states = {each.case and each.case.start: each.state for each in judged(cases(layers), decided)}
    assert states == {0: "open", 2: "stale"}


def test_a_mark_within_another_leaves_its_decision_when_it_goes() -> None:
    quote, town = cases(_both((*QUOTE, "quote"), (*TOWN, "location")))
    decided = {
        "d1": ruling("1", item_of(quote), "g1", quote.choices[0].spans[0]),
        "d2": ruling("2", item_of(town), "g2", town.choices[0].spans[0]),
    }
    found = _found(cases(_both((*QUOTE, "quote"))), decided)
    assert (found["quote"].state, found[None].state) == ("decided", "orphan")
    assert [id for id, _fields in found["quote"].thread.rulings] == ["d1"]


def test_what_has_a_decision_takes_no_other_of_its_neighbourhood() -> None:
    long, short = cases(_both((*QUOTE, "quote"), (*NEAR, "quote")))
    decided = {
        "d1": ruling("1", item_of(long), "g1", long.choices[0].spans[0]),
        "d2": ruling("2", item_of(short), "g2", short.choices[0].spans[0]),
    }
    found = judged(cases(_both((*QUOTE, "quote"))), decided)
    assert [each.state for each in found] == ["decided", "orphan"]
    # What was ruled on at the very same place by another lead is the same thing.
    again = {**decided, "d2": {**decided["d2"], "spans": decided["d1"]["spans"]}}
    (whole,) = judged(cases(_both((*QUOTE, "quote"))), again)
    assert len(whole.thread.rulings) == 2


def test_a_decision_of_another_program_holds_at_its_very_place_whatever_the_label() -> None:
    item = {"id": "x", "extents": [[list(QUOTE)]]}
    decided = {"d1": {"action": "none", "created": "1", "item": item}}
    found = judged(cases(_both((*QUOTE, "claim"))), decided)
    assert [each.state for each in found] == ["stale"]


def test_a_decision_goes_with_most_of_its_marks() -> None:
    layers = {name: [span(*QUOTE, id=f"{name}-1")] for name in ("ana", "ben", "cy")}
    (old,) = cases(layers)
    decided = {"d1": ruling("1", item_of(old), "g", old.choices[0].spans[0])}
    # The mark of ana, whose case comes first, has gone elsewhere.
    parted = cases({**layers, "ana": [span(15, 27, id="ana-1")]})
    states = {each.case and each.case.start: each.state for each in judged(parted, decided)}
    assert states == {0: "confirmed", 15: "open"}
    parted = cases({**layers, "ben": [span(15, 27, id="ben-1")], "cy": [span(15, 27, id="cy-1")]})
    states = {each.case and each.case.start: each.state for each in judged(parted, decided)}
    assert states == {0: "open", 15: "stale"}


def test_several_decisions_about_one_case_are_all_told() -> None:
    layers = _both((*QUOTE, "quote"))
    (case,) = cases(layers)
    one, two = (
        {**item_of(case), "id": id, "members": [list(member)]}
        for id, member in zip(("a" * 12, "b" * 12), case.members, strict=True)
    )
    made = {
        "d1": ruling("1", one, "g1", case.choices[0].spans[0]),
        "d2": ruling("2", two, "g2", span(*NEAR)),
    }
    (found,) = judged([case], made)
    assert found.state == "contested"
    assert [id for id, _fields in found.thread.rulings] == ["d2", "d1"]
    made["d3"] = remark("3", one)
    made["d2"] |= {"spans": made["d1"]["spans"], "gold": made["d1"]["gold"]}
    (found,) = judged([case], made)
    assert found.state == "objected"
    assert waiting([found]) == [found]


_TWO = {"ana": [span(*QUOTE, "quote", id="a1")], "ben": [span(*NEAR, "quote", id="b1")]}


def _objections(wanted: tuple[int, int], objects_to: str | None) -> dict[str, Any]:
    """Return two rulings, the second for what Ben did, and an objection of who did `wanted`."""
    (case,) = cases(_TWO)
    ana, ben = case.choices if case.choices[0].people == ("ana",) else case.choices[::-1]
    who = "ana" if wanted == QUOTE else "ben"
    item = item_of(case)
    objection = {**remark("3", item), "person": who}
    return {
        "r1": ruling("1", item, "g", ana.spans[0]),
        "r2": ruling("2", item, "g", ben.spans[0], supersedes="r1"),
        "o": {**objection, **({"objects_to": objects_to} if objects_to else {})},
    }


@pytest.mark.parametrize(
    ("wanted", "objects_to", "state"),
    [
        # The newer ruling is what Ben did, and asked for.
        (NEAR, "r1", "decided"),
        # Ana has another reading than the newer ruling.
        (QUOTE, "r1", "objected"),
        # An objection to the ruling that holds opens it, whatever its person did.
        (NEAR, "r2", "objected"),
        # So does one of an earlier version, which does not say to what.
        (NEAR, None, "objected"),
        # A ruling that was taken back is none that holds.
        (NEAR, "r0", "decided"),
    ],
)
def test_an_objection_to_an_earlier_ruling_opens_only_what_is_not_as_its_person_did(
    wanted: tuple[int, int], objects_to: str | None, state: str
) -> None:
    made = cases(_TWO)
    decisions = _objections(wanted, objects_to)
    for order in (list(decisions), list(reversed(decisions))):
        (each,) = judged(made, {id: decisions[id] for id in order})
        assert each.state == state
        ((id, fields),) = each.thread.remarks
        outdated = objects_to in ("r0", "r1")
        assert (id, is_outdated(each.thread, fields)) == ("o", outdated)
        assert is_met(each.case, each.thread, fields) == (state == "decided")


def test_what_a_ruling_met_is_open_again_when_the_ruling_is_another_one() -> None:
    made = cases(_TWO)
    decisions = _objections(NEAR, "r1")
    item = decisions["r1"]["item"]
    third = ruling("4", item, "g", made[0].choices[0].spans[0], supersedes="r2")
    third["spans"] = decisions["r1"]["spans"]
    (each,) = judged(made, {**decisions, "r3": third})
    assert each.state == "objected"
    (answered,) = judged(made, {**decisions, "r3": {**third, "answers": ["o"]}})
    assert answered.state == "decided"


def test_an_objection_to_an_earlier_ruling_whose_marks_are_gone_is_told() -> None:
    decisions = _objections(NEAR, "r1")
    (each,) = judged([], decisions)
    assert (each.case, each.state) == (None, "objected")
    assert is_outdated(each.thread, each.thread.remarks[0][1])
