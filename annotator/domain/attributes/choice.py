"""One of the values that the schema lists, or several where it says so."""

from __future__ import annotations

from typing import Any

from annotator.domain.attributes.kind import Kind
from annotator.domain.schema import Attribute


def _fits(attribute: Attribute, value: Any) -> bool:
    given = value if isinstance(value, list | tuple) else [value]
    return all(each in attribute.values for each in given)


def _says(attribute: Attribute) -> str:
    return "one of " + ", ".join(attribute.values)


KIND = Kind("choice", _fits, _says)
