"""Whether a place was found: resolved when its entity has a gazetteer reference."""

from __future__ import annotations

from typing import Any

from annotator.domain.computed.rule import Rule, Scene
from annotator.domain.schema import Attribute

_RESOLVED = "resolved"


def _compute(attribute: Attribute, scene: Scene) -> Any:
    entity = scene.entity() if scene.span.entity is not None else None
    if entity is not None and entity.reference:
        return _RESOLVED
    return attribute.default


RULE = Rule("resolution", _compute, by_entity=_RESOLVED)
