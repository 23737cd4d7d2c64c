from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.edit import PURGE
from annotator.domain.stream import parse_layer_stream
from annotator.storage.canonical import canonical_json
from annotator.storage.withholding import fuller, is_proven_part
from annotator.team.bundle import Contents, assigned_documents
from tests.histories import random_journal


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_parts_add_up_in_any_order_and_are_never_more_than_the_row(rng: Random, steps: int) -> None:
    rows = [row for row in random_journal(rng, steps) if row.payload is not None]
    one, two = Contents("ana", frozenset({"D1"})), Contents("ana", frozenset({"D2"}))
    for row in rows:
        if not (one.carries(row.stream) and two.carries(row.stream)):
            continue
        (first,), (second,) = one.parts([row]), two.parts([row])
        digest, whole = row.sha256, row.payload
        both = fuller(digest, first.payload, second.payload)
        assert both == fuller(digest, second.payload, first.payload)
        assert both == fuller(digest, both, first.payload)
        assert fuller(digest, both, whole) == fuller(digest, whole, both) == whole
        for part in (first.payload, second.payload, both):
            assert part is not None
            assert whole is not None
            assert all(change in whole["changes"] for change in part["changes"])
            if "withheld" in part:
                assert is_proven_part(digest, canonical_json(part).decode())
                changed = {**part, "name": "other"}
                assert not is_proven_part(digest, canonical_json(changed).decode())


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_nothing_of_others_and_of_other_documents_goes_in(rng: Random, steps: int) -> None:
    contents = Contents("ana", frozenset({"D1"}))
    for row in random_journal(rng, steps, purges=True):
        if not contents.carries(row.stream):
            layer = parse_layer_stream(row.stream)
            assert layer is None or (layer.document, layer.person) != ("D1", "ana")
            continue
        (part,) = contents.parts([row])
        assert (part.sha256, part.seq, part.device) == (row.sha256, row.seq, row.device)
        assert part.payload is not None
        assert part.payload["person"] in (None, "ana")
        for _op, kind, id, value, _was in part.payload["changes"]:
            assert kind != "document" or id == "D1"
            assert kind != "person" or id == "ana"
            assert kind in ("comment", PURGE) or value.get("person") in (None, "ana")


def test_assigned_documents_are_all_where_nothing_is_assigned() -> None:
    assert assigned_documents([], "ana", ["D1", "D2"]) == {"D1", "D2"}
    pairs = [("ana", "D1"), ("ben", "D2"), ("ana", "gone")]
    assert assigned_documents(pairs, "ana", ["D1", "D2"]) == {"D1"}
    assert assigned_documents(pairs, "cleo", ["D1", "D2"]) == set()
