"""Marking many occurrences in a process of its own, so that the window never waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.occurrences import Occurrence
from annotator.project import propagating
from annotator.project.job import Job, ProcessJob
from annotator.project.progress import Progress
from annotator.project.settled_job import SettledJob

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
    project.check_writable()
    me = project.me.id if project.me else None
    given = (project.path, document_id, span_id, tuple(chosen), me, project.session.device)
    return SettledJob(project, lambda: ProcessJob("Marking", _propagate, *given))


def _propagate(
    progress: Progress,
    path: Path,
    document_id: str,
    span_id: str,
    chosen: Sequence[Occurrence],
    me: str | None,
    device: str,
) -> int:
    from annotator.project.opened_beside import opened_beside

    progress.step(0, len(chosen))
    with opened_beside(path, me, device, via="window") as project:
        return propagating.propagate(project, document_id, span_id, chosen)
