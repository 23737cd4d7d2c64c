"""Practising: documents with gold, of which a newcomer sees the gold when they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.stream import WORK

if TYPE_CHECKING:
    from annotator.project.project import Project


def is_practice(project: Project, document_id: str) -> bool:
    """Return whether I am to practise on a document: gold is shown as soon as I finish it."""
    # What it needs is not needed when the window starts.
    from annotator.project.sharing import ASSIGNMENT

    if project.me is None:
        return False
    fields = project.fields_of(WORK, ASSIGNMENT, f"{document_id}/{project.me.id}")
    return bool(fields and fields.get("training"))
