"""The system asks the window to end: it closes as with Ctrl+Q, with everything in the one file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import make_project

ROOT = Path(__file__).parents[2]
#: A window in which one mark was made, saved but only in the log.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from annotator.app import application
from annotator.app.main_window import MainWindow
from annotator.project import editing

app = application.make_application([])
turn = QTimer()

def mark():
    windows = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]
    if windows and windows[0].project is not None:
        turn.stop()
        windows[0].project.become("Ana")
        editing.mark(windows[0].project, "D-a", "quote", [(0, 5)])
        assert windows[0].project.flush()
        print("marked", flush=True)

turn.timeout.connect(mark)
turn.start(20)
sys.exit(application.run(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_the_window_closes_with_everything_in_the_one_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "work" / "p.sqlite"
    path.parent.mkdir()
    project = make_project(path)
    project.close()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ANNOTATOR_DATA": str(tmp_path / "data"),
        "ANNOTATOR_SETTINGS": str(tmp_path / "settings"),
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        said = window.stdout.readline()
        if said != "marked\n":
            window.kill()
            raise AssertionError(window.communicate()[1])
        assert path.with_name("p.sqlite-wal").stat().st_size
        window.send_signal(getattr(signal, name))
        _, errors = window.communicate(timeout=60)
    assert window.returncode == 0, errors
    assert [each.name for each in path.parent.iterdir()] == ["p.sqlite"]
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM spans").fetchone() == (1,)
    connection.close()
