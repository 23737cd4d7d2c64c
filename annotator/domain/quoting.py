"""Words of an article inside a sentence of the program."""

from __future__ import annotations

import re

#: Marks to put around words, with the signs that the words must not hold then.
_MARKS = (("“", "”", '“”„"'), ("«", "»", "«»"), ("‹", "›", ""))
_WHOLE = re.compile('“[^“”„"«»]*”|«[^“”„"«»]*»|»[^“”„"«»]*«|„[^“”„"«»]*[“”]|"[^“”„"«»]*"')


def quoted(words: str) -> str:
    """Return words in quotation marks of which they hold none; a whole quotation as it is."""
    if _WHOLE.fullmatch(words):
        return words
    opening, closing, _signs = next(
        each for each in _MARKS if not any(sign in words for sign in each[2])
    )
    return f"{opening}{words}{closing}"


def called(words: str) -> str:
    """Return words quoted; signs without a letter or digit are called signs, which reads better."""
    if not words or any(sign.isalnum() for sign in words):
        return quoted(words)
    return f"the sign{'s' if len(words) > 1 else ''} {words}"
