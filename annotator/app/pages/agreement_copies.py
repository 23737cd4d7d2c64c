"""Copies of the agreement page for elsewhere: a picture, CSV, Markdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton

from annotator.app.pages.agreement_shown import used_labels
from annotator.project.agreement_text import as_csv, as_markdown
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

if TYPE_CHECKING:
    from annotator.app.pages.agreement_page import AgreementPage


#: The height of the line that says what is left in.
_CAPTION = 32


class AgreementCopies:
    """Puts what a page shows on the clipboard, once everything of it is counted."""

    def __init__(self, page: AgreementPage) -> None:
        self._page = page
        #: The copy that waits for what is being counted.
        self._waiting: Callable[[], None] | None = None
        self.buttons = self._make_buttons()

    def _make_buttons(self) -> list[QPushButton]:
        """Return a button for each kind of copy."""
        found = []
        kinds = {"picture": self.picture, "CSV": self.csv, "Markdown": self.markdown}
        for name, copy in kinds.items():
            button = QPushButton(name)
            button.setProperty("link", True)
            button.setAccessibleName(f"Copy as {name}")
            button.clicked.connect(partial(self.ask, copy))
            found.append(button)
        return found

    def ask(self, copy: Callable[[], None], _checked: bool = False) -> None:
        """Copy now, or when intervals and cases are there too."""
        if self._page.making.busy:
            self._waiting = copy
            self._page.say("It is copied as soon as everything is counted.")
        elif self._page.sections.overview is None:
            self._page.say("Nothing was copied: it is not counted. Count again first.")
        else:
            copy()

    def copy_waiting(self) -> None:
        """Copy what waited, now that everything is counted."""
        copy, self._waiting = self._waiting, None
        if copy is not None:
            copy()

    def forget(self) -> None:
        """Copy nothing of what waits: something else is shown, or nothing was counted."""
        if self._waiting is not None:
            self._waiting = None
            self._page.say("Nothing was copied.")

    def picture(self) -> None:
        """Copy a picture of all sections, also of those that are out of sight."""
        page = self._page
        words = page.filter.words
        page.sections.fill_now()
        picture = page.sections.grab()
        QGuiApplication.clipboard().setPixmap(captioned(picture, words, page.sections.theme))
        page.say(f"Copied as a picture{_of(words)}.")

    def csv(self) -> None:
        """Copy all figures with all digits."""
        if self._page.figures is not None:
            chosen = self._page.filter.chosen
            self._text(as_csv(self._page.figures.rows, chosen), "CSV")

    def markdown(self) -> None:
        """Copy the pairs by label by the measure that is shown."""
        page = self._page
        if page.figures is not None:
            used = used_labels(page.project.schema, page.figures)
            labels = {each.id: each.name for each in used}
            text = as_markdown(page.figures.rows, page.measure, labels, page.names.people)
            words = page.filter.words
            self._text(f"Only {words}:\n\n{text}" if words else text, "Markdown")

    def _text(self, text: str, kind: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._page.say(f"Copied as {kind}{_of(self._page.filter.words)}.")


def _of(words: str) -> str:
    return f": only {words}" if words else ""


def captioned(picture: QPixmap, words: str, theme: Theme) -> QPixmap:
    """Return a picture with a line above it that says what it is of; as it is without words."""
    if not words:
        return picture
    ratio = picture.devicePixelRatio()
    width = round(picture.width() / ratio)
    whole = QPixmap(picture.width(), picture.height() + round(_CAPTION * ratio))
    whole.setDevicePixelRatio(ratio)
    whole.fill(QColor(theme.paper))
    painter = QPainter(whole)
    box = QRect(32, 8, width - 64, _CAPTION - 8)
    draw_line(painter, box, f"Only {words}", interface_font(13, bold=True), theme.ink)
    painter.drawPixmap(0, _CAPTION, picture)
    painter.end()
    return whole
