"""Units that several people judged: aligned spans, and what each person says to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

from annotator.compare.alignment import Alignment, align
from annotator.compare.measure import ALL
from annotator.compare.unit import TOGETHER
from annotator.domain.schema import Attribute, Schema
from annotator.domain.span import Span

#: What a person says with a span; None for nothing.
Saying = Callable[[Span], Hashable]
#: A label ("" where people differ) and a value a person.
JudgedUnit = tuple[str, tuple[Hashable, ...]]


def judged_units(
    layers: Mapping[str, Iterable[Span]], say: Saying, alignment: Alignment | None = None
) -> list[JudgedUnit]:
    """Return the items of one document, with a value a person in the order of their ids.

    None stands for a person who has no span there, or says nothing with it. The `alignment`
    of these layers need not be made again where it is known.
    """
    found: list[JudgedUnit] = []
    for item in (alignment or align(layers)).items:
        said = {person: say(span) for person, span in item.members.items()}
        if all(value is None for value in said.values()):
            continue
        labels = {item.members[person].label for person in said if said[person] is not None}
        label = labels.pop() if len(labels) == 1 else ALL
        found.append((label, tuple(said.get(person) for person in sorted(layers))))
    return found


def label_said(span: Span) -> Hashable:
    """Return the label of a span: what is said where no attribute is compared."""
    return span.label


def attributes_named(schema: Schema, id: str) -> dict[str, Attribute]:
    """Return label id → attribute, for the labels that have an attribute of this id."""
    return {
        label.id: attribute
        for label in schema.labels
        for attribute in label.attributes
        if attribute.id == id
    }


def value_said(attributes: Mapping[str, Attribute], id: str) -> Saying:
    """Return what a span says to an attribute: its value; a flag that is not set is False."""
    flags = {label for label, attribute in attributes.items() if attribute.kind == "flag"}

    def say(span: Span) -> Hashable:
        value = span.attributes.get(id)
        if span.label in flags:
            return bool(value)
        return None if value is None else _plain(value)

    return say


def rank_said(attributes: Mapping[str, Attribute], id: str) -> Saying:
    """Return what a span says to an attribute as a number.

    A choice is its place in the schema, a flag 0 or 1; what is no number says nothing.
    """
    say = value_said(attributes, id)

    def rank(span: Span) -> Hashable:
        value = say(span)
        attribute = attributes.get(span.label)
        if attribute is not None and value in attribute.values:
            return float(attribute.values.index(str(value)))
        return float(value) if isinstance(value, bool | int | float) else None

    return rank


def has_order(attributes: Collection[Attribute]) -> bool:
    """Return whether the values of attributes can be put in an order."""
    return all(each.kind in ("choice", "number", "flag") for each in attributes)


def _plain(value: object) -> Hashable:
    """Return a value that can be counted; of several choices all, in alphabetical order."""
    if isinstance(value, list | tuple):
        return TOGETHER.join(sorted(map(str, value)))
    return value if isinstance(value, str | bool | int | float) else repr(value)
