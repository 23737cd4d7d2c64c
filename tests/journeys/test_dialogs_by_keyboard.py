"""The dialogs of import and export by keys alone: what is reached, in which order, and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotator.app.export_dialog import ExportDialog
from annotator.app.import_dialog import ImportDialog
from tests.journeys.conftest import import_into
from tests.journeys.test_exporting import FILE, answer, choose, dialog_of, problem_of
from tests.journeys.test_import_dialog import dialog_of as import_dialog_of
from tests.journeys.test_importing import many_articles


def names_by_tab(dialog: QWidget) -> list[str]:
    """Press Tab until it comes round; return what is reached, which has to be in view."""
    names: list[str] = []
    seen: list[QWidget] = []
    while True:
        focus = QApplication.focusWidget()
        assert focus is not None
        assert dialog.isAncestorOf(focus)
        if focus in seen:
            return names
        seen.append(focus)
        name = focus.accessibleName() or focus.text()
        names.append(name)
        shown = focus.visibleRegion().boundingRect()
        assert shown.height() >= min(focus.height(), 20), f"{name} is out of view"
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()


def in_order(names: list[str], *wanted: str) -> bool:
    places = [names.index(each) for each in wanted]
    return places == sorted(places)


@pytest.fixture
def export(typist, qtbot, project_file) -> ExportDialog:
    import_into(project_file, FILE)
    typist.window.project.poll()
    typist.press("Ctrl+E")
    found = dialog_of(typist)
    qtbot.waitUntil(lambda: found.survey is not None, timeout=20_000)
    return found


def test_tab_goes_through_the_export_as_it_is_read(export, qtbot) -> None:
    choose(export, "conll-iob2", qtbot)
    export.form.split.setCurrentText("60/20/20")
    qtbot.waitUntil(lambda: export.survey is not None and export.button.isEnabled(), timeout=20_000)
    # Enough is lost to scroll.
    qtbot.waitUntil(lambda: export.area.verticalScrollBar().maximum() > 0)
    names = names_by_tab(export)
    assert in_order(
        names, "Format", "Whose: gold", "Labels: Cue", "Split", "Seed", "Kept together by",
        "Annotator JSONL", "What it comes to", "Preview of the first article",
        "What is lost of the first article", "dataset card", "Licence, for the card", "Cancel",
        "Export with losses",
    )  # fmt: skip
    # Coming by changed nothing.
    assert export.survey is not None
    assert export.button.isEnabled()


def test_what_scrolls_is_scrolled_by_keys(export, qtbot) -> None:
    choose(export, "conll-iob2", qtbot)
    bar = export.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    export.area.setFocus()
    QTest.keyClick(export.area, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def foreign(path: Path) -> Path:
    spans = [{"start": 0, "end": 2, "label": f"LABEL {number:02}"} for number in range(20)]
    path.write_text(json.dumps({"text": "It was in Kyiv.", "spans": spans}) + "\n")
    return path


def test_tab_goes_through_the_import_as_it_is_read(typist, qtbot, tmp_path, monkeypatch) -> None:
    answer(monkeypatch, foreign(tmp_path / "foreign.jsonl"))
    typist.press("Ctrl+I")
    dialog = import_dialog_of(typist, qtbot)
    qtbot.waitUntil(lambda: len(dialog.names.fields) == 20)
    names = names_by_tab(dialog)
    assert in_order(
        names, "Format", "As", "Kind", "as it looks: code points", "LABEL 00 becomes",
        "LABEL 19 becomes", "What it comes to", "Beginning of the first article", "Cancel",
        "Import 1",
    )  # fmt: skip
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_folder_is_imported_by_keys(typist, qtbot, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Article {number}.")
    modes = []
    monkeypatch.setattr(QFileDialog, "exec", lambda self: modes.append(self.fileMode()) or 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(folder)])
    before = len(typist.window.work.keys)
    typist.press("Ctrl+K")
    typist.type("import a folder")
    typist.press("Return")
    dialog: ImportDialog = import_dialog_of(typist, qtbot)
    assert modes == [QFileDialog.FileMode.Directory]
    assert dialog.button.text() == "Import 3"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(typist.window.work.keys) == before + 3, timeout=20_000)


def test_after_an_export_that_failed_everything_is_chosen_again(
    export, typist, qtbot, tmp_path, monkeypatch
) -> None:
    export.form.labels["cue"].setChecked(False)
    export.form.split.setCurrentText("60/20/20")
    qtbot.waitUntil(lambda: export.survey is not None and export.button.isEnabled(), timeout=20_000)
    choice = export.form.choice()
    (tmp_path / "file").write_text("no folder")
    answer(monkeypatch, tmp_path / "file" / "out")
    QTest.keyClick(export, Qt.Key.Key_Return)
    asked = problem_of(typist, qtbot)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.press("Ctrl+E")
    again = dialog_of(typist)
    assert again.form.choice() == choice
    qtbot.waitUntil(lambda: again.survey is not None and again.button.isEnabled(), timeout=20_000)
    answer(monkeypatch, tmp_path / "out")
    QTest.keyClick(again, Qt.Key.Key_Return)
    said = typist.window.status.message
    qtbot.waitUntil(lambda: said.text().startswith("Exported"), timeout=20_000)
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "dev.jsonl", "test.jsonl", "train.jsonl",
    ]  # fmt: skip
    # What was exported is no longer kept for another try.
    assert typist.window.export_again == {}


def test_an_export_is_cancelled_by_keys(typist, qtbot, tmp_path, monkeypatch, project_file) -> None:
    import_into(project_file, many_articles(tmp_path / "many.jsonl", 3000))
    typist.window.project.poll()
    typist.press("Ctrl+E")
    choose(dialog_of(typist), "xmi", qtbot)
    place = tmp_path / "place"
    place.mkdir()
    answer(monkeypatch, place / "many")
    QTest.keyClick(dialog_of(typist), Qt.Key.Key_Return)
    status = typist.window.status
    qtbot.waitUntil(lambda: " of " in status.job.text(), timeout=20_000)
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)
    typist.press("Ctrl+K")
    typist.type("cancel what is under way")
    typist.press("Return")
    qtbot.waitUntil(lambda: "was cancelled" in status.message.text(), timeout=20_000)
    assert list(place.iterdir()) == []
    typist.window.run(typist.window.action_set.actions["job.cancel"])
    assert status.message.text() == "Nothing is under way."
