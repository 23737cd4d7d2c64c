"""A team for journeys: Lea, who leads, with four articles, and what is said on her page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project import editing
from annotator.project.people import LEAD, set_role
from annotator.project.project import Project, create_project
from tests.planned import document
from tests.projects import bring, write_lines

LEFT = Qt.MouseButton.LeftButton


def leas_project(folder):
    """Return a project of Lea, a lead, with four articles and nothing marked."""
    path = folder / "news.sqlite"
    project = create_project(path, me="Lea")
    set_role(project, "lea", LEAD)
    project.close()
    lines = [document(f"d{n}", text=document("")["text"] + f" {n}") for n in range(4)]
    bring(path, write_lines(folder / "articles.jsonl", *lines))
    return path


def rows(typist):
    typist.window.book.page.show_team()
    return {row.name: row for row in typist.window.book.page.rows.rows}


def click(typist, verb, person):
    QTest.mouseClick(typist.window.book.page.rows.buttons[verb, person], LEFT)


def said(typist):
    return typist.window.status.message.text()


def visible(typist, kind):
    (dialog,) = [each for each in typist.window.findChildren(kind) if each.isVisible()]
    return dialog


def annotate(bundle, person, *marks):
    """Let a person mark in each article of a bundle, and finish it."""
    project = Project.open(bundle)
    assert project.me is not None
    assert project.me.id == person
    for each in project.documents():
        for place, label in marks:
            editing.mark(project, each.id, label, [place])
        editing.set_status(project, each.id, "done")
    project.close()
