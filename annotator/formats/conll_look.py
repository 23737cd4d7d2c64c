"""CoNLL by its look: files of tokens with tags whose names end in whatever, often .txt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.domain.encoding import decode
from annotator.domain.problem import Problem
from annotator.formats.conll_writing import DOCSTART
from annotator.formats.format import BY_NAME, LIKELY, Evidence
from annotator.formats.line_ends import with_line_feeds

#: Endings under which such files go around that are those of other formats.
ELSEWHERE = (".txt", ".text", ".tsv", ".csv")
#: The last column of a token: outside, or a prefix with a label.
_TAG = re.compile(r"O|[BIESLU]-\S+")
_ENDS, _TWO, _FOUR = "conll-bioes", "conll-iob2", "conll-2003"
#: Lines that must be there, and the share of them that must end in a tag and be alike.
_FEWEST, _SHARE = 4, 0.95
#: A tag that is no number of a catalogue.
_LABELLED = re.compile(r"[BIESLU]-[^\W\d]\S*")


def looks_for(name: str, suffixes: tuple[str, ...]) -> Callable[[Path, bytes], Evidence | None]:
    """Return what tells files of one of the dialects, by their look or by these endings."""

    def look(path: Path, start: bytes) -> Evidence | None:
        suffix = path.suffix.casefold()
        if suffix in suffixes:
            return Evidence(BY_NAME, f"its name ends in {suffix}")
        found = tagged_lines(start)
        return Evidence(LIKELY, found[1]) if found is not None and found[0] == name else None

    return look


def tagged_lines(start: bytes) -> tuple[str, str] | None:
    """Return the dialect that the beginning of a file is in, and how that is seen; else None."""
    lines = [each.split("\t") if "\t" in each else each.split() for each in _lines(start)]
    tokens = [cells for cells in lines if DOCSTART not in cells]
    tags = [cells[-1] for cells in tokens if len(cells) > 1 and _TAG.fullmatch(cells[-1])]
    if len(lines) < _FEWEST and not _are_numbered(tokens, start):
        return None
    if not tokens or len(tags) < _SHARE * len(tokens):
        return None
    # Of several columns of tags, the last one may have nothing but O.
    every = (each for cells in tokens for each in cells[1:])
    labelled = [each for each in every if each != "O" and _TAG.fullmatch(each)]
    if not labelled and len(tokens) == len(lines):
        return None
    said = f"{len(tags):,} of its first {len(tokens):,} lines end in a tag"
    said = "its one line of words ends in a tag" if len(tokens) == 1 else said
    said += f" such as {labelled[0]}" if labelled else ""
    columns, alike = Counter(map(len, tokens)).most_common(1)[0]
    if alike < _SHARE * len(tokens):
        return None
    if columns > 2:
        return _FOUR, said
    return _ENDS if any(each[0] in "ES" for each in labelled) else _TWO, said


def _are_numbered(tokens: list[list[str]], start: bytes) -> bool:
    """Return whether few lines are tokens all the same: numbered from 1, and some with a label.

    One token is none, unless the source stands before it, as in GermEval.
    """
    numbers = [cells[0] for cells in tokens if len(cells) > 2]
    counted = [str(number) for number in range(1, len(tokens) + 1)]
    labelled = any(_LABELLED.fullmatch(each) for cells in tokens for each in cells[2:])
    several = len(tokens) > 1 or (len(tokens) == 1 and start.startswith(b"#"))
    return several and labelled and numbers == counted


def _lines(start: bytes) -> list[str]:
    """Return the whole lines of the beginning of a file, without blank ones and comments."""
    whole = start[: max(map(start.rfind, (b"\n", b"\r"))) + 1] if len(start) > 60_000 else start
    try:
        text = decode(whole).text
    except Problem:
        return []
    lines = (each.strip() for each in with_line_feeds(text.removeprefix("\ufeff")).split("\n"))
    return [each for each in lines if each and each[0] != "#"]
