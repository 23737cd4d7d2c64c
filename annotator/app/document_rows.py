"""What the list shows of the documents of a project, and which of them are to practise on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.project.practising import practised
from annotator.widgets.document_list import DocumentRow

if TYPE_CHECKING:
    from annotator.project.open_document import OpenDocument
    from annotator.project.project import Project
    from annotator.storage.reading import DocumentSummary

#: What stands first in the line below the title of a document to practise on.
PRACTICE = "practice"


class DocumentRows:
    """Makes the rows; knows what I practise on since `look_again` was called last."""

    def __init__(self) -> None:
        self._practised: frozenset[str] = frozenset()

    def look_again(self, project: Project) -> bool:
        """Read what I practise on; return whether that is something else than before."""
        before, self._practised = self._practised, practised(project)
        return self._practised != before

    def of_summary(self, each: DocumentSummary) -> DocumentRow:
        """Return the row of a document as the file has it."""
        title = _on_one_line(each.title) or each.key
        return self._row(
            each.id, title, each.status, each.span_count, each.reason, each.comment_count
        )

    def of_open(self, opened: OpenDocument, title: str) -> DocumentRow:
        """Return the row of a document that is open."""
        id, count = opened.document.id, len(opened.spans)
        title = _on_one_line(title)
        return self._row(id, title, opened.status, count, opened.reason, opened.waiting_comments)

    def _row(
        self, id: str, title: str, status: str, spans: int, reason: str | None, comments: int
    ) -> DocumentRow:
        marked = f"{spans:,} span{'s' * (spans != 1)}" if spans else ""
        said = f"{comments:,} comment{'s' * (comments != 1)}" if comments else ""
        practice = PRACTICE if id in self._practised else ""
        parts = (practice, status, marked, said, reason)
        return DocumentRow(id, title, status, " · ".join(part for part in parts if part))


def _on_one_line(title: str) -> str:
    # A row has one line for it, and a title of a file may have several.
    return " ".join(title.split())
