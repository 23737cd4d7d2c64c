"""Marking many occurrences in a process of its own, so that the window never waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.domain.occurrences import Occurrence
from annotator.project import propagating
from annotator.project.job import Job
from annotator.project.progress import Progress
from annotator.project.work_beside import start_beside

if TYPE_CHECKING:
    from annotator.project.project import Project

#: More marks than this take too long for the window itself.
MANY = 100


def start_propagation(
    project: Project, document_id: str, span_id: str, chosen: Sequence[Occurrence]
) -> Job[int]:
    """Begin to mark the chosen occurrences like a span; the result is how many were marked.

    One edit, made in the window as far as undo is concerned. Raises Problem when what was done
    before is not on disk.
    """
    return start_beside(project, "Marking", _propagate, document_id, span_id, tuple(chosen))


def _propagate(
    progress: Progress,
    project: Project,
    document_id: str,
    span_id: str,
    chosen: Sequence[Occurrence],
) -> int:
    progress.step(0, len(chosen))
    return propagating.propagate(project, document_id, span_id, chosen)
