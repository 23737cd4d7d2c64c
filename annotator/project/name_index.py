"""Finding names as they are typed, among tens of thousands.

The names lie one after the other in long strings, so that a look for them is a scan that the
interpreter does in C. What changed since lies in short strings of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

#: How many names may have changed before they get a string that stays.
_FRESH = 500
#: Shorter queries fit so many names that the search stops at the first ones.
_SHORT = 3
_NO_LETTER = re.compile(r"[^\w\n\t]+")
_SPACES = re.compile(" +")
_MARKS = re.compile("[\u0300-\u036f]+")
#: An id's names, and what it is searched among; those of "" are searched with all.
Entry = tuple[str, Iterable[str], str]


def folded(text: str) -> str:
    """Return a text as it is compared: no case, no accents, one space for all that is no letter.

    Line feeds and tabs stay, so that many names can be folded at once.
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _NO_LETTER.sub(" ", text.casefold())


def _one_line(name: str) -> str:
    return " ".join(name.split())


class _Block:
    """Lines of folded names: “\\n name\\t alias\\t”, each for the id of the same number."""

    def __init__(self, ids: list[str], names: Iterable[Iterable[str]]) -> None:
        self.ids = ids
        self.gone: set[str] = set()
        lines = ("".join(f" {_one_line(name)}\t" for name in each) for each in names)
        # A space at each end of a name, where folding leaves one, must not come twice.
        text = _SPACES.sub(" ", folded("\n" + "\n".join(lines) + "\n"))
        self.text = text.replace(" \t", "\t")
        self._starts = [match.start() for match in re.finditer("\n", self.text)]

    def found(self, pattern: str) -> Iterator[tuple[str, int]]:
        """Yield the ids of lines that hold a pattern and where it first stands, in order."""
        text, starts, gone = self.text, self._starts, self.gone
        place = text.find(pattern)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            if self.ids[number] not in gone:
                yield self.ids[number], place
            place = text.find(pattern, starts[number + 1])

    def places(self, pattern: str) -> Iterator[tuple[str, int]]:
        """Yield the id and the place of everything that a pattern finds, in order."""
        text, starts, gone = self.text, self._starts, self.gone
        place = text.find(pattern)
        while place >= 0:
            id = self.ids[bisect_right(starts, place) - 1]
            if id not in gone:
                yield id, place
            place = text.find(pattern, place + 1)


class NameIndex:
    """Names by id and kind; `find` gives the ids, the most fitting first."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[_Block]] = {}
        self._block_of: dict[str, _Block] = {}
        self._fresh: dict[str, dict[str, tuple[str, ...]]] = {}
        self._fresh_blocks: dict[str, _Block] = {}

    def add_all(self, entries: Sequence[Entry]) -> None:
        """Take in many ids that are new here."""
        by_kind: dict[str, tuple[list[str], list[Iterable[str]]]] = {}
        for id, names, kind in entries:
            ids, lines = by_kind.setdefault(kind, ([], []))
            ids.append(id)
            lines.append(names)
        for kind, (ids, lines) in by_kind.items():
            block = _Block(ids, lines)
            self._blocks.setdefault(kind, []).append(block)
            self._block_of.update(dict.fromkeys(ids, block))

    def put(self, id: str, names: Iterable[str], kind: str) -> None:
        """Give an id these names, in place of those it had."""
        self.remove(id)
        fresh = self._fresh.setdefault(kind, {})
        fresh[id] = tuple(names)
        self._fresh_blocks.pop(kind, None)
        if len(fresh) >= _FRESH:
            self.add_all([(each, its, kind) for each, its in fresh.items()])
            fresh.clear()

    def remove(self, id: str) -> None:
        """Forget an id."""
        block = self._block_of.pop(id, None)
        if block is not None:
            block.gone.add(id)
        for kind, fresh in self._fresh.items():
            if fresh.pop(id, None) is not None:
                self._fresh_blocks.pop(kind, None)

    def find(self, query: str, kinds: Collection[str] = ()) -> Iterator[str]:
        """Yield the ids whose names fit what was typed, each once, the most fitting first.

        Whole names come before beginnings, beginnings before words further on, a name before
        an alias; then names that hold every word, then names that hold the letters anywhere.
        """
        words = " ".join(folded(query).split())
        seen: set[str] = set()
        for id in self._fitting(words, self._among(kinds)) if words else ():
            if id not in seen:
                seen.add(id)
                yield id

    def _fitting(self, words: str, blocks: list[_Block]) -> Iterator[str]:
        if len(words) < _SHORT:
            patterns = (f"\n {words}\t", f"\t {words}\t", f"\n {words}", f"\t {words}", f" {words}")
            for pattern in patterns:
                for block in blocks:
                    yield from (id for id, _place in block.found(pattern))
        else:
            for rank in _ranked(words, blocks):
                yield from rank
        yield from self._with_every_word(words.split(), blocks)
        for block in blocks:
            yield from (id for id, _place in block.found(words))

    def exact(self, name: str, kinds: Collection[str] = ()) -> list[str]:
        """Return the ids that have this very name, case and accents aside; a name's first."""
        words = " ".join(folded(name).split())
        if not words:
            return []
        own, aliases, *_ = _ranked(f"{words}\t", self._among(kinds), whole=True)
        return list(dict.fromkeys([*own, *aliases]))

    def _among(self, kinds: Collection[str]) -> list[_Block]:
        """Return the strings of these kinds, or all; what changed last comes first."""
        blocks: list[_Block] = []
        for kind in {*kinds, ""} if kinds else {*self._blocks, *self._fresh}:
            blocks += self._blocks.get(kind, ())
            fresh = self._fresh.get(kind)
            if fresh:
                if kind not in self._fresh_blocks:
                    self._fresh_blocks[kind] = _Block(list(fresh), fresh.values())
                blocks.insert(0, self._fresh_blocks[kind])
        return blocks

    def _with_every_word(self, words: Sequence[str], blocks: list[_Block]) -> Iterator[str]:
        if len(words) < 2:
            return
        longest, *others = sorted(words, key=len, reverse=True)
        for block in blocks:
            for id, place in block.found(f" {longest}"):
                start = block.text.rfind("\n", 0, place)
                line = block.text[start : block.text.find("\n", place)]
                if all(f" {word}" in line for word in others):
                    yield id


def _ranked(words: str, blocks: list[_Block], *, whole: bool = False) -> list[list[str]]:
    """Return five lists of ids that have a word that begins so: it is the whole name, or alias,
    or the name, or the alias, begins so, or it stands further on.
    """
    ranks: list[list[str]] = [[], [], [], [], []]
    pattern, length = f" {words}", len(words) + (not whole)
    for block in blocks:
        text = block.text
        for id, place in block.places(pattern):
            before = text[place - 1]
            if before not in "\n\t":
                ranks[4].append(id)
            else:
                rest = 0 if text[place + length] == "\t" else 2
                ranks[rest + (before == "\t")].append(id)
    return ranks
