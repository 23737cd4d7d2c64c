"""The import dialog: the unit of positions, people, and the first article beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.import_dialog import ImportDialog
from annotator.app.window_import import open_import
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.test_import_dialog import MARKS, TEXT, dialog_of, foreign_file, open_on
from tests.journeys.test_importing import drop


def test_a_unit_that_is_chosen_is_what_the_import_goes_by(typist, qtbot, tmp_path, project_file):
    start = len(TEXT[: TEXT.index("Lviv")].encode("utf-16-le")) // 2
    span = {"start": start, "end": start + 4, "label": "location"}
    path = tmp_path / "units.jsonl"
    path.write_text(json.dumps({"id": "u", "text": TEXT, "spans": [span]}) + "\n", "utf-8")
    dialog = open_import(typist.window, [path])
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    assert "no quotes to check against" in dialog.unit_heading.text()
    assert marks_of(dialog) == [("location", ("viv.",))]
    QTest.mouseClick(dialog.unit.buttons["utf16"], Qt.MouseButton.LeftButton)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert marks_of(dialog) == [("location", ("Lviv",))]
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 10, timeout=20_000)
    typist.window.close()
    ((span,),) = [layer["spans"] for layer in exported(project_file)["u"]["layers"]]
    assert span["quote"] == ["Lviv"]
    check_is_clean(project_file)


def marks_of(dialog: ImportDialog) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.label, each.quote) for each in dialog.first.content.spans.values()]


def owned_file(path: Path, ending: str = "") -> Path:
    """Write an article that three people labelled, by names of another program."""
    text = TEXT + ending
    start = text.index("Lviv")
    span = {"start": start, "end": start + 4, "quote": "Lviv", "label": "location"}
    layers = [{"person": each, "spans": [span]} for each in ("ANA", "user7", "user8")]
    path.write_text(json.dumps({"text": text, "layers": layers}) + "\n", "utf-8")
    return path


def test_people_whom_a_file_names_become_those_of_the_project(
    typist, qtbot, tmp_path, project_file, problem
):
    drop(typist, owned_file(tmp_path / "people.jsonl"))
    dialog = dialog_of(typist, qtbot)
    said = {name: field.currentText() for (_, name), field in dialog.people.fields.items()}
    assert said == {"ANA": "Ana", "user7": "a new person", "user8": "a new person"}
    for name, words in (("ANA", "left out"), ("user7", "Ana")):
        dialog.people.fields[("people", name)].setCurrentText(words)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    # The window may see the new article before it hears that the import is over.
    said = typist.window.status.message
    qtbot.waitUntil(lambda: said.text().startswith("Imported 1 "), timeout=20_000)
    drop(typist, owned_file(tmp_path / "again.jsonl", " And again."))
    again = dialog_of(typist, qtbot)
    found = {name: field.currentText() for (_, name), field in again.people.fields.items()}
    assert found == {"ANA": "left out", "user7": "Ana", "user8": "user8"}
    again.reject()
    typist.window.close()
    document = next(each for each in exported(project_file).values() if each["text"] == TEXT)
    assert [layer["person"] for layer in document["layers"]] == ["ana", "user8"]
    check_is_clean(project_file)


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_the_first_article_is_seen_without_scrolling(typist, qtbot, tmp_path, size):
    typist.window.resize(*size)
    QTest.qWait(50)
    drop(typist, foreign_file(tmp_path / "labels.jsonl"))
    dialog = dialog_of(typist, qtbot)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    seen = dialog.first.visibleRegion().boundingRect()
    assert seen.size() == dialog.first.size()
    assert seen.height() > 240
    assert dialog.first.toPlainText() == TEXT
    assert ("quote", (MARKS["QUOTE"],)) in marks_of(dialog)
    dialog.reject()


def test_line_ends_are_said_with_the_first_article(typist, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "plain.txt"
    path.write_bytes("The mayor said: “No.”\r\nThat was all.\r\n".encode())
    open_on(typist, monkeypatch, path)
    dialog = dialog_of(typist, qtbot)
    assert "line ends CRLF, kept as LF" in dialog.first_note.text()
    assert not dialog.unit.isVisible()
    dialog.reject()
