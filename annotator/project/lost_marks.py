"""Which marks of a document a format does not carry whole, and on which lines of a file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.span import Fragment
from annotator.formats.features import (
    ATTRIBUTES,
    ENTITY,
    FRAGMENTS,
    ID,
    LABEL,
    NOTE,
    UNCERTAIN,
    fragments_of,
)
from annotator.formats.format import Format, Header
from annotator.formats.losses import lost_features
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: What becomes of a mark, the worst first: it is not written; it is, but elsewhere or as something
#: else; it is, without some of what was said of it.
LOST, CHANGED, POORER = "lost", "changed", "poorer"
_FATES = {
    **dict.fromkeys(("spans", "nested"), LOST),
    **dict.fromkeys(("widened", "fragments", "labels"), CHANGED),
    **dict.fromkeys(("attributes", "mentions", "doubts", "notes", "relations"), POORER),
}
_COLUMNS = {
    "fragments": FRAGMENTS,
    "attributes": ATTRIBUTES,
    "mentions": ENTITY,
    "doubts": UNCERTAIN,
    "notes": NOTE,
}
_FIRST_FIELD = re.compile(r"[^\t ]+")


@dataclass(frozen=True, slots=True)
class LostMark:
    """A span that a format does not carry whole: LOST, CHANGED or POORER; code points."""

    label: str
    fragments: tuple[Fragment, ...]
    fate: str


def lost_marks(format: Format, header: Header, document: WrittenDocument) -> tuple[LostMark, ...]:
    """Return the spans of a document of which people's work is lost, in the order of its text."""
    never = lost_features(format)
    # By the row itself: two layers may have spans of one id.
    said: dict[int, set[str]] = defaultdict(set)
    for lost in () if format.losses is None else format.losses(header)(document):
        if lost.span is not None:
            said[id(lost.span)].add(lost.feature)
    found = []
    for layer in document.layers:
        linked = _linked(layer) if "relations" in never else frozenset[str]()
        for row in layer.spans:
            features = said.get(id(row), set()) | set(_never(row, never, linked))
            fates = {_FATES[each] for each in features if each in _FATES}
            fate = next((each for each in (LOST, CHANGED, POORER) if each in fates), None)
            if fate is not None:
                found.append(LostMark(row[LABEL], tuple(fragments_of(row)), fate))
    return tuple(sorted(found, key=lambda mark: (mark.fragments[0], -mark.fragments[-1][1])))


def _linked(layer: WrittenLayer) -> frozenset[str]:
    return frozenset(end for relation in layer.relations for end in (relation[2], relation[3]))


def _never(row: SpanRow, never: Iterable[str], linked: frozenset[str]) -> Iterator[str]:
    """Yield what a span has of the features that a format never carries."""
    if "spans" in never:
        yield "spans"
    yield from (name for name, column in _COLUMNS.items() if name in never and row[column])
    if row[ID] in linked:
        yield "relations"


def places_of_lines(lines: Iterable[str], text: str) -> Iterator[Fragment | None]:
    """Yield what each line of a file has of the text, None for nothing that is seen.

    Lines are told by their words, which follow each other in the text: the whole line is, or its
    first field where it has a token each.
    """
    place = 0
    for line in lines:
        at = None
        first = _FIRST_FIELD.match(line)
        for words in (line.strip(), first[0] if first else ""):
            start = text.find(words, place) if words else -1
            if start >= 0 and not text[place:start].strip():
                at = (start, start + len(words))
                place = at[1]
                break
        yield at
