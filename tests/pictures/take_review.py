"""Draw the review page: two, three and eight readings, themes, sizes, and its states.

python3 dev.py pictures review
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.project.progress import Progress
from annotator.project.project import Project, create_project
from annotator.project.review_reading import read_review
from annotator.project.reviewing import rule
from tests.disputed import NAMES, disputed
from tests.pictures.scene import OWN, begin, take
from tests.planned import ANA, document, layer, planned


def opened(people: int) -> MainWindow:
    """Return the window on a review by so many people, read."""
    return shown(disputed(OWN / f"Belarus {people}.sqlite", people), "Maria Lind")


def richest(window: MainWindow, category: str = "") -> str:
    """Return the case with the most readings, of a category if given."""
    targets = window.book.page.queue.targets
    keys = [
        key for key, (_document, each) in targets.items()
        if each.case is not None and category in each.case.category and not each.settled
    ]  # fmt: skip
    return max(keys, key=lambda key: (len(targets[key][1].case.choices), key))


def relation() -> None:
    """Take a relation that only some drew, once the spans are decided by rule."""
    path = disputed(OWN / "Relations.sqlite", 3)
    project = Project.open(path, me="maria")
    rule(project, read_review(Progress(), path).documents, "majority")
    project.close()
    window = shown(path, "Maria Lind")
    targets = window.book.page.queue.targets
    window.book.page.go_to(next(
        key for key in window.book.page.queue.order
        if (case := targets[key][1].case) is not None and case.kind == "relation"
    ))  # fmt: skip
    for theme in ("light", "dark"):
        window.settings.set("theme", theme)
        take(window, f"review_relation_{theme}")
    window.settings.set("theme", "light")
    window.close()


def main() -> None:
    """Take all pictures."""
    begin()
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
    relation()
    eight()
    empty = OWN / "Empty.sqlite"
    create_project(empty, me="Ana").close()
    for path, name in ((empty, "empty"), (agreed(), "agreed")):
        window = shown(path, "Ana")
        take(window, f"review_{name}")
        window.close()


def shown(path: Path, me: str) -> MainWindow:
    """Return the window on the review of a project, read."""
    window = open_window(path, None)
    window.project.become(me)
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


def agreed() -> Path:
    """Return a project in which two people did the same."""
    return planned(OWN / "Same.sqlite", document("a", layer("ana", ANA), layer("ben", ANA)))


LONG = (
    "The minister told reporters on Monday that the delay was “regrettable” and that nobody in the "
    "cabinet had been informed in time: “We were told on Friday night, hours after the decision "
    "had been taken, and we could do nothing but read it out. I am not going to pretend otherwise, "
    "nor will my colleagues,” he said, before he left for Kyiv with the foreign secretary."
)


def _place(first: str, last: str) -> list[int]:
    return [LONG.index(first), LONG.index(last) + len(last)]


def long_readings() -> list[list[tuple[str, list[list[int]]]]]:
    """Return eight readings of one place: long, nested, in fragments, in two marks, none."""
    whole, quoted = _place("that the delay", "colleagues,”"), _place("“We", "colleagues,”")
    said, word = _place("the delay was", "“regrettable”"), _place("“regr", "table”")
    halves = _place("“We", "read it out."), _place("I am not", "colleagues,”")
    return [
        [("quote", [whole])],
        [("quote", [quoted])],
        [("quote", [said, quoted])],
        [("quote", [word, quoted])],
        [("quote", [[quoted[0] + 1, quoted[1] - 2]])],
        [("quote", [half]) for half in halves],
        [("claim", [whole])],
        [],
    ]


def eight() -> None:
    """Take a place at which eight people did eight different things."""
    text = f"Delay in the cabinet\n\nIt was a quiet week.\n\n{LONG}\n\nMore on Tuesday."
    at = text.index(LONG)
    nested = [("location", [_place("Kyiv", "Kyiv")]), ("speaker", [_place("The min", "ister")]),
              ("claim", [_place("nobody in the", "in time")])]  # fmt: skip
    layers = []
    for name, marks in zip(NAMES, long_readings(), strict=True):
        spans = [
            {"id": f"{name}-{n}", "label": label, "fragments": [[a + at, b + at] for a, b in parts]}
            for n, (label, parts) in enumerate([*marks, *nested])
        ]
        layers.append({**layer(name.casefold(), []), "spans": spans})
    path = planned(OWN / "Delay.sqlite", document("delay", *layers, text=text))
    window = shown(path, "ana")
    window.book.page.go_to(richest(window))
    for theme in ("light", "dark"):
        window.settings.set("theme", theme)
        take(window, f"review_long_{theme}")
    window.settings.set("theme", "light")
    window.action_set.qactions["review.edit"].trigger()
    window.book.page.editing.begin(3)
    take(window, "review_long_edit")
    window.resize(1024, 700)
    take(window, "review_long_1024x700")
    window.close()


def states(window: MainWindow) -> None:
    """Take what one sees on the way."""
    page, actions = window.book.page, window.action_set.qactions
    actions["review.unanimous"].trigger()
    take(window, "review_by_rule")
    actions["review.edit"].trigger()
    take(window, "review_edit")
    page.editing.leave()
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
