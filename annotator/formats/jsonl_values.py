"""Annotator JSONL: lines and single values, read generously."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Set
from typing import Any, NamedTuple

import orjson

from annotator.formats.json_numbers import CarefulNumbers, may_be_long
from annotator.formats.notes import Notes

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class ReadLine(NamedTuple):
    """The JSON value of a line.

    `replaced` counts its lone surrogates, which JSON allows and no text can hold, and which became
    U+FFFD one for one; `large` its numbers that became text.
    """

    value: Any
    replaced: int = 0
    large: int = 0


def parse_line(line: bytes) -> ReadLine:
    """Return the JSON value of a line; raises ValueError when it is none."""
    # A number with too high an exponent orjson refuses itself.
    if not may_be_long(line):
        try:
            return ReadLine(orjson.loads(line))
        except orjson.JSONDecodeError:
            pass  # the other one also takes lone surrogates; what it refuses is broken
    numbers = CarefulNumbers()
    value = numbers.decoder.decode(line.decode("utf-8"))
    lone = count_surrogates(value)
    return ReadLine(without_surrogates(value) if lone else value, lone, numbers.large)


def count_surrogates(value: Any) -> int:
    """Return how many lone surrogates there are in a JSON value."""
    return len(_LONE_SURROGATE.findall(json.dumps(value, ensure_ascii=False)))


def note_replaced(number: int, notes: Notes) -> None:
    """Say that so many characters, which no text can hold, became U+FFFD."""
    several = "1 character" if number == 1 else f"{number:,} characters"
    kept = f"The text was kept with � in {'its place' if number == 1 else 'their places'}."
    notes.add("replaced", f"{several} cannot be shown.", kept)


def without_surrogates(value: Any) -> Any:
    """Return a JSON value with U+FFFD for every lone surrogate in it."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {without_surrogates(k): without_surrogates(v) for k, v in value.items()}
    return value


def take(raw: Mapping[str, Any], name: str, kind: type, extra: dict[str, Any], notes: Notes) -> Any:
    """Return the value of a key when it has the right type, else None.

    A value of another type goes to `extra` under its name, and a finding says so.
    """
    value = raw.get(name)
    if value is None or isinstance(value, kind):
        return value
    notes.add(
        "wrong-type",
        f"“{name}” should be {_KIND_NAMES.get(kind, kind.__name__)}.",
        "It was kept, unused.",
    )
    extra[name] = value
    return None


_KIND_NAMES = {
    **{str: "a text", list: "a list", bool: "true or false", float: "a number"},
    dict: "fields between { and }",
}


def extra_of(raw: Mapping[str, Any], known: Set[str]) -> dict[str, Any]:
    """Return what a file's object holds beyond the known keys, with its own `extra`."""
    if raw.keys() <= known:
        return {}
    unknown = {key: value for key, value in raw.items() if key not in known}
    given = unknown.pop("extra", None)
    if isinstance(given, dict):
        return {**unknown, **given}
    return unknown if given is None else {**unknown, "extra": given}


def objects(raw: Mapping[str, Any], name: str, notes: Notes) -> list[dict[str, Any]]:
    """Return the objects of a list; what is not an object is left out with a finding."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        notes.add("wrong-type", f"“{name}” should be a list.", "It was left out.")
        return []
    good = [each for each in value if isinstance(each, dict)]
    if wrong := len(value) - len(good):
        entries = "an entry that is" if wrong == 1 else f"{wrong:,} entries that are"
        notes.add(
            "wrong-type",
            f"“{name}” holds {entries} not fields between {{ and }}.",
            "They were left out, the others kept.",
        )
    return good


def object_in(value: Any) -> dict[str, Any]:
    """Return the object that a text is the JSON of; an empty one where it is of none."""
    text = value if isinstance(value, str) else ""
    try:
        read = parse_line(text.encode("utf-8", "replace")).value
    except (ValueError, RecursionError):
        read = None
    return read if isinstance(read, dict) else {}
