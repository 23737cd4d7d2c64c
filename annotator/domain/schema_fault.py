"""What keeps parsed JSON from being a schema, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.conditions import parse_condition

#: The lists of a definition and of what is in them, and how one of their entries is called.
_LISTS = {"labels": "label", "relations": "relation", "attributes": "attribute"}
_CONDITIONS = ("enabled_when", "exempt")
_PLAIN_LISTS = ("values", "from", "to")


def schema_fault(definition: Any) -> str | None:
    """Return what is wrong with a definition, as words that go into a sentence, or None."""
    if not isinstance(definition, Mapping):
        return "it is not an object with labels"
    if "labels" not in definition:
        return "it has no “labels”"
    if not _is_number(definition.get("version", 1)):
        return "its “version” is not a whole number"
    return _lists_fault(definition, "it", ("labels", "relations"))


def _is_number(value: Any) -> bool:
    try:
        int(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _lists_fault(owner: Mapping[str, Any], called: str, names: tuple[str, ...]) -> str | None:
    for name in names:
        entries = owner.get(name, ())
        if not isinstance(entries, list | tuple):
            return f"the “{name}” of {called} are not a list".replace(" of it ", " ")
        for number, entry in enumerate(entries, 1):
            fault = _entry_fault(entry, _LISTS[name], number)
            if fault is not None:
                return fault
    return None


def _entry_fault(entry: Any, noun: str, number: int) -> str | None:
    if not isinstance(entry, Mapping):
        return f"{noun} {number} is not an object"
    if not isinstance(entry.get("id"), str) or not entry["id"]:
        return f"{noun} {number} has no “id”"
    called = f"{noun} “{entry['id']}”"
    if not _is_number(entry.get("fragments", 1)):
        return f"the “fragments” of {called} are not a whole number"
    for name in _PLAIN_LISTS:
        if not isinstance(entry.get(name, ()), list | tuple):
            return f"the “{name}” of {called} are not a list"
    for name in _CONDITIONS:
        fault = _condition_fault(entry.get(name))
        if fault is not None:
            return f"the “{name}” of {called} is no condition: {fault}"
    return _lists_fault(entry, called, ("attributes",)) if noun == "label" else None


def _condition_fault(condition: Any) -> str | None:
    if not condition:
        return None
    if not isinstance(condition, str):
        return "it is not text"
    try:
        parse_condition(condition)
    except ValueError as error:
        return str(error)
    return None
