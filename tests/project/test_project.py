from __future__ import annotations

import threading
from pathlib import Path

import pytest

from annotator.domain.changes import Changes
from annotator.domain.edit import Edit, add
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.project import editing, history, removal
from annotator.project.checking import check
from annotator.project.project import Project, create_project
from annotator.project.saving import SAVED, SaveState
from annotator.storage.connection import connect
from tests.samples import add_documents, counted_ids, make_project, reopen, ticking_clock

DOC = "D-a"


def test_a_new_project_has_a_title_a_schema_and_me(project: Project) -> None:
    assert project.title == "Sample"
    assert project.schema.label("quote") is not None
    assert project.me == Person("ana", "Ana")
    assert [each.key for each in project.documents()] == ["a"]
    assert project.read_only is None
    assert history.undo_name(project) is None


def test_marks_are_there_after_closing_and_opening(project: Project) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5), (8, 12)])
    project.close()
    assert sorted(each.name for each in project.path.parent.glob("p.*")) == ["p.sqlite"]
    again = reopen(project.path, "y")
    assert again.open_document(DOC).spans == {span.id: span}
    assert again.me == project.me
    again.close()


def test_two_windows_see_and_keep_each_others_marks(project: Project) -> None:
    other = reopen(project.path, "o")
    mine, theirs = project.open_document(DOC), other.open_document(DOC)
    told: list[Changes] = []
    other.add_listener(told.append)
    one = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush()
    assert other.poll() == told[0]
    assert one.id in told[0].spans
    assert theirs.spans == {one.id: one}
    assert other.poll() is None
    two = editing.mark(other, DOC, "claim", [(6, 9)])
    editing.relabel(other, DOC, [one.id], "location")
    other.flush()
    project.poll()
    assert mine.layer == theirs.layer
    assert set(mine.spans) == {one.id, two.id}
    assert project.documents() == other.documents()
    other.close()
    project.close()
    assert check(project.path, refold=True) == []


def test_ones_own_queued_edits_stand_on_top_of_what_others_committed(project: Project) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush()
    other = reopen(project.path, "o")
    lock = connect(project.path)
    editing.relabel(other, DOC, [span.id], "location")
    other.flush()
    lock.execute("BEGIN IMMEDIATE")  # the next edit waits in the queue
    editing.relabel(project, DOC, [span.id], "claim")
    assert project.poll() is not None
    assert project.open_document(DOC).spans[span.id].label == "claim"
    lock.execute("ROLLBACK")
    lock.close()
    assert project.flush()
    other.poll()
    assert other.open_document(DOC).spans[span.id].label == "claim"
    other.close()
    project.close()
    assert check(project.path, refold=True) == []


def test_documents_that_come_and_go_in_another_window(project: Project) -> None:
    other = reopen(project.path, "o")
    add_documents(project, {"b": "Second.", "c": "Third."})
    changes = other.poll()
    assert changes is not None
    assert changes.documents == {"D-b", "D-c"}
    assert [each.key for each in other.documents()] == ["a", "b", "c"]
    removal.remove(project, ["D-b"])
    project.flush()
    assert other.poll() == Changes(everything=True)
    assert [each.key for each in other.documents()] == ["a", "c"]
    other.close()


def test_a_new_document_elsewhere_leaves_what_is_in_use_alone(project: Project) -> None:
    other = reopen(project.path, "o", me="Ana")
    editing.mark(other, DOC, "quote", [(0, 5)])
    other.flush()
    opened = other.open_document(DOC)
    spans = opened.spans
    add_documents(project, {"b": "Second.", "c": "Third."})
    # It is opened before the poll, as a list that is read anew already shows it.
    second = other.open_document("D-b")
    assert other.poll() is not None
    assert opened.spans is spans
    assert not second.removed
    assert other.open_document("D-b") is second
    other.close()


def test_a_large_import_elsewhere_is_read_in_one_go(project: Project) -> None:
    stream = layer_stream(DOC, "ana")
    fields = {"label": "quote", "fragments": [[0, 2]], "quote": ["“T"]}
    other = reopen(project.path, "o")
    opened = project.open_document(DOC)
    for number in range(600):
        other.apply(Edit("mark", (add(stream, "span", f"s{number}", fields),)))
    other.close()
    assert project.poll() == Changes(everything=True)
    assert len(opened.spans) == 600


def test_saved_is_told_on_the_writer_thread_after_the_commit(project: Project) -> None:
    states: list[tuple[SaveState, str]] = []
    done = threading.Event()

    def listen(state: SaveState) -> None:
        states.append((state, threading.current_thread().name))
        if state.kind == SAVED:
            done.set()

    project.add_save_listener(listen)
    editing.mark(project, DOC, "quote", [(0, 5)])
    assert done.wait(10)
    assert [(state.kind, name) for state, name in states] == [
        ("saving", "writer"),
        ("saved", "writer"),
    ]


