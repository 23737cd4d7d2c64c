"""A number; the schema may say its lowest and highest as `min` and `max`."""

from __future__ import annotations

from math import inf, isfinite
from typing import Any

from annotator.domain.attributes.kind import Kind
from annotator.domain.schema import Attribute


def _bounds(attribute: Attribute) -> tuple[float, float]:
    return attribute.definition.get("min", -inf), attribute.definition.get("max", inf)


def _fits(attribute: Attribute, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return False
    low, high = _bounds(attribute)
    return low <= value <= high


def _says(attribute: Attribute) -> str:
    low, high = _bounds(attribute)
    if low == -inf and high == inf:
        return "a number"
    return f"a number from {low} to {high}"


KIND = Kind("number", _fits, _says)
