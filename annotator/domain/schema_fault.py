"""What keeps parsed JSON from being a schema, in words that name the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from annotator.domain.conditions import parse_condition

#: The lists of a definition and of what is in them, and how one of their entries is called.
_LISTS = {"labels": "label", "relations": "relation", "attributes": "attribute"}
_CONDITIONS = ("enabled_when", "exempt")
#: Lists of texts, and how one of what is in them is called.
_TEXT_LISTS = {"values": "value", "from": "entry", "to": "entry", "exclusive_with": "entry"}
_TEXTS = ("name", "style", "key", "letter", "text_object", "kind")
_NUMBERS = ("min", "max")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def schema_fault(definition: Any) -> str | None:
    """Return what is wrong with a definition, as words that go into a sentence, or None."""
    if not isinstance(definition, Mapping):
        return "it is not an object with labels"
    if "labels" not in definition:
        return "it has no “labels”"
    if not _is_number(definition.get("version", 1)):
        return "its “version” is not a whole number"
    fault = _lists_fault(definition, "it", ("labels", "relations"))
    return fault or _constraints_fault(definition.get("constraints", ()))


def _is_number(value: Any) -> bool:
    try:
        int(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _lists_fault(owner: Mapping[str, Any], called: str, names: tuple[str, ...]) -> str | None:
    for name in names:
        entries = owner.get(name, ())
        if not isinstance(entries, list | tuple):
            return f"the “{name}” of {called} are not a list".replace(" of it ", " ")
        for number, entry in enumerate(entries, 1):
            fault = _entry_fault(entry, _LISTS[name], number)
            if fault is not None:
                return fault if called == "it" else f"{fault} (in {called})"
        ids = [entry["id"] for entry in entries]
        twice = next((id for place, id in enumerate(ids) if id in ids[:place]), None)
        if twice is not None:
            return f"two {name} have the id “{twice}”"
    return None


def _entry_fault(entry: Any, noun: str, number: int) -> str | None:
    if not isinstance(entry, Mapping):
        return f"{noun} {number} is not an object"
    if not isinstance(entry.get("id"), str) or not entry["id"]:
        return f"{noun} {number} has no “id”"
    called = f"{noun} “{entry['id']}”"
    if not _is_number(entry.get("fragments", 1)):
        return f"the “fragments” of {called} are not a whole number"
    for check in (_text_lists_fault, _fields_fault, _conditions_fault):
        fault = check(entry, called)
        if fault is not None:
            return fault
    return _lists_fault(entry, called, ("attributes",)) if noun == "label" else None


def _text_lists_fault(entry: Mapping[str, Any], called: str) -> str | None:
    for name, noun in _TEXT_LISTS.items():
        values = entry.get(name, ())
        if not isinstance(values, list | tuple):
            return f"the “{name}” of {called} are not a list"
        for number, value in enumerate(values, 1):
            if not _is_text(value):
                return f"{noun} {number} of “{name}” of {called} is not text"
    return None


def _fields_fault(entry: Mapping[str, Any], called: str) -> str | None:
    checks: list[tuple[tuple[str, ...], Callable[[Any], bool], str]] = [
        (_TEXTS, lambda value: isinstance(value, str), "is not text"),
        (("color",), _is_color, "is not a colour such as #E69F00"),
        (_NUMBERS, _is_bound, "is not a number"),
    ]
    for names, is_right, words in checks:
        for name in names:
            # What is null counts as not given, except where a name or colour is shown.
            absent = name not in entry or (entry[name] is None and name in ("key", "letter"))
            if not absent and not is_right(entry[name]):
                return f"the “{name}” of {called} {words}"
    return _entity_fault(entry.get("entity"), called)


def _is_color(value: Any) -> bool:
    return isinstance(value, str) and _COLOR.fullmatch(value) is not None


def _is_bound(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _entity_fault(asked: Any, called: str) -> str | None:
    """Return what is wrong with which entities a label asks for; anything false is none."""
    if not asked:
        return None
    if not isinstance(asked, Mapping):
        return f"the “entity” of {called} is not an object"
    kinds = asked.get("kinds") or ()
    if not isinstance(kinds, list | tuple) or not all(map(_is_text, kinds)):
        return f"the “kinds” of the “entity” of {called} are not a list of texts"
    return None


def _conditions_fault(entry: Mapping[str, Any], called: str) -> str | None:
    for name in _CONDITIONS:
        fault = _condition_fault(entry.get(name))
        if fault is not None:
            return f"the “{name}” of {called} is no condition: {fault}"
    return None


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


def _constraints_fault(entries: Any) -> str | None:
    if not isinstance(entries, list | tuple):
        return "the “constraints” are not a list"
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("rule", ""), str):
            return f"constraint {number} is not an object with a “rule”"
        labels = entry.get("labels") or ()
        if not isinstance(labels, list | tuple) or not all(map(_is_text, labels)):
            return f"the “labels” of constraint {number} are not a list of texts"
    return None
