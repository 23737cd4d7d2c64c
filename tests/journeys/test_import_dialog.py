"""The import dialog: foreign names are asked about, tried first, and remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from annotator.app import file_dialogs
from annotator.app.errors import ProblemDialog
from annotator.app.import_dialog import ImportDialog
from tests.journeys import repairs
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.test_exporting import shown_words
from tests.journeys.test_importing import drop

TEXT = "🎉 “We open in spring,” said Ana Kovač in Lviv."
MARKS = {"QUOTE": "“We open in spring,”", "PER": "Ana Kovač", "LOC": "Lviv", "ODD": "spring"}


def foreign_file(path: Path, ending: str = "") -> Path:
    """Write what doccano would, in its form of projects with relations."""
    text = TEXT + ending
    entities = [
        {"id": n, "label": label, "start_offset": text.index(words),
         "end_offset": text.index(words) + len(words)}
        for n, (label, words) in enumerate(MARKS.items())
    ]  # fmt: skip
    relation = {"id": 7, "from_id": 0, "to_id": 1, "type": "speaker-of"}
    line = {"id": 1, "text": text, "entities": entities, "relations": [relation]}
    path.write_text(json.dumps(line) + "\n", "utf-8")
    return path


def dialog_of(typist, qtbot) -> ImportDialog:
    def found() -> list[ImportDialog]:
        every = typist.window.findChildren(ImportDialog, "importDialog")
        return [each for each in every if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    (dialog,) = found()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    return dialog


@pytest.fixture
def dialog(typist, qtbot, tmp_path) -> ImportDialog:
    drop(typist, foreign_file(tmp_path / "labels.jsonl"))
    return dialog_of(typist, qtbot)


def choices(dialog: ImportDialog) -> dict[str, str]:
    return {name: field.currentText() for (_, name), field in dialog.names.fields.items()}


def test_dropping_foreign_labels_asks_what_they_become(dialog, typist, qtbot, project_file) -> None:
    assert choices(dialog) == {
        "QUOTE": "Quote",
        "PER": "Speaker",
        "LOC": "Location",
        "ODD": "into the repair list",
        "speaker-of": "Said by",
    }
    assert len(typist.window.work.keys) == 9, "nothing is written before the button"
    rows = shown_words(dialog.rows, qtbot)
    assert rows[:2] == ["1", "new article"]
    assert rows[rows.index("spans placed") - 1] == "3"
    assert rows[rows.index("into the repair list") - 1] == "1"
    assert dialog.button.text() == "Import 1"


def test_what_is_chosen_comes_in_and_is_remembered(
    dialog, typist, qtbot, project_file, tmp_path, problem
) -> None:
    field = dialog.names.fields[("labels", "ODD")]
    field.setCurrentIndex(field.findData("claim"))
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    # The window may see the new article before it hears that the import is over.
    said = typist.window.status.message
    qtbot.waitUntil(lambda: said.text().startswith("Imported 1 "), timeout=20_000)
    assert len(typist.window.work.keys) == 10
    drop(typist, foreign_file(tmp_path / "again.jsonl", " And again."))
    again = dialog_of(typist, qtbot)
    assert choices(again)["ODD"] == "Claim"
    again.reject()
    typist.window.close()
    document = next(each for each in exported(project_file).values() if each["text"] == TEXT)
    (layer,) = document["layers"]
    assert {(s["label"], s["quote"][0]) for s in layer["spans"]} == {
        ("quote", MARKS["QUOTE"]),
        ("speaker", "Ana Kovač"),
        ("location", "Lviv"),
        ("claim", "spring"),
    }
    assert [each["label"] for each in layer["relations"]] == ["said_by"]
    check_is_clean(project_file)


def test_what_nobody_names_waits_in_the_repair_list(dialog, typist, qtbot, project_file) -> None:
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)

    def said() -> list[ProblemDialog]:
        return [each for each in typist.window.findChildren(ProblemDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(said()), timeout=20_000)
    (told,) = said()
    (button,) = [
        each for each in told.findChildren(QPushButton) if each.text() == "Open the repair list"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: typist.page.repairs.is_open)
    assert typist.window.status.repair.text() == "1 to place"
    (shown,) = typist.page.repairs.pane.model.rows
    assert (shown.label, shown.words) == ("ODD", "spring")
    assert repairs.waiting(project_file) != []
    check_is_clean(project_file)


def test_what_is_left_out_on_purpose_is_in_no_list(dialog, typist, qtbot, project_file) -> None:
    field = dialog.names.fields[("labels", "ODD")]
    field.setCurrentText("left out")
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert "into the repair list" not in shown_words(dialog.rows, qtbot)
    field.setCurrentText("into the repair list")
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert "into the repair list" in shown_words(dialog.rows, qtbot)


def test_cancel_leaves_the_project_as_it_was(dialog, typist, project_file) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    typist.window.close()
    assert len(exported(project_file)) == 9


def test_ctrl_i_opens_it_for_any_file(typist, qtbot, tmp_path, monkeypatch, project_file) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The mayor said: “No.”\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "exec", lambda self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(path)])
    typist.press("Ctrl+I")
    dialog = dialog_of(typist, qtbot)
    assert dialog.names_heading.isHidden()
    assert dialog.button.text() == "Import 1"
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 10, timeout=20_000)


def test_plain_text_that_is_dropped_comes_in_at_once(typist, qtbot, tmp_path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The mayor said: “No.”\n", "utf-8")
    drop(typist, path)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 10, timeout=20_000)
    assert typist.window.findChildren(ImportDialog) == []


def test_another_unit_is_shown_with_its_evidence(typist, qtbot, tmp_path) -> None:
    start = len(TEXT[: TEXT.index("Lviv")].encode("utf-16-le")) // 2
    span = {"start": start, "end": start + 4, "quote": "Lviv", "label": "GPE"}
    path = tmp_path / "units.jsonl"
    path.write_text(json.dumps({"text": TEXT, "spans": [span]}) + "\n", "utf-8")
    drop(typist, path)
    dialog = dialog_of(typist, qtbot)
    assert dialog.unit.buttons[None].text() == "as it looks: UTF-16 units"
    assert "quotes matched: 1 of 1" in dialog.unit_heading.text()
    assert {unit: label.text() for unit, label in dialog.unit.counts.items()} == {
        "codepoint": "0 fit",
        "utf16": "1 fit",
        "byte": "0 fit",
        "grapheme": "0 fit",
    }
    dialog.reject()


def test_unit_and_format_are_in_sight_on_the_smallest_screen(typist, qtbot, tmp_path) -> None:
    typist.window.resize(1024, 700)
    header = {"annotator": 1, "people": [{"id": "ana", "name": "Ana", "role": "annotator"}]}
    layers = [
        {"person": person, "spans": [{"start": 2, "end": 6, "quote": TEXT[2:6], "label": label}]}
        for person, label in (("ana", "GPE"), ("zoe", "PER"), ("pia", "MISC"))
    ]
    lines = [header, {"text": TEXT, "layers": layers}]
    path = tmp_path / "units.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    drop(typist, path)
    dialog = dialog_of(typist, qtbot)
    assert (dialog.width(), dialog.height()) == (1000, 676)
    assert dialog.seen.text().startswith("Annotator JSONL, seen: ")
    for button in dialog.unit.buttons.values():
        qtbot.waitUntil(lambda button=button: not button.visibleRegion().isEmpty(), timeout=5_000)
        assert button.visibleRegion().boundingRect() == button.rect()
    dialog.reject()


def open_on(typist, monkeypatch, path: Path) -> None:
    """Choose a file under Import."""
    monkeypatch.setattr(file_dialogs, "ask_for_articles", lambda _parent: [path])
    typist.press("Ctrl+I")


def test_an_encoding_that_was_guessed_wrong_is_put_right_before_the_import(
    typist, qtbot, tmp_path, monkeypatch, project_file
):
    text = "Мэр сказал, что мост закрыт."
    path = tmp_path / "bridge.txt"
    path.write_bytes(text.encode("koi8_r"))
    open_on(typist, monkeypatch, path)
    dialog = dialog_of(typist, qtbot)
    assert dialog.read_as.encoding.isVisible()
    field = dialog.read_as.encoding.box
    field.setCurrentIndex(field.findData("cp1251"))
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    assert dialog.first.toPlainText() != text
    assert "read as cp1251" in dialog.read_as.encoding.found.text()
    field.setCurrentIndex(field.findData("koi8_r"))
    qtbot.waitUntil(lambda: dialog.first.toPlainText() == text, timeout=20_000)
    assert "koi8" in dialog.read_as.encoding.found.text()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == 10, timeout=20_000)
    typist.window.close()
    assert exported(project_file)["bridge"]["text"] == text
    check_is_clean(project_file)


def test_a_page_shows_its_article_and_what_would_be_excluded(typist, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    words = "The mayor said that the bridge would be closed until the spring. " * 6
    path.write_text(
        f"<html><head><title>Bridge</title></head><body><nav>Home News Sport</nav><article>"
        f"<h1>Bridge closed</h1><p>🎉 {words}</p><p>{words}</p></article></body></html>", "utf-8",
    )  # fmt: skip
    open_on(typist, monkeypatch, path)
    dialog = dialog_of(typist, qtbot)
    assert dialog.first.isVisible()
    shown = dialog.first.toPlainText()
    assert "the bridge would be closed" in shown
    grey = [dialog.first.content.text[start:end] for start, end in dialog.first.content.excluded]
    assert any("Home News Sport" in words for words in grey)
    assert not any("the bridge would be" in words for words in grey)
    assert "what is grey is proposed as excluded" in dialog.first_note.text()


def test_a_file_whose_letters_are_known_has_no_choice_of_them(dialog):
    assert not dialog.read_as.encoding.isVisible()
    assert dialog.first.toPlainText() == TEXT
