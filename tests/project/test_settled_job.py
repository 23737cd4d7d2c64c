from __future__ import annotations

from annotator.domain.problem import Problem
from annotator.project import editing, undo_job
from annotator.project.history import list_edits
from annotator.project.job import ThreadJob
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.settled_job import SettledJob
from annotator.storage.connection import connect

DOC = "D-a"


def _spans(_progress: Progress, project: Project) -> int:
    reader = project.another_reader()
    try:
        return reader.summaries(project.me.id)[0].span_count
    finally:
        reader.close()


def test_it_begins_when_everything_before_it_is_on_disk(project: Project) -> None:
    lock = connect(project.path)
    lock.execute("BEGIN IMMEDIATE")
    editing.mark(project, DOC, "quote", [(0, 5)])
    begun = []

    def begin() -> ThreadJob[int]:
        begun.append(1)
        return ThreadJob(_spans, project)

    job = SettledJob(project, begin)
    assert not job.poll().ended
    assert not begun
    lock.execute("ROLLBACK")
    lock.close()
    assert job.wait().result == 1
    assert job.poll().result == 1
    assert begun == [1]


def test_with_nothing_to_wait_for_it_begins_at_once(project: Project) -> None:
    begun = []

    def begin() -> ThreadJob[int]:
        begun.append(1)
        return ThreadJob(_spans, project)

    job = SettledJob(project, begin)
    assert begun
    assert job.wait().result == 0


def test_it_is_cancelled_while_it_waits(project: Project) -> None:
    lock = connect(project.path)
    lock.execute("BEGIN IMMEDIATE")
    editing.mark(project, DOC, "quote", [(0, 5)])
    job: SettledJob[int] = SettledJob(project, lambda: ThreadJob(_spans, project))
    job.cancel()
    assert job.poll().cancelled
    lock.execute("ROLLBACK")
    lock.close()
    assert project.flush()
    assert job.wait().cancelled


def test_the_problem_that_prevents_the_writing_ends_it(project: Project, monkeypatch) -> None:
    lock = connect(project.path)
    lock.execute("BEGIN IMMEDIATE")
    editing.mark(project, DOC, "quote", [(0, 5)])
    job: SettledJob[int] = SettledJob(project, lambda: ThreadJob(_spans, project))
    full = Problem("The disk is full.", "Nothing is lost.", "Make room.")
    with monkeypatch.context() as patch:
        patch.setattr(project.saving._writer, "problem", full)
        assert job.poll().problem is full
    lock.execute("ROLLBACK")
    lock.close()
    assert project.flush()


def test_an_edit_that_is_not_on_disk_yet_is_taken_back_beside_the_window(project: Project) -> None:
    lock = connect(project.path)
    lock.execute("BEGIN IMMEDIATE")
    editing.mark(project, DOC, "quote", [(0, 5)])
    job = undo_job.start_undo(project, list_edits(project)[0].edit_id)
    assert not job.poll().ended
    lock.execute("ROLLBACK")
    lock.close()
    undone = job.wait().result
    assert undone is not None
    assert undone.name.startswith("mark ")
    assert project.poll() is not None
    assert project.open_document(DOC).spans == {}
