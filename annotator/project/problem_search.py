"""Searching a whole project for documents with problems, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from annotator.project.job import Job, ProcessJob
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.queue import LayersToCheck, find_problems
from annotator.storage.connection import open_to_read
from annotator.storage.project_reader import ProjectReader


def start_problem_search(project: Project) -> Job[frozenset[str]]:
    """Begin to look for my documents in which constraints are broken; what is saved counts."""
    person = project.me.id if project.me else None
    ids = tuple(row.id for row in project.documents() if row.span_count)
    definition = dict(project.schema.definition)
    return ProcessJob("The search for problems", _search, project.path, ids, person, definition)


def _search(
    progress: Progress,
    path: Path,
    documents: tuple[str, ...],
    person: str | None,
    definition: dict[str, object],
) -> frozenset[str]:
    from annotator.domain.schema import schema_from_definition

    opened = open_to_read(path)
    try:
        asked = LayersToCheck(documents, person, schema_from_definition(definition))
        return find_problems(asked, ProjectReader(opened.connection), progress)
    finally:
        opened.close()
