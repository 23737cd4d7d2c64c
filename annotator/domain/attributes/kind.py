"""What a kind of attribute is, and which kinds there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import annotator.domain.attributes
from annotator.domain.registered import registered
from annotator.domain.schema import Attribute


class Kind(NamedTuple):
    """A kind of attribute: `name` as schemas write it, and what its values are like.

    `fits` says whether a value may be kept for an attribute; `says` describes, for people,
    what would fit.
    """

    name: str
    fits: Callable[[Attribute, Any], bool]
    says: Callable[[Attribute], str]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its name."""
    found = registered(annotator.domain.attributes, "KIND", Kind)
    return {each.name: each for each in found}


def fits(attribute: Attribute, value: Any) -> bool:
    """Return whether a value may be kept for an attribute; a kind nobody knows keeps all."""
    kind = kinds().get(attribute.kind)
    return kind is None or kind.fits(attribute, value)


def wanted(attribute: Attribute) -> str:
    """Return what would fit an attribute, for a message."""
    kind = kinds().get(attribute.kind)
    return "any value" if kind is None else kind.says(attribute)
