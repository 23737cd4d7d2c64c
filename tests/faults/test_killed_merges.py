"""The program is killed during a merge: the project is as before or as after, nothing between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from annotator.project import editing
from annotator.project.bundling import FOR, FROM
from tests.faults.test_kills import ROOT
from tests.merges import content, copied, merge, wrong
from tests.project.test_bundling import handed_out
from tests.samples import add_documents, make_project, reopen

ROUNDS = int(os.environ.get("ANNOTATOR_KILLS", "12"))


def _files(folder: Path) -> tuple[Path, Path]:
    """Return a project and a large piece of work that comes back to it."""
    lead = make_project(folder / "lead.sqlite", me="Lea")
    add_documents(lead, {"long": "Nobody said anything of the kind. " * 300})
    lead.close()
    bundle = handed_out(lead.path, FOR, "Ana")
    project = reopen(bundle, "ana")
    for start in range(0, 1500, 5):
        editing.mark(project, "D-long", "quote", [(start, start + 4)])
    project.close()
    return lead.path, handed_out(bundle, FROM, "Ana")


def test_a_killed_merge_leaves_before_or_after(tmp_path: Path) -> None:
    start, back = _files(tmp_path)
    merged = copied(start, "merged")
    merge(merged, back)
    before, after = content(start), content(merged)
    rng, seen = Random(5), set()
    for number in range(ROUNDS):
        path = copied(start, f"round-{number}")
        # The first dies at once and the last when it is done, on a machine of any speed.
        after_seconds = 0.0 if number == 0 else rng.uniform(0, 0.25)
        reached = _kill(path, back, None if number == ROUNDS - 1 else after_seconds)
        found = content(path)
        assert found in (before, after), f"round {number}"
        assert wrong(path) == []
        assert found == after or not reached, "what was reported is there"
        seen.add(found == after)
        assert merge(path, back).edits in (0, 301)
        assert content(path) == after
    assert seen == {True, False}, "some were killed before the commit and some after it"


def _kill(path: Path, back: Path, after: float | None) -> bool:
    """Kill a merge so many seconds after it began, or, without a number, once it told its end.

    Returns whether it had told its end.
    """
    script = str(Path(__file__).with_name("merging_run.py"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, script, str(path), str(back)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        told = run.stdout.readline() if after is None else ""
        time.sleep(after or 0.0)
        run.send_signal(signal.SIGKILL)
        return "merged" in told + run.stdout.read()
