"""Work of the window on its project in a process of its own, so that the window never waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from annotator.project.job import Job, ProcessJob
from annotator.project.progress import Progress
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.project.project import Project

T = TypeVar("T")


def start_beside(project: Project, name: str, work: Callable[..., T], *given: object) -> Job[T]:
    """Begin `work(progress, project, *given)` there; `name` is how a Problem calls it.

    `work` is a function of a module, and what is `given` can be sent between processes. Its edits
    have my name and are undone in the window like any other. Raises Problem when nothing can be
    written, or what was done before is not on disk.
    """
    project.check_writable()
    me = project.me.id if project.me else None
    parts = (project.path, me, project.session.device, work, given)
    return SettledJob(project, lambda: ProcessJob(name, _work, *parts))


def _work(
    progress: Progress,
    path: Path,
    me: str | None,
    device: str,
    work: Callable[..., T],
    given: tuple[Any, ...],
) -> T:
    from annotator.project.opened_beside import opened_beside

    with opened_beside(path, me, device, via="window") as project:
        return work(progress, project, *given)
