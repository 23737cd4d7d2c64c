"""An import in a process of its own, so that the window never waits for it."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.problem import Problem
from annotator.project.import_report import ImportReport
from annotator.project.importing import ImportOptions, import_files
from annotator.project.progress import Cancelled, Progress
from annotator.project.session import Session

#: What the total is while it is not known.
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class JobState:
    """How far an import is.

    `done` and `total` are documents, total None while unknown. When it has `ended` there is
    a `report`, or the `problem` that stopped it, or it was `cancelled`.
    """

    done: int = 0
    total: int | None = None
    ended: bool = False
    report: ImportReport | None = None
    problem: Problem | None = None
    cancelled: bool = False


class ImportJob:
    """A running import; made by `start_import`. Nothing of it blocks but `wait`."""

    def __init__(self, process: Any, receiver: Any, done: Any, total: Any, stop: Any) -> None:
        self._process = process
        self._receiver = receiver
        self._done = done
        self._total = total
        self._stop = stop
        self._result: JobState | None = None

    def poll(self) -> JobState:
        """Return how far it is now; microseconds, may be asked at any time."""
        if self._result is None:
            self._result = self._ended()
        if self._result is not None:
            return self._result
        total = self._total.value
        return JobState(self._done.value, None if total == _UNKNOWN else total)

    def cancel(self) -> None:
        """Stop it soon; the project is then as it was. Too late once it is being written."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> JobState:
        """Wait until it has ended, at most so many seconds, and return how far it is."""
        if self._result is None:
            self._receiver.poll(timeout)
        return self.poll()

    def _ended(self) -> JobState | None:
        alive = self._process.is_alive()
        if self._receiver.poll():
            try:
                state = _state(self._receiver.recv())
            except EOFError:
                state = self._died()
        elif alive:
            return None
        else:
            state = self._died()
        self._process.join()
        self._receiver.close()
        return state

    def _died(self) -> JobState:
        self._process.join()
        problem = Problem(
            "The import stopped before it was complete.",
            "The project is as it was.",
            "Try again; if it happens again, import fewer files at once.",
            f"exit code {self._process.exitcode}",
        )
        return JobState(ended=True, problem=problem)


def _state(sent: tuple[str, Any]) -> JobState:
    kind, value = sent
    if kind == "report":
        return JobState(value.documents, value.documents, True, report=value)
    if kind == "problem":
        return JobState(ended=True, problem=Problem(*value))
    if kind == "cancelled":
        return JobState(ended=True, cancelled=True)
    # A bug of ours belongs in the report dialog, with where it happened.
    raise RuntimeError(f"the import failed\n{value}")


def start_import(
    project: Path,
    paths: list[Path] | tuple[Path, ...],
    me: str | None = None,
    device: str | None = None,
    owner: str | None = None,
    format: str | None = None,
    kind: str = "annotations",
) -> ImportJob:
    """Begin an import in a spawned process and return at once.

    `me` is who imports, `owner` whose the layers are that name nobody (else mine).
    """
    options = ImportOptions(tuple(Path(path) for path in paths), me, owner, format, kind)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    # Written by one side, read by the other: no lock that either could wait for.
    done = context.Value("q", 0, lock=False)
    total = context.Value("q", _UNKNOWN, lock=False)
    stop = context.Event()
    process = context.Process(
        target=_run,
        args=(Path(project), options, device, sender, done, total, stop),
        name="annotator-import",
        daemon=True,
    )
    process.start()
    sender.close()
    return ImportJob(process, receiver, done, total, stop)


def _run(
    project: Path,
    options: ImportOptions,
    device: str | None,
    sender: Any,
    done: Any,
    total: Any,
    stop: Any,
) -> None:
    def tell(documents: int, expected: int | None) -> None:
        done.value = documents
        total.value = _UNKNOWN if expected is None else expected

    # Ctrl+Z takes back what was done by hand in the window; an import is undone in History.
    session = Session(via="command") if device is None else Session(device=device, via="command")
    try:
        report = import_files(project, options, session, Progress(tell, stop.is_set))
        sender.send(("report", report))
    except Problem as problem:
        parts = (problem.happened, problem.safe, problem.next_step, problem.details)
        sender.send(("problem", parts))
    except Cancelled:
        sender.send(("cancelled", None))
    except BaseException:
        import traceback

        sender.send(("bug", traceback.format_exc()))
        raise
    finally:
        sender.close()
