"""Measure the article view against a bare QPlainTextEdit in the same process.

    python3 tests/bench/bench_view.py

1 MB of text with 20,000 spans nested up to four deep, and one paragraph of 40,000 characters.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.domain.schema import Label
from annotator.domain.span import Span, quotes_of
from annotator.widgets.article_view import ArticleView

Row = tuple[str, float, str, str | float | None]
PROSE = (
    "the minister said that grain had left port of Odessa before Thursday and nobody knew "
    "why ships were waiting there for a week while prices rose again in every town"
)
WORDS = PROSE.split()
LABELS = (
    Label("quote", "Quote", "#E69F00", "fill", "Q"),
    Label("claim", "Claim", "#009E73", "double line", "C"),
    Label("speaker", "Speaker", "#0072B2", "line", "S"),
    Label("location", "Location", "#CC79A7", "box", "L"),
)
SIZE = (1000, 800)


def article(characters: int, paragraph: int) -> str:
    """Return made up prose of about that many characters, in paragraphs of about so many."""
    choose, parts, length = random.Random(7), [], 0
    while length < characters:
        words = [choose.choice(WORDS) for _ in range(paragraph // 6)]
        parts.append(" ".join(words) + ".")
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:characters]


def made_spans(text: str, count: int) -> list[Span]:
    """Return spans in nests of four, spread evenly over the text."""
    spans, nests = [], count // 4
    for nest in range(nests):
        start = nest * len(text) // nests
        for depth, length in enumerate((140, 90, 40, 12)):
            place = (start + 8 * depth, min(len(text), start + 8 * depth + length))
            label = LABELS[depth].id
            spans.append(Span(f"s{nest}-{depth}", label, (place,), quotes_of(text, (place,))))
    return spans


def milliseconds(task: Callable[[], object]) -> float:
    """Return how long a task takes, the collector's share included."""
    before = time.perf_counter()
    task()
    return (time.perf_counter() - before) * 1000


def p99(times: list[float]) -> float:
    """Return the time that 99 of 100 stay under."""
    return sorted(times)[min(len(times) - 1, round(len(times) * 0.99))]


def open_bare(text: str) -> QPlainTextEdit:
    """Show a text in Qt's own widget."""
    bare = QPlainTextEdit()
    bare.setReadOnly(True)
    bare.resize(*SIZE)
    bare.show()
    QApplication.processEvents()
    return bare


def open_view() -> ArticleView:
    """Show an empty article view."""
    view = ArticleView()
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
    return view


def time_open(text: str, spans: list[Span]) -> tuple[float, float]:
    """Return the milliseconds of opening a text bare and in the view, both painted.

    The best of several: what else the machine does only ever adds.
    """
    bare, view = open_bare(text), open_view()

    def show_bare() -> None:
        bare.setPlainText(text)
        bare.viewport().repaint()

    def show_view() -> None:
        view.show_document(text, "", "en", spans, LABELS)
        view.viewport().repaint()

    show_bare()
    show_view()
    bares, views = [], []
    for _ in range(9):
        bares.append(milliseconds(show_bare))
        views.append(milliseconds(show_view))
    return min(bares), min(views)


def time_marks(view: ArticleView, text: str, count: int) -> list[float]:
    """Return the milliseconds of marking, and of unmarking, something that can be seen."""
    choose, times = random.Random(3), []
    start, end = view.visible_range()
    for number in range(count):
        at = choose.randrange(start, max(start + 1, end - 30))
        place = (at, at + choose.randrange(2, 30))
        span = Span(f"new{number}", LABELS[number % 4].id, (place,), quotes_of(text, (place,)))
        times.append(milliseconds(lambda span=span: _painted(lambda: view.add_span(span))))
        times.append(milliseconds(lambda span=span: _painted(lambda: view.remove_span(span.id))))
    return times


def _painted(task: Callable[[], object]) -> None:
    task()
    QApplication.processEvents()


def time_repaints(widget: QPlainTextEdit, count: int = 60) -> float:
    """Return the median of the milliseconds of a full repaint."""
    return statistics.median(milliseconds(widget.viewport().repaint) for _ in range(count))


def time_steps(view: ArticleView, count: int = 120) -> list[float]:
    """Return the milliseconds of scrolling by three lines, painted."""
    bar, times = view.verticalScrollBar(), []
    for number in range(count):
        value = 3 * number
        times.append(milliseconds(lambda value=value: _painted(lambda: bar.setValue(value))))
    return times


def resident_megabytes() -> float:
    """Return the resident memory of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory_of(what: str) -> float:
    """Return the megabytes that opening the large text takes, in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--memory", what]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def print_memory(what: str) -> None:
    """Print what opening the large text takes, bare or in the view."""
    QApplication([])
    text = article(1_000_000, 600)
    spans = made_spans(text, 20_000)
    before = resident_megabytes()
    if what == "bare":
        widget: QPlainTextEdit = open_bare(text)
        widget.setPlainText(text)
    else:
        view = open_view()
        view.show_document(text, "", "en", spans, LABELS)
        widget = view
    for value in range(0, 3000, 40):
        widget.verticalScrollBar().setValue(value)
        QApplication.processEvents()
    print(resident_megabytes() - before)


def run() -> list[Row]:
    """Measure and return the figures."""
    QApplication.instance() or QApplication([])
    text = article(1_000_000, 600)
    spans = made_spans(text, 20_000)
    bare_open, view_open = time_open(text, spans)
    bare, view = open_bare(text), open_view()
    bare.setPlainText(text)
    view.show_document(text, "", "en", spans, LABELS)
    view.reveal(500_000)
    QApplication.processEvents()
    bare_paint, marks = time_repaints(bare), time_marks(view, text, 250)
    giant = article(40_000, 300_000)
    paragraph = open_view()
    paragraph.show_document(giant, "", "en", made_spans(giant, 800), LABELS)
    QApplication.processEvents()
    giant_marks, giant_steps = time_marks(paragraph, giant, 100), time_steps(paragraph)
    rows: list[Row] = [
        ("open 1 MB, 20,000 spans / bare", view_open / bare_open, "×", "≤ 4"),
        ("open 1 MB, 20,000 spans", view_open, "ms", None),
        ("mark → painted, p99", p99(marks), "ms", "≤ 16"),
        ("mark → painted, median", statistics.median(marks), "ms", None),
        ("mark → painted / bare full repaint", p99(marks) / bare_paint, "×", None),
        ("full repaint / bare full repaint", time_repaints(view) / bare_paint, "×", None),
        ("40,000 character paragraph, mark → painted, p99", p99(giant_marks), "ms", "≤ 16"),
        ("40,000 character paragraph, scroll 3 lines, p99", p99(giant_steps), "ms", "≤ 16"),
    ]
    if resident_megabytes():
        more = memory_of("view") - memory_of("bare")
        rows.append(("resident memory over bare", more, "MB", "≤ 60"))
    return rows


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        print_memory(sys.argv[2])
    else:
        for name, value, unit, reach in run():
            print(f"{name:<52} {value:8.2f} {unit:3} {reach or ''}")
