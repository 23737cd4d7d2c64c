"""The agreement page of a large project: opened, filtered, and what is behind its numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application, open_window
from annotator.project.agreement_overview import page_options
from annotator.project.comparing import agreement
from annotator.project.project import Project
from tests.bench.holds import Holds
from tests.bench.keyboard import rest
from tests.journeys.comparing import shown_whole

Row = tuple[str, float, str, str]
_PATIENCE = 120.0


def _wait(reached: Callable[[], bool]) -> float:
    """Run the window until something is reached; return after how many milliseconds."""
    begun = time.perf_counter()
    while not reached() and time.perf_counter() - begun < _PATIENCE:
        QApplication.processEvents()
        time.sleep(0.001)
    return (time.perf_counter() - begun) * 1000


def page_times(path: Path) -> list[Row]:
    """Return the times of the page on a project of which everything was counted before."""
    make_application([])
    project = Project.open(path)
    project.become(project.people[0])
    project.close()
    agreement(path, page_options(0))
    window = open_window(path, None)
    window.show()
    rest(3)
    holds = Holds()
    window.show_page("agreement")
    page = window.book.page
    rows = [("the page: first figures", _wait(lambda: page.figures is not None), "ms", "≤ 300")]
    made = _wait(lambda: shown_whole(page))
    rows.append(("  … everything", made, "ms", ""))
    rows.append(("  … longest hold of the window", holds.longest, "ms", "≤ 50"))
    holds.begin()
    page.filter.weeks.setCurrentIndex(1)
    rows.append(("a week: its figures", _wait(lambda: page.figures is not None), "ms", "≤ 300"))
    _wait(lambda: shown_whole(page))
    rows.append(("  … longest hold of the window", holds.longest, "ms", "≤ 50"))
    holds.begin()
    page.filter.show_everything()
    rest(0.3)
    rows.append(("  … back to everything, longest hold", holds.longest, "ms", "≤ 50"))
    for name, field in (("pairs", page.sections.pairs), ("people", page.sections.people)):
        holds.begin()
        for spot in field.spots():
            field.opened.emit(spot.key)
            rest(0.02)
        rows.append((f"what is behind {name}: longest hold", holds.longest, "ms", "≤ 50"))
    window.close()
    return rows
