"""How soon every action of the hand answers on screen, on a large document with a large ledger.

python3 dev.py bench hand

100 kB with 2,000 spans, 50,000 entities; a key, then everything that it made the window do and
paint, until nothing waits. Each is set against a bare full repaint of the same article.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.domain.span import text_order
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench.keyboard import LARGE, article, nests, opened, rest
from tests.journeys.typist import Typist

Row = tuple[str, float, str, str | None]
CHARACTERS, SPANS, ENTITIES = 100_000, 2_000, 50_000
ROUNDS = 25
_REACH = "≤ 50"


def make_project(folder: Path) -> Path:
    """Make a project with one large article, marked by Ana, and a ledger."""
    path, file = folder / "hand.sqlite", folder / "hand.jsonl"
    text = article(CHARACTERS)
    entities = [
        {"id": f"E{n}", "kind": "person", "name": f"Person{n % 911} Family{n}", "aliases": []}
        for n in range(ENTITIES)
    ]
    layer = {"person": "ana", "kind": "annotations", "spans": nests(text, SPANS)}
    lines = [
        {"annotator": 1, "people": [{"id": "ana", "name": "Ana"}], "entities": entities},
        {"id": LARGE, "text": text, "layers": [layer]},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    create_project(path, me="Ana").close()
    import_files(path, ImportOptions((file,), "Ana"), Session(via="command"))
    return path


class Hand:
    """Presses keys and measures until nothing waits any more."""

    def __init__(self, window: MainWindow) -> None:
        assert window.page is not None
        self.page = window.page
        self._typist = Typist(window)
        self.times: dict[str, list[float]] = {}

    def press(self, what: str, *chords: str) -> None:
        """Press keys; each is one measurement under a name."""
        for chord in chords:
            self._measure(what, lambda chord=chord: self._typist.press(chord))  # type: ignore[misc]

    def type(self, what: str, letters: str) -> None:
        """Type letters; each is one measurement."""
        for letter in letters:
            self._measure(what, lambda letter=letter: self._typist.type(letter))  # type: ignore[misc]

    def _measure(self, what: str, task: Callable[[], None]) -> None:
        before = time.perf_counter()
        task()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        self.times.setdefault(what, []).append((time.perf_counter() - before) * 1000)


def _places(page: object) -> Iterator[tuple[str, int]]:
    """Yield quotes of the article, spread over it, with their beginnings."""
    spans = sorted(page.spans.values(), key=text_order)  # type: ignore[attr-defined]
    quotes = [span for span in spans if span.label == "quote"]
    step = max(1, len(quotes) // ROUNDS)
    for span in quotes[::step][:ROUNDS]:
        yield span.id, span.start


def _round(hand: Hand, span_id: str, start: int) -> None:
    page = hand.page
    page.go_to(span_id)
    rest(0.02)
    hand.press("Tab: the next span", "Tab")
    page.go_to(span_id)
    hand.press("A: who said it", "A")
    hand.press("Enter: attribute", "Return")
    page.go_to(span_id)
    hand.press("R: a relation", "R")
    hand.press("its letter", "T")
    hand.press("Esc", "Escape")
    hand.press("D: unsure", "D")
    hand.press("Enter: the form", "Return")
    hand.press("a digit", "2")
    hand.press("Esc from the form", "Escape")
    speaker = next(
        span for span in page.spans.values() if span.label == "speaker" and span.start > start
    )
    page.go_to(speaker.id)
    hand.press("W: who", "W")
    hand.type("a letter of the name", "fami")
    hand.press("Enter: link", "Return")
    hand.press("F8: to check", "F8")
    page.view.set_caret(start + 60)
    page.focus(None)
    hand.press("L: mark", "L")
    hand.press("Alt+→", "Alt+Right")
    hand.press("Delete", "Delete")
    hand.press("Ctrl+Z", "Ctrl+Z")


def run() -> list[Row]:
    """Measure and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_DATA"] = str(folder / "data")
        os.environ["ANNOTATOR_SETTINGS"] = str(folder / "settings")
        path = make_project(folder)
        with opened(path, LARGE) as window:
            rest(2)  # what is read and checked in the background
            hand = Hand(window)
            for span_id, start in list(_places(hand.page)):
                _round(hand, span_id, start)
            paints = []
            for _ in range(40):
                before = time.perf_counter()
                hand.page.view.viewport().repaint()
                paints.append((time.perf_counter() - before) * 1000)
    bare = statistics.median(paints)
    rows: list[Row] = [("full repaint of the article", bare, "ms", None)]
    every: list[float] = []
    for what, times in hand.times.items():
        every += times
        rows.append((f"{what}, slowest of {len(times)}", max(times), "ms", _REACH))
    every.sort()
    p99 = every[int(len(every) * 0.99)]
    rows.append((f"all {len(every)} actions, p50", statistics.median(every), "ms", None))
    rows.append((f"all {len(every)} actions, p99", p99, "ms", _REACH))
    rows.append(("  … p99 / full repaint", p99 / bare, "×", None))
    return rows


if __name__ == "__main__":
    for row in run():
        print(*row)
