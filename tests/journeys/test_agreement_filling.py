"""The page of agreement as it fills, and where there is nothing to fill it with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest

from annotator.app.pages.section_columns import SectionColumns
from annotator.project.bundling import FOR, make_bundle
from annotator.project.people import add_person
from annotator.project.project import Project, create_project
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.journeys.comparing import at_agreement, compared, three_compared
from tests.planned import ANA, TEXT, document, layer, planned


@pytest.fixture
def project(tmp_path):
    return three_compared(tmp_path / "p.sqlite")


def test_every_section_is_shown_in_a_turn_of_its_own_and_what_is_in_sight_first(
    project, start, qtbot, monkeypatch
):
    turns, clock = [], []
    take = SectionColumns._take
    monkeypatch.setattr(
        SectionColumns,
        "_take",
        lambda self, name: (turns.append((len(clock), name)), take(self, name)),
    )
    QCoreApplication.instance().installEventFilter(counter := _Turns(clock))
    _typist, page = at_agreement(start, project, qtbot)
    QCoreApplication.instance().removeEventFilter(counter)
    assert {name for _turn, name in turns} == set(page.sections._sections)
    assert len({turn for turn, _name in turns}) == len(turns)
    assert [name for _turn, name in turns][-1] not in ("pairs", "labels")
    # At the end of the page, what is there comes before what is out of sight above.
    page.scroller.verticalScrollBar().setValue(page.scroller.verticalScrollBar().maximum())
    seen = page.sections.people.mapTo(page, QPoint(0, 0)).y()
    turns.clear()
    page.compare()
    compared(page, qtbot)
    names = [name for _turn, name in turns]
    assert names.index("people") < names.index("pairs")
    assert page.sections.people.mapTo(page, QPoint(0, 0)).y() == seen


class _Turns(QObject):
    """Counts the timers that fire: each is a turn of the window."""

    def __init__(self, clock):
        super().__init__()
        self._clock = clock

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Timer:
            self._clock.append(None)
        return False


def empty_of_articles(tmp_path):
    path = tmp_path / "p.sqlite"
    create_project(path, me="Ana").close()
    return path


def handed_to_ana(folder):
    """Return the bundle that a lead made for Ana, of articles that are hers to do."""
    project = by(folder, more=("Ana", "Cy"))
    opened = Project.open(project)
    (ana,) = [each.id for each in opened.people if each.name == "Ana"]
    assign_documents(opened, ["Ana"], Plan())
    opened.close()
    make_bundle(project, folder / "for ana.sqlite", FOR, ana, Session(via="command"))
    return folder / "for ana.sqlite"


EMPTY = [
    (handed_to_ana, "Your lead counts agreement", "page.annotate"),
    (empty_of_articles, "Nothing to compare yet", "document.import"),
    (lambda folder: by(folder), "Two people are needed", "page.team"),
    (lambda folder: by(folder, ("ana",)), "Two people are needed", "page.team"),
    (lambda folder: by(folder, ("ana",), more=("Cy",)), "Only ana has begun", "page.team"),
    (lambda folder: by(folder, more=("Cy", "Zoe")), "Nobody has begun yet", "page.team"),
    (
        lambda folder: by(folder, ("ana",), ("ben",)),
        "No article was done by two people",
        "page.team",
    ),
]


def by(folder, *people, more=()):
    """Return a project of articles, each done by these people, with more people in it."""
    documents = [
        document(f"d{number}", *[layer(person, ANA) for person in several], text=f"{TEXT} {number}")
        for number, several in enumerate(people or [()])
    ]
    path = planned(folder / "p.sqlite", *documents)
    project = Project.open(path)
    for name in more:
        add_person(project, name)
    project.close()
    return path


@pytest.mark.parametrize(("made", "title", "action"), EMPTY)
def test_nobody_to_compare(tmp_path, start, qtbot, monkeypatch, made, title, action):
    typist, page = at_agreement(start, made(tmp_path), qtbot)
    assert page.nothing.isVisible()
    assert not page.scroller.isVisible()
    assert page.nothing.title.text() == title
    assert "nothing to compare" in page.note.text()
    page.copies.markdown()
    asked = []
    typist.window.action_set.qactions[action].triggered.connect(lambda: asked.append(action))
    if action == "page.team":
        QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
        assert asked == [action]
        assert typist.window.book.shown == "team"
    else:
        # What it opens is a dialog of the desktop.
        monkeypatch.setattr("annotator.app.file_dialogs.ask_for_articles", lambda _parent: [])
        QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
        assert asked == [action]
