"""What is said of work that is under way as its project closes."""

from __future__ import annotations

import pytest

from annotator.app import background_work
from annotator.app.background_work import BackgroundWork, Left
from annotator.domain.problem import Problem
from annotator.project.job import JobState
from annotator.widgets.status_line import StatusLine
from annotator.widgets.theme import LIGHT

STOPPED = JobState(ended=True, cancelled=True)
COMPLETE = JobState(ended=True, result="a report")
FAILED = JobState(ended=True, problem=Problem("The disk is full.", "Nothing is lost.", "Go on."))


class HeldJob:
    """A job whose state a test sets; it is told to stop, and need not do so."""

    def __init__(self, state: JobState) -> None:
        self.state, self.told_to_stop = state, False

    def poll(self) -> JobState:
        return self.state

    def cancel(self) -> None:
        self.told_to_stop = True

    def wait(self, _timeout: float | None = None) -> JobState:
        return self.state


@pytest.fixture
def line(qtbot) -> StatusLine:
    found = StatusLine(LIGHT)
    qtbot.addWidget(found)
    return found


@pytest.fixture
def work(line, monkeypatch) -> BackgroundWork:
    monkeypatch.setattr(background_work, "_PATIENCE", 0.0)
    return BackgroundWork(line, pytest.fail)


def watch(work: BackgroundWork, kind: str, state: JobState) -> HeldJob:
    job = HeldJob(state)
    work.watch(kind, "Working", job, pytest.fail, "It was cancelled.")
    return job


def test_what_stopped_and_what_goes_on_are_told_apart(work, line):
    jobs = [
        watch(work, "import", JobState(5, 9)),
        watch(work, "export", STOPPED),
        watch(work, "repair", FAILED),
        watch(work, "copy", COMPLETE),
    ]
    left = work.end()
    assert all(job.told_to_stop for job in jobs)
    assert left == Left(("export", "repair"), ("import",))
    assert left.sentence() == (
        "Closing stopped what was under way: export, repair. Still under way as the project "
        "closed: import. It ends complete, or leaves nothing behind."
    )
    assert line.job_cancel.isHidden()
    # The next project may begin its own.
    work.check_free("import")


@pytest.mark.parametrize(
    ("state", "said"),
    [(STOPPED, "was stopped."), (COMPLETE, "was completed."),
     (FAILED, "was not completed. The disk is full.")],
)  # fmt: skip
def test_how_it_ended_is_said(work, line, qtbot, state, said):
    job = watch(work, "import", JobState(5, 9))
    work.end()
    job.state = state
    wanted = f"The import that was under way as its project closed {said}"
    qtbot.waitUntil(lambda: line.message.text() == wanted, timeout=5000)
    assert not work._leaving
    qtbot.waitUntil(lambda: not work._watch.isActive(), timeout=5000)


def test_nothing_under_way_is_nothing_to_say(work):
    watch(work, "copy", COMPLETE)
    assert work.end().sentence() == ""
