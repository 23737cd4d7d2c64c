"""Signs that the project file carries, in its head and in its columns."""

from __future__ import annotations

from collections.abc import Sequence

#: "ANNO" in ASCII: marks an SQLite file as a project of ours.
APPLICATION_ID = 0x414E4E4F
#: Stands between the quotes of a span's fragments in one column.
FRAGMENT_SEPARATOR = "\u241f"


def split_quote(quote: str, fragments: Sequence[Sequence[int]]) -> list[str]:
    """Return the fragments' texts; by length, as a text may itself hold the separator."""
    if len(fragments) == 1:
        return [quote]
    parts, start = [], 0
    for fragment_start, fragment_end in fragments[:-1]:
        end = start + fragment_end - fragment_start
        parts.append(quote[start:end])
        start = end + len(FRAGMENT_SEPARATOR)
    return [*parts, quote[start:]]
