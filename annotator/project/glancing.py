"""A first glance at a project, for the window's first paint."""

from __future__ import annotations

from pathlib import Path

from annotator.project.remembering import remembered_person
from annotator.storage import glance as stored
from annotator.storage.glance import Glance, project_id

__all__ = ["Glance", "glance", "project_id"]


def glance(path: Path, key: str | None) -> Glance | None:
    """Return the article that will be opened, as I left it; None when that is not plain.

    Reads only. `key` names the document; without it the first one that is not done is taken.
    """
    id = project_id(path)
    return None if id is None else stored.glance(path, key, remembered_person(id))
