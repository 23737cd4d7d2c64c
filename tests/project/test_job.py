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
