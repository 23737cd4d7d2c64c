"""As which device an installation writes to a project file."""

from __future__ import annotations

from annotator.domain.problem import Problem
from annotator.storage.bundle_values import BUNDLE_FROM, value, writing_device
from annotator.storage.connection import ProjectFile


def working_device(file: ProjectFile, device: str) -> str:
    """Return the device as which to write to a project file.

    In a bundle it is one of its own, so that the project and bundles of it that are worked on
    at one computer do not fork. Raises Problem for a file that only carries work back.
    """
    if value(file.connection, BUNDLE_FROM) is not None:
        raise Problem(
            f"{file.path.name} only carries someone’s work back; it holds no articles.",
            "The file was not changed.",
            "Open the project that it belongs to and merge the file into it.",
        )
    return writing_device(file.connection, device)
