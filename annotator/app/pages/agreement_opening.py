"""Opening what is behind a number of the agreement page: its cases, and the article of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from annotator.app.pages.agreement_cases import Behind, behind, readings
from annotator.app.pages.agreement_shown import titles_told_apart
from annotator.compare.cases import MOST, Case
from annotator.project.case_texts import with_texts
from annotator.widgets.mention_list import MentionRow

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.agreement_page import AgreementPage


class AgreementOpening(QObject):
    """Joins the list of cases to the page; `cases` are those that are listed."""

    def __init__(self, page: AgreementPage, window: MainWindow) -> None:
        super().__init__(page)
        self._page, self._window = page, window
        self.cases: list[Case] = []
        self._behind: Behind | None = None
        self._looked_at = 0
        page.cases.case_opened.connect(self._open_case)
        page.cases.more_asked.connect(self._show_more)

    def open_cases(self, key: tuple[Any, ...]) -> None:
        """Show the cases behind a number; the pair of the number is looked at from then on."""
        page = self._page
        overview = page.sections.overview
        if overview is None:
            still = "still being counted." if page.making.busy else "not counted: count again."
            self._window.say(f"The cases are {still}")
            return
        if key[0] == "pair":
            page.sections.choose_scope(key[1])
        names = page.names
        found = behind(key, overview, names, page.sections.scope)
        if not found.cases:
            self._window.say("There are no cases behind this number.")
            return
        self._behind, self._looked_at, self.cases = found, 0, []
        rows = self._next_rows(found)
        page.cases.show_cases(found.title, found.total, rows, found.noun, self._left(found))

    def _show_more(self) -> None:
        if self._behind is not None:
            rows = self._next_rows(self._behind)
            self._page.cases.show_more(rows, self._left(self._behind))

    def _left(self, found: Behind) -> int:
        """Return how many are shown next."""
        return min(MOST, len(found.cases) - self._looked_at)

    def _next_rows(self, found: Behind) -> list[MentionRow]:
        """Return the next of the cases behind a number; from then on they can be opened."""
        page, start = self._page, self._looked_at
        names = page.names
        documents = ((each.id, each.title, each.key) for each in page.project.documents())
        titles = titles_told_apart(documents)
        texts = with_texts(page.project.path, found.cases[start : start + MOST])
        self._looked_at = min(start + MOST, len(found.cases))
        rows = []
        for number, each in enumerate(texts, len(self.cases)):
            case = each.case
            did = readings(case, names, found.said.get(case))
            called = ", ".join(titles.get(case.document, ()))
            rows.append(
                MentionRow(
                    case.document, str(number), each.before, each.words, each.after,
                    f"{did} · {called}",
                )
            )  # fmt: skip
        self.cases += [each.case for each in texts]
        return rows

    def _open_case(self, number: int) -> None:
        """Open the article at a case, with my span of it in focus where I have one."""
        case = self.cases[number]
        self._window.show_page("annotate")
        page = self._window.require_page()
        page.open_document(case.document)
        me = page.project.me.id if page.project.me else None
        mine = [
            marked.id
            for person, marked in zip(case.pair, (case.one, case.other), strict=True)
            if person == me and marked is not None and marked.id in page.spans
        ]
        if mine:
            page.focus(mine[0])
        else:
            page.view.set_caret(case.start)
