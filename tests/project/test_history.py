from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.project import editing, history
from annotator.project.checking import check
from annotator.project.past import Past, PastEdit
from annotator.project.project import Project
from tests.samples import ARTICLE, add_documents, reopen

DOC = "D-a"


def test_undo_and_redo_survive_a_restart(project: Project) -> None:
    one = editing.mark(project, DOC, "quote", [(0, 5)])
    two = editing.mark(project, DOC, "quote", [(6, 9)])
    history.undo(project)
    project.close()
    again = reopen(project.path, "y")
    assert history.undo_name(again) == "mark “To i as Quote"
    redone = history.redo(again)
    assert redone is not None
    assert (redone.document_id, redone.span_ids) == (DOC, (two.id,))
    assert set(again.open_document(DOC).spans) == {one.id, two.id}
    assert history.redo(again) is None
    history.undo(again)
    history.undo(again)
    assert history.undo(again) is None
    assert again.open_document(DOC).spans == {}
    again.close()
    assert check(project.path, refold=True) == []


def test_a_new_edit_ends_redo(project: Project) -> None:
    editing.mark(project, DOC, "quote", [(0, 5)])
    history.undo(project)
    assert history.redo_name(project) is not None
    editing.mark(project, DOC, "claim", [(0, 5)])
    assert history.redo_name(project) is None
    assert history.redo(project) is None


def test_only_ones_own_edits_of_this_window_and_device_are_undone(project: Project) -> None:
    editing.mark(project, DOC, "quote", [(0, 5)])
    project.close()
    for how in ({"via": "command"}, {"device": "lap"}, {"me": "Ben"}):
        if how.get("me"):
            maker = reopen(project.path, "b")
            maker.become("Ben")
            maker.close()
        other = reopen(project.path, f"o{len(str(how))}", **{"me": "Ana", **how})
        editing.mark(other, DOC, "claim", [(6 + len(str(how)), 60)])
        other.close()
    mine = reopen(project.path, "m", me="Ana")
    assert history.undo_name(mine) == "mark “To i as Quote"
    history.undo(mine)
    assert history.undo_name(mine) is None
    foreign = history.list_edits(mine)[1]
    history.undo_edit(mine, foreign.edit_id)
    assert history.list_edits(mine)[0].undoes == foreign.edit_id
    mine.close()
    assert check(project.path, refold=True) == []


def test_an_import_is_undone_from_history_only(project: Project) -> None:
    add_documents(project, {"b": "Second.", "c": "Third."})
    editing.mark(project, "D-b", "quote", [(0, 6)])
    imported = next(each for each in history.list_edits(project) if "2 documents" in each.name)
    history.undo(project)
    assert history.undo(project) is None
    history.undo_edit(project, imported.edit_id)
    assert [each.key for each in project.documents()] == ["a"]
    with pytest.raises(Problem, match="taken back already"):
        history.undo_edit(project, imported.edit_id)
    with pytest.raises(Problem, match="no such edit"):
        history.undo_edit(project, "nonsense")
    project.flush()
    assert check(project.path, refold=True) == []


def test_undoing_what_was_changed_since_names_the_newer_edit(project: Project) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    edit_id = history.list_edits(project, 1)[0].edit_id
    editing.relabel(project, DOC, [span.id], "claim")
    before = project.open_document(DOC).layer
    with pytest.raises(Problem, match="changed since by “change “To i to Claim”"):
        history.undo_edit(project, edit_id)
    assert project.open_document(DOC).layer == before


def test_another_window_changed_the_target(project: Project) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush()
    other = reopen(project.path, "o", device="lap")
    editing.relabel(other, DOC, [span.id], "claim")
    other.close()
    assert project.poll() is not None
    with pytest.raises(Problem, match="changed since by"):
        history.undo(project)
    assert project.open_document(DOC).spans[span.id].label == "claim"


def test_a_mark_that_a_later_relation_uses_is_not_undone_from_under_it(project: Project) -> None:
    quote = editing.mark(project, DOC, "quote", [(0, 5)])
    edit_id = history.list_edits(project, 1)[0].edit_id
    speaker = editing.mark(project, DOC, "speaker", [(6, 9)])
    fields = {"label": "said_by", "from": quote.id, "to": speaker.id}
    project.apply(Edit("link them", (add(layer_stream(DOC, "ana"), "relation", "r", fields),)))
    with pytest.raises(Problem, match="link them"):
        history.undo_edit(project, edit_id)


@pytest.mark.parametrize("in_memory", [True, False])
def test_the_first_mark_taken_back_leaves_a_started_layer_while_it_holds_more(
    project: Project, in_memory: bool
) -> None:
    first = editing.mark(project, DOC, "quote", [(0, 5)])
    made = history.list_edits(project)[0]
    second = editing.mark(project, DOC, "claim", [(6, 12)])
    before = project.open_document(DOC).layer
    project.close()
    again = reopen(project.path, "again", me="Ana")
    if in_memory:
        again.open_document(DOC)
    history.undo_edit(again, made.edit_id)
    opened = again.open_document(DOC)
    assert (set(opened.spans), opened.status) == ({second.id}, "started")
    assert [each.status for each in again.documents()] == ["started"]
    history.redo(again)
    assert opened.layer == before
    history.undo(again)
    history.undo(again)
    assert (opened.spans, opened.status) == ({}, "started")
    history.redo(again)
    history.redo(again)
    assert opened.layer == before
    history.undo_edit(again, history.list_edits(again)[1].edit_id)
    assert (set(opened.spans), opened.status) == ({first.id}, "started")
    again.flush()
    assert check(again.path, refold=True) == []
    again.close()


