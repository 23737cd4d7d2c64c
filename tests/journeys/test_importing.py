"""Imports started in the window: what is kept, cancelled, dropped, and marking meanwhile."""

from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.app import background_work, file_dialogs
from annotator.app.drop_dialog import DropDialog
from annotator.app.errors import ProblemDialog
from annotator.project.project import create_project
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.conftest import SEED

ODESSA = ("location", 1552, 1558)


def open_dropped(typist) -> None:
    """Say yes to another project in place of the one in the window."""
    (dialog,) = [each for each in typist.window.findChildren(DropDialog) if each.isVisible()]
    dialog.button.click()


def drop(typist, *paths) -> None:
    """Drop files onto the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    typist.window.dropEvent(QDropEvent(QPointF(400, 300), copy, data, left, none))


def many_articles(path, count: int):
    """Write so many articles, no two alike."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"Article {number}.\n\n" + f"The mayor of town {number} said: “No.” " * 60
            file.write(json.dumps({"id": f"a{number:05}", "text": text}) + "\n")
    return path


def shown_problems(typist) -> list[ProblemDialog]:
    return [each for each in typist.window.findChildren(ProblemDialog) if each.isVisible()]


def no_import(typist) -> bool:
    return typist.window.status.job_cancel.isHidden()


@contextmanager
def held_import(typist, qtbot) -> Iterator:
    """Stop the import that was begun among its articles; it goes on afterwards."""
    (running,) = typist.window.background._running
    job = running.job
    qtbot.waitUntil(lambda: job.poll().done > 0, timeout=30_000)
    os.kill(job._process.pid, signal.SIGSTOP)
    try:
        assert not job.poll().ended, "the import was over before it could be held"
        yield job
    finally:
        os.kill(job._process.pid, signal.SIGCONT)


def test_the_good_part_of_a_broken_file_is_kept_and_said(
    typist, tmp_path, qtbot, problem, project_file
):
    path = tmp_path / "broken.jsonl"
    good = [json.dumps({"id": f"good-{n}", "text": f"Text number {n}."}) for n in range(3)]
    path.write_text("\n".join([good[0], '{"id": "broken", "te', *good[1:]]) + "\n", "utf-8")
    typist.window.import_files([path])
    happened, safe, next_step = problem(typist.window, 20_000)
    assert "Imported 3 documents" in happened
    assert "1 line that could not be read" in happened
    assert "kept" in safe
    assert "mend the file" in next_step
    assert typist.window.work.find("good-2") is not None
    assert typist.page.document_id == typist.window.work.find(SEED)
    typist.window.close()
    assert {"good-0", "good-1", "good-2"} <= exported(project_file).keys()
    assert "broken" not in exported(project_file)
    check_is_clean(project_file)


def test_a_newer_file_is_named_and_its_details_can_be_read_by_keys(
    typist, tmp_path, qtbot, project_file
):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "newer.jsonl").write_text('{"annotator": 99}\n{"text": "No."}\n', "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "good.txt").write_text("The mayor said: “No.”\n", "utf-8")
    drop(typist, folder)
    qtbot.waitUntil(lambda: bool(shown_problems(typist)), timeout=20_000)
    (dialog,) = shown_problems(typist)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1 file that was refused, 1 file of a kind that is not read" in said
    assert not dialog.details.isVisible()
    height = dialog.height()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(typist.focus))
    while typist.focus is not dialog.details_button:
        typist.press("Tab")
    typist.press("Space")
    assert typist.focus is dialog.details
    assert dialog.height() > height
    lines = dialog.details.toPlainText().split("\n")
    assert [line.split(":")[0] for line in lines] == ["picture.png", "newer.jsonl"]
    assert "a newer Annotator (format 99" in lines[1]
    assert "save the text as .txt" in lines[0]
    typist.press("Ctrl+A", "Ctrl+C")
    assert QApplication.clipboard().text() == "\n".join(lines)
    typist.press("Shift+Tab", "Space")
    assert typist.focus is dialog.details_button
    assert dialog.height() == height
    typist.press("Escape")
    assert shown_problems(typist) == []
    typist.window.close()
    assert "good" in exported(project_file)
    check_is_clean(project_file)


def test_a_newer_file_alone_is_refused_by_name(typist, tmp_path, problem, project_file):
    path = tmp_path / "newer.jsonl"
    path.write_text('{"annotator": 99}\n{"text": "No."}\n', "utf-8")
    drop(typist, path)
    happened, safe, next_step = problem(typist.window, 20_000)
    assert happened.startswith("newer.jsonl was written by a newer Annotator")
    assert "Update Annotator" in next_step
    typist.window.close()
    assert len(exported(project_file)) == 9


def test_a_file_of_nothing_is_refused(typist, tmp_path, qtbot, problem, project_file):
    path = tmp_path / "nothing.txt"
    path.write_bytes(b"")
    typist.window.import_files([path])
    happened, safe, _ = problem(typist.window, 20_000)
    assert "nothing.txt" in happened
    assert safe == "The project is as it was."
    typist.window.close()
    assert len(exported(project_file)) == 9
    check_is_clean(project_file)


