"""What foreign names became in earlier imports, kept in the settings folder, by project."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from annotator.domain.schema import Schema, schema_from_definition
from annotator.paths import settings_folder, write_whole
from annotator.project.import_mapping import MAPPED, ImportMapping, known_names
from annotator.storage.connection import ProjectFile
from annotator.storage.reading import people as people_of
from annotator.storage.reading import project_values, record_fields

_NAMES = "import-names.json"
#: Where they were kept before, as one of the settings of the window.
_SETTINGS, _SETTING = "settings.json", "import.mappings"
#: What was said of a mark in the repair list, which does not know its format, holds for all.
_ANY = ""


def remembered_names(
    project_id: str, format: str, schema: Schema, people: Collection[str]
) -> ImportMapping:
    """Return what names of files of a format became, as far as the project still has that."""
    formats = _fields(_kept().get(project_id))
    known = known_names(schema) | {"people": frozenset(people)}
    names: dict[str, dict[str, str | None]] = {kind: {} for kind in MAPPED}
    for each in (_ANY, format):
        for kind, given in _fields(formats.get(each)).items():
            if kind in known:
                names[kind] |= {
                    name: own
                    for name, own in _fields(given).items()
                    if own is None or (isinstance(own, str) and own in known[kind])
                }
    return ImportMapping(**names)


def names_for(opened: ProjectFile, formats: Iterable[str]) -> ImportMapping:
    """Return `remembered_names` of formats for the project file; people are known by name, too."""
    fields = record_fields(opened.connection, "schema", "schema") or {}
    schema = schema_from_definition(fields.get("definition") or {"labels": []})
    people = {one for each in people_of(opened.connection) for one in (each.id, each.name)}
    found = [remembered_names(_id(opened), format, schema, people) for format in formats]
    return ImportMapping(
        **{
            kind: {name: own for each in found for name, own in getattr(each, kind).items()}
            for kind in MAPPED
        }
    )


def keep_names(opened: ProjectFile, formats: Iterable[str], mapping: ImportMapping) -> None:
    """Remember what names of these formats became. Raises OSError when that cannot be kept."""
    for format in formats:
        remember_names(_id(opened), format, mapping)


def remember_names(project_id: str, format: str, mapping: ImportMapping) -> None:
    """Remember what names of a format became, beside others; an empty mapping forgets all.

    Raises OSError when that cannot be kept.
    """
    before = _fields(_fields(_kept().get(project_id)).get(format)) if mapping else {}
    _keep(
        project_id,
        format,
        {kind: {**_fields(before.get(kind)), **getattr(mapping, kind)} for kind in MAPPED},
    )


def remember_label(project_id: str, foreign: str, own: str) -> None:
    """Remember what a label became in the repair list. Raises OSError when it cannot be kept."""
    formats = _fields(_kept().get(project_id))
    for format in {_ANY, *formats}:
        names = {**_fields(formats.get(format))}
        labels = _fields(names.get("labels"))
        if format == _ANY or foreign in labels:
            names["labels"] = {**labels, foreign: own}
            _keep(project_id, format, names)


def _keep(project_id: str, format: str, names: dict[str, Any]) -> None:
    kept = _kept()
    kept[project_id] = {**_fields(kept.get(project_id)), format: names}
    # In ASCII, as a name may hold what no file in UTF-8 can.
    said = json.dumps(kept, indent=1, sort_keys=True)
    write_whole(settings_folder() / _NAMES, said)


def _kept() -> dict[str, Any]:
    found = _read(_NAMES)
    if found is None:
        found = (_read(_SETTINGS) or {}).get(_SETTING)
    return found if isinstance(found, dict) else {}


def _fields(value: Any) -> dict[str, Any]:
    """Return a part of the file, nothing where somebody put something else there."""
    return value if isinstance(value, dict) else {}


def _read(name: str) -> dict[str, Any] | None:
    try:
        found = json.loads((settings_folder() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without it, or when it is unreadable, the names are asked for again.
        return None
    return found if isinstance(found, dict) else None


def _id(opened: ProjectFile) -> str:
    return project_values(opened.connection).get("id", "")
