"""Draw the page of the team, the assign dialog and the merge dialog, in all themes.

python3 dev.py pictures team
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")
_OWN = tempfile.TemporaryDirectory(prefix="annotator-pictures-")
os.environ["ANNOTATOR_DATA"] = str(Path(_OWN.name, "data"))
os.environ["ANNOTATOR_SETTINGS"] = str(Path(_OWN.name, "settings"))

from PySide6.QtTest import QTest  # noqa: E402

from annotator.app.application import make_application, open_window  # noqa: E402
from annotator.app.leaving_dialog import LeavingDialog  # noqa: E402
from annotator.app.look_dialog import LookDialog  # noqa: E402
from annotator.app.main_window import MainWindow  # noqa: E402
from annotator.app.window_team import open_assign, open_merge  # noqa: E402
from annotator.project import editing  # noqa: E402
from annotator.project.bundling import FOR, FROM, make_bundle  # noqa: E402
from annotator.project.merging import MergeOptions, merge_files  # noqa: E402
from annotator.project.people import LEAD, add_person, set_role  # noqa: E402
from annotator.project.project import Project, create_project  # noqa: E402
from annotator.project.session import Session  # noqa: E402
from annotator.project.sharing import assign_documents  # noqa: E402
from annotator.team.assignment import Plan  # noqa: E402
from tests.disagreeing import disagreeing  # noqa: E402

PEOPLE = ("Ana Kovač", "Ben Okafor", "Chloé Dubois", "Дмитро Савченко")
COMMAND = Session(via="command")


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows."""
    QTest.qWait(300)
    window.grab().save(str(FOLDER / f"{name}.png"))
    print(name)


def take_dialog(dialog: LookDialog, name: str) -> None:
    """Save what a dialog shows once its try is over."""
    for _ in range(100):
        QTest.qWait(100)
        if dialog.button.isEnabled():
            break
    QTest.qWait(100)
    dialog.grab().save(str(FOLDER / f"{name}.png"))
    print(name)
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
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_application([])
    path, backs = made(Path(_OWN.name))
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
    empty = Path(_OWN.name, "empty.sqlite")
    create_project(empty).close()
    window = open_window(empty, None)
    window.show()
    window.show_page("team")
    take(window, "team_empty")
    window.close()


if __name__ == "__main__":
    main()
