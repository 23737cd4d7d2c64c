"""Name, nominal or pronoun, from the words of the mention."""

from __future__ import annotations

from typing import Any

from annotator.domain.computed.rule import Rule, Scene
from annotator.domain.schema import Attribute
from annotator.domain.speakers.mention_words import mention_words


def _compute(_attribute: Attribute, scene: Scene) -> Any:
    return mention_words(scene.text, scene.span.fragments[0], scene.language)


RULE = Rule("mention_type", _compute)
