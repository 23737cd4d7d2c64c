"""How many keys a lead needs, and how soon the next item is there.

python3 dev.py bench review [PROJECT] [DOCUMENTS]

A lead who follows the majority settles everything in the real window: one by one (a digit an item),
and grouped (Shift and a digit where most people say the same in every case of the pattern). Without
a PROJECT (which is copied, never written to) six people on 24 documents are made, with patterns
that repeat and without. Then a large review, 1,000 documents (or as many as are named) of two
people with 20 spans each, is opened against the bare alignment of the same layers and gone
through; at last a pattern and everything that all agree on are settled by one key each.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.app.pages.review_page import ReviewPage
from annotator.compare.alignment import align
from annotator.compare.case import RELATION_CASE, Case
from annotator.domain.span import Span
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.review_reading import read_review
from annotator.project.uncollected import uncollected
from tests.bench.bench_agreement import TEXT, Spans, marked, remarked
from tests.bench.holds import Holds
from tests.bench.keyboard import opened, rest
from tests.bench.six_people import six_people
from tests.journeys.typist import Typist
from tests.projects import bring, new_project, write_lines

Row = tuple[str, float, str, str | None]
LARGE = 1_000
_PATIENCE = 900.0


class AtReview(NamedTuple):
    """The window at its review; `seconds` until the first case was shown, `hold` ms meanwhile."""

    window: MainWindow
    page: ReviewPage
    seconds: float
    hold: float


@contextmanager
def at_review(path: Path) -> Iterator[AtReview]:
    """Open the review of a project."""
    project = Project.open(path)
    project.become("Lea")
    project.close()
    with opened(path, "") as window:
        rest(1)
        holds, begun = Holds(), time.perf_counter()
        window.show_page("review")
        page = window.book.page
        assert isinstance(page, ReviewPage)
        _wait(lambda: page.key is not None)
        yield AtReview(window, page, time.perf_counter() - begun, holds.longest)


def _wait(done: object, patience: float = _PATIENCE) -> None:
    assert callable(done)
    until = time.perf_counter() + patience
    while not done():
        if time.perf_counter() > until:
            raise SystemExit("the review was not there in time")
        rest(0.005)


def majority(case: Case) -> int:
    """Return the number of the reading that most people had, the first of equals; 0 is none."""
    most = max(case.choices, key=lambda choice: len(choice.people))
    return case.choices.index(most) + 1 if most.spans or case.kind == RELATION_CASE else 0


def play(path: Path, *, grouped: bool) -> tuple[int, int]:
    """Settle everything as the majority says; return items that were settled, and keys."""
    with at_review(path) as (window, page, _seconds, _hold):
        typist = Typist(window)
        page.view.setFocus()
        keys = 0
        while _goes_on(page):
            assert page.queue is not None
            if page.key is None or not page.queue.waits(page.key):
                raise SystemExit(f"the page does not go on, and {_waiting(page)} items wait")
            before = page.key
            typist.press(_ruling(page, grouped=grouped))
            keys += 1
            _wait(lambda key=before: page.queue is not None and not page.queue.waits(key))
        return _settled(page), keys


def _goes_on(page: ReviewPage) -> bool:
    """Return whether an item waits; relations come once the rulings on their spans are written."""
    if not _waiting(page):
        _wait(lambda: not page.unwritten and not page.reading.under_way)
    return _waiting(page) > 0


def _settled(page: ReviewPage) -> int:
    """Return how many of the items that are shown were decided."""
    assert page.queue is not None
    targets = page.queue.targets
    return sum(targets[key][1].thread.ruling is not None for key in page.queue.order)


def _waiting(page: ReviewPage) -> int:
    assert page.queue is not None
    return sum(page.queue.waits(key) for key in page.queue.order)


def _ruling(page: ReviewPage, *, grouped: bool) -> str:
    case = page.present()[1].case
    assert case is not None
    number = majority(case)
    if not grouped or not number:
        return str(number)
    alike = [target[1].case for target, _ruling in page.same([number - 1])]
    wanted = case.choices[number - 1].signature
    same = len(alike) > 1 and all(
        each is not None and each.choices[majority(each) - 1].signature == wanted for each in alike
    )
    return f"Shift+{number}" if same else str(number)


def keys_rows(folder: Path, given: Path | None) -> list[Row]:
    """Return keys an item, one by one and grouped."""
    if given is not None:
        projects = [(given.name, given, None)]
    else:
        projects = [
            ("patterns repeat", six_people(folder / "patterns.sqlite", patterns=True), "≤ 0.7"),
            ("no patterns", six_people(folder / "without.sqlite", patterns=False), None),
        ]
    rows: list[Row] = []
    for name, path, reach in projects:
        for how, grouped in (("one by one", False), ("grouped", True)):
            copy = Path(shutil.copy(path, folder / f"{path.stem}-{grouped}.sqlite"))
            items, keys = play(copy, grouped=grouped)
            hoped = reach if grouped else "≤ 1.05"
            rows.append((f"{name}, {how}, {items:,} items", keys / items, "keys an item", hoped))
    return rows


# A large review


def large(folder: Path, documents: int) -> tuple[Path, list[list[Spans]]]:
    """Make a project of many documents that two people did; also return the bare spans."""
    chance = random.Random(3)
    lines, bare = [], []
    for number in range(documents):
        first = marked(chance, 20, len(TEXT))
        layers = [first, remarked(chance, first, 0.6)]
        bare.append(layers)
        lines.append({
            "id": f"d{number:05}", "text": f"{TEXT}\n{number}",
            "layers": [
                {"person": person, "kind": "annotations", "status": "done",
                 "spans": [{"start": a, "end": b, "label": label} for a, b, label in spans]}
                for person, spans in zip(("ana", "ben"), layers, strict=True)
            ],
        })  # fmt: skip
    head = {"annotator": 1, "offset_unit": "codepoint",
            "people": [{"id": id, "name": id.capitalize()} for id in ("ana", "ben")]}  # fmt: skip
    path = new_project(folder / "large.sqlite")
    bring(path, write_lines(folder / "large.jsonl", head, *lines))
    return path, bare


def _bare_alignment(bare: list[list[Spans]]) -> float:
    """Return the CPU seconds that `align` alone takes on spans that are in memory."""
    given = [
        {
            person: [
                Span(f"{person}{n}", label, ((a, b),), ("",))
                for n, (a, b, label) in enumerate(spans)
            ]
            for person, spans in zip(("ana", "ben"), layers, strict=True)
        }
        for layers in bare
    ]
    begun = time.process_time()
    for layers in given:
        align(layers, TEXT)
    return time.process_time() - begun


def _times(window: MainWindow, page: ReviewPage, chord: str, rounds: int) -> list[float]:
    typist, found = Typist(window), []
    page.view.setFocus()
    for _ in range(rounds):
        rest(0.05)
        begun = time.perf_counter()
        typist.press(chord)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        found.append((time.perf_counter() - begun) * 1000)
    return sorted(found)


def large_rows(folder: Path, documents: int) -> list[Row]:
    """Return how long opening takes, and how soon the next item is there."""
    path, bare = large(folder, documents)
    aligned = _bare_alignment(bare)
    begun = time.process_time()
    # As the process of the window reads it.
    with uncollected(lasting=True):
        review = read_review(Progress(), path)
    reading = time.process_time() - begun
    items = sum(len(document.cases) for document in review.documents)
    rows: list[Row] = [
        (f"bare alignment of {documents:,} documents", aligned, "CPU s", None),
        (f"opening a queue of {items:,} items / bare alignment", reading / aligned, "×", "≤ 1.5"),
    ]
    with at_review(path) as (window, page, seconds, hold):
        rows.append(("  … until the first case is shown", seconds, "s", None))
        rows.append(("  … longest hold of the window", hold, "ms", "≤ 50"))
        typist = Typist(window)
        typist.press("1")  # writes down the figures of agreement first
        _wait(lambda: not page.unwritten)
        for chord, rounds in (("Space", 200), ("1", 60)):
            times = _times(window, page, chord, rounds)
            p99 = times[int(len(times) * 0.99)]
            rows.append(
                (f"{chord}: next item, p50 of {rounds}", statistics.median(times), "ms", None)
            )
            rows.append((f"{chord}: next item, p99 of {rounds}", p99, "ms", "≤ 50"))
        for chord, words in (("Shift+1", "the largest pattern"), ("U", "what all agree on")):
            rows += _many_rows(window, page, chord, words)
    return rows


def _many_rows(window: MainWindow, page: ReviewPage, chord: str, words: str) -> list[Row]:
    """Return how long a ruling on very many cases takes, and how long the window stood still."""
    assert page.queue is not None
    page.go_to(next(key for key in page.queue.grouping("pattern").keys if page.queue.waits(key)))
    rest(1)
    before, holds, begun = _left(page), Holds(), time.perf_counter()
    Typist(window).press(chord)
    _wait(lambda: not page.unwritten and not window.background._running and _left(page) < before)
    rest(1)
    count = before - _left(page)
    took = time.perf_counter() - begun - 1
    return [
        (f"{chord}: {words}, {count:,} items", took, "s", None),
        ("  … longest hold of the window", holds.longest, "ms", "≤ 50"),
    ]


def _left(page: ReviewPage) -> int:
    """Return how many cases nobody has settled, those on which all agree among them."""
    assert page.queue is not None
    standing = page.queue.standing()
    return standing.all - standing.settled


def run() -> list[Row]:
    """Measure and return the figures."""
    given = [Path(each) for each in sys.argv[1:] if not each.isdigit()]
    documents = next((int(each) for each in sys.argv[1:] if each.isdigit()), LARGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_DATA"] = str(folder / "data")
        os.environ["ANNOTATOR_SETTINGS"] = str(folder / "settings")
        rows = keys_rows(folder, given[0] if given else None)
        return rows if given else [*rows, *large_rows(folder, documents)]


if __name__ == "__main__":
    for row in run():
        print(*row)