def test_marking_while_a_large_import_runs(typist, tmp_path, qtbot, project_file):
    path = many_articles(tmp_path / "many.jsonl", 6000)
    typist.window.import_files([path])
    assert typist.window.status.job_cancel.isVisible()
    marks = (("Odessa", "L"), ("You started it", "C"))
    with held_import(typist, qtbot):
        for words, key in marks:
            typist.go_into(words)
            typist.press(key)
        assert typist.window.project.flush(10)
        assert not no_import(typist)
    typist.go_into("To involve Belarus")
    typist.press("Q")
    wanted = {ODESSA, ("claim", 1198, 1212), ("quote", 255, 306)}
    assert set(typist.spans()) == wanted
    qtbot.waitUntil(lambda: no_import(typist), timeout=60_000)
    assert len(typist.window.work.keys) == 6009
    assert set(typist.spans()) == wanted
    assert typist.page.document_id == typist.window.work.find(SEED)
    typist.press("Ctrl+Z")  # the last mark, not the import
    assert len(typist.spans()) == 2
    typist.window.close()
    documents = exported(project_file)
    assert len(documents) == 6009
    spans = documents[SEED]["layers"][0]["spans"]
    assert {(s["label"], *s["fragments"][0]) for s in spans} == wanted - {("quote", 255, 306)}
    check_is_clean(project_file)


def test_cancelling_leaves_the_project_as_it_was(typist, tmp_path, qtbot, project_file):
    before = exported(project_file)
    path = many_articles(tmp_path / "many.jsonl", 12_000)
    typist.window.import_files([path])
    status = typist.window.status
    with held_import(typist, qtbot):
        qtbot.waitUntil(lambda: " of " in status.job.text(), timeout=20_000)
        assert status.job.text().startswith("Importing ")
        QTest.mouseClick(status.job_cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: no_import(typist), timeout=20_000)
    assert status.message.text() == "The import was cancelled; the project is as it was."
    assert len(typist.window.work.keys) == 9
    typist.window.import_files([many_articles(tmp_path / "few.jsonl", 3)])
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 12, timeout=20_000)
    typist.window.close()
    after = exported(project_file)
    assert {key: after[key] for key in before} == before
    assert len(after) == 12
    check_is_clean(project_file)


def test_closing_the_window_ends_an_import(typist, tmp_path, qtbot, project_file):
    typist.window.import_files([many_articles(tmp_path / "many.jsonl", 6000)])
    typist.go_into("Odessa")
    typist.press("L")
    typist.window.close()
    assert not typist.window.isVisible()
    # The process was told to stop; whether it did so in time or not, the file is whole.
    assert len(exported(project_file)) in (9, 6009)
    check_is_clean(project_file)


def test_a_dropped_project_is_opened(typist, tmp_path):
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ana").close()
    typist.go_into("Odessa")
    typist.press("L")
    drop(typist, other)
    open_dropped(typist)
    assert typist.window.project.path == other
    assert typist.page.document_id is None


def test_a_drop_on_the_start_page(start, tmp_path, project_file, monkeypatch, qtbot):
    typist = start(None)
    article = tmp_path / "article.txt"
    article.write_text("The mayor said: “We open on Friday.”\n", "utf-8")
    monkeypatch.setattr(file_dialogs, "ask_where_to_save", lambda *_given: None)
    drop(typist, article)
    assert typist.window.page is None
    new = tmp_path / "new.sqlite"
    monkeypatch.setattr(file_dialogs, "ask_where_to_save", lambda *_given: new)
    drop(typist, article)
    qtbot.waitUntil(lambda: typist.window.page is not None, timeout=20_000)
    qtbot.waitUntil(lambda: typist.page.document_id is not None, timeout=20_000)
    assert typist.window.project.path == new
    assert "We open on Friday" in typist.view.content.text
    drop(typist, project_file)
    open_dropped(typist)
    assert typist.window.project.path == project_file


@pytest.mark.parametrize("name", ["bad.sqlite", "gone.sqlite"])
def test_a_dropped_file_that_is_no_project(typist, tmp_path, problem, name):
    path = tmp_path / name
    if name == "bad.sqlite":
        path.write_text("not a project\n", "utf-8")
    drop(typist, path)
    assert name in problem(typist.window)[0]
    typist.go_into("Odessa")
    typist.press("L")
    assert typist.spans() == [ODESSA]


def test_an_import_ends_with_its_project_and_the_next_one_can_begin(
    typist, tmp_path, qtbot, project_file, start, monkeypatch
):
    folders = tmp_path / "set aside"
    folders.mkdir()
    monkeypatch.setenv("TMPDIR", str(folders))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(background_work, "_PATIENCE", 0.1)
    typist.window.import_files([many_articles(tmp_path / "many.jsonl", 12_000)])
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ana").close()
    with held_import(typist, qtbot) as job:
        assert list(folders.glob("annotator-*"))
        drop(typist, other)
        open_dropped(typist)
        assert typist.window.project.path == other
        assert no_import(typist)
    message = typist.window.status.message
    qtbot.waitUntil(lambda: "import that was under way" in message.text(), timeout=30_000)
    assert message.text() == "The import that was under way as its project closed was stopped."
    assert job.poll().cancelled
    typist.window.import_files([many_articles(tmp_path / "few.jsonl", 3)])
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 3, timeout=20_000)
    typist.window.close()
    assert list(folders.glob("annotator-*")) == []
    assert len(exported(project_file)) == 9
    again = start(project_file, SEED)
    said = again.window.status.message.text()
    assert said.startswith("Still under way as the project closed: import. It ends complete, or")
