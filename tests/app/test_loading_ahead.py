from __future__ import annotations

import subprocess
import sys

from annotator.app.application import make_application, open_window
from annotator.app.loading_ahead import LoadingAhead
from annotator.project.project import create_project

_PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from annotator.app import loading_ahead
pages = [each for each in loading_ahead.MODULES if each.endswith("_page") or "_pick" in each]
assert len(pages) > 5
assert not [each for each in pages if each in sys.modules]
application = QCoreApplication([])
loading_ahead._FIRST_MILLISECONDS = 0
parent = QObject()
ahead = loading_ahead.LoadingAhead(parent)
QTimer.singleShot(0, application.quit)
application.exec()
ahead.worker.join()
print([each for each in loading_ahead.MODULES if each not in sys.modules])
"""


def test_what_the_first_keys_need_is_there_once_the_window_has_come_to_rest() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_every_window_with_a_project_does_so(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    create_project(tmp_path / "p.sqlite", me="Ana").close()
    make_application([])
    window = open_window(tmp_path / "p.sqlite", None)
    assert window.page is not None
    assert window.page.findChild(LoadingAhead) is not None
    window.close()
