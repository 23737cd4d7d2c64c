from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.edit import PURGE, Edit, add, delete, restore, set_fields
from annotator.domain.fold import State, apply_change, fold, live
from annotator.domain.stream import DOCUMENTS, layer_stream
from tests.histories import DEVICES, Hand, MadeEdit, random_journal, rows_of

STREAM = layer_stream("D1", "ana")
SPAN = {"label": "quote", "fragments": [[0, 2]], "quote": ["To"]}


def folded(*edits: Edit) -> State:
    rows = []
    for number, edit in enumerate(edits):
        rows += rows_of(MadeEdit(f"e{number}", edit, "ana", "desk", None), rows)
    return fold(rows)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_shuffled_union_with_duplicates_folds_to_the_same(rng: Random, steps: int) -> None:
    rows = random_journal(rng, steps, purges=True)
    expected = fold(sorted(rows, key=lambda row: row.order))
    shuffled = rows + rng.sample(rows, len(rows) // 2)
    rng.shuffle(shuffled)
    assert fold(shuffled) == expected


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 25))
def test_an_edit_and_its_undo_give_the_state_before(rng: Random, steps: int) -> None:
    rows = random_journal(rng, steps)
    before = live(fold(rows))
    made = Hand(rng).next(fold(rows), rng.choice(DEVICES))
    rows += rows_of(made, rows)
    undo = MadeEdit("undo", made.edit.inverse(), made.person, made.device, made.edit_id)
    rows += rows_of(undo, rows)
    assert live(fold(rows)) == before


def test_deletion_wins_over_a_later_change_and_a_restore_over_deletion() -> None:
    state = folded(
        Edit("mark", (add(STREAM, "span", "s", SPAN),)),
        Edit("delete", (delete(STREAM, "span", "s", SPAN),)),
        Edit("relabel", (set_fields(STREAM, "span", "s", SPAN, label="claim"),)),
    )
    assert live(state) == {}
    apply_change(state, restore(STREAM, "span", "s", SPAN))
    assert live(state) == {STREAM: {("span", "s"): SPAN}}


def test_adding_a_dead_record_again_does_not_bring_it_back() -> None:
    state = folded(
        Edit("delete", (delete(STREAM, "span", "s", SPAN),)),
        Edit("mark", (add(STREAM, "span", "s", SPAN),)),
    )
    assert live(state) == {}


def test_a_layers_status_cannot_be_locked_by_deleting_it() -> None:
    state = folded(
        Edit("a", (add(STREAM, "layer", "", {"status": "done"}),)),
        Edit("b", (delete(STREAM, "layer", "", {"status": "done"}),)),
    )
    assert live(state) == {}
    apply_change(state, set_fields(STREAM, "layer", "", {}, status="started"))
    assert live(state) == {STREAM: {("layer", ""): {"status": "started"}}}


def test_a_purge_takes_the_document_and_its_layers_even_from_later_rows() -> None:
    document = {"key": "a", "title": "A", "text_sha256": "0"}
    state = folded(
        Edit("purge", (add(DOCUMENTS, PURGE, "document:D1", {"document": "D1"}),)),
        Edit("import", (add(DOCUMENTS, "document", "D1", document),)),
        Edit("mark", (add(STREAM, "span", "s", SPAN),)),
    )
    assert list(live(state)) == [DOCUMENTS]
    assert list(live(state)[DOCUMENTS]) == [(PURGE, "document:D1")]


def test_a_set_before_its_record_shows_nothing() -> None:
    assert live(folded(Edit("set", (set_fields(STREAM, "span", "s", {}, note="x"),)))) == {}
