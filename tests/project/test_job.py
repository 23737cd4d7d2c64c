from __future__ import annotations

import time
from multiprocessing.util import Finalize
from pathlib import Path

from annotator.project.job import ProcessJob
from annotator.project.progress import Progress


def _wait_for(file: Path) -> None:
    until = time.monotonic() + 60
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.01)


def _ends_late(progress: Progress, file: Path) -> str:
    """Return at once; the process goes on until the file is there."""
    Finalize(None, _wait_for, (file,), exitpriority=1)
    progress.step(1, 1)
    return "done"


def test_nobody_waits_for_a_process_to_take_itself_down(tmp_path: Path) -> None:
    file = tmp_path / "end"
    job = ProcessJob("The work", _ends_late, file)
    while job.poll().done == 0:
        time.sleep(0.01)
    # Long enough for the result to come; the process lives as long as there is no file.
    assert not job.wait(0.5).ended
    assert not job.poll().ended
    file.touch()
    assert job.wait(60).result == "done"
    assert job.poll().result == "done"


class _Awaited:
    """What is there, as far as the process that takes it in is concerned, with a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[object, ...]:
        return _came, (self._file,)


def _came(file: Path) -> bool:
    _wait_for(file)
    return file.exists()


def _both(progress: Progress, came: bool, much: bytes) -> tuple[bool, int]:
    return came, len(much)


def test_nobody_waits_for_a_process_to_take_in_what_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "begun"
    # More than a pipe holds: who writes it stands still until somebody reads.
    job = ProcessJob("The work", _both, _Awaited(file), bytes(1 << 20))
    file.touch()
    assert job.wait(60).result == (True, 1 << 20)


def test_a_process_that_dies_before_it_took_in_what_it_is_given_is_a_problem(
    tmp_path: Path,
) -> None:
    job = ProcessJob("The work", _both, _Awaited(tmp_path / "never"), bytes(1 << 20))
    job.kill()
    state = job.wait(60)
    assert state.ended
    assert state.problem is not None
    assert state.problem.happened == "The work stopped before it was complete."
