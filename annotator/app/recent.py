"""The projects that were open before, newest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.paths import write_whole

if TYPE_CHECKING:
    from annotator.widgets.start_view import RecentProject

_LONGEST = 8


def _file(folder: Path) -> Path:
    return folder / "recent.json"


def _read(folder: Path) -> list[dict[str, str]]:
    try:
        entries = json.loads(_file(folder).read_text("utf-8"))
    except (OSError, ValueError):
        # A list of shortcuts; losing it loses no work.
        return []
    if not isinstance(entries, list):
        return []
    return [entry for entry in entries if isinstance(entry, dict) and _is_text(entry.get("path"))]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def remember(
    folder: Path, path: Path, title: str, detail: str, document: str | None, note: str = ""
) -> None:
    """Put a project at the head of the list, with the key of the document that was open.

    The `note` is said when the project is opened again.
    """
    from datetime import UTC, datetime

    path = path.absolute()
    entries = [entry for entry in _read(folder) if entry["path"] != str(path)]
    head = {
        "path": str(path),
        "title": title,
        "detail": detail,
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "document": document or "",
        "note": note,
    }
    text = json.dumps([head, *entries][:_LONGEST], indent=1, ensure_ascii=False)
    write_whole(_file(folder), text)


def last_document(folder: Path, path: Path) -> str | None:
    """Return the key of the document that was open in a project last time, or None."""
    for entry in _read(folder):
        if entry["path"] == str(path.absolute()):
            return entry.get("document") or None
    return None


def note_left(folder: Path, path: Path) -> str:
    """Return what is to be said of a project since it was last closed; mostly nothing."""
    for entry in _read(folder):
        if entry["path"] == str(path.absolute()):
            return entry.get("note") or ""
    return ""


def recent_projects(folder: Path) -> list[RecentProject]:
    """Return the projects for the start page; missing files are said to be missing."""
    from annotator.widgets.start_view import RecentProject

    projects = []
    for entry in _read(folder):
        path = Path(entry["path"])
        there = path.is_file()
        detail = entry.get("detail", "") if there else ""
        projects.append(
            RecentProject(
                str(path),
                entry.get("title", path.stem),
                " · ".join(part for part in (detail, str(path.parent)) if part),
                _spoken(entry.get("when", "")) if there else "not found",
            )
        )
    return projects


def _spoken(when: str) -> str:
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(when).astimezone()
    except ValueError:
        return ""
    if moment.date() == datetime.now().astimezone().date():
        return f"today, {moment:%H:%M}"
    return f"{moment.day} {moment:%B}"
