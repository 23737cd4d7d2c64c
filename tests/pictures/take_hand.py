"""Draw the hand at work: who said what, arrows, pickers, the form, what is to be checked.

python3 dev.py pictures hand
"""

from __future__ import annotations

from PySide6.QtTest import QTest

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.project import editing, gazetteer
from tests.pictures.scene import begin, settle, take
from tests.pictures.take_window import SEED, make_project


def focus(window: MainWindow, label: str, start: int) -> None:
    """Give a span of the seed the focus."""
    page = window.page
    span = next(s for s in page.spans_in_order() if s.label == label and s.start == start)
    page.go_to(span.id)
    settle()


def trigger(window: MainWindow, action: str) -> None:
    """Do what an action does."""
    window.action_set.qactions[action].trigger()
    settle()


def take_all(window: MainWindow, theme: str) -> None:
    """Take every picture in one theme."""
    page = window.page
    window.settings.set("theme", theme)
    window.resize(1440, 900)
    for name, label, start in (
        ("relations", "quote", 488),
        ("relations_far", "speaker", 2480),
        ("fragments", "quote", 820),
    ):
        focus(window, label, start)
        take(window, f"hand_{name}_{theme}")
    focus(window, "quote", 488)
    trigger(window, "attribute.speaker")
    take(window, f"hand_speaker_{theme}")
    page.picks.close()
    focus(window, "speaker", 359)
    trigger(window, "entity.link")
    take(window, f"hand_who_{theme}")
    page.picks.close()
    focus(window, "location", 1552)
    trigger(window, "entity.link")
    page.picks.picker.field.setText("Odessa")
    page.picks.picker.query_changed.emit("Odessa")
    QTest.qWait(200)  # until the towns are there
    take(window, f"hand_where_{theme}")
    page.picks.close()
    focus(window, "quote", 388)
    trigger(window, "relation.draw")
    take(window, f"hand_relation_{theme}")
    page.picks.close()
    focus(window, "quote", 388)
    page.panel.form.setFocus()
    take(window, f"hand_form_{theme}")
    page.panel.list.setFocus()
    page.panel.list.selectAll()
    take(window, f"hand_many_{theme}")
    page.view.setFocus()


def take_checks(window: MainWindow) -> None:
    """Take what is to be checked, and the filters."""
    page = window.page
    window.settings.set("theme", "light")
    for start, end, label in ((255, 306, "quote"), (1098, 1200, "quote"), (300, 340, "quote")):
        editing.mark(window.project, page.document_id, label, ((start, end),))
    for _ in range(30):
        settle()
    page.panel.open_checks()
    take(window, "hand_checks")
    window.resize(1024, 700)
    focus(window, "quote", 488)
    take(window, "hand_1024x700")


def main() -> None:
    """Take all pictures."""
    begin()
    gazetteer.prepare()
    window = open_window(make_project(), SEED)
    window.show()
    settle()
    for theme in ("light", "dark"):
        take_all(window, theme)
    window.page.open_document(window.work.find("007_council_minutes_one_paragraph"))
    window.page.open_document(window.work.find(SEED))
    take_checks(window)
    window.close()


if __name__ == "__main__":
    main()
