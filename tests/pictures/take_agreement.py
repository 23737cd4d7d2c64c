"""Draw the page of agreement: themes, three and eight people, states, and the list of cases.

python3 dev.py pictures agreement
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.domain.edit import Edit, add
from annotator.project import editing
from annotator.project.freezing import freeze
from annotator.project.project import Project, create_project
from tests.disagreeing import disagreeing
from tests.journeys.comparing import shown_whole
from tests.pictures.scene import FOLDER, OWN, begin, take

THREE = ("Ana Kovač", "Ben", "Chloé Dubois")
EIGHT = (
    *THREE, "محمد عبد الله", "Wolfeschlegelsteinhausenbergerdorff the Younger", "Ia", "Zoë",
    "Дмитро Савченко",
)  # fmt: skip


def opened(path: Path) -> MainWindow:
    """Open a project on its page of agreement, with everything counted."""
    project = Project.open(path)
    if project.people:
        project.become(project.people[0])
    project.close()
    window = open_window(path, None)
    window.show()
    window.resize(1440, 900)
    window.show_page("agreement")
    return window


def wait(window: MainWindow) -> None:
    """Wait until everything is counted."""
    page, until = window.book.page, time.monotonic() + 60
    while not shown_whole(page) and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def begin_review(path: Path) -> None:
    """Freeze the figures, decide something, and change a mark since."""
    project = Project.open(path)
    project.become(project.people[0])
    freeze(project)
    document = project.documents()[0].id
    project.apply(Edit("decide", (add("decisions", "decision", "d1", {"document": document}),)))
    for start in range(0, 300, 10):
        editing.mark(project, document, "claim", ((start, start + 6),))
    project.close()


def main() -> None:
    """Take all pictures."""
    begin()
    window = opened(disagreeing(OWN / "Belarus coverage.sqlite", THREE, documents=96, said=True))
    take(window, "agreement_busy")
    wait(window)
    for theme in ("light", "dark", "high_contrast"):
        window.settings.set("theme", theme)
        take(window, f"agreement_{theme}")
    window.settings.set("theme", "light")
    page = window.book.page
    page.sections.pairs.setFocus()
    page.opening.open_cases(("pair", ("p1", "p2"), "claim"))
    take(window, "agreement_cases")
    page.cases.close_quietly()
    page.filter.weeks.setCurrentIndex(2)
    take(window, "agreement_filter_counting")
    wait(window)
    page.filter.people.list.actions()[1].toggle()
    wait(window)
    take(window, "agreement_filter")
    page.copies.picture()
    QApplication.clipboard().pixmap().save(str(FOLDER / "agreement_copy.png"))
    page.filter.people.list.actions()[0].toggle()
    wait(window)
    take(window, "agreement_filter_nobody")
    page.filter.show_everything()
    wait(window)
    page.show_measure("alpha-u")
    window.resize(1024, 700)
    take(window, "agreement_1024x700")
    bar = page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    take(window, "agreement_1024x700_end")
    bar.setValue(0)
    page.opening.open_cases(("label", None))
    take(window, "agreement_1024x700_cases")
    page.cases.close_quietly()
    window.close()
    path = disagreeing(OWN / "Eight.sqlite", EIGHT, said=True)
    begin_review(path)
    window = opened(path)
    wait(window)
    take(window, "agreement_eight")
    window.settings.set("theme", "dark")
    bar = window.book.page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    take(window, "agreement_eight_dark_end")
    window.settings.set("theme", "light")
    window.close()
    empty = OWN / "Empty.sqlite"
    create_project(empty, me="Ana").close()
    window = opened(empty)
    wait(window)
    take(window, "agreement_empty")
    window.close()


if __name__ == "__main__":
    main()
