"""How a span came about: by hand, from a suggestion, an import, a rule, an older text."""

from __future__ import annotations

#: Of a suggestion: its suggester follows.
SUGGESTION = "suggestion:"
#: Ends the origin of a suggestion that was taken and is no longer what was suggested.
EDITED = ":edited"


def was_suggested(origin: str) -> bool:
    """Return whether a span of this origin was suggested, and stands as it was or not."""
    return origin.startswith(SUGGESTION)


def taken_as_it_was(origin: str) -> bool:
    """Return whether a span was suggested and has the extent and label that it had then."""
    return was_suggested(origin) and not origin.endswith(EDITED)


def edited(origin: str) -> str:
    """Return the origin of a span that has another extent or label now."""
    return origin + EDITED if taken_as_it_was(origin) else origin
