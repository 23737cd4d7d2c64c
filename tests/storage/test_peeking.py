from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.storage import peeking
from annotator.storage.connection import open_file
from annotator.storage.refusal import stored_version

fcntl = pytest.importorskip("fcntl", reason="locks as POSIX has them")

TRY_LOCK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
"""


def lockable(path: Path) -> bool:
    """Whether another process gets a lock on the whole file."""
    run = subprocess.run([sys.executable, "-c", TRY_LOCK, str(path)], capture_output=True)
    return run.returncode == 0


def test_a_look_keeps_the_locks_of_whoever_has_the_file_open(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    descriptor = os.open(path, os.O_RDWR)
    fcntl.lockf(descriptor, fcntl.LOCK_EX)
    held = peeking.hold(path)
    assert peeking.first_bytes(path, 4) == b"0123"
    assert not lockable(path)
    peeking.release(held)
    assert lockable(path), "the last holder lets go of what was kept open"
    os.close(descriptor)


def test_nothing_is_kept_open_of_a_file_that_nobody_holds(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        peeking.first_bytes(path, 1)
    assert len(os.listdir("/proc/self/fd")) == before


def test_opening_a_project_again_keeps_the_first_ones_locks(project_path: Path) -> None:
    first = open_file(project_path)
    first.connection.execute("BEGIN IMMEDIATE")
    stored_version(project_path)
    again = open_file(project_path)
    again.close()
    assert not lockable(project_path)
    first.connection.execute("ROLLBACK")
    first.close()
    assert lockable(project_path)
