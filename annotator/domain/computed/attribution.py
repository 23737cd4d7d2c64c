"""How a quote's speaker is given, from the mention that it is linked to.

Implicit: the mention stands in another sentence. Explicit: a name in the same. Anaphoric: a
pronoun or a description in the same. Without a link it cannot be told; that nobody is named
(unattributed) only a person says.
"""

from __future__ import annotations

from typing import Any

from annotator.domain.computed.rule import Rule, Scene
from annotator.domain.schema import Attribute
from annotator.domain.speakers.mention_words import NAME, mention_words
from annotator.domain.speakers.same_frame import in_same_frame


def _compute(attribute: Attribute, scene: Scene) -> Any:
    mentions = scene.targets(attribute.definition.get("relation", "said_by"))
    if not mentions:
        return None
    mention = min(mentions, key=lambda each: each.fragments)
    place = mention.fragments[0]
    if not in_same_frame(scene.text, scene.span.fragments, place, scene.language):
        return "implicit"
    words = mention.attributes.get("mention_type") or mention_words(
        scene.text, place, scene.language
    )
    return "explicit" if words == NAME else "anaphoric"


RULE = Rule("attribution", _compute)
