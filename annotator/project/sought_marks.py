"""Marks of a document as a file may write them down: told by their position and their label."""

from __future__ import annotations

import re
from collections.abc import Collection

from annotator.domain.offsets import OffsetMap
from annotator.domain.span import Fragment
from annotator.formats.features import LABEL, fragments_of
from annotator.formats.written import WrittenDocument

#: Values that one mark has in a file: its label, start and end; what has many is about several.
_FEWEST, _MOST = 3, 60
_WORD = re.compile(r"\w+")


class SoughtMarks:
    """The marks of a document, numbered in the order of its layers."""

    def __init__(self, document: WrittenDocument) -> None:
        #: By number: from where to where a mark goes, in code points.
        self.places: list[Fragment] = []
        #: (end, label) and number of each mark, by where it starts.
        self._starting: dict[str, dict[tuple[str, str], int]] = {}
        offsets = OffsetMap(document.text)
        for layer in document.layers:
            for row in layer.spans:
                fragments = fragments_of(row)
                cover = (fragments[0][0], fragments[-1][1])
                for start, end in {*fragments, cover}:
                    self._add(row[LABEL], start, end)
                    # Some formats count in UTF-16.
                    self._add(row[LABEL], offsets.to_utf16(start), offsets.to_utf16(end))
                self.places.append(cover)

    def _add(self, label: str, start: int, end: int) -> None:
        there = self._starting.setdefault(str(start), {})
        there.setdefault((str(end), label), len(self.places))

    def mark_of(self, values: Collection[str]) -> int | None:
        """Return the mark whose label, start and end are among these values, else None."""
        if not _FEWEST <= len(values) <= _MOST:
            return None
        for value in values:
            for (end, label), number in self._starting.get(value, {}).items():
                if end in values and label in values:
                    return number
        return None

    def mark_in(self, line: str) -> int | None:
        """Return the mark that a line of words and numbers is about, else None."""
        return self.mark_of(set(_WORD.findall(line)))
