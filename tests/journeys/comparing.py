"""The agreement page in the real window, for journeys."""

from __future__ import annotations

from pathlib import Path

from annotator.project.project import Project
from tests.disagreeing import disagreeing


def at_agreement(start, path, qtbot):
    """Start the window on a project's agreement page; return typist and page, compared."""
    typist = start(path)
    typist.press("Ctrl+3")
    page = typist.window.book.page
    assert page.objectName() == "agreementPage"
    compared(page, qtbot)
    return typist, page


def compared(page, qtbot):
    """Wait until everything is compared; the page begins once it is painted."""
    qtbot.waitUntil(lambda: shown_whole(page), timeout=60000)


def shown_whole(page):
    """Whether everything is compared and shown."""
    made = page.sections.overview is not None and not page.making.busy
    return made and not page.sections.filling


def three_compared(path: Path) -> Path:
    """Make a project in which three people did the same articles; Ana has it open."""
    disagreeing(path, ("Ana", "Ben", "Cy"), documents=12, spans=8)
    project = Project.open(path)
    project.become("Ana")
    project.close()
    return path