def test_while_writing_fails_editing_pauses_and_nothing_is_lost(project: Project) -> None:
    away = project.path.with_name("away.sqlite")
    project.path.rename(away)
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush(10)
    with pytest.raises(Problem, match="no longer in its folder"):
        editing.mark(project, DOC, "claim", [(6, 9)])
    with pytest.raises(Problem, match="no longer in its folder"):
        history.undo(project)
    with pytest.raises(Problem, match="no longer in its folder"):
        project.close()
    assert set(project.open_document(DOC).spans) == {span.id}
    away.rename(project.path)
    project.saving.retry()
    project.close(20)
    again = reopen(project.path, "y")
    assert set(again.open_document(DOC).spans) == {span.id}
    again.close()


def test_a_read_only_project_shows_everything_and_refuses_edits(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing.mark(project, DOC, "quote", [(0, 5)])
    project.close()
    monkeypatch.setattr(
        "annotator.storage.connection.os.access", lambda path, _mode: Path(path).is_dir()
    )
    reading = reopen(project.path, "y")
    assert reading.read_only == "You may not write to p.sqlite."
    assert len(reading.open_document(DOC).spans) == 1
    with pytest.raises(Problem, match="reading only"):
        editing.mark(reading, DOC, "claim", [(0, 5)])
    reading.close()


def test_nobody_is_guessed_but_people_are_suggested(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.become("Zoe Adams")
    project.close()
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "elsewhere"))
    monkeypatch.setattr("getpass.getuser", lambda: "zoe")
    fresh = reopen(project.path, "y")
    assert fresh.me is None
    assert [each.name for each in fresh.suggested_people()] == ["Zoe Adams", "Ana"]
    assert fresh.open_document(DOC).spans == {}
    with pytest.raises(Problem, match="who you are"):
        editing.mark(fresh, DOC, "quote", [(0, 5)])
    assert fresh.become("ana").id == "ana"
    assert len(fresh.people) == 2
    fresh.close()
    assert reopened_me(project.path) == "ana"
    with pytest.raises(Problem, match="nobody called Nora"):
        reopen(project.path, "z", me="Nora")


def reopened_me(path: Path) -> str | None:
    project = reopen(path, "w")
    me = project.me.id if project.me else None
    project.close()
    return me


def test_a_bundle_opens_as_the_one_it_was_made_for(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    connection = connect(project.path)
    connection.execute("INSERT INTO project VALUES ('bundle_for', 'ana')")
    connection.close()
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "elsewhere"))
    assert reopened_me(project.path) == "ana"


def test_people_of_the_same_name_in_other_letters_get_ids_of_their_own(project: Project) -> None:
    assert project.become("  Ána ").id == "ana-2"
    with pytest.raises(Problem, match="needs a name"):
        project.become("  ")
    project.flush()
    assert check(project.path, refold=True) == []


def test_becoming_another_shows_their_layer(project: Project) -> None:
    editing.mark(project, DOC, "quote", [(0, 5)])
    opened = project.open_document(DOC)
    project.become("Ben")
    assert opened.spans == {}
    assert project.documents()[0].span_count == 0
    assert history.undo_name(project) is None
    project.become("Ana")
    assert len(opened.spans) == 1
    assert history.undo_name(project) is not None


def test_creating_over_a_file_and_with_a_bad_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.sqlite"
    with pytest.raises(Problem, match="not a schema"):
        create_project(path, schema={"labels": 3}, device="d")
    assert not path.exists()
    make_project(path).close()
    with pytest.raises(Problem, match="already is"):
        create_project(path, clock=ticking_clock(), new_id=counted_ids("q"), device="d")


def test_a_document_that_is_gone_is_a_problem(project: Project) -> None:
    with pytest.raises(Problem, match="no longer in the project"):
        project.open_document("nonsense")


def test_problems_name_the_folder_even_of_a_path_without_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.path.parent
    project.close()
    monkeypatch.chdir(folder)
    again = reopen(Path("p.sqlite"), "y")
    assert again.path == folder / "p.sqlite"
    again.close()
    for attempt in (lambda: reopen(Path("q.sqlite"), "z"), lambda: make_project(Path("p.sqlite"))):
        with pytest.raises(Problem, match=str(folder)):
            attempt()


def test_polling_notices_that_the_file_is_gone(project: Project) -> None:
    told = threading.Event()
    project.add_save_listener(lambda state: told.set() if state.problem else None)
    away = project.path.with_name("away.sqlite")
    project.path.rename(away)
    project.poll()
    assert told.wait(10)
    away.rename(project.path)


def test_an_edit_of_a_closed_project_is_refused(project: Project) -> None:
    stream = layer_stream("D-a", "ana")
    project.close()
    with pytest.raises(Problem, match="was closed before") as refused:
        project.apply(Edit("late", (add(stream, "comment", "c", {"text": "late"}),)))
    assert refused.value.safe == "Nothing was changed."
    with pytest.raises(Problem, match="was closed before"):
        editing.mark(project, "D-a", "location", [(0, 5)])
    again = reopen(project.path, "again")
    assert not again.open_document("D-a").comments
    again.close()
