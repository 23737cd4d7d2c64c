from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.edit import RECORD_KINDS
from annotator.domain.record_shape import payload_fault
from tests.histories import random_journal


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_what_people_do_has_the_right_shape(rng: Random, steps: int) -> None:
    for row in random_journal(rng, steps, purges=True):
        assert payload_fault(row.stream, row.payload) is None


def of(*change: object) -> dict[str, object]:
    return {"name": "n", "person": None, "via": "merge", "changes": [list(change)]}


@pytest.mark.parametrize(
    ("stream", "change", "fault"),
    [
        ("ledger", ("add", "entity", "E1", {"kind": "place"}, {}), "an entity without “name”"),
        ("ledger", ("set", "entity", "E1", {"name": None}, {}), "an entity without “name”"),
        ("ledger", ("set", "entity", "E1", {"lat": True}, {}), "an entity with “True” as “lat”"),
        ("ledger", ("set", "entity", "E1", {"lat": 2**63}, {}), "as “lat”"),
        ("ledger", ("set", "entity", "E1", {"aliases": ["a", 1]}, {}), "as “aliases”"),
        ("documents", ("delete", "purge", "document:D1", {}, {}), "unknown change “delete”"),
        ("documents", ("add", "purge", "document:D1", {}, {}), "a purge of nothing"),
        ("documents", ("set", "project", "other", {}, {}), "not called as it should be"),
        ("documents", ("set", "document", "D1", {"source": {"name": 1}}, {}), "as “source”"),
        (
            "schema",
            ("set", "schema", "schema", {"definition": {"labels": 1}}, {}),
            "“labels” are not",
        ),
        ("layer/D1/ana/annotations", ("set", "layer", "", {"status": "odd"}, {}), "as “status”"),
        ("layer/D1/ana/annotations", ("set", "layer", "x", {}, {}), "not called as it should be"),
        ("layer/D1/ana/suggestions", ("set", "span", "s1", {"note": "n"}, {}), "unknown kind"),
        ("layer", ("set", "span", "s1", {"note": "n"}, {}), "the unknown kind “span”"),
        ("decisions", ("set", "decision", "d", {"relations": [{}]}, {}), "as “relations”"),
        ("decisions", ("set", "decision", "d", {"relations": [5]}, {}), "as “relations”"),
        ("decisions", ("set", "decision", "d", {"spans": [{"id": "s"}]}, {}), "as “spans”"),
        ("decisions", ("set", "decision", "d", {"gold": "g1"}, {}), "as “gold”"),
        ("decisions", ("set", "decision", "d", {"item": {"members": [5]}}, {}), "as “item”"),
        ("elsewhere", ("set", "span", "s1", {"note": "n"}, {}), "the unknown kind “span”"),
    ],
)
def test_what_nobody_can_have_done_is_named(stream: str, change: object, fault: str) -> None:
    found = payload_fault(stream, of(*change))  # type: ignore[misc]
    assert found is not None
    assert fault in found


def test_content_that_was_purged_is_no_fault() -> None:
    assert payload_fault("layer/D1/ana/annotations", None) is None
    assert payload_fault("decisions", {**of("set", "decision", "d", {}, {}), "via": None}) is None


def test_every_kind_can_be_set_in_its_stream() -> None:
    for stream, kinds in RECORD_KINDS.items():
        name = "layer/D1//gold" if stream == "layer" else stream
        for kind in kinds:
            id = {"layer": ""}.get(kind, kind)
            op = "add" if kind == "purge" else "set"
            fields = {"document": "D1"} if kind == "purge" else {}
            assert payload_fault(name, of(op, kind, id, fields, {})) is None
