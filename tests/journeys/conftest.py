from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.app.application import make_application, open_window
from annotator.paths import seeds
from annotator.project import importing
from annotator.project.project import create_project
from annotator.project.session import Session, device_id, random_id, utc_now
from tests.journeys.typist import Typist

SEED = "000_4c3dfa78dd8f5e6c"


@pytest.fixture
def project_file(tmp_path) -> Path:
    """A project with every seed in it, annotated by Ana."""
    path = tmp_path / "seeds.sqlite"
    create_project(path, me="Ana").close()
    import_into(path, seeds())
    return path


def import_into(path: Path, *sources: Path, owner: str | None = None) -> None:
    """Import files into a project file, as the command does."""
    session = Session(utc_now, random_id, device_id(), "command")
    importing.import_files(path, importing.ImportOptions(sources, "Ana", owner), session)


@pytest.fixture
def start(qtbot, qapp):
    """Start the window on a project file, as often as a test likes; gives a typist each."""
    windows = []

    def start_on(path: Path | None, document: str | None = None) -> Typist:
        make_application([])
        window = open_window(path, document)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Typist(window)

    yield start_on
    for window in windows:
        window.close()


@pytest.fixture
def typist(start, project_file) -> Typist:
    return start(project_file, SEED)


def stored_spans(path: Path, key: str = SEED) -> list[tuple[str, int, int, str]]:
    """Read the spans of a document from the project file itself."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            'SELECT spans.label, spans.start, spans."end", spans.quote FROM spans'
            " JOIN layers ON layers.id = spans.layer"
            " JOIN documents ON documents.id = layers.document"
            ' WHERE documents.key = ? ORDER BY spans.start, spans."end" DESC, spans.label',
            (key,),
        ).fetchall()
    connection.close()
    return rows
