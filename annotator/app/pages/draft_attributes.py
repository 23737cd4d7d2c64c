"""Attributes of what is edited in the review, said in a line: “Type: direct”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.domain.derived import is_enabled
from annotator.domain.problem import Problem
from annotator.domain.schema import Attribute, Label
from annotator.domain.span import Span
from annotator.project.attributes import known_attribute, not_asked

_UNCHANGED = "What you were editing stays as it is."
_NOTHING = "nothing"
_FLAGS = {"yes": True, "no": False}


def offers(label: Label | None, span: Span) -> list[str]:
    """Return the lines that can be answered for a span; free ones end where the value begins."""
    asked = [each for each in _attributes(label) if is_enabled(each, dict(span.attributes))]
    return [line for each in asked for line in _lines(each)]


def _attributes(label: Label | None) -> tuple[Attribute, ...]:
    return label.attributes if label is not None else ()


def _lines(attribute: Attribute) -> Iterator[str]:
    values = tuple(_FLAGS) if attribute.kind == "flag" else attribute.values
    for value in values or ("",):
        yield f"{attribute.name}: {value}".rstrip() + ("" if values else " ")
    if not attribute.required:
        yield f"{attribute.name}: {_NOTHING}"


def with_attribute(label: Label | None, span: Span, line: str) -> Span:
    """Return a span with what a line says; raises Problem for what does not fit."""
    name, colon, words = (part.strip() for part in line.partition(":"))
    called = name.casefold()
    found = next(
        (a for a in _attributes(label) if called in (a.name.casefold(), a.id.casefold())), None
    )
    if found is None or not colon:
        raise Problem(
            f"“{line}” names no attribute of this mark.",
            _UNCHANGED,
            f"Write a name and a value, as in “{next(iter(offers(label, span)), 'Type: direct')}”.",
        )
    attributes = {id: value for id, value in span.attributes.items() if id != found.id}
    if words.casefold() == _NOTHING and not found.required:
        return span._replace(attributes=attributes)
    if not is_enabled(found, dict(span.attributes)):
        raise not_asked(found)
    value = _value(found, words)
    known_attribute(label, found.id, value)
    return span._replace(attributes={**attributes, found.id: value})


def _value(attribute: Attribute, words: str) -> Any:
    """Return what words say; as they are where they say nothing else, for `fits` to judge."""
    if attribute.kind == "flag":
        return _FLAGS.get(words.casefold(), words)
    if attribute.kind == "number":
        try:
            number = float(words)
        except ValueError:
            return words
        return int(number) if number.is_integer() else number
    if attribute.kind != "choice":
        return words
    values = {each.casefold(): each for each in attribute.values}
    if words.casefold() in values or "," not in words:
        return values.get(words.casefold(), words)
    return [values.get(part.strip().casefold(), part.strip()) for part in words.split(",")]
