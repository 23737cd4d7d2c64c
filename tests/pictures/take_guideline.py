"""Draw the page of the guideline: read, written, searched, empty, in all themes.

python3 dev.py pictures guideline
"""

from __future__ import annotations

from PySide6.QtTest import QTest

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.project import commenting
from annotator.project.guideline import write_guideline
from annotator.project.project import Project
from tests.disagreeing import disagreeing
from tests.pictures.scene import OWN, begin, save

TEXT = """# How we annotate

Read the whole article first. Mark **what is there**, not what you know.

## Claim

Mark what the article, or someone in it, presents as true of the world. Take the clause, not the
sentence: leave out *he said*, the closing stop and the marks.

R7: Inside a quote, mark the claim within its marks. *Stated in* links them by itself.

R8: A prediction is a claim that cannot be checked. Set *Worth checking* to no.

R9: A conditional with its result is one claim: “If we talk, but we don't go towards it, we are
unlikely to do anything.”

## Speaker

R10: Take the shortest name that is enough, without the title.

- a person, *Alexander Lukashenko*
- an organisation, *the ministry*

| words | label |
|---|---|
| the president | Speaker |
| in Minsk | Location |
"""


BEFORE = TEXT.replace("within its marks. *Stated in* links them by itself.", "without its marks.")
BEFORE = BEFORE.replace(
    "R9: A conditional with its result is one claim:", "R6: Two clauses are two claims:"
)
BEFORE = BEFORE.replace("- an organisation, *the ministry*\n", "").replace(
    "the closing stop and ", ""
)


def cite(window: MainWindow) -> None:
    """Cite rules in comments, as people would."""
    document = window.project.documents()[0].id
    for words in ("R7 says so", "No: R7, and #claim.", "R8?", "R7"):
        commenting.comment(window.project, document, None, words)


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows."""
    QTest.qWait(400)
    save(window, name)


def main() -> None:
    """Take all pictures."""
    begin()
    path = OWN / "Belarus coverage.sqlite"
    disagreeing(path, ())
    project = Project.open(path)
    project.become("Maria Lind")
    project.close()
    window = open_window(path, None)
    window.show()
    window.resize(1440, 900)
    window.show_page("guideline")
    take(window, "guideline_empty")
    write_guideline(window.project, BEFORE)
    write_guideline(window.project, TEXT)
    cite(window)
    page = window.book.page
    QTest.qWait(1500)
    for theme in ("light", "dark", "high_contrast"):
        window.settings.set("theme", theme)
        page.list.setCurrentRow(3)
        take(window, f"guideline_{theme}")
    window.settings.set("theme", "light")
    page.query.setText("quote claim")
    take(window, "guideline_search")
    page.query.clear()
    page.turn_to(2)
    while page.changes.shown is None:
        QTest.qWait(100)
    for theme in ("light", "dark", "high_contrast"):
        window.settings.set("theme", theme)
        take(window, f"guideline_changes_{theme}")
    window.settings.set("theme", "light")
    window.resize(1024, 700)
    page.changes.new.setCurrentIndex(0)
    take(window, "guideline_taken_again_1024x700")
    page.turn_to(1)
    take(window, "guideline_write_1024x700")
    window.close()


if __name__ == "__main__":
    main()
