"""Annotator JSONL: the header line."""

from __future__ import annotations

import re
from typing import Any

from annotator.domain.entity import Entity
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.domain.units import unit_named
from annotator.formats.format import Finding, Header
from annotator.formats.jsonl_values import extra_of, objects, take
from annotator.formats.notes import Notes

#: The version of the format that this module reads and writes.
VERSION = 1
_HEADER = frozenset(
    ("annotator", "offset_unit", "project", "schema", "guideline", "people", "entities"),
)
_PERSON = frozenset(("id", "name", "role"))
_ENTITY = frozenset(
    ("id", "kind", "name", "aliases", "reference", "lat", "lon", "note", "merged_into"),
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def is_header(raw: dict[str, Any]) -> bool:
    """Return whether an object is the header, and not a document."""
    given = raw.get("annotator")
    # Somebody’s name is no version; a number in quotation marks is one that is not ours.
    is_version = isinstance(given, int | float) or _NUMBER.fullmatch(str(given)) is not None
    return is_version and "text" not in raw


def read_header(raw: dict[str, Any], notes: Notes) -> tuple[Header, str | None]:
    """Return the header and the unit its positions count in, None when it gives none.

    Raises Problem for a file of a newer version.
    """
    version = raw["annotator"]
    if not isinstance(version, int) or version > VERSION:
        raise Problem(
            f"This file was written by a newer Annotator (format {version}, not {VERSION}).",
            "Nothing was imported.",
            "Update Annotator and import the file again.",
        )
    extra = extra_of(raw, _HEADER)
    header = Header(
        take(raw, "project", str, extra, notes),
        take(raw, "schema", dict, extra, notes) or None,
        take(raw, "guideline", dict, extra, notes) or None,
        tuple(filter(None, (_person(each, notes) for each in objects(raw, "people", notes)))),
        tuple(filter(None, (_entity(each, notes) for each in objects(raw, "entities", notes)))),
        extra,
    )
    return header, _unit(raw, notes)


def _unit(raw: dict[str, Any], notes: Notes) -> str | None:
    unit = raw.get("offset_unit")
    known = unit_named(unit) if isinstance(unit, str) else None
    if known is None and unit is not None:
        notes.strange_unit = str(unit)
    return known


def unit_finding(name: str, notes: Notes) -> Finding:
    """Return what is said of an unknown unit, once the whole file was read."""
    if notes.quotes:
        kept = (
            f"The quotes decided instead: {notes.matched:,} of {notes.quotes:,} stand where they "
            "are said to stand."
        )
    elif notes.units:
        kept = (
            "Nothing could be checked, because no mark has a quote: the positions were taken to "
            "count characters. Look whether the marks stand where they should."
        )
    else:
        kept = "There are no marks, so nothing hangs on it."
    said = f"The file says that its positions count “{name}”, and that is not known here."
    return Finding("unknown-unit", said, kept, notes.file)


def _person(raw: dict[str, Any], notes: Notes) -> Person | None:
    extra = {} if raw.keys() <= _PERSON else extra_of(raw, _PERSON)
    id = take(raw, "id", str, extra, notes)
    name = take(raw, "name", str, extra, notes) or id
    if not name:
        notes.add("no-name", "A person has neither id nor name.", "The person was left out.")
        return None
    return Person(id or name, name, take(raw, "role", str, extra, notes) or "annotator", extra)


def _entity(raw: dict[str, Any], notes: Notes) -> Entity | None:
    extra = {} if raw.keys() <= _ENTITY else extra_of(raw, _ENTITY)
    id = take(raw, "id", str, extra, notes)
    name = take(raw, "name", str, extra, notes) or id
    if not id or not name:
        notes.add("no-id", "An entity has no id.", "The entity was left out.")
        return None
    aliases = take(raw, "aliases", list, extra, notes) or []
    return Entity(
        id,
        take(raw, "kind", str, extra, notes) or "person",
        name,
        tuple(alias for alias in aliases if isinstance(alias, str)),
        take(raw, "reference", str, extra, notes),
        _number(raw, "lat", extra, notes),
        _number(raw, "lon", extra, notes),
        take(raw, "note", str, extra, notes) or "",
        take(raw, "merged_into", str, extra, notes),
        extra,
    )


def _number(raw: dict[str, Any], name: str, extra: dict[str, Any], notes: Notes) -> float | None:
    value = raw.get(name)
    if type(value) is int:
        value = float(value)  # so that 53 and 53.0 are written the same way
    if value is None or type(value) is float:
        return value
    taken: float | None = take(raw, name, float, extra, notes)
    return taken
