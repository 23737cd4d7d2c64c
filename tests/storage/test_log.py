from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.samples import make_project

pytest.importorskip("fcntl", reason="locks as POSIX has them")

ROOT = Path(__file__).parents[2]
#: Another program that takes itself for the last user, and then writes something of its own.
ELSEWHERE = """
import sqlite3, sys
for _ in range(2):
    other = sqlite3.connect(sys.argv[1])
    other.execute("UPDATE project SET value = 'elsewhere' WHERE name = 'made'")
    other.commit()
    other.close()
"""
WINDOW = """
import subprocess, sys, time
from pathlib import Path
from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.project import Project

path = Path(sys.argv[1])
project = Project.open(path, me="Ana", device="desk")
told = []
project.add_save_listener(told.append)
editing.mark(project, "D-a", "quote", [(0, 5)])
assert project.flush()
open(path, "rb").close()  # as a file dialog does that looks what kind of file it is
subprocess.run([sys.executable, "-c", {elsewhere!r}, str(path)], check=True)
{then}
problem = project.saving.problem
assert problem is not None and told[-1].kind == "failed", told
print(problem.happened, problem.safe, sep="\\n")
{end}
"""
LOOK = """
project.poll()
deadline = time.monotonic() + 10
while not told[-1].kind == "failed" and time.monotonic() < deadline:
    time.sleep(0.01)
"""
AGAIN = (
    """
try:
    Project.open(path, me="Ana", device="desk")
except Problem as problem:
    assert "Quit" in problem.next_step
else:
    raise AssertionError("it was opened before the loss was noticed")
"""
    + LOOK
)
MARK = """
editing.mark(project, "D-a", "claim", [(6, 9)])
assert not project.flush()
assert len(project.saving.pending) == 1
"""
CLOSE = """
project.close(lose_unsaved=True)
try:
    Project.open(path, me="Ana", device="desk")
except Problem as problem:
    assert "Quit" in problem.next_step
else:
    raise AssertionError("it was opened on top of a lost log")
"""


def spans(path: Path) -> int:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found: int = connection.execute("SELECT count(*) FROM spans").fetchone()[0]
    connection.close()
    return found


@pytest.mark.parametrize("end", [CLOSE, ""], ids=["closed", "just ended"])
@pytest.mark.parametrize(
    ("then", "count"), [(MARK, 2), (LOOK, 1), (AGAIN, 1)], ids=["mark", "look", "open again"]
)
def test_a_log_that_another_program_removed_loses_and_damages_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, count: int, end: str
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    path = tmp_path / "p.sqlite"
    make_project(path).close()
    code = textwrap.dedent(WINDOW).format(elsewhere=ELSEWHERE, then=then, end=end)
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "closed the log of p.sqlite" in run.stdout
    assert "p.rescued.sqlite" in run.stdout
    assert spans(tmp_path / "p.rescued.sqlite") == count
    assert spans(path) == 1
    connection = sqlite3.connect(path)
    made = connection.execute("SELECT value FROM project WHERE name = 'made'").fetchone()
    connection.close()
    assert made == ("elsewhere",), "what the other program wrote must stay"
