"""Project files for tests of importing and exporting: made, filled and read in one line each."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from annotator.project.checking import check
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.import_report import ImportReport
from annotator.project.importing import ImportOptions, import_files
from annotator.project.progress import Progress
from annotator.project.project import create_project
from annotator.project.session import Session

WHEN = "2026-11-23T10:42:07Z"


def ids(prefix: str = "x") -> Callable[[], str]:
    """Return a source of ids that are the same in every run."""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers):08}"


def session(prefix: str = "x", device: str = "device") -> Session:
    """Return a session with a clock that stands still."""
    return Session(clock=lambda: WHEN, new_id=ids(prefix), device=device, via="command")


def new_project(path: Path, **options: Any) -> Path:
    """Make a project file and return its path."""
    options.setdefault("device", "device")
    create_project(path, clock=lambda: WHEN, **options).close()
    return path


def write_lines(path: Path, *lines: Any) -> Path:
    """Write values as JSON lines; bytes as they are."""
    parts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(parts) + b"\n")
    return path


def bring(
    project: Path, *paths: Path, prefix: str = "i", progress: Progress | None = None, **options: Any
) -> ImportReport:
    """Import files with a session of the tests."""
    return import_files(project, ImportOptions(paths, **options), session(prefix), progress)


def exported(project: Path, layer: str = "all", **options: Any) -> bytes:
    """Return what an export of the project writes."""
    out = project.with_name(f"{project.stem}-out.jsonl")
    export(project, out, ExportOptions(layer=layer, **options))
    return out.read_bytes()


def documents_of(data: bytes) -> list[dict[str, Any]]:
    """Return the documents of an exported file."""
    return [json.loads(line) for line in data.splitlines()[1:]]


def faults(project: Path) -> list[str]:
    """Return the errors that a complete check finds."""
    return [str(each) for each in check(project, refold=True) if each.grade == "error"]
