"""What a row of the document list says of a document."""

from __future__ import annotations

from annotator.app.document_rows import DocumentRows
from annotator.storage.reading import DocumentSummary


def test_a_title_of_several_lines_stands_on_one() -> None:
    summary = DocumentSummary("d", "key", "Bridge\n closed\t again ", "new", None, 0, 9, None)
    assert DocumentRows().of_summary(summary).title == "Bridge closed again"
    blank = summary._replace(title=" \n ")
    assert DocumentRows().of_summary(blank).title == "key"
