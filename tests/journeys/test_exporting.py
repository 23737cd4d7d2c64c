"""The export dialog: what is lost stands before the button, and the file is whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from annotator.app.export_dialog import ExportDialog
from annotator.widgets.export_form import GOLD
from tests.journeys.conftest import SEED, import_into
from tests.journeys.test_importing import many_articles
from tests.projects import write_lines
from tests.unplaced import lines

FILE = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"


def dialog_of(typist) -> ExportDialog:
    (dialog,) = [
        each
        for each in typist.window.findChildren(ExportDialog, "exportDialog")
        if each.isVisible()
    ]
    return dialog


@pytest.fixture
def dialog(typist, qtbot, project_file) -> ExportDialog:
    """The dialog on a project in which a quote, a nested place and a link were marked by keys."""
    import_into(project_file, FILE)
    typist.window.project.poll()
    typist.press("Ctrl+E")
    found = dialog_of(typist)
    qtbot.waitUntil(lambda: found.survey is not None, timeout=20_000)
    return found


def choose(dialog: ExportDialog, name: str, qtbot) -> None:
    """Choose a format, and wait for the look at it."""
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(name))
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(lambda: dialog.survey is not None and dialog.button.isEnabled(), timeout=20_000)


def test_nothing_of_another_format_is_shown_while_it_looks(dialog, qtbot) -> None:
    choose(dialog, "conll-iob2", qtbot)
    assert dialog.preview.toPlainText()
    assert shown_words(dialog.rows, qtbot)
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("brat"))
    assert not dialog.preview.toPlainText()
    assert not dialog.lost.isVisible()
    assert "looking" in dialog.said.text()
    qtbot.waitUntil(
        lambda: not [each for each in dialog.rows.findChildren(QLabel) if each.isVisible()],
        timeout=5_000,
    )
    qtbot.waitUntil(lambda: bool(dialog.preview.toPlainText()), timeout=20_000)


def shown_words(rows: QWidget, qtbot) -> list[str]:
    """Return what the labels of a table say; a layout shows new ones in the turn after."""

    def shown() -> list[str]:
        return [each.text() for each in rows.findChildren(QLabel) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=5_000)
    return shown()


def answer(monkeypatch, path: Path | None) -> None:
    """Let the person choose this file when they are asked for one."""
    monkeypatch.setattr(QFileDialog, "exec", lambda self: int(path is not None))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(path)])


def problem_of(typist, qtbot) -> QWidget:
    """Return the Problem over the window, when it is there."""

    def shown() -> list[QWidget]:
        found = typist.window.findChildren(QWidget, "problemDialog")
        return [each for each in found if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=5_000)
    return shown()[0]


def finish(typist, qtbot) -> str:
    status = typist.window.status
    qtbot.waitUntil(lambda: status.message.text().startswith("Exported"), timeout=20_000)
    return status.message.text()


def test_the_losses_stand_before_the_button(dialog, qtbot) -> None:
    assert dialog.button.text() == "Export"
    assert "Nothing is lost" in dialog.said.text()
    choose(dialog, "conll-iob2", qtbot)
    assert dialog.button.text() == "Export with losses"
    words = shown_words(dialog.rows, qtbot)
    assert "relations" in words
    assert "spans that overlap another one" in words
    links = [each.text() for each in dialog.findChildren(QPushButton) if each.property("link")]
    assert "Annotator JSONL" in links
    link = next(each for each in dialog.findChildren(QPushButton) if each.text() == links[0])
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.survey is not None and dialog.button.isEnabled(), timeout=20_000)
    assert dialog.button.text() == "Export"


def test_what_deserves_a_warning_stands_before_and_after_the_export(
    typist, qtbot, tmp_path, monkeypatch, project_file
) -> None:
    import_into(project_file, write_lines(tmp_path / "unplaced.jsonl", *lines("ana")))
    typist.window.project.poll()
    typist.press("Ctrl+E")
    dialog = dialog_of(typist)
    choose(dialog, "annotator-jsonl", qtbot)
    said = dialog.warned.text()
    assert "Some layers are not finished:" in said
    assert "in the repair list" in said
    assert dialog.warned.visibleRegion().boundingRect().size() == dialog.warned.size()
    assert dialog.warned.y() < dialog.said.y()
    assert dialog.said.text().startswith("<b>Nothing of what was chosen is lost")
    answer(monkeypatch, tmp_path / "out.jsonl")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    after = finish(typist, qtbot)
    assert all(warning in after for warning in dialog.survey.warnings)
    # It was said before: nobody is stopped by it a second time.
    assert typist.window.findChild(QWidget, "problemDialog") is None


def test_losses_are_seen_in_the_first_article_and_in_its_file(dialog, qtbot) -> None:
    assert dialog.lost.isHidden()
    choose(dialog, "conll-iob2", qtbot)
    assert dialog.lost.isVisible()
    for seen in (dialog.preview, dialog.lost):
        assert seen.visibleRegion().boundingRect().size() == seen.size()
    drawn = {each.label for each in dialog.lost.content.spans.values()}
    assert "location lost" in drawn
    assert dialog.lost_words.text().startswith("Of its marks ")
    shown = dialog.preview.toPlainText().split("\n")
    remarked = [line for line in shown if line.endswith("lost here")]
    assert remarked
    marks = dialog.lost.content
    lost = [each for each in marks.spans.values() if each.label.endswith(" lost")]
    assert any(each.quote[0].startswith(remarked[0].split()[0]) for each in lost)
    choose(dialog, "annotator-jsonl", qtbot)
    assert dialog.lost.isHidden()
    assert not any(line.endswith("here") for line in dialog.preview.toPlainText().split("\n"))


def test_marks_are_seen_in_a_file_of_endless_lines(dialog, qtbot) -> None:
    for name, word in (("annotator-jsonl", "fragments"), ("json-cas", "begin"), ("xmi", "begin")):
        if name != "annotator-jsonl":
            choose(dialog, name, qtbot)
        preview = dialog.preview
        assert dialog.preview_note.isVisible()
        assert dialog.preview_note.text().startswith("Shown with line breaks")
        tinted = [
            each.cursor.block()
            for each in preview.extraSelections()
            if not each.cursor.hasSelection()
        ]
        assert tinted
        assert tinted[0].isVisible()
        top = preview.blockBoundingGeometry(tinted[0]).translated(preview.contentOffset()).top()
        assert 0 <= top < preview.viewport().height()
        assert any(word in each.text() for each in tinted)
    choose(dialog, "csv", qtbot)
    assert dialog.preview_note.isHidden()


def test_an_export_is_what_the_command_writes(
    dialog, typist, qtbot, tmp_path, monkeypatch, project_file
) -> None:
    for id, box in dialog.form.labels.items():
        box.setChecked(id == "quote")
    qtbot.waitUntil(lambda: dialog.survey is not None and dialog.button.isEnabled(), timeout=20_000)
    spans = dialog.survey.spans
    dialog.licence.setText("CC0")
    out = tmp_path / "quotes.jsonl"
    answer(monkeypatch, out)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    finish(typist, qtbot)
    lines = [json.loads(line) for line in out.read_bytes().splitlines()[1:]]
    labels = [s["label"] for line in lines for la in line["layers"] for s in la["spans"]]
    assert labels == ["quote"] * spans
    assert spans > 0
    assert "CC0" in (tmp_path / "quotes.jsonl.card.md").read_text("utf-8")
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.press("Ctrl+E")
    assert dialog_of(typist).licence.text() == "CC0"
    dialog_of(typist).reject()


def test_a_companion_that_is_there_is_asked_for(
    dialog, typist, qtbot, tmp_path, monkeypatch
) -> None:
    choose(dialog, "csv", qtbot)
    mine = tmp_path / "out.documents.csv"
    mine.write_text("mine")
    answer(monkeypatch, tmp_path / "out.csv")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    asked = problem_of(typist, qtbot)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    assert dialog.isVisible()
    assert mine.read_text() == "mine"
    assert not (tmp_path / "out.csv").exists()
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    asked = problem_of(typist, qtbot)
    button = next(each for each in asked.findChildren(QPushButton) if each.text() == "Replace")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    finish(typist, qtbot)
    assert mine.read_text() != "mine"
    assert (tmp_path / "out.csv").exists()


def test_files_from_elsewhere_in_the_folder_are_told(
    dialog, typist, qtbot, tmp_path, monkeypatch
) -> None:
    choose(dialog, "plain-text", qtbot)
    out = tmp_path / "out"
    out.mkdir()
    (out / "older.txt").write_text("older")
    answer(monkeypatch, out)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    finish(typist, qtbot)
    words = [each.text() for each in problem_of(typist, qtbot).findChildren(QLabel)]
    assert any("1 file in the folder out is not from this export" in each for each in words)
    assert (out / "older.txt").read_text() == "older"


def test_a_split_says_how_many_go_where(dialog, qtbot) -> None:
    assert dialog.form.seed.isHidden()
    dialog.form.split.setCurrentText("60/20/20")
    qtbot.waitUntil(lambda: dialog.survey is not None and dialog.button.isEnabled(), timeout=20_000)
    assert dialog.form.parts.text() == "train 5, dev 2, test 2"
    assert dialog.form.seed.isVisible()


def test_what_cannot_be_exported_has_no_button(dialog, qtbot) -> None:
    for box in dialog.form.people.values():
        box.setChecked(False)
    qtbot.waitUntil(lambda: "Choose whose layers" in dialog.said.text())
    assert not dialog.button.isEnabled()
    dialog.form.people[GOLD].setChecked(True)
    qtbot.waitUntil(lambda: dialog.survey is not None, timeout=20_000)
    assert not dialog.form.statuses["done"].isEnabled()


def test_thinking_better_of_it_writes_nothing(dialog, typist, qtbot, tmp_path, monkeypatch) -> None:
    answer(monkeypatch, None)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert typist.window.status.job_cancel.isHidden()
    assert list(tmp_path.glob("*.jsonl")) == []


def test_a_cancelled_export_leaves_no_half_file(
    typist, qtbot, tmp_path, monkeypatch, project_file
) -> None:
    import_into(project_file, many_articles(tmp_path / "many.jsonl", 3000))
    typist.window.project.poll()
    typist.press("Ctrl+E")
    dialog = dialog_of(typist)
    choose(dialog, "xmi", qtbot)
    folder = tmp_path / "out"
    folder.mkdir()
    answer(monkeypatch, folder / "many")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    status = typist.window.status
    qtbot.waitUntil(lambda: " of " in status.job.text(), timeout=20_000)
    QTest.mouseClick(status.job_cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was cancelled" in status.message.text(), timeout=20_000)
    assert list(folder.iterdir()) == []
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.view.setFocus()
    before = len(typist.spans())
    typist.go_into("Odessa")
    typist.press("L")
    assert len(typist.spans()) == before + 1
    assert typist.page.document_id == typist.window.work.find(SEED)
