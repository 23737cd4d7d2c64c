"""Patterns: disagreements that repeat, told by how readings differ and not by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from annotator.compare.item import (
    AGREED,
    ATTRIBUTE,
    BOUNDARY,
    ENTITY,
    LABEL,
    MISSING,
    SPLIT,
    Reading,
    said_of,
)

#: Words longer than this do not come again, so they make no pattern.
_LONGEST = 40
NOTHING = "nothing"
#: What is said where there is nothing to decide between.
ALIKE = "Everybody did the same"


def signatures(text: str, readings: Sequence[Reading], category: str) -> list[str]:
    """Return for each reading what is the same in other cases of the same pattern."""
    differing = _differing(readings)
    core = _core(text, readings)
    found = []
    for reading in readings:
        if reading.span is None:
            found.append(NOTHING)
            continue
        span = reading.span
        said = said_of(span)
        parts: dict[str, Any] = {"label": span.label, "pieces": len(reading.pieces)}
        parts["place"] = _place(text, reading, core, category)
        parts["said"] = {name: repr(said.get(name)) for name in differing}
        if category == ENTITY or _entities_differ(readings):
            parts["entity"] = span.entity
        found.append(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS).decode())
    return found


def pattern_of(
    text: str,
    readings: Sequence[Reading],
    said: Sequence[str],
    category: str,
    labels: Sequence[str],
) -> tuple[str | None, str]:
    """Return the key of the pattern, None where nothing repeats, and its words."""
    if category == AGREED or len(readings) == 1:
        return None, ALIKE
    title = _title(text, readings, category, labels)
    if any(len(_extra) > _LONGEST for _extra in _told(text, readings, category)):
        return None, title
    if len(set(said)) < len(said):
        return None, title
    return orjson.dumps([category, sorted(said)]).decode(), title


def _core(text: str, readings: Sequence[Reading]) -> tuple[int, int] | None:
    """Return the whole words that all readings of one fragment share, or None."""
    spans = [reading.span for reading in readings if reading.span is not None]
    if any(len(span.fragments) > 1 for span in spans):
        return None
    start, end = max(span.start for span in spans), min(span.end for span in spans)
    while start < end and _inside_word(text, start) and any(s.start < start for s in spans):
        start += 1
    while start < end and _inside_word(text, end) and any(s.end > end for s in spans):
        end -= 1
    return (start, end) if start < end else None


def _inside_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()


def _place(text: str, reading: Reading, core: tuple[int, int] | None, category: str) -> Any:
    span = reading.span
    assert span is not None
    if category == BOUNDARY and core is not None:
        return [text[span.start : core[0]].casefold(), text[core[1] : span.end].casefold()]
    if category in (ATTRIBUTE, SPLIT):
        return [len(span.fragments)]
    return [text[start:end].casefold() for start, end in span.fragments]


def _told(text: str, readings: Sequence[Reading], category: str) -> list[str]:
    """Return the words that the pattern goes by."""
    core = _core(text, readings)
    found = []
    for reading in readings:
        if reading.span is not None:
            place = _place(text, reading, core, category)
            found += [str(each) for each in place]
    return found


def _differing(readings: Sequence[Reading]) -> list[str]:
    """Return the attributes of which readings say different things."""
    said = [said_of(reading.span) for reading in readings if reading.span is not None]
    names = sorted({name for each in said for name in each})
    return [name for name in names if any(each.get(name) != said[0].get(name) for each in said)]


def _entities_differ(readings: Sequence[Reading]) -> bool:
    return len({reading.span.entity for reading in readings if reading.span is not None}) > 1


def _words(text: str, reading: Reading) -> str:
    span = reading.span
    assert span is not None
    words = " … ".join(" ".join(text[start:end].split()) for start, end in span.fragments)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _title(text: str, readings: Sequence[Reading], category: str, labels: Sequence[str]) -> str:
    marked = [reading for reading in readings if reading.span is not None]
    words = list(dict.fromkeys(_words(text, reading) for reading in marked))
    if category == MISSING:
        return f"“{words[0]}”, marked or not"
    if category == BOUNDARY:
        extras = _extras(text, marked)
        if len(extras) == 1 and len(extras[0]) <= _LONGEST:
            is_word = any(sign.isalnum() for sign in extras[0])
            return f"“{extras[0]}” in or out" if is_word else f"{extras[0]} in or out"
        return " against ".join(f"“{each}”" for each in words[:2])
    if category == LABEL:
        return f"{' or '.join(labels)}: “{words[0]}”"
    if category == ATTRIBUTE:
        return _attribute_title(marked)
    if category == ENTITY:
        return f"“{words[0]}”: which entity"
    if category == SPLIT:
        return "One mark or several"
    return " against ".join(f"“{each}”" for each in words[:2])


def _extras(text: str, readings: Sequence[Reading]) -> list[str]:
    """Return the words at the edges that some took in and others did not."""
    core = _core(text, readings)
    if core is None:
        return []
    found: dict[str, None] = {}
    for reading in readings:
        assert reading.span is not None
        for extra in (text[reading.span.start : core[0]], text[core[1] : reading.span.end]):
            if extra.strip():
                found[extra.strip()] = None
    return list(found)


def _attribute_title(readings: Sequence[Reading]) -> str:
    parts = []
    for name in _differing(readings):
        values = [said_of(each.span).get(name) for each in readings if each.span is not None]
        shown = list(dict.fromkeys("none" if value is None else str(value) for value in values))
        parts.append(f"{name}: {' or '.join(shown)}")
    return ", ".join(parts)
