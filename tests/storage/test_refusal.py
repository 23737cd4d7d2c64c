from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.storage.connection import open_file, open_to_read
from annotator.storage.inspection import Inspection
from annotator.storage.migrations import LAYOUTS, Layouts, split_statements
from annotator.storage.upgrade import backup_path, copy_file, create_file

ROOT = Path(__file__).parents[2]
#: The version of today, and a program that is one migration ahead.
NOW = LAYOUTS.version
NEXT_NAMES = (*LAYOUTS.names, "m999_more")


def ahead(sql: str) -> Layouts:
    return Layouts(NEXT_NAMES, (*[""] * NOW, sql))


NEXT = ahead("CREATE TABLE more (a TEXT); DELETE FROM more;")


def refused(path: Path) -> Problem:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Problem) as caught:
        open_file(path)
    assert caught.value.safe
    assert caught.value.next_step
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(path.name + "-wal").exists()
    return caught.value


def test_what_is_not_a_project_is_refused_and_untouched(tmp_path: Path) -> None:
    assert "no file" in refused(tmp_path / "none.sqlite").happened
    assert "folder" in refused(tmp_path).happened
    other = tmp_path / "other.sqlite"
    other.write_text("Dear reader")
    assert "something else" in refused(other).happened
    other.write_bytes(b"")
    assert "empty" in refused(other).happened
    other.unlink()
    foreign = sqlite3.connect(other)
    foreign.execute("CREATE TABLE a (b)")
    foreign.close()
    assert "another program" in refused(other).happened


def test_a_newer_file_is_refused(project_path: Path) -> None:
    connection = sqlite3.connect(project_path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer version" in refused(project_path).happened


def test_a_file_with_an_unknown_migration_is_refused(project_path: Path) -> None:
    connection = sqlite3.connect(project_path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('annotator', 'm777_future', '')"
    )
    connection.commit()
    connection.close()
    problem = refused(project_path)
    assert "newer version" in problem.happened
    assert "m777_future" in problem.details


@pytest.mark.parametrize("kept", [60, 99, 4096, 0.5, 0.99])
def test_a_cut_off_file_is_refused(project_path: Path, kept: float) -> None:
    whole = project_path.read_bytes()
    project_path.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else int(kept)])
    assert "cut off" in refused(project_path).happened


def test_a_damaged_file_is_refused(project_path: Path) -> None:
    whole = bytearray(project_path.read_bytes())
    whole[100:4096] = os.urandom(3996)
    project_path.write_bytes(whole)
    assert "damaged" in refused(project_path).happened


