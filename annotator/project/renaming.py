"""Giving an article another key: two copies of a project may have called two articles the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.edit import Edit, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS
from annotator.project.naming import shortened
from annotator.project.removal import document_ids

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


def rename_document(project: Project, key: str, new: str) -> str:
    """Give a document another key, as one edit, and return that; everything else stays.

    Raises Problem when there is no document of that key, or one of the new key already.
    """
    project.check_writable()
    (id,) = document_ids(project, [key])
    wanted = " ".join(new.split())
    if not wanted:
        raise Problem("A document needs a key.", _UNCHANGED, "Give it one.")
    if wanted == key:
        return key
    if project.reader.document_ids([wanted]):
        raise Problem(
            f"There already is a document {wanted} in this project.",
            _UNCHANGED,
            "Choose another key.",
        )
    fields = project.fields_of(DOCUMENTS, "document", id) or {}
    change = set_fields(DOCUMENTS, "document", id, fields, key=wanted)
    project.apply(Edit(f"rename {shortened(key)} to {shortened(wanted)}", (change,)))
    return wanted
