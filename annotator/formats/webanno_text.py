"""WebAnno TSV: the text of a file, put together of its sentences, and where its tokens stand in it.

Positions are UTF-16 units of the whole text. Some programs begin anew with each sentence, or count
something else; so a token stands where its words do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.domain.offsets import OffsetMap
from annotator.formats.notes import Notes

#: More is no gap between two sentences.
_LARGEST_GAP = 10_000
Place = tuple[int, int]


@dataclass(slots=True)
class _Token:
    address: str
    begin: int
    end: int
    form: str


@dataclass(slots=True)
class SentenceText:
    """The text as it grows; `places` are those of the tokens by their address, in UTF-16 units.

    `matched` of the tokens stand where the file says.
    """

    parts: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    tokens: int = 0
    matched: int = 0
    _length: int = 0
    _lines: list[str] = field(default_factory=list)
    _held: list[_Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def begin_line(self, line: str, notes: Notes) -> None:
        """Take a line of a sentence; after tokens it begins another one."""
        if self._held:
            self.finish(notes)
        self._lines.append(line)

    def add(self, address: str, begin: int, end: int, form: str) -> None:
        """Take a token with the place that the file gives it."""
        self._held.append(_Token(address, begin, end, form))

    def finish(self, notes: Notes) -> None:
        """Put the sentence at hand to the text, and its tokens where they stand."""
        text, tokens = "\n".join(self._lines), self._held
        self._lines, self._held = [], []
        if not tokens:
            self._put(text, None)
            return
        offsets = OffsetMap(text)
        found = _found(text, tokens, offsets)
        first = found[0]
        start = None if first is None else tokens[0].begin - first[0]
        self.tokens += len(tokens)
        matched = [
            place is not None
            and start is not None
            and (each.begin, each.end) == (place[0] + start, place[1] + start)
            for each, place in zip(tokens, found, strict=True)
        ]
        base = self._put(text, start)
        moved = base != start
        self.matched += 0 if moved else sum(matched)
        for each, place, good in zip(tokens, found, matched, strict=True):
            if place is not None:
                self.places[each.address] = place[0] + base, place[1] + base
            _count(each, place is not None, good and not moved, notes)

    def _put(self, text: str, start: int | None) -> int:
        """Add a sentence, where it says or on the next line, and return where it begins."""
        gap = -1 if start is None else start - self._length
        if not 0 <= gap < _LARGEST_GAP:
            gap = 1 if self._length else 0
        if gap:
            self.parts.append("\n" + " " * (gap - 1))
        base = self._length + gap
        self.parts.append(text)
        self._length = base + OffsetMap(text).utf16_length
        return base


def _found(text: str, tokens: list[_Token], offsets: OffsetMap) -> list[Place | None]:
    """Return where the words of the tokens stand in their sentence.

    Where the file says if it reads so there, counted from the first one; else next after the one
    before. Parts of a token (1-2.1) stand within it.
    """
    found: list[Place | None] = []
    whole, cursor = (0, len(text)), 0
    origin = tokens[0].begin - offsets.to_utf16(max(text.find(tokens[0].form), 0))
    for each in tokens:
        part = "." in each.address
        first, last = whole if part else (cursor, len(text))
        at = _said(text, each, each.begin - origin, offsets)
        if at is None or not first <= at < last:
            at = text.find(each.form, first, last)
        end = at + len(each.form)
        if at >= 0 and not part:
            cursor, whole = end, (at, end)
        found.append(None if at < 0 else (offsets.to_utf16(at), offsets.to_utf16(end)))
    return found


def _said(text: str, token: _Token, position: int, offsets: OffsetMap) -> int | None:
    """Return the code point at a UTF-16 position of a sentence, if the token reads so there."""
    if not 0 <= position <= offsets.utf16_length:
        return None
    at = offsets.from_utf16(position)
    return at if text.startswith(token.form, at) else None


def _count(token: _Token, found: bool, stands: bool, notes: Notes) -> None:
    where = f"“{token.form}” ({token.address}) at {token.begin}"
    if not found:
        kept = "Marks on them have no place."
        notes.count("tokens-lost", "word that is not in its sentence",
                    "words that are not in their sentences", kept, where)  # fmt: skip
    elif not stands:
        kept = "They and their marks were placed by the words."
        notes.count("tokens-moved", "word that does not stand where the file says",
                    "words that do not stand where the file says", kept, where)  # fmt: skip
