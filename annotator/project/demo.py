"""The demo project, made from the articles that ship with the program."""

from __future__ import annotations

from pathlib import Path

from annotator.paths import data_folder, seeds
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session

#: Who works in the demo until somebody says who they are.
DEMO_PERSON = "You"


def demo_project(me: str | None = None) -> Path:
    """Return the demo project in the user's data folder, made when it is not there.

    It is complete before it has its name, so that an interrupted start leaves none behind.
    """
    path = data_folder() / "demo.sqlite"
    if path.exists():
        return path
    part = path.with_name("demo-in-the-making.sqlite")
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    create_project(part, title="Demo", me=me or DEMO_PERSON, via="command").close()
    import_files(part, ImportOptions((seeds(),)), Session(via="command"))
    part.replace(path)
    return path
