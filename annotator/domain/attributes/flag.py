"""Yes or no."""

from __future__ import annotations

from typing import Any

from annotator.domain.attributes.kind import Kind
from annotator.domain.schema import Attribute


def _fits(_attribute: Attribute, value: Any) -> bool:
    return isinstance(value, bool)


KIND = Kind("flag", _fits, lambda _attribute: "yes or no")
