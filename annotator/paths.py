"""Where the program's own files and the person's folders are."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.problem import Problem

_PACKAGE = Path(__file__).parent


def _shipped(folder: str) -> Path:
    # In a wheel the folder lies inside the package, in a checkout beside it.
    packaged = _PACKAGE / folder
    return packaged if packaged.is_dir() else _PACKAGE.parent / folder


def resource(name: str) -> Path:
    """Return the path of a file or folder under resources/, for example "icons/accept.svg".

    Raises FileNotFoundError when there is none of that name.
    """
    path = _shipped("resources") / name
    if not path.exists():
        raise FileNotFoundError(f"no resource {name!r} under {path.parent}")
    return path


def seeds() -> Path:
    """Return the folder of the articles that ship as the demo project."""
    return _shipped("seeds")


def _user_folder(variable: str, kind: str) -> Path:
    given = os.environ.get(variable)
    if given:
        folder = Path(given)
    else:
        # Imported here because only one function needs it and start-up is measured.
        from platformdirs import PlatformDirs

        folder = Path(getattr(PlatformDirs("annotator", appauthor=False), kind))
    return folder


def data_folder() -> Path:
    """Return the person's data folder (device id, demo project), made if missing.

    The environment variable ANNOTATOR_DATA names another one, for tests and portable use.
    Raises Problem when it cannot be made.
    """
    folder = _user_folder("ANNOTATOR_DATA", "user_data_dir")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable_data_folder(folder, error) from error
    return folder


def unusable_data_folder(folder: Path, error: OSError) -> Problem:
    """Return the Problem of a data folder that cannot be made or written to."""
    from annotator.domain.problem import Problem

    return Problem(
        f"Annotator's data folder {folder} cannot be used: {error.strerror or error}.",
        "Nothing was changed.",
        "Allow writing to it, or name another folder in the environment variable ANNOTATOR_DATA.",
        str(error),
    )


def settings_folder() -> Path:
    """Return the person's settings folder; ANNOTATOR_SETTINGS names another.

    It is made where that can be; where not, it reads as empty and writing to it raises OSError.
    """
    folder = _user_folder("ANNOTATOR_SETTINGS", "user_config_dir")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_whole(path: Path, text: str) -> None:
    """Write a small file of the person's so that it is never half there; raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
