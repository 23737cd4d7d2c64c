"""Making a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import Edit, set_fields
from annotator.domain.schema import schema_from_definition
from annotator.domain.stream import DOCUMENTS, SCHEMA
from annotator.paths import resource
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
    Raises Problem when there already is something at `path`, it cannot be written, or the
    schema is none.
    """
    from annotator.project.project import Project

    path = Path(path)
    definition = schema or json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
    schema_from_definition(definition)
    create_file(path, new_id(), clock())
    making = Project.open(
        path, clock=clock, new_id=new_id, device=device, via="command", network=network
    )
    changes = (
        set_fields(DOCUMENTS, "project", "project", {}, title=title or path.stem),
        set_fields(SCHEMA, "schema", "schema", {}, definition=definition),
    )
    making.apply(Edit("make the project", changes))
    if me is not None:
        making.become(me)
    making.close()
    return Project.open(path, clock=clock, new_id=new_id, device=device, via=via, network=network)
