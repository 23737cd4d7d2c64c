"""Threads: what belongs together whoever decided it, and which ruling holds."""

from __future__ import annotations

from typing import Any

from annotator.compare.thread import (
    NO_THREAD,
    RuledMarks,
    imported_item,
    item_id,
    joined,
    threads,
)
from tests.compare.decided import about, remark, ruling


def _together(decisions: dict[str, dict[str, Any]]) -> list[set[str]]:
    return [{id for id, _f in (*each.rulings, *each.remarks)} for each in threads(decisions)]


def test_rulings_on_one_mark_are_one_thread_and_the_newest_holds() -> None:
    # Lead 2 had the mark of cy too, so that the item has another id.
    one = ruling("1", about("a" * 12, "ana", "ben"), "g1")
    two = ruling("2", about("b" * 12, "ana", "ben", "cy"), "g2")
    (thread,) = threads({"d1": one, "d2": two})
    assert [id for id, _fields in thread.rulings] == ["d2", "d1"]
    assert thread.item == two["item"]
    assert thread.key == "b" * 12


def test_a_mark_of_another_kind_or_person_is_another_thing() -> None:
    one = ruling("1", about("a" * 12, "ana"))
    relation = ruling("2", {**about("b" * 12, "ana"), "kind": "relation"})
    other = ruling("3", about("c" * 12, "ben"))
    assert len(threads({"d1": one, "d2": relation, "d3": other})) == 3


def test_a_remark_joins_no_rulings() -> None:
    one, two = ruling("1", about("a" * 12, "ana")), ruling("2", about("b" * 12, "ben"))
    objection = remark("3", about("c" * 12, "ana", "ben"))
    found = _together({"d1": one, "d2": two, "d3": objection})
    assert sorted(map(sorted, found)) == [["d1"], ["d2"], ["d3"]]


def test_what_a_lead_saw_as_another_thing_stays_apart() -> None:
    old = ruling("1", about("a" * 12, "ana", "ben"), "g1")
    # The mark of ben has gone over to another place since, which was ruled on as well.
    new = ruling("2", about("b" * 12, "ben", "cy"), "g2")
    assert RuledMarks({"d1": old}).apart_from(NO_THREAD, new["item"]) == ["d1"]
    assert len(threads({"d1": old, "d2": new})) == 1
    assert len(threads({"d1": old, "d2": {**new, "apart": ["d1"]}})) == 2
    (thread,) = threads({"d1": old})
    assert RuledMarks({"d1": old}).apart_from(thread, new["item"]) == []
    # What was superseded in its own thread is apart no more than that.
    again = ruling("3", about("a" * 12, "ana"), "g3", supersedes="d1")
    (thread,) = threads({"d1": old, "d3": again})
    assert RuledMarks({"d1": old, "d3": again}).apart_from(thread, new["item"]) == []


def test_a_ruling_takes_the_place_of_what_it_supersedes_and_answers() -> None:
    made = {
        "d1": ruling("1", about("a" * 12)),
        "d2": remark("2", about("a" * 12)),
        "d3": ruling("3", about("b" * 12), supersedes="d1", answers=["d2"]),
    }
    (thread,) = threads(made)
    assert [id for id, _fields in thread.rulings] == ["d3"]
    assert thread.remarks == ()


def test_several_threads_about_one_thing_keep_everything() -> None:
    made = {
        "d1": ruling("1", about("a" * 12, "ana")),
        "d2": ruling("3", about("b" * 12, "ben")),
        "d3": remark("2", about("c" * 12, "cy")),
    }
    whole = joined(threads(made))
    assert [id for id, _fields in whole.rulings] == ["d2", "d1"]
    assert [id for id, _fields in whole.remarks] == ["d3"]
    assert joined([]) == NO_THREAD


def test_ids_of_other_origin_are_unlike_in_every_document() -> None:
    def found(document: str, item: dict[str, Any]) -> str:
        return item_id("d1", {"document": document, "item": item})

    assert found("A", {"id": "3f2a3f2a3f2a"}) == "3f2a3f2a3f2a"
    # Earlier versions called imported gold so in every document.
    assert found("A", {"id": "gold:g1"}) == imported_item("A", "g1")
    ids = {found(each, item) for each in "AB" for item in ({"id": "gold:g1"}, {"id": "7"}, {})}
    assert len(ids) == 6
    # They may say anything there.
    odd: Any = True
    assert [each.key for each in threads({"d1": {"action": "accept", "item": odd}})] == [
        imported_item("", "d1")
    ]
