"""Draw the page of feedback and who stands beside gold: light, dark, small, objected.

python3 dev.py pictures feedback
"""

from __future__ import annotations

from pathlib import Path

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.project import editing
from annotator.project.bundling import FOR, make_bundle
from annotator.project.decision_record import Ruling
from annotator.project.reviewing import decide, rule
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.disputed import disputed
from tests.feedbacks import handed_back, majority_ruled
from tests.journeys.comparing import shown_whole
from tests.pictures.scene import OWN, begin, take, wait
from tests.planned import KYIV, QUOTE, SPEAKER, TEXT, document, planned
from tests.reviews import opened, review


def decided(people: int) -> Path:
    """Return a project in which everything is decided, most of it by the majority."""
    path = disputed(OWN / f"Belarus {people}.sqlite", people)
    majority_ruled(path, "maria")
    project = opened(path, "maria", "rest")
    for _ in range(2):
        rulings = [
            (target, Ruling.accept(target[1].case.choices[0]))
            for target in review(project).judged()
            if target[1].case is not None and not target[1].settled
        ]
        decide(project, rulings, "R1 A quotation takes in its marks")
    project.close()
    return path


def shown(path: Path, page: str) -> MainWindow:
    """Return the window on a page of a project."""
    window = open_window(path, None)
    window.ask_bar.hide()
    window.show()
    window.resize(1440, 900)
    window.show_page(page)
    return window


def main() -> None:
    """Take all pictures."""
    begin()
    lead = decided(5)
    window = shown(handed_back(lead, "ana"), "feedback")
    page = window.book.page
    wait(lambda: page.queue is not None and page.queue.order)
    page.step(1)
    take(window, "feedback")
    page.objecting.ask()
    take(window, "feedback_objecting")
    window.ask_bar.field.setText("The rule says that the title belongs to it")
    window.ask_bar.field.returnPressed.emit()
    page.step(-1)
    take(window, "feedback_objected")
    window.resize(1024, 700)
    take(window, "feedback_small")
    window.resize(1440, 900)
    window.settings.set("theme", "dark")
    window.appearance.wear()
    take(window, "feedback_dark")
    window.settings.set("theme", "light")
    window.appearance.wear()
    window.show_page("agreement")
    wait(lambda: window.book.page.sections.gold.isVisible())
    take(window, "feedback_beside_gold")
    window.close()
    practice()
    window = shown(lead, "agreement")
    wait(lambda: shown_whole(window.book.page))
    bar = window.book.page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    take(window, "agreement_beside_gold")
    window.close()


def practice() -> None:
    """Take the list with what is to practise on, and the comparison right after a document."""
    path = planned(OWN / "Kyiv.sqlite", document("Ministers meet"),
                   document("Later", text=f"{TEXT} Another."))  # fmt: skip
    for person in ("Ana", "Ben"):
        project = opened(path, None, person)
        project.become(person)
        for each in project.documents():
            for place, label in ((KYIV, "location"), (SPEAKER, "speaker"), (QUOTE, "quote")):
                editing.mark(project, each.id, label, [place])
            editing.set_status(project, each.id, "done")
        project.close()
    project = opened(path, "ana", "g")
    rule(project, review(project).documents, "unanimous", "R1 The title belongs to it")
    assign_documents(project, ["Zoe"], Plan(training=2))
    project.close()
    bundle = OWN / "for Zoe.sqlite"
    make_bundle(path, bundle, FOR, "zoe", Session(via="command"))
    window = shown(bundle, "annotate")
    wait(lambda: window.page is not None and window.page.document_id is not None)
    editing.mark(window.project, window.page.document_id, "location", [(67, 72)])
    take(window, "practice_list")
    window.action_set.qactions["document.done"].trigger()
    if window.ask_bar.isVisible():
        window.ask_bar.field.setText("To practise")
        window.ask_bar.field.returnPressed.emit()
    wait(lambda: window.book.shown == "feedback" and window.book.page.queue is not None)
    take(window, "practice_compared")
    window.close()


if __name__ == "__main__":
    main()
