"""Work in the background: started, watched, cancelled, reported."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer

from annotator.app.leaving_jobs import LeavingJobs
from annotator.domain.problem import Problem
from annotator.project.job import Job, JobState
from annotator.widgets.status_line import StatusLine

_WATCH_MILLISECONDS = 100
#: How long closing a project waits for work that was told to stop, in seconds.
_PATIENCE = 2.0
T = TypeVar("T")


class _Running(NamedTuple):
    kind: str
    words: str
    job: Job[Any]
    finished: Callable[[Any], None]
    cancelled: str
    stopped: Callable[[Problem | None], None] | None

    def tell_stopped(self, problem: Problem | None) -> None:
        """Tell whoever asked for the work that there is no result."""
        if self.stopped is not None:
            self.stopped(problem)


def mistake(words: str) -> Problem:
    """Return what is said of work that a bug of ours has ended; `words` as in “Importing”."""
    return Problem(
        f"“{words}” was ended by a mistake in Annotator.",
        "Nothing was changed.",
        "Try it again; the report says what happened.",
    )


class Left(NamedTuple):
    """What became of work as its project closed, by kind, as in “import”."""

    stopped: tuple[str, ...] = ()
    going_on: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say so, empty when nothing is to be said."""
        # What goes on is stopped all the same when the program ends before it is written.
        said = []
        if self.stopped:
            said.append(f"Closing stopped what was under way: {', '.join(self.stopped)}.")
        if self.going_on:
            said.append(
                f"Still under way as the project closed: {', '.join(self.going_on)}. "
                "It ends complete, or leaves nothing behind."
            )
        return " ".join(said)


class BackgroundWork(QObject):
    """The jobs of a window, shown in its status line, the newest foremost.

    `failed` is called with the Problem of a job that ended with one.
    """

    def __init__(self, line: StatusLine, failed: Callable[[Problem], None]) -> None:
        super().__init__(line)
        self._line = line
        self._failed = failed
        self._running: list[_Running] = []
        self._leaving = LeavingJobs()
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look)
        line.cancelled.connect(self.cancel_shown)

    def drop(self, job: Job[Any]) -> None:
        """Stop work that something newer replaces; nobody hears of it."""
        for each in [each for each in self._running if each.job is job]:
            self._forget(each)
            self._leaving.add(job)

    def check_free(self, kind: str) -> None:
        """Raise Problem while another job of that kind, as in “import”, is under way."""
        if any(each.kind == kind for each in self._running):
            raise Problem(
                f"Another {kind} is still under way.",
                "It goes on; nothing was changed.",
                "Wait until it is done, or cancel it in the status line.",
            )

    def watch(
        self,
        kind: str,
        words: str,
        job: Job[T],
        finished: Callable[[T], None],
        cancelled: str,
        stopped: Callable[[Problem | None], None] | None = None,
    ) -> None:
        """Watch a job that was started.

        `words` are shown while it runs, as in “Importing”; `finished` gets its result,
        `cancelled` is said when it was cancelled. Where there is no result, `stopped` is called
        as well: with the Problem that ended it, None when it was cancelled.
        """
        self._running.append(_Running(kind, words, job, finished, cancelled, stopped))
        self._line.show_job(words)
        self._watch.start()

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._line.say(words)

    def cancel_shown(self) -> None:
        """Cancel the work that the status line shows; without any, say so."""
        if self._running:
            self._running[-1].job.cancel()
        else:
            self._line.say("Nothing is under way.")

    def end(self) -> Left:
        """Stop everything, because the project closes; returns what was not completed.

        Waits a little, so that nothing is left behind. What goes on all the same, because it is
        being written, is watched, and how it ended is said.
        """
        stopped, going_on = [], []
        for each in self._running:
            each.job.cancel()
        until = time.monotonic() + _PATIENCE
        for each in self._running:
            state = each.job.wait(max(0.0, until - time.monotonic()))
            if not state.ended:
                going_on.append(each.kind)
                self._leaving.add(each.job, partial(self._say_ended, each.kind))
            elif state.cancelled or state.problem is not None:
                stopped.append(each.kind)
        self._running.clear()
        self._show()
        return Left(tuple(stopped), tuple(going_on))

    def _say_ended(self, kind: str, state: JobState[Any]) -> None:
        if state.cancelled:
            end = "was stopped."
        elif state.problem is not None:
            end = f"was not completed. {state.problem.happened}"
        else:
            end = "was completed."
        self._line.say(f"The {kind} that was under way as its project closed {end}")

    def _look(self) -> None:
        self._leaving.look()
        if not self._running and not self._leaving:
            self._watch.stop()
        for each in list(self._running):
            try:
                state = each.job.poll()
            except RuntimeError:
                # A bug in it: reported once, and the job is over.
                self._forget(each)
                each.tell_stopped(mistake(each.words))
                raise
            if each is self._running[-1] and not state.ended:
                self._show_state(each.words, state.done, state.total)
            if not state.ended:
                continue
            self._forget(each)
            self._conclude(each, state)

    def _conclude(self, each: _Running, state: JobState[Any]) -> None:
        if state.problem is not None:
            each.tell_stopped(state.problem)
            self._failed(state.problem)
        elif state.cancelled:
            each.tell_stopped(None)
            self._line.say(each.cancelled)
        else:
            each.finished(state.result)

    def _show_state(self, words: str, done: int, total: int | None) -> None:
        count = f" {done:,}" if done or total else ""
        of = f" of {total:,}" if total else ""
        self._line.show_job(f"{words}{count}{of}", done / total if total else 0.0)

    def _forget(self, each: _Running) -> None:
        self._running.remove(each)
        self._show()

    def _show(self) -> None:
        if self._running:
            self._line.show_job(self._running[-1].words)
        else:
            self._line.show_job(None)
