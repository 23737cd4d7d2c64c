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


def practised(project: Project) -> frozenset[str]:
    """Return the documents (ids) that I am to practise on."""
    from annotator.project import unwritten
    from annotator.project.sharing import ASSIGNMENT

    me = project.me
    if me is None:
        return frozenset()
    with unwritten.one_moment(project) as entries:
        found = set(project.reader.practised_by(me.id))
        ids = {each.id for each in unwritten.changes_in(entries, WORK) if each.kind == ASSIGNMENT}
    for id in ids:
        document, _, person = id.rpartition("/")
        if person == me.id:
            found.discard(document)
            if is_practice(project, document):
                found.add(document)
    return frozenset(found)
