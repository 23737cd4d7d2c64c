"""The program is killed at random moments: what it reported as saved must be there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from annotator.domain.validation import ERROR
from annotator.project.checking import check
from tests.samples import add_documents, make_project, reopen

#: How often it is killed; ANNOTATOR_KILLS=200 is the full run.
ROUNDS = int(os.environ.get("ANNOTATOR_KILLS", "12"))
#: A new project after so many kills: a project that only grows would make the checks slow.
_ROUNDS_A_PROJECT = 20
ROOT = Path(__file__).parents[2]


def test_nothing_that_was_saved_is_lost_by_kills(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ANNOTATOR_DATA": str(tmp_path / "data"),
        "ANNOTATOR_SETTINGS": str(tmp_path / "settings"),
        "PYTHONPATH": str(ROOT),
    }
    rng = Random(20261123)
    total = 0
    for number in range(ROUNDS):
        if number % _ROUNDS_A_PROJECT == 0:
            path = tmp_path / f"p{number}.sqlite"
            project = make_project(path, device="maker")
            add_documents(project, {"long": "Nobody said anything of the kind. " * 300})
            project.close()
            promised: set[str] = set()
        reported = _killed_run(path, f"r{number}", environment, rng)
        promised |= reported
        total += len(reported)
        project = reopen(path, f"look{number}", me="Ana", device="maker")
        there = set(project.open_document("D-long").spans)
        project.close()
        assert promised <= there, f"round {number} lost {sorted(promised - there)[:5]}"
        errors = [each for each in check(path, refold=True) if each.grade == ERROR]
        assert errors == [], f"round {number}"
    assert total > 2 * ROUNDS, "the runs must have marked something before they were killed"


def _killed_run(path: Path, prefix: str, environment: dict[str, str], rng: Random) -> set[str]:
    """Return the ids that a run reported as saved before it was killed."""
    script = str(Path(__file__).with_name("marking_run.py"))
    with subprocess.Popen(
        [sys.executable, script, str(path), prefix],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        first = run.stdout.readline().strip()
        assert first, run.stderr.read()
        time.sleep(rng.uniform(0, 0.12))
        run.send_signal(signal.SIGKILL)
        # The last line may be cut off by the kill.
        rest = run.stdout.read().split("\n")[:-1]
    return {first, *rest}
