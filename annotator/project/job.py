"""Work beside the window: in a process of its own, or in a thread where nothing computes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from annotator.domain.problem import Problem
from annotator.project.progress import Cancelled, Progress

#: What the total is while it is not known.
_UNKNOWN = -1
T = TypeVar("T")


class JobState(NamedTuple, Generic[T]):
    """How far a job is.

    `done` and `total` count its steps, total None while unknown. When it has `ended` there
    is a `result`, or the `problem` that stopped it, or it was `cancelled`.
    """

    done: int = 0
    total: int | None = None
    ended: bool = False
    result: T | None = None
    problem: Problem | None = None
    cancelled: bool = False


class Job(Protocol[T]):
    """Running work. Nothing of it blocks but `wait`."""

    def poll(self) -> JobState[T]:
        """Return how far it is now, in microseconds. Raises RuntimeError for a bug of ours."""

    def cancel(self) -> None:
        """Stop it soon; the project is then as it was. Too late once it is being written."""

    def wait(self, timeout: float | None = None) -> JobState[T]:
        """Wait until it has ended, at most so many seconds, and return how far it is."""


class ProcessJob(Generic[T]):
    """A job in a spawned process; `name` is how a Problem calls it, as in “The import”."""

    def __init__(self, name: str, target: Callable[..., T], *given: object) -> None:
        # Takes long to load, and most windows never need it.
        import multiprocessing
        from multiprocessing.reduction import ForkingPickler

        self._name = name
        # What it is given follows from a thread: to start a process with more than a pipe holds
        # takes until the process is there and has read it.
        work = ForkingPickler.dumps((target, given))
        context = multiprocessing.get_context("spawn")
        self._channel, channel = context.Pipe()
        # Written by one side, read by the other: no lock that either could wait for.
        self._done = context.Value("q", 0, lock=False)
        self._total = context.Value("q", _UNKNOWN, lock=False)
        self._stop = context.Event()
        # The type stubs call it BaseContext, which has no Process.
        self._process: Any = context.Process(
            target=_run,
            args=(channel, self._done, self._total, self._stop),
            name="annotator-job",
            daemon=True,
        )
        self._process.start()
        channel.close()
        #: What it said, None when it died without a word, or what taking that in has raised.
        self._said: tuple[str, Any] | BaseException | None = None
        # A large result takes a while to come, and a process to take itself down.
        self._listening = threading.Thread(
            target=self._listen, args=(work,), name="job", daemon=True
        )
        self._listening.start()

    def poll(self) -> JobState[T]:
        """Return how far it is now; see `Job`."""
        if not self._listening.is_alive():
            return self._state()
        total = self._total.value
        return JobState(self._done.value, None if total == _UNKNOWN else total)

    def cancel(self) -> None:
        """Stop it soon; see `Job`."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> JobState[T]:
        """Wait until it has ended; see `Job`."""
        self._listening.join(timeout)
        return self.poll()

    def kill(self) -> None:
        """End the process at once; what it has set aside stays behind."""
        self._process.kill()

    def _listen(self, work: memoryview) -> None:
        try:
            self._channel.send_bytes(work)
            self._said = self._channel.recv()
        except (EOFError, ConnectionError):
            self._said = None
        except BaseException as error:  # noqa: BLE001  raised again by whoever polls
            self._said = error
        self._channel.close()
        self._process.join()

    def _state(self) -> JobState[T]:
        if self._said is None:
            return self._died()
        if isinstance(self._said, BaseException):
            raise RuntimeError(f"{self._name} said what cannot be read") from self._said
        kind, value = self._said
        if kind == "result":
            return JobState(self._done.value, self._done.value, True, result=value)
        if kind == "problem":
            return JobState(ended=True, problem=Problem(*value))
        if kind == "cancelled":
            return JobState(ended=True, cancelled=True)
        # A bug of ours belongs in the report dialog, with where it happened.
        raise RuntimeError(f"{self._name} failed\n{value}")

    def _died(self) -> JobState[T]:
        problem = Problem(
            f"{self._name} stopped before it was complete.",
            "The project is as it was.",
            "Try again; if it happens again, there may be too little memory for it at once.",
            f"exit code {self._process.exitcode}",
        )
        return JobState(ended=True, problem=problem)


def _run(channel: Any, done: Any, total: Any, stop: Any) -> None:
    def tell(steps: int, expected: int | None) -> None:
        done.value = steps
        total.value = _UNKNOWN if expected is None else expected

    try:
        target, given = channel.recv()
        channel.send(("result", target(Progress(tell, stop.is_set), *given)))
    except Problem as problem:
        parts = (problem.happened, problem.safe, problem.next_step, problem.details)
        channel.send(("problem", parts))
    except Cancelled:
        channel.send(("cancelled", None))
    except BaseException:
        import traceback

        channel.send(("bug", traceback.format_exc()))
        raise
    finally:
        channel.close()


class ThreadJob(Generic[T]):
    """A job in a thread: for SQLite and the disk, which let the window go on meanwhile."""

    def __init__(self, target: Callable[..., T], *given: object) -> None:
        self._state: JobState[T] = JobState()
        self._bug: BaseException | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(target, given), name="job", daemon=True
        )
        self._thread.start()

    def _run(self, target: Callable[..., T], given: tuple[object, ...]) -> None:
        def tell(steps: int, expected: int | None) -> None:
            self._state = JobState(steps, expected)

        try:
            result = target(Progress(tell, self._stop.is_set), *given)
        except Problem as problem:
            self._state = JobState(ended=True, problem=problem)
        except Cancelled:
            self._state = JobState(ended=True, cancelled=True)
        except BaseException as error:  # noqa: BLE001  raised again by whoever polls
            self._bug = error
        else:
            self._state = JobState(ended=True, result=result)

    def poll(self) -> JobState[T]:
        """Return how far it is now; see `Job`."""
        if self._bug is not None:
            raise RuntimeError("work in a thread failed") from self._bug
        return self._state

    def cancel(self) -> None:
        """Stop it soon; see `Job`."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> JobState[T]:
        """Wait until it has ended; see `Job`."""
        self._thread.join(timeout)
        return self.poll()
