"""What takes long in the window: copying, making the demo, a new project, an older one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.app import file_dialogs
from annotator.paths import data_folder
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans

ODESSA = ("location", 1552, 1558)


@pytest.fixture
def answer(monkeypatch):
    """Have the file dialog answer with a path."""

    def with_path(path: Path) -> Path:
        monkeypatch.setattr(file_dialogs, "ask_where_to_save", lambda *_given: path)
        return path

    return with_path


def act(typist, id: str) -> None:
    typist.window.action_set.qactions[id].trigger()


def test_a_copy_keeps_what_the_vanished_project_cannot(
    typist, project_file, tmp_path, qtbot, answer
):
    project_file.rename(tmp_path / "away.sqlite")
    typist.go_into("Odessa")
    typist.press("L")
    said = typist.window.status.message
    copy = answer(tmp_path / "copy.sqlite")
    copy.write_bytes(b"Qt asked, and it may go")
    act(typist, "project.copy")
    qtbot.waitUntil(lambda: "A copy is in" in said.text(), timeout=10_000)
    assert "with 1 change that could not be saved here" in said.text()
    assert [row[:3] for row in stored_spans(copy)] == [ODESSA]
    check_is_clean(copy)
    typist.window.close_project(lose_unsaved=True)


def test_the_demo_is_made_and_opened_from_the_start_page(start, qtbot):
    typist = start(None)
    act(typist, "project.demo")
    assert typist.window.status.job.text() == "Making the demo"
    assert typist.window.page is None
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=20_000)
    assert typist.window.project.path == data_folder() / "demo.sqlite"
    assert typist.page.document_id is not None
    assert typist.window.status.job.isHidden()


def test_a_new_project_is_made_and_opened(start, qtbot, tmp_path, answer, problem):
    typist = start(None)
    answer(tmp_path / "new.sqlite")
    act(typist, "project.new")
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=10_000)
    assert typist.window.project.path == tmp_path / "new.sqlite"
    act(typist, "project.new")
    assert "There already is a file new.sqlite" in problem(typist.window)[0]


def test_an_older_project_is_brought_up_to_date_and_opened(start, qtbot, project_file, monkeypatch):
    older = [True]
    monkeypatch.setattr("annotator.project.converting.is_older", lambda _path: older.pop())
    typist = start(None)
    typist.window.open_project(project_file, SEED)
    assert typist.window.status.job.text().startswith("Bringing seeds.sqlite up to date")
    assert typist.window.page is None
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=10_000)
    assert typist.page.document_id == typist.window.work.find(SEED)
