"""Whether a mention stands in the sentence that a quote belongs to.

Stops inside quotation marks do not end the sentence around them, save before a capital:
“… you will lose these ones.” He added that …
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.span import Fragment
from annotator.domain.speakers.gaps import crosses_sentence


def in_same_frame(
    text: str, quote: Sequence[Fragment], mention: Fragment, language: str | None = None
) -> bool:
    """Return whether no sentence ends between a mention and the quote's nearest fragment."""
    if quote[0][0] <= mention[0] and mention[1] <= quote[-1][1]:
        return True
    if mention[0] < quote[0][0]:
        return not crosses_sentence(text, mention[1], quote[0][0], language)
    return not crosses_sentence(text, quote[-1][1], mention[0], language)
