"""The net that every other test hangs in holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox


def test_a_test_has_its_own_folders(own_folders: Path) -> None:
    assert Path(os.environ["ANNOTATOR_DATA"]).parent == own_folders
    assert Path(os.environ["ANNOTATOR_SETTINGS"]).parent == own_folders
    assert not any(own_folders.iterdir())


@pytest.mark.parametrize(
    "open_dialog",
    [
        lambda: QDialog().exec(),
        lambda: QMessageBox().exec(),
        lambda: QMessageBox.question(None, "Delete", "Really?"),
        lambda: QFileDialog.getOpenFileName(None, "Open"),
    ],
    ids=["dialog", "message", "question", "file"],
)
def test_an_unexpected_dialog_is_refused_and_recorded(qapp, unexpected_dialogs, open_dialog):
    with pytest.raises(AssertionError):
        open_dialog()
    assert len(unexpected_dialogs) == 1
    unexpected_dialogs.clear()


def test_an_expected_dialog_is_answered(qapp, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Yes)
    assert QMessageBox().exec() == QMessageBox.StandardButton.Yes


def test_a_dialog_from_the_event_loop_is_recorded_too(qtbot, unexpected_dialogs):
    with qtbot.captureExceptions() as caught:
        QTimer.singleShot(0, lambda: QMessageBox.warning(None, "Late", "from a timer"))
        qtbot.waitUntil(lambda: bool(unexpected_dialogs))
    assert [kind.__name__ for kind, _error, _trace in caught] == ["UnexpectedDialog"]
    assert "Late" in unexpected_dialogs.pop()


PROBE = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QMessageBox

def test_warning(qapp):
    qWarning("something is off")

def test_dialog(qapp):
    try:
        QMessageBox.warning(None, "Title", "text")
    except AssertionError:
        pass
"""


def test_a_qt_warning_and_a_swallowed_dialog_fail_a_test(tmp_path: Path) -> None:
    import subprocess
    import sys

    root = Path(__file__).parents[1]
    (tmp_path / "test_probe.py").write_text(PROBE, encoding="utf-8")
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-c"]
    ran = subprocess.run(
        [*command, str(root / "pyproject.toml"), "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed" in ran.stdout or "1 failed, 1 passed, 1 error" in ran.stdout, ran.stdout
    assert "something is off" in ran.stdout
    assert "a dialog opened that nobody expected" in ran.stdout
