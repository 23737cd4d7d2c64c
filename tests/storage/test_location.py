from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.storage.connection import open_file
from annotator.storage.location import file_system_type, synchronised_by
from annotator.storage.lock import WriterLock

MOUNTS = (
    "disk1 / ext4 rw 0 0\n"
    "server:/pool /pool nfs4 rw 0 0\n"
    "disk2 /pool/local\\040disk xfs rw 0 0\n"
    "host: /far/host fuse.sshfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/p.sqlite", "ext4"),
        ("/pool/ana/p.sqlite", "nfs4"),
        ("/pool/local disk/p.sqlite", "xfs"),
        ("/poolside/p.sqlite", "ext4"),
        ("/far/host/p.sqlite", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert file_system_type(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "marker", "program"),
    [
        ("Dropbox", None, "Dropbox"),
        ("OneDrive - Paper", None, "OneDrive"),
        ("Mobile Documents", None, "iCloud"),
        ("notes", ".stfolder", "Syncthing"),
        ("notes", ".nextcloudsync.log", "Nextcloud"),
        ("onedrives", None, None),
    ],
)
def test_synchronised_folders_are_known(
    tmp_path: Path, folder: str, marker: str | None, program: str | None
) -> None:
    inner = tmp_path / folder / "deep"
    inner.mkdir(parents=True)
    if marker:
        (tmp_path / folder / marker).touch()
    assert synchronised_by(inner / "p.sqlite") == program


def test_on_a_network_drive_one_writes_without_wal(project_path: Path) -> None:
    open_file(project_path).close()  # leaves the file in WAL mode
    opened = open_file(project_path, network=lambda _path: True)
    assert opened.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert "network drive" in opened.warnings[0]
    opened.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    second = opened.another()
    assert second.execute("SELECT value FROM project WHERE name = 'x'").fetchone() == ("y",)
    second.close()
    with pytest.raises(Problem, match="network drive"):
        open_file(project_path, network=lambda _path: True)
    opened.close()
    assert [each.name for each in project_path.parent.iterdir()] == ["p.sqlite"]
    open_file(project_path, network=lambda _path: True).close()


def test_the_lock_of_a_process_that_died_is_taken_over(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "p.sqlite")
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    lock.path.write_text(f"{socket.gethostname()}\n{child}\n")
    lock.take()
    lock.release()
    lock.path.write_text(f"elsewhere\n{child}\n")
    with pytest.raises(Problem, match="elsewhere"):
        lock.take()


def test_of_two_that_find_a_lock_stale_only_one_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = WriterLock(tmp_path / "p.sqlite")
    lock.path.write_text(f"{socket.gethostname()}\n1234\n")
    other = f"{socket.gethostname()}\n{os.getppid()}\n"

    def overtaken(pid: int) -> bool:
        # Whether it is stale has been asked; before it is removed, another process takes it.
        if pid == 1234:
            lock.path.write_text(other)
        return pid != 1234

    monkeypatch.setattr("annotator.storage.lock.alive", overtaken)
    with pytest.raises(Problem, match="being written to"):
        lock.take()
    assert lock.path.read_text() == other
    assert list(tmp_path.iterdir()) == [lock.path]


def test_a_stale_lock_that_another_has_removed_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = WriterLock(tmp_path / "p.sqlite")
    lock.path.write_text(f"{socket.gethostname()}\n1234\n")

    def gone(_pid: int) -> bool:
        lock.path.unlink()
        return False

    monkeypatch.setattr("annotator.storage.lock.alive", gone)
    lock.take()
    assert lock.path.read_text() == f"{socket.gethostname()}\n{os.getpid()}\n"
    lock.release()
    assert list(tmp_path.iterdir()) == []
