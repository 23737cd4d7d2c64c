from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.storage.connection import connect
from annotator.storage.upgrade import create_file
from tests.histories import TEXTS
from tests.samples import put_text


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """An empty project file that holds the texts of the random histories."""
    path = tmp_path / "p.sqlite"
    create_file(path, "P1", "2026-11-23T10:42:07Z")
    connection = connect(path)
    for text in TEXTS:
        put_text(connection, text)
    connection.close()
    return path


@pytest.fixture
def connection(project_path: Path) -> Iterator[sqlite3.Connection]:
    """A writing connection to it."""
    connection = connect(project_path)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    yield connection
    connection.close()
