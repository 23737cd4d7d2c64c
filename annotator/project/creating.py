"""Making a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import Edit, set_fields
from annotator.domain.problem import Problem
from annotator.domain.schema import schema_from_definition
from annotator.domain.stream import DOCUMENTS, SCHEMA
from annotator.paths import resource
from annotator.project.job import ThreadJob
from annotator.project.progress import Progress
from annotator.project.session import random_id, utc_now
from annotator.storage import location
from annotator.storage.upgrade import create_file

if TYPE_CHECKING:
    from annotator.project.project import Project


def create_project(
    path: Path,
    title: str | None = None,
    schema: Mapping[str, Any] | None = None,
    me: str | None = None,
    *,
    clock: Callable[[], str] = utc_now,
    new_id: Callable[[], str] = random_id,
    device: str | None = None,
    via: str = "window",
    network: Callable[[Path], bool] = location.on_network,
) -> Project:
    """Make a project file and return it open; `me` is the name of who works on it.

    The title is the file's name and the schema the default one unless given (as parsed JSON).
    Raises Problem when there already is something at `path`, it cannot be written, the schema
    is none, or `me` is no name; no file is left then.
    """
    from annotator.project.import_files import shown

    path = Path(path)
    if schema is None:
        schema = json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
    schema_from_definition(schema)
    if me is not None and not me.strip():
        raise Problem("A person needs a name.", "No project was made.", "Type your name.")
    create_file(path, new_id(), clock())

    def opened(via: str, me: str | None = None) -> Project:
        from annotator.project.project import Project

        return Project.open(
            path, me, clock=clock, new_id=new_id, device=device, via=via, network=network
        )

    try:
        making = opened("command")
        _fill(making, title or shown(path.stem), schema, me)
        made = opened(via, making.me.id if making.me else None)
        made.warnings = making.warnings
        return made
    except BaseException:
        # It is ours and nobody has worked in it: half a project would only be in the way.
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise


def start_creation(path: Path) -> ThreadJob[Path]:
    """Begin to make a project file of nobody's, with the default schema; gives its path."""
    return ThreadJob(_make, path)


def _make(progress: Progress, path: Path) -> Path:
    progress.step(0, None)
    create_project(path).close()
    return path


def _fill(making: Project, title: str, schema: Mapping[str, Any], me: str | None) -> None:
    changes = (
        set_fields(DOCUMENTS, "project", "project", {}, title=title),
        set_fields(SCHEMA, "schema", "schema", {}, definition=schema),
    )
    try:
        making.apply(Edit("make the project", changes))
        if me is not None:
            making.become(me)
        making.close()
    except BaseException:
        making.close(0, lose_unsaved=True)
        raise
