from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.app import file_dialogs
from annotator.app.application import begin_window, make_application
from annotator.app.errors import ProblemDialog
from annotator.paths import seeds
from annotator.project import editing, entities, importing
from annotator.project.project import create_project
from annotator.project.session import Session, device_id, random_id, utc_now
from tests.gazetteers import make_gazetteer
from tests.journeys import repairs
from tests.journeys.ledger_file import saved
from tests.journeys.teams import leas_project
from tests.journeys.typist import Typist

#: The rows of every Problem that is shown.
ROWS = ("What happened", "What is safe", "What to do")
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
        # As `annotator PROJECT` starts: the article first, everything round it afterwards.
        window = begin_window(path, document)
        windows.append(window)
        # The screen that is none is smaller than most people's.
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: hasattr(window, "work"))
        window.activateWindow()
        # The window, or a Problem over it.
        qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
        return Typist(window)

    yield start_on
    for window in windows:
        window.close()


@pytest.fixture
def problem(qapp, qtbot):
    """Give the words of the Problem dialog that is on screen, and close it."""

    def read(window, timeout: int = 3000) -> tuple[str, str, str]:
        found = []

        def opened() -> bool:
            found[:] = [each for each in window.findChildren(ProblemDialog) if each.isVisible()]
            return bool(found)

        qtbot.waitUntil(opened, timeout=timeout)
        (dialog,) = found
        assert dialog.objectName() == "problemDialog"
        labels = [label.text() for label in dialog.findChildren(QLabel)]
        rows = [labels[labels.index(name) + 1] for name in ROWS]
        assert all(rows), rows
        dialog.accept()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return tuple(rows)

    return read


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


@pytest.fixture
def marked(typist):
    """The seed article with two speakers marked and linked to one entity; the entities page."""
    make_gazetteer()
    project, document = typist.window.project, typist.page.document_id
    text = project.open_document(document).document.text
    spans = []
    for words, start in (("Lukashenko", 7), ("he", text.index("he said that Putin"))):
        spans.append(editing.mark(project, document, "speaker", [(start, start + len(words))]).id)
    entities.make_and_link(project, document, spans, "Lukashenko", "person")
    entities.make(project, "Alexander Lukashenko", "person")
    saved(typist)
    typist.window.show_page("entities")
    QApplication.processEvents()
    return typist


@pytest.fixture
def entities_page(marked):
    """The page of entities in that window."""
    return marked.window.book.page


@pytest.fixture
def repair_file(project_file, tmp_path) -> Path:
    """The seeds, and two more articles of whose marks seven have no place."""
    file = tmp_path / "marked.jsonl"
    file.write_text(repairs.LINES, "utf-8")
    import_into(project_file, file, owner="Ana")
    assert repairs.waiting(project_file) == ["p", "r", "s", "u", "x", "b", "g"]
    return project_file


@pytest.fixture
def lea_file(tmp_path) -> Path:
    """A project of Lea, a lead, with four articles and nothing marked."""
    return leas_project(tmp_path)


@pytest.fixture
def lea(start, lea_file):
    """Lea at the page of the team."""
    typist = start(lea_file)
    typist.press("Ctrl+6")
    assert typist.window.book.page.objectName() == "teamPage"
    return typist


@pytest.fixture
def where(monkeypatch, tmp_path):
    """Answer the file dialogs: a bundle is saved under the name that is proposed."""
    asked = []

    def save(_parent, _title, name):
        asked.append(tmp_path / name)
        return asked[-1]

    monkeypatch.setattr(file_dialogs, "ask_where_to_save", save)
    return asked


@pytest.fixture
def talker(typist):
    """The seed with a quote and a place; the quote has the focus."""
    typist.go_to("Odessa")
    typist.press("L")
    typist.go_to("To involve Belarus")
    typist.press("Q")
    return typist
