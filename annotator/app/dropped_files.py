"""What becomes of each of several files that come at once, said before anything happens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.project.project import Project

PROJECT_SUFFIXES = {".sqlite", ".annotator", ".db", ".sqlite3"}
#: What becomes of a file.
IMPORTED, MERGED, OPENED, LEFT = "imported", "merged", "opened", "left"
_OTHER = "left: it belongs to another project; drop it alone to open it"
_INSTEAD = "opened in place of the project in this window, which is closed with everything saved"


class Dropped(NamedTuple):
    """A file, what becomes of it, and that in words."""

    path: Path
    becomes: str
    words: str


def is_project_file(path: Path) -> bool:
    """Return whether a file is named as projects and bundles are."""
    return path.suffix in PROJECT_SUFFIXES


def of_several_kinds(project: Project | None, paths: Sequence[Path]) -> bool:
    """Return whether it must be told first what becomes of files: they go several ways, or away."""
    projects = [path for path in paths if is_project_file(path)]
    if projects and len(projects) < len(paths):
        return True
    if (
        project is not None
        and len(paths) == 1
        and projects
        and not _is_file(paths[0], project.path)
    ):
        # Another project takes the place of the one in the window: that is asked first.
        return _belongs(project, paths[0]) is False
    ours = {_belongs(project, path) for path in projects}
    return project is not None and True in ours and len(ours) > 1


def told(project: Project | None, paths: Sequence[Path]) -> list[Dropped]:
    """Return what becomes of each file, in the order in which they came."""
    projects = [path for path in paths if is_project_file(path)]
    found = [_told(project, path, projects) for path in paths]
    if len(paths) == 1 and project is not None and found[0].words == _OTHER:
        return [Dropped(paths[0], OPENED, _INSTEAD)]
    return found


def _told(project: Project | None, path: Path, projects: Sequence[Path]) -> Dropped:
    if not is_project_file(path):
        if project is None:
            return Dropped(path, LEFT, "left: open a project first, and drop it onto that")
        return Dropped(path, IMPORTED, "imported into the project in this window")
    if project is not None and _is_file(path, project.path):
        return Dropped(path, LEFT, "left: it is the project in this window")
    belongs = _belongs(project, path)
    if belongs is None:
        return Dropped(path, LEFT, "left: it cannot be read as a project or bundle")
    if belongs:
        return Dropped(path, MERGED, "merged, once you have seen what it brings")
    if project is None and len(projects) == 1:
        return Dropped(path, OPENED, "opened")
    return Dropped(path, LEFT, _OTHER)


def _belongs(project: Project | None, path: Path) -> bool | None:
    """Return whether a file belongs to the open project; None for what is no project."""
    from annotator.project.glancing import project_id

    id = project_id(path)
    if id is None:
        return None
    return project is not None and id == project.id


def _is_file(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)
