"""A lead at the review of a project, for journeys, and others who work on it elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from annotator.project import editing
from annotator.project.freezing import freeze
from annotator.project.session import Session
from tests.journeys.ledger_file import saved
from tests.reviews import opened

COMMAND = Session(via="command")


def reviewing(start, path, qtbot, me="Maria Lind", keys="Ctrl+2"):
    """Start the window on the review of a project, as somebody."""
    typist = start(path)
    typist.window.project.become(me)
    freeze(typist.window.project)
    typist.window.ask_bar.hide()
    go(typist, qtbot, keys)
    return typist


def go(typist, qtbot, keys="Ctrl+2"):
    """Go to a page of cases and wait until it is read; return it."""
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.press(keys)
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    page.setFocus()
    QApplication.processEvents()
    return page


def at(page, words):
    """Turn to the first case whose title or words have these in them; return its key."""
    key = next(
        key
        for key, (_document, each) in page.queue.targets.items()
        if each.case is not None
        and not each.case.unanimous
        and (words in each.case.title or any(
            words in " ".join(span.quote) for c in each.case.choices for span in c.spans))
    )  # fmt: skip
    page.go_to(key)
    return key


def take_the_marks(typist, words):
    """Rule at the first case with these words that its marks stand; return its key."""
    page = typist.window.book.page
    key = at(page, words)
    choices = page.present()[1].case.choices
    number = next(n for n, choice in enumerate(choices, 1) if choice.spans)
    typist.press(str(number))
    saved(typist)
    return key


def elsewhere(path, person, prefix, do):
    """Let a person do something to document "b" on another device, by a command."""
    project = opened(path, person, prefix, device="lap", via="command")
    (id,) = [each.id for each in project.documents() if each.key == "b"]
    do(project, id)
    project.close()


def unmark(place):
    """Return what takes away a person's mark of a place."""

    def do(project, id):
        spans = project.open_document(id).spans.values()
        editing.delete(project, id, [each.id for each in spans if each.fragments == (place,)])

    return do
