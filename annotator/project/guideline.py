"""The guideline: reading it, and writing a version of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.edit import Edit, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import GUIDELINE
from annotator.project import unwritten
from annotator.project.comparing import reader_of
from annotator.project.project import Project

#: More characters than this are no guideline, and would be kept twice with every change.
LONGEST = 500_000
_KIND = "guideline"


@dataclass(frozen=True, slots=True)
class Guideline:
    """The text as Markdown, and its version: 0 while nothing was written."""

    version: int
    text: str


def guideline(project: Project) -> Guideline:
    """Return the guideline as it is now."""
    fields = _fields(project)
    return Guideline(fields.get("version") or 0, fields.get("text") or "")


def _fields(project: Project) -> Mapping[str, Any]:
    return project.fields_of(GUIDELINE, _KIND, _KIND) or {}


def versions(project: Project) -> list[tuple[int, str]]:
    """Return every version ever written, also those taken back, and when last (ISO 8601)."""
    # Asked before the file, so that no version is in neither.
    pending = project.saving.pending
    with reader_of(project.path) as reader:
        found = {version: when for when, version in reader.guideline_versions()}
    for entry in pending:
        for change in unwritten.changes_in([entry], GUIDELINE):
            if change.value.get("version"):
                found[change.value["version"]] = entry.wall_time
    return sorted(found.items())


def write_guideline(project: Project, text: str, version: int | None = None) -> Guideline:
    """Write the guideline as a new version, or go on with `version`, which one is writing.

    An edit, so that it is undone and merged like any other; none where nothing changed. Raises
    Problem for what is far too long, and when the project cannot be written to.
    """
    project.check_writable()
    text = checked_text(text)
    before = guideline(project)
    if text == before.text:
        return before
    if version is None:
        written = versions(project)
        version = max([before.version, *(each for each, _when in written)]) + 1
    fields = _fields(project)
    change = set_fields(GUIDELINE, _KIND, _KIND, fields, version=version, text=text)
    project.apply(Edit(f"write version {version} of the guideline", (change,)))
    return Guideline(version, text)


def checked_text(text: str) -> str:
    """Return a text as it is kept, with LF at its line ends; raises Problem when far too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise Problem(
            f"A guideline cannot have {len(text):,} characters.",
            "The guideline is as it was.",
            f"Shorten it to {LONGEST:,}, and keep long lists of examples in a document.",
        )
    return text


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8; raises Problem when it cannot be read as such."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise Problem(
            f"The guideline {path.name} cannot be read: {why}.",
            "The project's guideline is as it was.",
            "Give a text file in UTF-8.",
        ) from error
