"""The demo project, made from the articles that ship with the program."""

from __future__ import annotations

from pathlib import Path

from annotator.paths import data_folder, seeds
from annotator.project.importing import ImportOptions, import_files
from annotator.project.job import ProcessJob
from annotator.project.login import login_name
from annotator.project.progress import Progress
from annotator.project.project import create_project
from annotator.project.session import Session
from annotator.storage.log_sign import check_nothing_beside

#: Who works in the demo where the computer account has no name.
DEMO_PERSON = "Annotator"


def demo_path() -> Path:
    """Return where the demo project is, or would be."""
    return data_folder() / "demo.sqlite"


def start_demo() -> ProcessJob[Path]:
    """Begin to make the demo project, in a spawned process."""
    return ProcessJob("Making the demo", _make)


def _make(progress: Progress) -> Path:
    return demo_project(progress=progress)


def demo_project(me: str | None = None, progress: Progress | None = None) -> Path:
    """Return the demo project in the user's data folder, made when it is not there.

    In a new one I am `me`, else the person of the computer account. It is complete before it
    has its name, so that an interrupted start leaves none behind.
    """
    path = demo_path()
    if path.exists():
        return path
    check_nothing_beside(path)
    part = path.with_name("demo-in-the-making.sqlite")
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    create_project(part, title="Demo", me=me or login_name() or DEMO_PERSON, via="command").close()
    import_files(part, ImportOptions((seeds(),)), Session(via="command"), progress)
    part.replace(path)
    return path
