"""Copies of the agreement page for elsewhere: a picture, CSV, Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from annotator.app.pages.agreement_shown import used_labels
from annotator.project.agreement_text import as_csv, as_markdown

if TYPE_CHECKING:
    from annotator.app.pages.agreement_page import AgreementPage


class AgreementCopies:
    """Puts what a page shows on the clipboard."""

    def __init__(self, page: AgreementPage) -> None:
        self._page = page

    def buttons(self) -> list[QPushButton]:
        """Return a button for each kind of copy."""
        found = []
        kinds = {"picture": self.picture, "CSV": self.csv, "Markdown": self.markdown}
        for name, copy in kinds.items():
            button = QPushButton(name)
            button.setProperty("link", True)
            button.setAccessibleName(f"Copy as {name}")
            button.clicked.connect(copy)
            found.append(button)
        return found

    def picture(self) -> None:
        """Copy a picture of all sections, also of those that are out of sight."""
        QGuiApplication.clipboard().setPixmap(self._page.sections.grab())
        self._page.say("Copied as a picture.")

    def csv(self) -> None:
        """Copy all figures with all digits."""
        if self._page.figures is not None:
            self._text(as_csv(self._page.figures.rows), "CSV")

    def markdown(self) -> None:
        """Copy the pairs by label by the measure that is shown."""
        page = self._page
        if page.figures is not None:
            used = used_labels(page.project.schema, page.figures)
            labels = {each.id: each.name for each in used}
            text = as_markdown(page.figures.rows, page.measure, labels, page.names.people)
            self._text(text, "Markdown")

    def _text(self, text: str, kind: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._page.say(f"Copied as {kind}.")
