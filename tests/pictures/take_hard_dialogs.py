"""Draw the import and export dialogs on what is hard to show: many names, long ones, bad files.

python3 dev.py pictures hard_dialogs
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

_PLACE = OWN / "files"
_LONG = "A report on everything that was said in the parliament of a small country about " * 2


def take(dialog: QDialog, name: str, seconds: float = 10) -> None:
    """Save what a dialog shows when it has looked, or after so many seconds."""
    for _ in range(int(10 * seconds)):
        QTest.qWait(100)
        if getattr(dialog, "survey", None) or getattr(dialog, "report", None):
            break
    QTest.qWait(300)
    save(dialog, f"hard_{name}")
    print(name, f"{dialog.width()} × {dialog.height()}")


def files() -> dict[str, list[Path]]:
    """Make files that are hard to show, by what is hard about them."""
    _PLACE.mkdir()
    long = _PLACE / f"{_LONG[:200]}.txt"
    long.write_text("It was in Kyiv.\n" * 40)
    many = [_PLACE / f"{number:04}.txt" for number in range(5000)]
    for number, path in enumerate(many):
        path.write_text(f"Article {number}. Nothing happened in it.")
    empty = _PLACE / "empty folder"
    empty.mkdir()
    broken = _PLACE / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    mixed = _PLACE / "mixed"
    mixed.mkdir()
    for number in range(12):
        (mixed / f"{number}.txt").write_text("" if number % 3 else f"Text {number}")
    (mixed / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (mixed / "b.bin").write_bytes(bytes(range(256)))
    (mixed / "c.jsonl").write_text('{"text": "Good.", "spans": [{"start": 40, "end": 44}]}\n{oh')
    (mixed / "d.txt").write_bytes("Řekl: „Ne.“ A odešel.".encode("cp1250"))
    names = _PLACE / "names.jsonl"
    words = [f"LABEL_{n}" if n % 3 else f"{_LONG[:60]} {n}" for n in range(30)]
    spans = [{"start": 0, "end": 2, "label": word} for word in words]
    names.write_text(json.dumps({"text": "It was in Kyiv.", "spans": spans}) + "\n")
    return {
        "long": [long], "many": many, "empty": [empty], "broken": [broken], "mixed": [mixed],
        "names": [names],
    }  # fmt: skip


def main() -> None:
    """Take all pictures."""
    begin()
    path = make_project()
    window = open_window(path, SEED)
    size = (1024, 700)
    window.resize(*size)
    window.show()
    settle()
    annotated(window, "light", size)
    for name, paths in files().items():
        dialog = open_import(window, paths)
        take(dialog, f"import_{name}", 15 if name == "many" else 4)
        dialog.reject()
    crowd(window)
    dialog = open_export(window)
    take(dialog, "export_crowd")
    dialog.form.people[""].setChecked(False)
    for box in dialog.form.people.values():
        box.setChecked(False)
    take(dialog, "export_nobody", 1)
    dialog.reject()
    window.close()


def crowd(window: MainWindow) -> None:
    """Bring in many people, and labels with long names."""
    project = window.project
    for number in range(24):
        project.become(f"Alexandra-Maria von und zu Musterhausen {number}")
    project.become("Ana Kovač")


if __name__ == "__main__":
    main()
