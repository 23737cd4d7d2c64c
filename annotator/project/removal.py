"""Taking documents out, undoably, and takedown, which erases for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.domain.edit import PURGE, Edit, add
from annotator.domain.edit import delete as deletion
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS
from annotator.project.naming import shortened

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


def document_ids(project: Project, keys: Iterable[str]) -> list[str]:
    """Return the ids of documents by key. Raises Problem when a key is unknown."""
    wanted = list(dict.fromkeys(keys))
    project.settle()
    found = project.reader.document_ids(wanted)
    unknown = [key for key in wanted if key not in found]
    if unknown:
        raise Problem(
            f"There is no document {', '.join(unknown)} in this project.",
            _UNCHANGED,
            "Check the keys with the document list or annotator info.",
        )
    return [found[key] for key in wanted]


def find_document(project: Project, key: str) -> str:
    """Return the id of a document by key, also of one that was removed. Raises Problem."""
    project.settle()
    there = project.reader.document_ids([key])
    removed = () if there else project.reader.removed_documents(key)
    # Of several of that key that came and went, the one that was there last.
    return removed[-1] if removed else document_ids(project, [key])[0]


def remove(project: Project, ids: Iterable[str]) -> int:
    """Take documents (by id) with their layers out of the project as one edit; how many.

    Undo or History brings all of it back.
    """
    project.check_writable()
    changes, keys = [], []
    for id in dict.fromkeys(ids):
        fields = project.fields_of(DOCUMENTS, "document", id)
        if fields is not None:
            changes.append(deletion(DOCUMENTS, "document", id, fields))
            keys.append(fields["key"])
    what = shortened(keys[0]) if len(keys) == 1 else f"{len(keys):,} documents"
    project.apply(Edit(f"remove {what}", tuple(changes)))
    return len(changes)


def purge_document(project: Project, document_id: str) -> None:
    """Erase a document's text, its layers and all that the journal says of it, for good.

    A removed document can still be purged. Hashes stay, so that the rest still proves itself.
    The purge is a record of its own and so erases the same wherever it is merged; backups
    and exports made before still have the content.
    """
    there = project.fields_of(DOCUMENTS, "document", document_id) is not None
    if not there and not project.was_deleted(DOCUMENTS, "document", document_id):
        raise Problem("There is no such document.", _UNCHANGED, "Check its key.")
    _purge(project, "document", document_id)


def purge_person(project: Project, person_id: str) -> None:
    """Erase a person's name and layers, for good; see `purge_document`."""
    if person_id not in {person.id for person in project.people}:
        raise Problem("There is no such person.", _UNCHANGED, "Check the name.")
    _purge(project, "person", person_id)


def id_stays(id: str) -> str:
    """Return the sentence that says what a takedown of a person leaves, with a space behind it."""
    return (
        f"The id “{id}” stays, without a name: layers, assignments and bundles are filed under it "
        "in the history, whose hashes would no longer hold. "
    )


def _purge(project: Project, kind: str, id: str) -> None:
    project.check_writable()
    # What is queued must be in the journal before the journal is emptied of it.
    project.settle()
    record = add(DOCUMENTS, PURGE, f"{kind}:{id}", {kind: id})
    project.apply(Edit(f"purge a {kind}", (record,)), mine=False)
    project.settle()
    try:
        project.leave_nothing_erased()
    finally:
        project.reload()
