"""Draw the page of the team, the assign dialog and the merge dialog, in all themes.

python3 dev.py pictures team
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from annotator.app.application import open_window
from annotator.app.leaving_dialog import LeavingDialog
from annotator.app.look_dialog import LookDialog
from annotator.app.main_window import MainWindow
from annotator.app.window_team import open_assign, open_merge
from annotator.project import editing
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.people import LEAD, add_person, set_role
from annotator.project.project import Project, create_project
from annotator.project.session import Session
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.disagreeing import disagreeing
from tests.pictures.scene import OWN, begin, save

PEOPLE = ("Ana Kovač", "Ben Okafor", "Chloé Dubois", "Дмитро Савченко")
COMMAND = Session(via="command")


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows."""
    QTest.qWait(300)
    save(window, name)


def take_dialog(dialog: LookDialog, name: str) -> None:
    """Save what a dialog shows once its try is over."""
    for _ in range(100):
        QTest.qWait(100)
        if dialog.button.isEnabled():
            break
    QTest.qWait(100)
    save(dialog, name)
    dialog.reject()


def made(folder: Path) -> tuple[Path, list[Path]]:
    """Return a project with handed out work, of which some came back, and bundles to merge."""
    path = disagreeing(folder / "Belarus coverage.sqlite", ())
    project = Project.open(path)
    project.become("Maria Lind")
    set_role(project, project.people[0].id, LEAD)
    assign_documents(project, PEOPLE, Plan(overlap=2, calibration=4))
    people = [each.id for each in project.people if each.role != LEAD]
    project.close()
    backs = []
    for number, person in enumerate(people[:3]):
        bundle, back = (folder / f"{way} {person}.sqlite" for way in ("for", "from"))
        make_bundle(path, bundle, FOR, person, COMMAND)
        theirs = Project.open(bundle)
        for each in theirs.documents()[: 5 * number + 4]:
            for start in range(0, 30 + 10 * number, 10):
                editing.mark(theirs, each.id, "claim", [(start, start + 6)])
            editing.set_status(theirs, each.id, "done")
        theirs.close()
        make_bundle(bundle, back, FROM, person, COMMAND)
        backs.append(back)
    merge_files(path, MergeOptions((backs[2],)), COMMAND)
    return path, backs


def main() -> None:
    """Take all pictures."""
    begin()
    path, backs = made(OWN)
    window = open_window(path, None)
    window.show()
    window.resize(1440, 900)
    window.show_page("team")
    for theme in ("light", "dark", "high_contrast"):
        window.settings.set("theme", theme)
        take(window, f"team_{theme}")
        take_dialog(open_assign(window), f"assign_{theme}")
        take_dialog(open_merge(window, backs[:2]), f"merge_{theme}")
    window.settings.set("theme", "light")
    page = window.book.page
    buttons = page.rows.buttons
    gone = [id for verb, id in buttons if verb == "take_out"][:2]
    buttons["take_out", gone[0]].click()
    QTest.qWait(200)
    (dialog,) = page.findChildren(LeavingDialog)
    take_dialog(dialog, "leaving")
    buttons["take_out", gone[1]].click()
    (dialog,) = [each for each in page.findChildren(LeavingDialog) if each.isVisible()]
    dialog.button.click()
    QTest.qWait(1500)
    for theme in ("light", "dark"):
        window.settings.set("theme", theme)
        take(window, f"team_left_{theme}")
    window.settings.set("theme", "light")
    assert window.project is not None
    for number in range(8):
        add_person(window.project, f"Annotator with a rather long name, number {number + 1}")
    window.resize(1024, 700)
    window.book.page.show_team()
    take(window, "team_many_1024x700")
    take_dialog(open_assign(window), "assign_many_1024x700")
    window.close()
    empty = OWN / "empty.sqlite"
    create_project(empty).close()
    window = open_window(empty, None)
    window.show()
    window.show_page("team")
    take(window, "team_empty")
    window.close()


if __name__ == "__main__":
    main()
