"""Looking for words in a text, in portions, so that a very long one holds nobody up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.span import Fragment

#: Code points looked through in one portion: a few milliseconds, however many places there are.
PORTION = 100_000


def places_in_portions(text: str, query: str, portion: int = PORTION) -> Iterator[list[Fragment]]:
    """Yield where a query stands in a text, in order, portion by portion; perhaps none in one.

    Upper and lower case are the same. White space in the query matches any, so a line end in the
    text does not hide it. An empty query stands nowhere.
    """
    if not query:
        return
    parts = [part for part in query.split(" ") if part]
    pattern = re.compile(r"\s+".join(map(re.escape, parts)) or r"\s", re.IGNORECASE)
    # What begins in a portion has ended after so many words and gaps.
    words = len(query.split()) + 1
    rest = re.compile(rf"(?:\S{{0,{len(query)}}}\s*){{{words}}}")
    begin = 0
    while begin < len(text):
        border = begin + portion
        after = rest.match(text, min(border, len(text)))
        end = len(text) if after is None else after.end()
        found = list[Fragment]()
        for match in pattern.finditer(text, begin, end):
            if match.start() >= border:
                break
            found.append(match.span())
        yield found
        begin = max(border, found[-1][1] if found else 0)
