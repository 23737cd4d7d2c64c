"""A corrected version of the open article, imported in the real window and checked in the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from annotator.app.errors import ProblemDialog
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.repairs import waiting
from tests.journeys.test_exporting import shown_words
from tests.journeys.test_import_dialog import dialog_of


@pytest.fixture
def corrected(typist, tmp_path, monkeypatch):
    """The seed with two marks, of which a corrected version changes one; its file is chosen."""
    typist.go_into("Odessa")
    typist.press("L")
    typist.go_into("You started it")
    typist.press("C")
    text = typist.view.content.text
    path = tmp_path / "corrected.txt"
    new = text.replace("Odessa", "Odesa").replace("Lukashenko:", "A. Lukashenko:", 1)
    path.write_text(new, "utf-8")
    monkeypatch.setattr(QFileDialog, "exec", lambda self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(path)])
    return typist


def run_by_palette(typist) -> None:
    typist.press("Ctrl+K")
    typist.type("corrected version")
    typist.press("Return")


def finish(typist, qtbot, dialog) -> None:
    """Press Import, wait until it is through, and close what it says."""
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)

    def said() -> list[ProblemDialog]:
        return [each for each in typist.window.findChildren(ProblemDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(said()), timeout=30_000)
    assert "touch words that changed" in said()[0]._details
    said()[0].accept()
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)


def test_marks_come_over_and_the_rest_waits(corrected, qtbot, project_file):
    corrected.window.project.flush(5)
    before = exported(project_file)[SEED]
    run_by_palette(corrected)
    dialog = dialog_of(corrected, qtbot)
    title = dialog.findChild(QLabel, "correctedTitle")
    assert title.text().startswith("Lukashenko: Putin")
    rows = shown_words(dialog.rows, qtbot)
    assert rows[rows.index("span carried over") - 1] == "1"
    assert rows[rows.index("into the repair list") - 1] == "1"
    finish(corrected, qtbot, dialog)
    assert corrected.page.document_id == corrected.window.work.find("corrected")
    assert [words for label, _, _, words in stored_spans(project_file, "corrected")] == [
        "You started it"
    ]
    assert [label for label, _, _ in corrected.spans()] == ["claim"]
    assert len(waiting(project_file)) == 1
    corrected.press("Ctrl+R", "Return")
    corrected.select("Odesa")
    corrected.press("Ctrl+T")
    corrected.window.project.flush(5)
    assert {row[3] for row in stored_spans(project_file, "corrected")} == {
        "You started it",
        "Odesa",
    }
    corrected.window.close()
    after = exported(project_file)
    (layer,), (was,) = after[SEED]["layers"], before["layers"]
    # Beside the marks a layer holds the seconds of work, which go on.
    assert (layer["spans"], layer["status"]) == (was["spans"], was["status"])
    assert after["corrected"]["extra"]["successor_of"]["key"] == SEED
    origins = {s["origin"] for layer in after["corrected"]["layers"] for s in layer["spans"]}
    assert origins == {"successor"}
    check_is_clean(project_file)


def test_the_same_text_corrects_nothing(corrected, qtbot, tmp_path, project_file):
    (tmp_path / "corrected.txt").write_text(corrected.view.content.text, "utf-8")
    run_by_palette(corrected)
    (dialog,) = [
        each for each in corrected.window.children() if each.objectName() == "importDialog"
    ]
    qtbot.waitUntil(lambda: "word for word" in dialog.said.text(), timeout=20_000)
    assert not dialog.button.isEnabled()
    dialog.reject()
    assert len(corrected.window.work.keys) == 9