def test_an_up_to_date_file_opens_without_sqlite_utils(project_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from annotator.storage.connection import open_file;"
        f"open_file(Path({str(project_path)!r})).close(); print('sqlite_utils' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "False", run.stderr


def test_an_older_file_is_backed_up_then_migrated(project_path: Path) -> None:
    open_file(project_path, layouts=NEXT).close()
    backup = project_path.with_name(f"p.backup-{NOW}.sqlite")
    old = sqlite3.connect(backup)
    assert old.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert old.execute("SELECT value FROM project WHERE name = 'id'").fetchone() == ("P1",)
    old.close()
    new = sqlite3.connect(project_path)
    assert new.execute("PRAGMA user_version").fetchone() == (NOW + 1,)
    assert new.execute("SELECT count(*) FROM more").fetchone() == (0,)
    new.close()
    open_file(project_path, layouts=NEXT).close()
    assert [each.name for each in project_path.parent.glob("*backup*")] == [backup.name]
    assert "newer version" in refused(project_path).happened


def test_a_migration_that_fails_leaves_the_old_layout(project_path: Path) -> None:
    broken = ahead("CREATE TABLE more (a); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(Problem):
        open_file(project_path, layouts=broken)
    again = sqlite3.connect(project_path)
    assert again.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert again.execute("SELECT name FROM sqlite_master WHERE name = 'more'").fetchall() == []
    again.close()
    assert project_path.with_name(f"p.backup-{NOW}.sqlite").exists()


def test_a_backup_never_replaces_another_and_may_lie_elsewhere(project_path: Path) -> None:
    first = backup_path(project_path, 1, lambda: project_path.parent)
    first.write_text("kept")
    assert backup_path(project_path, 1, lambda: project_path.parent).name == "p.backup-1-2.sqlite"


def test_statements_are_split_where_sqlite_would() -> None:
    sql = "CREATE TABLE a (b); -- one; two\nINSERT INTO a VALUES ('x;y');"
    assert len(split_statements(sql)) == 2


def test_creating_never_replaces(project_path: Path, tmp_path: Path) -> None:
    before = project_path.read_bytes()
    with pytest.raises(Problem, match="already is"):
        create_file(project_path, "P2", "2026-01-01T00:00:00Z")
    assert project_path.read_bytes() == before
    with pytest.raises(Problem, match="cannot be made"):
        create_file(tmp_path / "missing" / "p.sqlite", "P2", "2026-01-01T00:00:00Z")
    assert list(tmp_path.glob(".*part*")) == []


def test_copying_an_open_project(project_path: Path, tmp_path: Path) -> None:
    opened = open_file(project_path)
    opened.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    copy_file(opened.connection, tmp_path / "copy.sqlite")
    with pytest.raises(Problem):
        copy_file(opened.connection, tmp_path / "copy.sqlite")
    opened.close()
    copy = open_file(tmp_path / "copy.sqlite")
    assert copy.connection.execute("SELECT value FROM project WHERE name = 'x'").fetchone() == (
        "y",
    )
    copy.close()


def test_closing_leaves_one_file(project_path: Path) -> None:
    opened = open_file(project_path)
    opened.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    assert project_path.with_name("p.sqlite-wal").exists()
    opened.close()
    assert [each.name for each in project_path.parent.iterdir()] == ["p.sqlite"]


def test_a_read_only_file_opens_for_reading(project_path: Path) -> None:
    opened = open_file(project_path, writable=lambda _path: "No.")
    assert opened.read_only == "No."
    with pytest.raises(sqlite3.OperationalError):
        opened.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    opened.close()


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
def test_a_read_only_folder_opens_for_reading_also_in_wal_mode(project_path: Path) -> None:
    open_file(project_path).close()  # leaves the file in WAL mode
    # The folders that pytest makes are for their owner only.
    for path in project_path.parents:
        if path.name.startswith(("test_", "pytest-", "popen-")):
            path.chmod(0o755)
    os.chmod(project_path, 0o644)
    os.chmod(project_path.parent, 0o555)
    code = (
        "import os\n"
        "from pathlib import Path\n"
        "from annotator.storage.connection import open_file\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        f"opened = open_file(Path({str(project_path)!r}))\n"
        "print(opened.read_only is not None, opened.connection.execute("
        "\"SELECT value FROM project WHERE name = 'id'\").fetchone()[0])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    os.chmod(project_path.parent, 0o755)
    assert run.stdout.split() == ["True", "P1"], run.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_CORRUPT_INDEX", "damaged"),
        ("SQLITE_NOTADB", "damaged"),
        ("SQLITE_FULL", "disk that holds p.sqlite is full"),
        ("SQLITE_BUSY_SNAPSHOT", "locked"),
        ("SQLITE_READONLY_DIRECTORY", "cannot be written to"),
        ("SQLITE_CANTOPEN", "cannot be opened"),
        ("SQLITE_IOERR_READ", "cannot be read or written"),
        ("SQLITE_NOMEM", "cannot be opened"),
    ],
)
def test_only_damage_is_called_damage(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    error = sqlite3.OperationalError("something went wrong")
    error.sqlite_errorname = name

    def fail(*_given: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr("annotator.storage.connection.connect", fail)
    for opening in (open_file, open_to_read, Inspection):
        with pytest.raises(Problem) as caught:
            opening(project_path)
        assert words in caught.value.happened
        assert ("damaged" in caught.value.happened) == (words == "damaged")


def test_reading_leaves_the_folder_as_it_was(project_path: Path) -> None:
    open_file(project_path).close()  # leaves the file in WAL mode
    before = project_path.read_bytes()
    with Inspection(project_path) as inspection:
        assert list(inspection.file_findings()) == []
    opened = open_to_read(project_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    opened.close()
    assert [each.name for each in project_path.parent.iterdir()] == ["p.sqlite"]
    assert project_path.read_bytes() == before


def test_reading_works_while_a_window_writes_on_a_network_drive(project_path: Path) -> None:
    window = open_file(project_path, network=lambda _path: True)
    window.connection.execute("INSERT INTO project VALUES ('x', 'y')")
    opened = open_to_read(project_path)
    found = opened.connection.execute("SELECT value FROM project WHERE name = 'x'").fetchone()
    assert found == ("y",)
    opened.close()
    assert project_path.with_name("p.sqlite.lock").exists(), "the window's lock stays"
    window.close()
    assert [each.name for each in project_path.parent.iterdir()] == ["p.sqlite"]


def test_an_older_file_is_brought_up_to_date_to_be_read(project_path: Path) -> None:
    opened = open_to_read(project_path, layouts=NEXT)
    assert opened.connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
    opened.close()
