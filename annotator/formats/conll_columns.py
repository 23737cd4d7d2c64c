"""CoNLL: which column of a file has the tokens, and which ones their tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.problem import Problem

#: What a token has in a column of tags.
TAG = re.compile(r"O|[BIESLU]-\S.*")
_OUTSIDE = frozenset(("O", "_", "-"))
#: Share of the lines that must have a tag in a column of tags, or a number in one of numbers.
_SHARE = 0.95
#: Labels of chunks, which stand before the names in files of four columns.
_CHUNKS = frozenset(
    ("NP", "VP", "PP", "ADVP", "SBAR", "ADJP", "PRT", "CONJP", "INTJ", "LST", "UCP")
)
_WORDS = frozenset(("word", "words", "token", "tokens", "form", "text"))
_TAGS = frozenset(("tag", "tags", "label", "labels", "ner", "ne", "ner_tag", "ner_tags", "iob",
                   "bio", "iob2", "entity", "entities"))  # fmt: skip
_NUMBER = re.compile(r"\d{1,6}")
#: Several words written as one (1-2), or a word that is not in the text (1.1).
_NO_TOKEN = re.compile(r"\d{1,6}[-.]\d{1,6}")
Cells = list[str]


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """The columns of tokens and tags, from 0; -1 is the last one of each line.

    `numbered` says that the first column numbers the tokens of a sentence, `header` what the first
    line calls the columns, `others` what stands first in those that are not read.
    """

    token: int = 0
    tags: tuple[int, ...] = (-1,)
    numbered: bool = False
    header: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the first column has the tokens and the last one their tags."""
        return (self.token, self.tags) == (0, (-1,))

    def is_token(self, cells: Cells) -> bool:
        """Return whether a line is a token of the text."""
        return not self.numbered or _NO_TOKEN.fullmatch(cells[0]) is None


def token_columns(sentences: Sequence[Sequence[Cells]]) -> TokenColumns:
    """Return the columns of a file that begins with these sentences.

    Raises Problem where no column looks like one of tags.
    """
    header, sentences = _header(sentences)
    lines = [cells for sentence in sentences for cells in sentence]
    width = Counter(map(len, lines)).most_common(1)[0][0] if lines else 0
    numbered = width > 2 and _is_numbered(sentences)
    lines = [cells for cells in lines if len(cells) == width]
    if numbered:
        lines = [cells for cells in lines if _NO_TOKEN.fullmatch(cells[0]) is None]
    first = int(numbered)
    if width < 2:
        return TokenColumns(header=header)
    columns = {place: [cells[place] for cells in lines] for place in range(first + 1, width)}
    tags = _tag_columns(columns)
    if not tags:
        raise _no_tags(columns, lines, first)
    others = [
        values[0] for place, values in columns.items() if place not in tags and len(set(values)) > 1
    ]
    places = tuple(-1 if place == width - 1 else place for place in tags)
    return TokenColumns(first, places, numbered, header, tuple(others))


def _header(sentences: Sequence[Sequence[Cells]]) -> tuple[tuple[str, ...], list[list[Cells]]]:
    """Return what the first line calls the columns, if it does, and the sentences without it."""
    rest = [[*sentence] for sentence in sentences if sentence]
    if not rest or len(rest[0][0]) < 2:
        return (), rest
    names = [each.strip().casefold() for each in rest[0][0]]
    if names[-1] not in _TAGS or not _WORDS & {*names}:
        return (), rest
    return tuple(rest[0].pop(0)), rest


def _is_numbered(sentences: Sequence[Sequence[Cells]]) -> bool:
    """Return whether the first column counts the lines of each sentence."""
    right = total = longest = 0
    for sentence in sentences:
        given = [cells[0] for cells in sentence if not _NO_TOKEN.fullmatch(cells[0])]
        numbers = [int(each) if _NUMBER.fullmatch(each) else -1 for each in given]
        begin = max(numbers[0], 0) if numbers else 0
        right += sum(number == place for place, number in enumerate(numbers, begin))
        total += len(numbers)
        longest = max(longest, len(numbers))
    return longest > 1 and right >= _SHARE * total


def _tag_columns(columns: dict[int, list[str]]) -> list[int]:
    """Return the columns of tags, those of chunks only where there is no other."""
    last = max(columns)
    found = {place: _labels(values) for place, values in columns.items() if _are_tags(values)}
    labelled = [place for place, labels in found.items() if labels]
    named = [place for place in labelled if not found[place] <= _CHUNKS]
    if named or labelled:
        return named or labelled
    # Nothing is tagged in all of them, or tags have no prefix: then it is the last one.
    return [last] if found or "O" in columns[last] else []


def _are_tags(values: Sequence[str]) -> bool:
    tags = sum(each in _OUTSIDE or TAG.fullmatch(each) is not None for each in values)
    prefixed = any(TAG.fullmatch(each) for each in values)
    return prefixed and tags >= _SHARE * len(values)


def _labels(values: Sequence[str]) -> set[str]:
    return {each[2:] for each in values if each not in _OUTSIDE and TAG.fullmatch(each)}


def _no_tags(columns: dict[int, list[str]], lines: list[Cells], first: int) -> Problem:
    examples = {first: [cells[first] for cells in lines], **columns}
    said = "; ".join(f"{place + 1}: {_seen(values)}" for place, values in examples.items())
    return Problem(
        "This file has words, but no column of tags like B-PER, I-PER and O. "
        f"Its columns are {said}.",
        "Nothing of it was read.",
        "Put the tags into the last column, or choose Plain text as its format to have its lines "
        "as they are.",
    )


def _seen(values: Sequence[str]) -> str:
    """Return what the first lines have in a column."""
    return ", ".join([*dict.fromkeys(each[:20] for each in values)][:3])
