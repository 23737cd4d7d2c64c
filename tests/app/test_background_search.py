from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from annotator.app.background_search import BackgroundSearch
from annotator.domain.problem import Problem
from annotator.paths import seeds
from annotator.project.project import Project
from tests.projects import bring, new_project


@pytest.fixture
def project(tmp_path):
    path = new_project(tmp_path / "p.sqlite")
    bring(path, seeds())
    opened = Project.open(path)
    yield opened
    opened.close()


def test_a_file_that_comes_back_is_searched_again(project, qtbot, tmp_path):
    parent = QObject()
    searching = BackgroundSearch(project, parent)
    away = tmp_path / "away.sqlite"
    project.path.rename(away)
    with qtbot.captureExceptions() as raised:
        searching.look_for("Odessa")
        qtbot.waitUntil(lambda: bool(raised))
    assert issubclass(raised[0][0], Problem)
    away.rename(project.path)
    with qtbot.waitSignal(searching.found) as found:
        searching.look_for("Odessa")
    assert found.args[0] == "Odessa"
    searching.stop()


def test_stopping_right_after_a_query_raises_nothing(project):
    parent = QObject()
    for _ in range(200):
        searching = BackgroundSearch(project, parent)
        searching.look_for("Odessa")
        searching.stop()
