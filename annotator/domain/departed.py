"""Mentions of an entity that was deleted: they name nobody, until it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.computed.rule import rule_of
from annotator.domain.schema import Label


def attributes_without_entity(label: Label | None, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes as they are when a span's entity is gone, the record untouched.

    What only an entity gives, such as that a place was found, is the attribute's default again.
    """
    values = dict(attributes)
    for attribute in label.attributes if label is not None else ():
        rule = rule_of(attribute)
        if rule is None or rule.by_entity is None or values.get(attribute.id) != rule.by_entity:
            continue
        if attribute.default is None:
            del values[attribute.id]
        else:
            values[attribute.id] = attribute.default
    return values
