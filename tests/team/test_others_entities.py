from __future__ import annotations

from dataclasses import replace

from annotator.domain.edit import add, set_fields
from annotator.domain.journal import JournalRow, payload_of
from annotator.domain.stream import LEDGER
from annotator.team.others_entities import Others, shown_entities

OTHERS = Others(frozenset({"ben"}), frozenset({"B1"}), frozenset({"for-all"}))


def row(person: str | None, *changes: tuple[str, str | None], via: str = "window") -> JournalRow:
    """Return a row that adds entities (id, None), or merges one into another (id, into)."""
    made = [
        add(LEDGER, "entity", id, {"kind": "place", "name": id})
        if into is None
        else set_fields(LEDGER, "entity", id, {}, merged_into=into)
        for id, into in changes
    ]
    payload = payload_of("edit", made, person, via)
    return JournalRow(LEDGER, "desk", 1, 1, "", "e", None, None, "", payload)


def test_what_the_person_changed_goes_along_with_what_it_was_merged_into() -> None:
    made = row("ben", ("E1", None), ("E2", None), ("E3", None))
    assert shown_entities([made], OTHERS, "ana", []) == frozenset()
    merged = [made, row("ana", ("E1", "E2"))]
    assert shown_entities(merged, OTHERS, "ana", []) == {"E1", "E2"}
    further = [*merged, row("ben", ("E2", "E3"))]
    assert shown_entities(further, OTHERS, "ana", []) == {"E1", "E2", "E3"}


def test_what_others_merge_among_their_own_stays_behind() -> None:
    made = [row("ben", ("E1", None), ("E2", None)), row("lea", ("E0", None))]
    assert shown_entities([*made, row("ben", ("E0", "E1"))], OTHERS, "ana", []) == frozenset()
    assert shown_entities([*made, row("lea", ("E1", "E2"))], OTHERS, "ana", []) == frozenset()
    assert shown_entities([*made, row("lea", ("E0", "E2"))], OTHERS, "ana", []) == {"E2"}


def test_what_goes_along_names_entities_however_deep() -> None:
    carried = row(None)
    payload = {**(carried.payload or {}), "changes": [["add", "x", "y", {"a": [{"entity": "E4"}]}]]}
    named = JournalRow("decisions", "desk", 1, 1, "", "e", None, None, "", payload)
    assert shown_entities([], OTHERS, "ana", [named]) == {"E4"}


def test_an_import_is_everybodys_only_where_it_was_made_for_them() -> None:
    made = row("ben", ("E1", None), via="command")
    assert OTHERS.did(made)
    assert not OTHERS.did(replace(made, edit_id="for-all"))
    assert OTHERS.did(replace(row("ben", ("E1", None)), edit_id="for-all"))
    assert not OTHERS.did(row("lea", ("E1", None), via="command"))


def test_what_was_done_in_a_bundle_of_theirs_is_theirs_whoever_it_names() -> None:
    made = replace(row(None, ("E1", None), via="command"), edit_id="for-all")
    assert not OTHERS.did(made)
    assert OTHERS.did(replace(made, device="desk-B1"))
    assert OTHERS.did(replace(made, device="desk-B1~e7"))
    assert not OTHERS.did(replace(made, device="desk-B2"))
