"""Draw the window as people see it: themes, sizes, scripts and states.

python3 dev.py pictures window
"""

from __future__ import annotations

from pathlib import Path

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.app.overlays import open_keys, open_palette
from annotator.domain.problem import Problem
from annotator.domain.text_objects import text_object
from annotator.paths import seeds
from annotator.project import editing, importing
from annotator.project.project import create_project
from annotator.project.session import Session, device_id, random_id, utc_now
from tests.pictures.scene import OWN, begin, save, settle, take

SEED = "000_4c3dfa78dd8f5e6c"
GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"


def make_project() -> Path:
    """Make a project of all seeds, the first of them annotated."""
    path = OWN / "Seeds.sqlite"
    create_project(path, me="Ana Kovač").close()
    session = Session(utc_now, random_id, device_id(), "command")
    gold = OWN / "gold.jsonl"
    text = GOLD.read_text("utf-8")
    text = text.replace('"id": "gold"', '"id": "ana-kovac"').replace(
        "One careful reader", "Ana Kovač"
    )
    gold.write_text(text.replace('"person": "gold"', '"person": "ana-kovac"'), "utf-8")
    for source in (gold, seeds()):
        options = importing.ImportOptions((source,), "Ana Kovač", "Ana Kovač")
        importing.import_files(path, options, session)
    return path


def annotated(window: MainWindow, theme: str, size: tuple[int, int] = (1440, 900)) -> None:
    """Show the annotated seed with a focused quote."""
    window.settings.set("theme", theme)
    window.resize(*size)
    page = window.page
    page.open_document(window.work.find(SEED))
    settle()
    quote = next(s for s in page.spans_in_order() if s.label == "quote" and s.start == 488)
    page.view.set_caret(quote.start, None, False)
    page.focus(quote.id)


def mark_some(window: MainWindow) -> None:
    """Mark every quotation of the open document, and the name after it, as keys would."""
    page = window.page
    document = window.project.open_document(page.document_id).document
    marks = [place for place, sign in enumerate(document.text) if sign in "«„「“"]
    last = None
    for place in marks[:12]:
        fragment = text_object("quotation", document.text, place + 1, document.language)
        if fragment:
            last = editing.mark(window.project, page.document_id, "quote", (fragment,))
        name = text_object("name", document.text, max(place - 6, 0), document.language)
        if name and name[1] > name[0]:
            editing.mark(window.project, page.document_id, "speaker", (name,))
    if last is not None:
        page.view.set_caret(0)
        page.focus(page.spans_in_order()[2].id)


def dense(window: MainWindow) -> None:
    """Nest spans as deep as people do, and deeper."""
    page = window.page
    page.open_document(window.work.find(SEED))
    for start, end, label in (
        (94, 253, "claim"), (109, 253, "quote"), (154, 253, "claim"), (154, 170, "speaker"),
        (154, 161, "location"), (94, 139, "speaker"), (94, 100, "speaker"), (200, 253, "claim"),
    ):  # fmt: skip
        editing.mark(window.project, page.document_id, label, ((start, end),))
    page.view.set_caret(94)
    page.focus(None)


def main() -> None:
    """Take all pictures."""
    begin()
    path = make_project()
    window = open_window(path, SEED)
    window.show()
    settle()
    for theme in ("light", "dark", "high_contrast"):
        annotated(window, theme)
        take(window, f"annotate_{theme}")
    annotated(window, "light", (1024, 700))
    take(window, "annotate_1024x700")
    window.settings.set("zoom", 200)
    take(window, "annotate_1024x700_zoom_200")
    window.resize(1440, 900)
    take(window, "annotate_zoom_200")
    window.settings.set("zoom", 100)
    for name, language in (
        ("rtl", "arabic"),
        ("crlf", "crlf"),
        ("emoji", "emoji"),
        ("japanese", "japanese"),
        ("ukrainian", "ukrainian"),
    ):
        found = [row for row in window.work.keys.items() if language in row[1]]
        if found:
            window.page.open_document(found[0][0])
            mark_some(window)
            take(window, f"annotate_{name}")
    dense(window)
    take(window, "annotate_dense")
    open_keys(window)
    take(window, "keys")
    window.back_to_page()
    for overlay in window.findChildren(object, "keysOverlay"):
        overlay.hide()
    open_palette(window)
    take(window, "palette")
    window.close()
    main_states()


def main_states() -> None:
    """Take the start page and the states in between."""
    window = open_window(None)
    window.settings.set("theme", "light")
    window.resize(1440, 900)
    window.show()
    take(window, "start")
    empty = OWN / "Empty.sqlite"
    create_project(empty).close()
    window.open_project(empty)
    take(window, "empty_project")
    from annotator.app.errors import ProblemDialog
    from annotator.app.help_dialog import HelpDialog
    from annotator.app.settings_dialog import SettingsDialog

    problem = Problem(
        "“Belarus coverage” has file version 14. This program reads up to version 1.",
        "The file was only read. Nothing in it was changed.",
        "Install a newer Annotator, or ask whoever sent the file for a bundle.",
    )
    findings = (
        "labelled.jsonl, line 12: The line is cut off or damaged: it cannot be read from its "
        "character 64 on. It was left out, the others kept.\n"
        "labelled.jsonl, line 31, BBC-0412: The span s7 (quote) has no place in the text. Its end "
        "is behind the end of the text. It was left out, the rest kept.\n"
        "newer.jsonl: This file was written by a newer Annotator (format 99, not 1). It was left "
        "out. Update Annotator and import the file again."
    )
    detailed = Problem(
        "Imported 41 documents from 3 files. Not everything was as it should be: 1 line that could "
        "not be read, 1 span or region without a place in the text, 1 file that was refused. The "
        "rest was kept.",
        "What was kept is in the project; History can take the import back.",
        "Look at the details, mend the file and import it again.",
        findings,
    )
    opened = ProblemDialog(detailed, window, title="Imported, but not everything")
    opened.details_button.setChecked(True)
    for dialog, name in (
        (ProblemDialog(problem, window), "problem"),
        (ProblemDialog(detailed, window, title="Imported, but not everything"), "problem_closed"),
        (opened, "problem_details"),
        (SettingsDialog(window.settings, window), "settings"),
        (HelpDialog(window), "help"),
    ):
        dialog.show()
        settle()
        save(dialog, name)
        dialog.close()
    window.close()


if __name__ == "__main__":
    main()
