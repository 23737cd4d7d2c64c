"""The real window on a large document, and a person at the keyboard with a stopwatch."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application, open_window
from annotator.app.main_window import MainWindow
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session

LARGE = "large"
SMALL = "small"
_PROSE = (
    "the minister said that grain had left Port Odessa before Thursday and nobody in Kyiv knew "
    "why ships were waiting there for a week while Anna Petrenko asked for prices to fall"
)
_WORDS = _PROSE.split()


def article(characters: int) -> str:
    """Return made up prose with a quotation in every paragraph."""
    choose, parts, length = random.Random(7), [], 0
    while length < characters:
        words = [choose.choice(_WORDS) for _ in range(90)]
        words[30] = f"“{words[30]}"
        words[45] = f"{words[45]},”"
        parts.append(" ".join(words) + ".")
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:characters]


def nests(text: str, count: int) -> list[dict[str, object]]:
    """Return spans in nests of four, spread evenly over the text."""
    spans: list[dict[str, object]] = []
    for nest in range(count // 4):
        start = nest * len(text) // (count // 4)
        for depth, length in enumerate((140, 90, 40, 12)):
            begin = start + 8 * depth
            label = ("quote", "claim", "speaker", "location")[depth]
            spans.append({"start": begin, "end": min(len(text), begin + length), "label": label})
    return spans


def make_large_project(folder: Path, characters: int, spans: int) -> Path:
    """Make a project with a small document and a large one that Ana has marked."""
    path, file = folder / "large.sqlite", folder / "large.jsonl"
    text = article(characters)
    layer = {"person": "ana", "kind": "annotations", "spans": nests(text, spans)}
    lines = (
        {"annotator": 1, "people": [{"id": "ana", "name": "Ana"}]},
        {"id": LARGE, "text": text, "layers": [layer]},
        {"id": SMALL, "text": article(3000)},
    )
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    create_project(path, me="Ana").close()
    import_files(path, ImportOptions((file,), "Ana"), Session(via="command"))
    return path


@contextmanager
def opened(path: Path, document: str) -> Iterator[MainWindow]:
    """Open the window on a document, painted and at rest."""
    make_application([])
    window = open_window(path, document)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    rest(0.5)
    try:
        yield window
    finally:
        window.close()


def rest(seconds: float) -> None:
    """Let the window do what it has to do."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


class Stopwatch:
    """Presses keys in the article; gives milliseconds until the article was painted again."""

    def __init__(self, window: MainWindow, seed: int = 3) -> None:
        assert window.page is not None
        self._view = window.page.view
        self._view.setFocus()
        self._choose = random.Random(seed)
        self._painted = False
        self._loop = QEventLoop()
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._loop.quit)
        self._view.painted.connect(self._note)

    def _note(self) -> None:
        self._painted = True
        self._loop.quit()

    def until_painted(self, task: Callable[[], object], patience: float = 2.0) -> float | None:
        """Return how long a task takes until the article has been painted after it.

        None when nothing is painted in so many seconds, as when a key finds nothing to mark.
        """
        self._painted = False
        before = time.perf_counter()
        task()
        if not self._painted:
            # Waiting as the program itself does, so that its other threads get their turn.
            self._patience.start(round(patience * 1000))
            self._loop.exec()
            self._patience.stop()
        return (time.perf_counter() - before) * 1000 if self._painted else None

    def press(self, key: Qt.Key) -> float | None:
        """Press a key; milliseconds until painted."""
        return self.until_painted(lambda: QTest.keyPress(self._view, key), 0.3)

    def mark_and_delete(self) -> list[float]:
        """Mark at some caret that can be seen, then delete what was marked; two times or none."""
        start, end = self._view.visible_range()
        self._view.clear_selection()
        self._view.set_caret(self._choose.randrange(start, max(start + 1, end - 40)), None, False)
        rest(0.012)
        keys = (Qt.Key.Key_Q, Qt.Key.Key_S, Qt.Key.Key_S, Qt.Key.Key_C, Qt.Key.Key_C)
        marked = self.press(self._choose.choice(keys))
        rest(0.012)
        if marked is None or self._view.focused is None:
            return []
        deleted = self.press(Qt.Key.Key_Delete)
        return [marked] if deleted is None else [marked, deleted]
