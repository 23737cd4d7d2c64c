"""Patterns: disagreements that repeat, told by how readings differ and not by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

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
from annotator.domain.quoting import called, quoted
from annotator.domain.span import Span

#: Words longer than this do not come again, so they make no pattern.
_LONGEST = 40
NOTHING = "nothing"
#: What is said where there is nothing to decide between.
ALIKE = "Everybody did the same"


class Pattern(NamedTuple):
    """How readings differ.

    `key` is the same wherever they differ in the same way, None where nothing repeats; `title`
    says it in words. `signatures` are, for each reading, what is the same in other cases of it.
    """

    key: str | None
    title: str
    signatures: Sequence[str]


def pattern_of(
    text: str, readings: Sequence[Reading], category: str, labels: Sequence[str]
) -> Pattern:
    """Return the pattern of readings of which each is another one."""
    if len(readings) == 1:
        return Pattern(None, ALIKE, ("",))
    core = _core(text, readings)
    places = [_place(text, each.span, core, category) for each in readings]
    said = _signatures(readings, places, category)
    title = _title(text, readings, core, category, labels)
    long = any(len(str(words)) > _LONGEST for place in places for words in place)
    if long or category == AGREED or len(set(said)) < len(said):
        return Pattern(None, title if category != AGREED else ALIKE, said)
    return Pattern(orjson.dumps([category, sorted(said)]).decode(), title, said)


def _signatures(
    readings: Sequence[Reading], places: Sequence[Sequence[Any]], category: str
) -> list[str]:
    differing = _differing(readings)
    entity = category == ENTITY or _entities_differ(readings)
    found = []
    for reading, place in zip(readings, places, strict=True):
        if reading.span is None:
            found.append(NOTHING)
            continue
        span = reading.span
        said = said_of(span) if differing else {}
        parts: dict[str, Any] = {"label": span.label, "pieces": len(reading.pieces)}
        parts["place"] = place
        parts["said"] = {name: repr(said.get(name)) for name in differing}
        if entity:
            parts["entity"] = span.entity
        found.append(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS).decode())
    return found


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


def _place(
    text: str, span: Span | None, core: tuple[int, int] | None, category: str
) -> Sequence[Any]:
    """Return what tells a reading's extent in other cases; empty for no span."""
    if span is None:
        return ()
    if category == BOUNDARY and core is not None:
        return [text[span.start : core[0]].casefold(), text[core[1] : span.end].casefold()]
    if category in (ATTRIBUTE, SPLIT):
        return [len(span.fragments)]
    return [text[start:end].casefold() for start, end in span.fragments]


def _differing(readings: Sequence[Reading]) -> list[str]:
    """Return the attributes of which readings say different things."""
    marked = [reading.span for reading in readings if reading.span is not None]
    if not any(span.attributes for span in marked):
        return []
    said = [said_of(span) for span in marked]
    names = sorted({name for each in said for name in each})
    return [name for name in names if any(each.get(name) != said[0].get(name) for each in said)]


def _entities_differ(readings: Sequence[Reading]) -> bool:
    return len({reading.span.entity for reading in readings if reading.span is not None}) > 1


def _words(text: str, reading: Reading) -> str:
    span = reading.span
    assert span is not None
    words = " … ".join(" ".join(text[start:end].split()) for start, end in span.fragments)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _title(
    text: str,
    readings: Sequence[Reading],
    core: tuple[int, int] | None,
    category: str,
    labels: Sequence[str],
) -> str:
    marked = [reading for reading in readings if reading.span is not None]
    words = list(dict.fromkeys(_words(text, reading) for reading in marked))
    if category == MISSING:
        return f"{quoted(words[0])}, marked or not"
    if category == BOUNDARY:
        extras = _extras(text, marked, core)
        if len(extras) == 1 and len(extras[0]) <= _LONGEST:
            said = called(extras[0])
            return f"{said[0].upper()}{said[1:]} in or out"
        return " against ".join(map(quoted, words[:2]))
    if category == LABEL:
        return f"{' or '.join(labels)}: {quoted(words[0])}"
    if category == ATTRIBUTE:
        return _attribute_title(marked)
    if category == ENTITY:
        return f"{quoted(words[0])}: which entity"
    if category == SPLIT:
        return "One mark or several"
    return " against ".join(map(quoted, words[:2]))


def _extras(text: str, readings: Sequence[Reading], core: tuple[int, int] | None) -> list[str]:
    """Return the words at the edges that some took in and others did not."""
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
