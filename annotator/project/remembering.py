"""Who works on which project at this computer, kept in the settings folder."""

from __future__ import annotations

import json
from collections.abc import Mapping

from annotator.paths import settings_folder, write_whole

_PEOPLE = "people.json"


def _remembered() -> dict[str, str]:
    path = settings_folder() / _PEOPLE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without it, or when it is unreadable, the person is asked again.
        return {}
    return found if isinstance(found, dict) else {}


def remembering_key(values: Mapping[str, str]) -> str:
    """Return under what people are remembered, from what a project file says of itself.

    A bundle is not the project that it came from: a lead may open Ana's, and is Ana there.
    """
    project, bundle = values.get("id", ""), values.get("bundle")
    return f"{project}/{bundle}" if bundle else project


def remembered_person(project_id: str) -> str | None:
    """Return the id of the person who works on a project (by its key) here, if known."""
    return _remembered().get(project_id)


def not_remembered(error: OSError, what: str = "who you are") -> str:
    """Return the warning that a person will be asked again."""
    return f"It could not be kept {what}: {error.strerror or error}."


def remember_person(project_id: str, person_id: str) -> None:
    """Keep who works on a project at this computer. Raises OSError when that cannot be kept."""
    people = {**_remembered(), project_id: person_id}
    write_whole(
        settings_folder() / _PEOPLE,
        json.dumps(people, ensure_ascii=False, indent=1, sort_keys=True),
    )
