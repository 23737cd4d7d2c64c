from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from annotator.storage.aside import own_folder
from annotator.storage.lock import WriterLock
from annotator.storage.processes import alive


def dead_number() -> int:
    run = subprocess.Popen([sys.executable, "-c", ""])
    run.wait()
    return run.pid


def test_what_dead_processes_left_is_taken_away(tmp_path: Path) -> None:
    own = own_folder(tmp_path)
    stale = own.with_name(own.name.replace(f"-{os.getpid()}-", f"-{dead_number()}-"))
    stale.mkdir()
    (stale / "staged.sqlite").write_bytes(b"x")
    strange = tmp_path / "annotator-elsewhere-1-x"
    strange.mkdir()
    second = own_folder(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([own, second, strange])


def test_who_lives() -> None:
    assert alive(os.getpid())
    assert alive(1)
    assert not alive(dead_number())


def test_a_lock_that_somebody_else_has_taken_stays_theirs(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "p.sqlite")
    lock.take()
    lock.path.write_text("another-computer\n1\n")
    lock.release()
    assert lock.path.read_text().startswith("another-computer")
    lock.path.unlink()
    lock.take()
    lock.release()
    assert not lock.path.exists()
