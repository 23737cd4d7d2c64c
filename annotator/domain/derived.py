"""The attributes that a span gets by itself: defaults, computed ones, and what conditions say."""

from __future__ import annotations

from typing import Any

from annotator.domain.attributes.kind import fits
from annotator.domain.computed.rule import Scene, rule_of
from annotator.domain.conditions import parse_condition
from annotator.domain.departed import attributes_without_entity
from annotator.domain.schema import Attribute, Label

_Values = dict[str, Any]


def is_enabled(attribute: Attribute, values: _Values) -> bool:
    """Return whether an attribute is asked for, given the other attributes of its span."""
    condition = attribute.definition.get("enabled_when")
    return not condition or parse_condition(condition).holds(values)


def derived_attributes(label: Label, before: Scene | None, after: Scene) -> _Values:
    """Return the attributes of a span once an edit is made.

    `before` is how the span was, None for a new one; `after` how the edit leaves it. A new span
    gets its defaults. A computed attribute that is empty or what was computed before is computed
    again. An attribute whose condition does not hold gets what the schema says it is otherwise.
    """
    if before is not None and before.span.label != label.id:
        before = None
    values = dict(after.span.attributes)
    if before is not None and before.span.entity is not None and before.entity() is None:
        # Whom it named was deleted, and with it what followed from that.
        values = attributes_without_entity(label, values)
    was = _computed(label, before) if before is not None else {}
    computed = _computed(label, after)
    for attribute in label.attributes:
        present = values.get(attribute.id)
        if attribute.id in computed:
            if present is None or present == was.get(attribute.id):
                _put(values, attribute, computed[attribute.id])
        elif before is None and present is None:
            _put(values, attribute, attribute.default)
    _apply_conditions(label, dict(before.span.attributes) if before else {}, values)
    return values


def _computed(label: Label, scene: Scene) -> _Values:
    """Return the attributes that have a rule, with None where it cannot tell."""
    values: _Values = {}
    for attribute in label.attributes:
        rule = rule_of(attribute)
        if rule is not None:
            value = rule.compute(attribute, scene)
            values[attribute.id] = value if value is None or fits(attribute, value) else None
    return values


def _put(values: _Values, attribute: Attribute, value: Any) -> None:
    if value is None:
        values.pop(attribute.id, None)
    else:
        values[attribute.id] = value


def _apply_conditions(label: Label, before: _Values, values: _Values) -> None:
    conditional = [each for each in label.attributes if each.definition.get("enabled_when")]
    # One may hang on another, so as many rounds as there are of them; a circle ends, too.
    for _ in conditional:
        for attribute in conditional:
            otherwise = attribute.definition.get("otherwise")
            if not is_enabled(attribute, values):
                _put(values, attribute, otherwise)
            elif (
                before
                and not is_enabled(attribute, before)
                and values.get(attribute.id) in (otherwise, None)
            ):
                _put(values, attribute, attribute.default)
