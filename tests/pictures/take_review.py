"""Draw the review page: two, three and eight readings, themes, sizes, and its states.

python3 dev.py pictures review
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")
_OWN = tempfile.TemporaryDirectory(prefix="annotator-pictures-")
os.environ["ANNOTATOR_DATA"] = str(Path(_OWN.name, "data"))
os.environ["ANNOTATOR_SETTINGS"] = str(Path(_OWN.name, "settings"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.app.application import make_application, open_window  # noqa: E402
from annotator.app.main_window import MainWindow  # noqa: E402
from annotator.project.project import create_project  # noqa: E402
from tests.disputed import disputed  # noqa: E402


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows."""
    for _ in range(6):
        QApplication.processEvents()
    window.grab().save(str(FOLDER / f"{name}.png"))
    print(name)


def opened(people: int) -> MainWindow:
    """Return the window on a review by so many people, read."""
    path = disputed(Path(_OWN.name, f"Belarus {people}.sqlite"), people)
    window = open_window(path, None)
    window.project.become("Maria Lind")
    window.identity.show()
    window.ask_bar.hide()
    window.show()
    window.resize(1440, 900)
    window.show_page("review")
    page = window.book.page
    until = time.monotonic() + 30
    while page.queue is None and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.02)
    return window


def richest(window: MainWindow, category: str = "") -> str:
    """Return the case with the most readings, of a category if given."""
    targets = window.book.page.queue.targets
    keys = [
        key for key, (_document, each) in targets.items()
        if each.case is not None and category in each.case.category and not each.settled
    ]  # fmt: skip
    return max(keys, key=lambda key: (len(targets[key][1].case.choices), key))


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_application([])
    for people in (2, 3, 8):
        window = opened(people)
        page = window.book.page
        page.go_to(richest(window, "boundary"))
        for theme in ("light", "dark", "high_contrast"):
            window.settings.set("theme", theme)
            take(window, f"review_{people}_{theme}")
        window.settings.set("theme", "light")
        if people == 3:
            states(window)
        window.close()
    empty = Path(_OWN.name, "Empty.sqlite")
    create_project(empty, me="Ana").close()
    window = open_window(empty, None)
    window.show()
    window.resize(1440, 900)
    window.show_page("review")
    page = window.book.page
    until = time.monotonic() + 30
    while page.queue is None and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.02)
    take(window, "review_empty")
    window.close()


def states(window: MainWindow) -> None:
    """Take what one sees on the way."""
    page, actions = window.book.page, window.action_set.qactions
    actions["review.unanimous"].trigger()
    take(window, "review_by_rule")
    actions["review.edit"].trigger()
    take(window, "review_edit")
    page.verbs.leave()
    actions["review.reason"].trigger()
    take(window, "review_reason")
    window.ask_bar.hide()
    page.hide_names()
    page.go_to(richest(window, "missing"))
    take(window, "review_names_hidden")
    page.hide_names()
    page.group_by("document")
    window.resize(1024, 700)
    take(window, "review_1024x700")
    window.resize(1440, 900)
    page.group_by("pattern")


if __name__ == "__main__":
    main()
