"""Key → painted in the real window: a large document, and while an import runs.

python3 dev.py bench keys
python3 tests/bench/bench_keys.py --profile      where the time of the keys goes
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.bench.articles import schema, write_file
from tests.bench.keyboard import LARGE, SMALL, Stopwatch, make_large_project, opened, rest

Row = tuple[str, float, str, str | float | None]
CHARACTERS, SPANS = 1_000_000, 20_000
ARTICLES = 10_000
#: How often marking and deleting is measured in each situation.
ROUNDS = 100


def p99(times: list[float]) -> float:
    """Return the time that 99 of 100 stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _bare(text: str) -> tuple[float, float, float]:
    """Return the milliseconds of a full repaint and of opening, and the megabytes, bare."""
    import time

    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.resize(900, 800)
    edit.show()
    QApplication.processEvents()
    before, opens = resident_megabytes(), []
    for _ in range(3):
        start = time.perf_counter()
        edit.setPlainText(text)
        edit.viewport().repaint()
        opens.append((time.perf_counter() - start) * 1000)
    grown = resident_megabytes() - before
    paints = []
    for _ in range(60):
        start = time.perf_counter()
        edit.viewport().repaint()
        paints.append((time.perf_counter() - start) * 1000)
    edit.close()
    return statistics.median(paints), statistics.median(opens), grown


def resident_megabytes() -> float:
    """Return the resident memory of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _rounds(watch: Stopwatch, count: int) -> list[float]:
    return [time for _ in range(count) for time in watch.mark_and_delete()]


def _large(path: Path) -> list[Row]:
    opens = []
    for _ in range(3):
        with opened(path, SMALL) as window:
            assert window.page is not None
            before = resident_megabytes()
            page, large = window.page, window.work.find(LARGE)
            assert large is not None
            took = Stopwatch(window).until_painted(partial(page.open_document, large), 20)
            assert took is not None
            opens.append(took)
            rest(1)
            grown = resident_megabytes() - before
            text = page.project.open_document(large).document.text
    with opened(path, LARGE) as window:
        assert window.page is not None
        window.page.view.reveal(CHARACTERS // 2)
        rest(0.5)
        watch = Stopwatch(window)
        _rounds(watch, 10)
        times = _rounds(watch, ROUNDS)
    bare_paint, bare_open, bare_grown = _bare(text)
    return [
        ("key → painted, 1 MB, 20,000 spans, p50", statistics.median(times), "ms", None),
        ("key → painted, 1 MB, 20,000 spans, p99", p99(times), "ms", "≤ 16"),
        ("  … p99 / bare full repaint", p99(times) / bare_paint, "×", None),
        ("open the same through the project", statistics.median(opens), "ms", None),
        ("  … / bare setPlainText + first paint", statistics.median(opens) / bare_open, "×", "≤ 4"),
        ("resident memory of opening it, over bare", grown - bare_grown, "MB", "≤ 60"),
    ]


def _importing(path: Path, folder: Path) -> list[Row]:
    file = folder / "many.jsonl"
    write_file(file, ARTICLES, 0, schema())
    with opened(path, LARGE) as window:
        watch = Stopwatch(window)
        _rounds(watch, 10)
        at_rest = _rounds(watch, ROUNDS)
        window.import_files([file])
        during: list[float] = []
        while not window.status.job_cancel.isHidden():
            during += watch.mark_and_delete()
        after = _rounds(watch, 30)
        assert len(window.work.keys) == ARTICLES + 2
    return [
        ("key → painted at rest, p99", p99(at_rest), "ms", None),
        ("key → painted while 10,000 articles come in, p50", statistics.median(during), "ms", None),
        ("key → painted while 10,000 articles come in, p99", p99(during), "ms", "≤ 33"),
        ("  … the slowest of so many keys", max(during), "ms", None),
        ("  … keys", float(len(during)), "", None),
        ("key → painted while they are indexed, p99", p99(after), "ms", "≤ 33"),
    ]


def run() -> list[Row]:
    """Measure and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_DATA"] = str(folder / "data")
        os.environ["ANNOTATOR_SETTINGS"] = str(folder / "settings")
        path = make_large_project(folder, CHARACTERS, SPANS)
        return _large(path) + _importing(path, folder)


def profile() -> None:
    """Print where the time of the keys goes."""
    import cProfile
    import pstats

    with tempfile.TemporaryDirectory() as name:
        os.environ["ANNOTATOR_DATA"] = os.environ["ANNOTATOR_SETTINGS"] = name
        path = make_large_project(Path(name), CHARACTERS, SPANS)
        with opened(path, LARGE) as window:
            watch = Stopwatch(window)
            _rounds(watch, 10)
            profiler = cProfile.Profile()
            profiler.enable()
            _rounds(watch, 60)
            profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    if sys.argv[1:] == ["--profile"]:
        profile()
    else:
        here = Path(__file__).with_name("runner.py")
        subprocess.run([sys.executable, str(here), "keys"], check=True)
