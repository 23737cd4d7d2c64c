"""What a rule for a computed attribute is, and which rules there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import annotator.domain.computed
from annotator.domain.entity import Entity
from annotator.domain.registered import registered
from annotator.domain.schema import Attribute
from annotator.domain.span import Span


class Scene(NamedTuple):
    """A span with what a rule may look at.

    `text` is the document's, `language` a BCP 47 tag or None. `targets` gives the spans that
    the span's relations of a type (by id) lead to, `entity` what the span's entity is.
    """

    span: Span
    text: str
    language: str | None
    targets: Callable[[str], Sequence[Span]]
    entity: Callable[[], Entity | None]


class Rule(NamedTuple):
    """How an attribute of this id is computed; `compute` gives None when it cannot tell.

    `by_entity` is the value that only a span whose entity is there has, if there is one.
    """

    attribute: str
    compute: Callable[[Attribute, Scene], Any]
    by_entity: Any = None


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by the id of its attribute."""
    found = registered(annotator.domain.computed, "RULE", Rule)
    return {each.attribute: each for each in found}


def rule_of(attribute: Attribute) -> Rule | None:
    """Return the rule for an attribute that the schema says is computed, or None."""
    return rules().get(attribute.id) if attribute.definition.get("computed") else None