def test_a_status_that_was_set_by_hand_is_taken_back_whatever_the_layer_holds(
    project: Project,
) -> None:
    layer = layer_stream(DOC, "ana")
    fields = {"label": "quote", "fragments": [[0, 5]], "quote": [ARTICLE[:5]]}
    project.apply(Edit("import", (add(layer, "span", "s", fields),)))
    editing.set_status(project, DOC, "done")
    history.undo(project)
    assert project.open_document(DOC).status == "new"


def test_adding_oneself_is_not_undone(project: Project) -> None:
    assert project.me is not None
    assert history.undo_name(project) is None
    project.become("Zoe")
    assert history.undo_name(project) is None


def test_the_past_is_a_chain_for_each_edit() -> None:
    past = Past([PastEdit("a", "A", None), PastEdit("b", "B", None)])
    past.take(PastEdit("u1", "B", "b"))
    assert (past.undo.name, past.redo.tip) == ("A", "u1")  # type: ignore[union-attr]
    past.take(PastEdit("r1", "B", "u1"))
    assert (past.undo.tip, past.redo) == ("r1", None)  # type: ignore[union-attr]
    past.take(PastEdit("c", "C", "someone-else's"))
    assert past.undo.tip == "c"  # type: ignore[union-attr]


@pytest.mark.parametrize("remembered", [1, 2, 3, 4, 5, 6, 7])
def test_chains_that_began_before_what_is_remembered_go_on(
    project: Project, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    for word in range(3):
        editing.mark(project, DOC, "quote", [(word * 10, word * 10 + 9)])
    for _ in range(3):
        history.undo(project)
    history.redo(project)
    history.undo(project)
    names = history.undo_name(project), history.redo_name(project)
    project.close()
    monkeypatch.setattr("annotator.project.past.REMEMBERED", remembered)
    again = reopen(project.path, "again", me="Ana")
    assert (history.undo_name(again), history.redo_name(again)) == names
    while history.redo(again):
        pass
    done = max(1, min(remembered - 2, 3))  # as many undos of marks are in it
    assert len(again.open_document(DOC).spans) == done
    while history.undo(again):
        pass
    assert again.open_document(DOC).spans == {}
    again.close()


def test_taking_back_what_others_did_is_something_new_however_little_is_remembered(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_documents(project, {"b": "Second."})
    imported = history.list_edits(project)[0]
    history.undo_edit(project, imported.edit_id)
    project.close()
    monkeypatch.setattr("annotator.project.past.REMEMBERED", 1)
    again = reopen(project.path, "again", me="Ana")
    assert (history.undo_name(again), history.redo_name(again)) == (imported.name, None)
    again.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_undoing_everything_and_redoing_everything(project: Project, seed: int, steps: int) -> None:
    # A seed, as the project and so its ids go on from one example to the next.
    rng = Random(seed)
    start = project.open_document(DOC).layer
    for _ in range(steps):
        _random_action(project, rng)
    after = project.open_document(DOC).layer
    undone = 0
    while history.undo(project):
        undone += 1
    assert project.open_document(DOC).layer.spans == ()
    for _ in range(undone):
        history.redo(project)
    assert project.open_document(DOC).layer == after
    project.flush()
    again = reopen(Path(project.path), f"again{seed}")
    assert again.open_document(DOC).layer == after
    again.close()
    # Done with marks that lack something is a warning; damage would be an error.
    assert [each for each in check(project.path, refold=True) if each.grade == "error"] == []
    while history.undo(project):
        pass
    assert project.open_document(DOC).layer == start


def _random_action(project: Project, rng: Random) -> None:
    spans = sorted(project.open_document(DOC).spans)
    start = rng.randrange(100)
    place = [(start, start + rng.randrange(1, 20))]
    action = rng.randrange(7) if spans else 0
    if action <= 1:
        editing.mark(project, DOC, rng.choice(("quote", "claim")), place)
    elif action == 2:
        editing.relabel(project, DOC, [rng.choice(spans)], "location")
    elif action == 3:
        with suppress(Problem):  # where the same is marked already
            editing.move(project, DOC, rng.choice(spans), place)
    elif action == 4:
        editing.delete(project, DOC, rng.sample(spans, 1))
    elif action == 5:
        history.undo(project)
    else:
        editing.set_status(project, DOC, rng.choice(("done", "started")))


def test_taking_back_an_import_asks_once_for_each_layer(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_documents(project, {"b": "Some text.", "c": "Some more."})
    fields = {"label": "quote", "fragments": [[0, 4]], "quote": ["Some"]}
    changes = tuple(
        add(layer_stream(f"D-{key}", "ana"), "span", f"{key}{n}", fields)
        for key in "bc"
        for n in range(50)
    )
    project.apply(Edit("import spans", changes), mine=False)
    project.flush()
    asked: list[str] = []
    real = type(project.reader).layer_records

    def counted(reader: object, layer: object) -> object:
        asked.append("layer")
        return real(reader, layer)  # type: ignore[arg-type]

    monkeypatch.setattr(type(project.reader), "layer_records", counted)
    monkeypatch.setattr(type(project.reader), "fields_of", lambda *_: asked.append("record"))
    history.undo_edit(project, history.list_edits(project, 1)[0].edit_id)
    assert asked == ["layer", "layer"]
    monkeypatch.undo()
    assert project.open_document("D-b").spans == {}
    assert project.flush()
    assert [
        each.message for each in check(project.path, refold=True) if "text" not in each.kind
    ] == []
