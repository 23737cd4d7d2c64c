"""A new document from the clipboard: an article copied in a browser, an editor or a mail."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTemporaryDir
from PySide6.QtWidgets import QApplication

from annotator.app import window_import
from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.import_report import ImportReport

#: The key of a document that comes from the clipboard; further ones get a number.
_NAME = "Pasted article"
#: HTML that says more than its plain text: where paragraphs, lines and cells end.
_STRUCTURE = re.compile(r"<(p|div|br|h[1-6]|li|tr)\b", re.IGNORECASE)


def paste_article(window: MainWindow) -> None:
    """Import what the clipboard holds as a document and open it; files are imported as files.

    Raises Problem when there is no text in it.
    """
    window.require_page()
    # Qt gives None where nothing was ever copied, whatever its signature says.
    held: QMimeData | None = QApplication.clipboard().mimeData()
    data = held if held is not None else QMimeData()
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        window.import_files(paths)
        return
    folder = QTemporaryDir()
    path = _write(data, Path(folder.path()))
    known = set(window.work.keys)
    # The folder lives as long as what is to be done at the end of the import.
    window_import.import_files(
        window, [path], {"whole": ""}, partial(_open_new, window, known, folder)
    )


def _write(data: QMimeData, folder: Path) -> Path:
    text, page = data.text(), data.html() if data.hasHtml() else ""
    structured = bool(_STRUCTURE.search(page))
    if not (text.strip() or structured):
        raise Problem(
            "The clipboard holds no text.",
            "Nothing was changed.",
            "Copy an article, or some files, and paste again.",
        )
    path = folder / f"{_NAME}{'.html' if structured else '.txt'}"
    # A byte-order mark, because a page may declare the encoding that it had elsewhere.
    path.write_bytes((page if structured else text).encode("utf-8-sig", "replace"))
    return path


def _open_new(
    window: MainWindow, known: set[str], folder: QTemporaryDir, report: ImportReport
) -> None:
    window_import.report_import(window, report)
    folder.remove()
    new = [id for id in window.work.keys if id not in known]
    if new and report.documents:
        window.require_page().open_document(new[0])
    elif report.duplicates:
        window.say("This article is in the project already.")
