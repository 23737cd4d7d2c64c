"""A person's layer beside gold: where they differ, and which decision explains it."""

from __future__ import annotations

from typing import Any

from annotator.compare.adjudication import DIFFERS, OBJECTED, Judged
from annotator.compare.against_gold import GOLD, differing, gold_cases
from annotator.domain.annotation import Relation
from annotator.domain.span import Span, span_fields

TEXT = "“We will win,” the minister said in Kyiv. “They lost,” he added in Minsk."


def span(id: str, label: str, start: int, end: int) -> Span:
    return Span(id, label, ((start, end),), (TEXT[start:end],))


def ruling(*gold: Span, members: Any = (), action: str = "accept", **more: Any) -> dict[str, Any]:
    spans = [{"id": each.id, **span_fields(each)} for each in gold]
    item = {"id": f"i{members}", "members": [list(each) for each in members], **more}
    return {"action": action, "person": "lea", "item": item, "created": "2026-01-01",
            "spans": spans, "gold": [each.id for each in gold]}  # fmt: skip


def compared(
    own: list[Span], gold: list[Span], decisions: dict[str, Any], complete: bool = True
) -> list[Judged]:
    cases = gold_cases("d", TEXT, "zoe", (own, ()), (gold, ()))
    return differing(cases, decisions, "zoe", complete)


def test_mine_stands_first_and_what_agrees_is_left_out() -> None:
    own = [span("z1", "quote", 0, 14), span("z2", "speaker", 15, 27)]
    gold = [span("g1", "quote", 0, 14), span("g2", "speaker", 19, 27)]
    (each,) = compared(own, gold, {"r": ruling(gold[1], members=[("zoe", "z2")])})
    assert each.case is not None
    assert [choice.people for choice in each.case.choices] == [("zoe",), (GOLD,)]
    assert (each.case.category, each.state) == ("boundary", DIFFERS)
    assert each.thread.ruling is not None
    assert each.thread.ruling[0] == "r"


def test_a_decision_explains_its_gold_and_its_members_wherever_they_lie() -> None:
    # The lead moved the mark so far that the two do not meet.
    own, gold = [span("z1", "location", 36, 40)], [span("g1", "location", 67, 72)]
    found = compared(own, gold, {"r": ruling(gold[0], members=[("zoe", "z1")])})
    assert len(found) == 2
    assert {each.thread.ruling[0] for each in found if each.thread.ruling} == {"r"}


def test_nothing_here_is_told_by_whose_mark_it_was_and_else_by_the_same_place() -> None:
    about = ruling(members=[("zoe", "z1")], action="none", extents=[[[36, 40]]])
    for id in ("z1", "marked again"):
        (each,) = compared([span(id, "location", 36, 40)], [], {"r": about})
        assert each.thread.ruling is not None, id
    # What lies in a far longer mark is no place of its decision.
    whole = ruling(members=[("ben", "b")], extents=[[[0, 40]]])
    (each,) = compared([span("z1", "location", 36, 40)], [], {"r": whole})
    assert each.thread.ruling is None


def test_what_nobody_has_ruled_on_differs_only_when_gold_is_complete() -> None:
    own = [span("z1", "quote", 0, 14), span("z2", "location", 36, 40)]
    about = {"r": ruling(members=[("zoe", "z1")], action="none")}
    assert len(compared(own, [], about)) == 2
    (each,) = compared(own, [], about, complete=False)
    assert each.case is not None
    assert each.case.members == (("zoe", "z1"),)


def test_only_my_own_objection_counts_and_a_ruling_answers_it() -> None:
    own, gold = [span("z1", "location", 36, 40)], [span("g1", "location", 33, 40)]
    first = ruling(gold[0], members=[("zoe", "z1")])

    def objection(person: str) -> dict[str, Any]:
        return {"action": "object", "person": person, "item": first["item"],
                "created": "2026-01-02", "reason": "No."}  # fmt: skip

    states = [
        compared(own, gold, {"r": first, "o": objection(person)})[0].state
        for person in ("zoe", "ben")
    ]
    assert states == [OBJECTED, DIFFERS]
    again = {**first, "supersedes": "r", "answers": ["o"], "created": "2026-01-03"}
    (each,) = compared(own, gold, {"r": first, "o": objection("zoe"), "s": again})
    assert (each.state, each.thread.ruling and each.thread.ruling[0]) == (DIFFERS, "s")


def test_relations_differ_for_their_own_reason() -> None:
    spans = [("quote", 0, 14), ("speaker", 15, 27)]
    own = [span(f"z{n}", *each) for n, each in enumerate(spans)]
    gold = [span(f"g{n}", *each) for n, each in enumerate(spans)]
    drawn = [Relation("gr", "said_by", "g0", "g1")]
    cases = gold_cases("d", TEXT, "zoe", (own, ()), (gold, drawn))
    made = {
        "id": "gr",
        "label": "said_by",
        "from": "g0",
        "to": "g1",
        "from_case": "",
        "to_case": "",
    }
    about = {**ruling(), "relations": [made], "gold": ["gr"]}
    (each,) = differing(cases, {"r": about}, "zoe", complete=False)
    assert each.case is not None
    assert each.case.kind == "relation"
    assert each.thread.ruling is not None
