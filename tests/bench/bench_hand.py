"""How soon every action of the hand answers on screen, on a large document with a large ledger.

python3 dev.py bench hand

100 kB with 2,000 spans, 50,000 entities; a key, then everything that it made the window do and
paint, until nothing waits. Each is set against a bare full repaint of the same article. Then what
is done to very much at once: finishing 20,000 spans, taking back and bringing back 3,000 marks, and
finding in nine million characters, the longest steps of the window after each letter included.
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
from annotator.domain.edit import Edit, add
from annotator.domain.span import quotes_of, text_order
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench.keyboard import (
    LARGE,
    SMALL,
    article,
    make_large_project,
    nests,
    opened,
    rest,
)
from tests.journeys.typist import Typist

Row = tuple[str, float, str, str | None]
CHARACTERS, SPANS, ENTITIES = 100_000, 2_000, 50_000
MANY = 3_000
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

    def until(self, what: str, done: Callable[[], bool]) -> None:
        """Let the window go on until something is so; each of its turns is one measurement."""
        end = time.perf_counter() + 60
        while not done() and time.perf_counter() < end:
            self._measure(what, lambda: None)


def _mark_many(hand: Hand, count: int) -> None:
    """Mark words all over the article in one edit, as propagation does."""
    project, document = hand.page.project, hand.page.document_id or ""
    opened = project.open_document(document)
    step, changes = len(opened.document.text) // count, []
    for number in range(count):
        fragments = ((number * step, number * step + 9),)
        fields = {
            "label": "claim",
            "fragments": [list(each) for each in fragments],
            "quote": list(quotes_of(opened.document.text, fragments)),
        }
        changes.append(add(opened.stream, "span", project.session.new_id(), fields))
    project.apply(Edit(f"mark {count}", tuple(changes)))
    project.flush()


def _much(hand: Hand) -> None:
    """Do what touches very many marks at once."""
    hand.press("Ctrl+Enter: 20,000 spans", *["Ctrl+Return", "Escape"] * 5)
    rest(0.5)
    _mark_many(hand, MANY)
    rest(2)
    before = len(hand.page.spans)
    for _ in range(5):
        hand.press("Ctrl+Z: 3,000 marks", "Ctrl+Z")
        hand.until("  … afterwards", lambda: len(hand.page.spans) < before)
        rest(1)
        hand.press("Ctrl+Shift+Z: 3,000 marks", "Ctrl+Shift+Z")
        hand.until("  … afterwards", lambda: len(hand.page.spans) == before)
        rest(1)


def _find(hand: Hand) -> None:
    """Find words in a very long article, letter by letter."""
    finder = hand.page.finder
    hand.press("Ctrl+F: nine million characters", "Ctrl+F")
    for letter in "port odessa":
        hand.type("a letter of what is found", letter)
        hand.until("  … looking on", lambda: not finder.searching)


def _in(folder: Path, characters: int, spans: int, task: Callable[[Hand], None]) -> Hand:
    """Do something in a project with one article of so many characters and spans."""
    folder.mkdir()
    with opened(make_large_project(folder, characters, spans), SMALL) as window:
        hand = Hand(window)
        documents = hand.page.project.documents()
        large = next(each.id for each in documents if each.key == LARGE)
        hand.page.opening.open(large)
        while hand.page.document_id != large:
            rest(0.1)
        rest(10 if spans else 2)  # what is read and checked in the background
        task(hand)
    return hand


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
            times = dict(hand.times)
            paints = []
            for _ in range(40):
                before = time.perf_counter()
                hand.page.view.viewport().repaint()
                paints.append((time.perf_counter() - before) * 1000)
        every = sorted(each for taken in times.values() for each in taken)
        times |= _in(folder / "much", 1_000_000, 20_000, _much).times
        times |= _in(folder / "long", 9_000_000, 0, _find).times
    bare = statistics.median(paints)
    rows: list[Row] = [("full repaint of the article", bare, "ms", None)]
    for what, taken in times.items():
        rows.append((f"{what}, slowest of {len(taken)}", max(taken), "ms", _REACH))
    # Those on the article of 100 kB; what is done to very much at once stands by itself.
    p99 = every[int(len(every) * 0.99)]
    rows.append((f"all {len(every)} actions, p50", statistics.median(every), "ms", None))
    rows.append((f"all {len(every)} actions, p99", p99, "ms", _REACH))
    rows.append(("  … p99 / full repaint", p99 / bare, "×", None))
    return rows


if __name__ == "__main__":
    for row in run():
        print(*row)
