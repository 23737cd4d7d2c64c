"""Draw the export and import dialogs in light, dark and high contrast.

python3 dev.py pictures dialogs
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.app.window_export import open_export
from annotator.app.window_import import open_import
from tests.pictures.scene import OWN, begin, save, settle
from tests.pictures.take_window import SEED, annotated, make_project


def take_dialog(dialog: QDialog, name: str) -> None:
    """Save what a dialog shows."""
    for _ in range(100):
        QTest.qWait(100)
        if getattr(dialog, "survey", None) or getattr(dialog, "report", None):
            break
    QTest.qWait(100)
    save(dialog, name)


def export(window: MainWindow, theme: str) -> None:
    """Show the losses of a CoNLL export, and an export that loses nothing."""
    dialog = open_export(window)
    take_dialog(dialog, f"export_whole_{theme}")
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("conll-bioes"))
    dialog.form.split.setCurrentText("80/10/10")
    QTest.qWait(300)
    take_dialog(dialog, f"export_{theme}")
    if theme == "light":
        dialog.resize(1000, 676)
        take_dialog(dialog, "export_small")
    dialog.reject()


def foreign() -> Path:
    """Write an article with an emoji that another program labelled, counting UTF-16 units."""
    text = "🎉 “We will open in spring,” said Ana Kovač in Lviv. Nobody had expected it."
    lines = []
    for number in range(40):
        own = f"{text} Report {number}."
        marks = (("QUOTE", "“We will open in spring,”"), ("PER", "Ana Kovač"), ("LOC", "Lviv"))
        marks += (("MISC", "spring"),)
        label = [
            {"id": n, "label": name, "start_offset": own.index(words) + 1,
             "end_offset": own.index(words) + 1 + len(words)}
            for n, (name, words) in enumerate(marks)
        ]  # fmt: skip
        relation = {"id": 9, "from_id": 0, "to_id": 1, "type": "speaker-of"}
        whose = ("ana.kovac", "user7")[number % 2]
        line = {"id": number, "text": own, "entities": label, "relations": [relation]}
        lines.append({**line, "annotator": whose})
    path = OWN / "labels-2025.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def bring(window: MainWindow, theme: str) -> None:
    """Show what an import of foreign labels asks."""
    dialog = open_import(window, [foreign()])
    take_dialog(dialog, f"import_{theme}")
    if theme == "light":
        dialog.resize(1000, 676)
        take_dialog(dialog, "import_small")
    dialog.reject()


def main() -> None:
    """Take all pictures."""
    begin()
    window = open_window(make_project(), SEED)
    window.show()
    settle()
    for theme in ("light", "dark", "high_contrast"):
        annotated(window, theme)
        export(window, theme)
        bring(window, theme)
    window.close()


if __name__ == "__main__":
    main()
