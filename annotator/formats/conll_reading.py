"""CoNLL: reading tokens with tags, in whatever of the usual schemes and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.encoding import decode
from annotator.domain.problem import Problem
from annotator.formats.conll_writing import DOCSTART
from annotator.formats.format import FileDocument, Item, Placed
from annotator.formats.jsonl_reading import read_document
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.tag_schemes import Tags, spans_of_tags

#: A sentence with a token and its tag in each line, and no more.
_PAIRS = re.compile(r"(?:\S++\t\S++\n)++|(?:\S++ \S++\n)++")
#: What stands between two sentences.
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n")


def read_conll(path: Path, name: str) -> Iterator[Item]:
    """Yield the documents; the text is the tokens with spaces, a line each sentence.

    Raises OSError when the file cannot be read.
    """
    notes = Notes(name)
    try:
        decoded = decode(path.read_bytes())
    except Problem as problem:
        notes.add("not-text", problem.happened, "The file was left out.")
        yield from notes.take()
        return
    if decoded.guessed:
        said = f"The file does not say its encoding; {decoded.encoding} was guessed."
        notes.add("encoding-guessed", said, "It was read with that. Look at its letters.")
    tags = Tags()
    stem = Path(name).stem
    documents = _documents(decoded.text.removeprefix("\ufeff"), stem, tags, notes)
    yield from merged(documents, notes, keyed=False)
    if tags.is_mixed:
        notes.add(
            "mixed-scheme",
            f"Its tags follow no one scheme: {tags.alone:,} stretches begin with I-, "
            f"{tags.begun:,} with B-.",
            "Each was read as a span of its own.",
        )
    yield from notes.take()
    yield Placed(f"tokens ({tags.scheme})" if tags.counts else None, 0, 0)


#: What the last column of a token is.
_TAG = re.compile(r"O|[BIESLU]-\S.*")
_KEY_AND_VALUE = re.compile(r"#\s*[^\s=]+\s*=(?:\s|$)")


class _Document:
    """A document while its sentences are read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.spans: list[dict[str, Any]] = []

    def add(self, tokens: list[str], tags: list[str], seen: Tags) -> None:
        """Add one sentence."""
        if tags.count("O") < len(tags):
            self.spans += spans_of_tags(tokens, tags, self.length, seen)
        self.lines.append(" ".join(tokens))
        self.length += len(self.lines[-1]) + 1


def _documents(text: str, stem: str, tags: Tags, notes: Notes) -> Iterator[FileDocument]:
    document, number, line, comments = _Document(), 0, 1, 0
    for sentence in _EMPTY_LINES.split(text.replace("\r\n", "\n")):
        notes.line = line
        line += sentence.count("\n") + 2
        if sentence.lstrip("\n").startswith("#"):
            sentence, left_out = _without_comments(sentence)
            comments += left_out
        tokens, given = _columns(sentence, notes)
        if DOCSTART in tokens:
            place = tokens.index(DOCSTART)
            tokens, given = tokens[place + 1 :], given[place + 1 :]
            if document.lines:
                number += 1
                yield from _finished(document, stem, number, notes)
            document = _Document()
        if tokens:
            document.add(tokens, given, tags)
    if comments:
        notes.line = None
        several = "1 line" if comments == 1 else f"{comments:,} lines"
        said = f"{several} before sentences: beginning with #, and without a tag."
        notes.add("comment-lines", said, "They were taken for comments and left out.")
    if document.lines:
        yield from _finished(document, stem, number + 1, notes)


def _without_comments(sentence: str) -> tuple[str, int]:
    """Return a sentence without the comments before its first token, and how many there were."""
    lines = sentence.lstrip("\n").split("\n")
    token = next((line for line in lines if line[:1] != "#"), "")
    number = 0
    while number < len(lines) and _is_comment(lines[number], len(token.split())):
        number += 1
    return "\n".join(lines[number:]), number


def _is_comment(line: str, columns: int) -> bool:
    """Return whether a line is a comment; # may be a word, and has a tag then."""
    cells = line.split()
    if line[:1] != "#":
        return False
    tagged = len(cells) > 1 and _TAG.fullmatch(cells[-1]) is not None
    return not tagged or (len(cells) != columns and _KEY_AND_VALUE.match(line) is not None)


def _columns(sentence: str, notes: Notes) -> tuple[list[str], list[str]]:
    """Return the first and the last column of the lines of a sentence."""
    if _PAIRS.fullmatch(sentence + "\n"):
        flat = sentence.split()
        return flat[::2], flat[1::2]
    lines = [line for line in sentence.split("\n") if line and not line.isspace()]
    if "\t" in sentence:
        cells = [line.split("\t") for line in lines]
    else:
        cells = [line.split() for line in lines]
    if min(map(len, cells), default=2) < 2:
        notes.add("no-tag", "A token has no tag.", "The token was kept.")
        cells = [[*each, "O"] if len(each) < 2 else each for each in cells]
    if "\t" in sentence:
        # With tabs between them, a token or a tag may hold spaces.
        cells = [[" ".join(each[0].split()), each[-1].strip()] for each in cells]
        cells = [each for each in cells if each[0]]
    return [each[0] for each in cells], [each[-1] for each in cells]


def _finished(document: _Document, stem: str, number: int, notes: Notes) -> Iterator[FileDocument]:
    key = stem if number == 1 else f"{stem}-{number}"
    notes.line = None
    text = "".join(f"{line}\n" for line in document.lines)
    raw = {"id": key, "text": text, "layers": [{"spans": document.spans}]}
    read = read_document(raw, "codepoint", notes)
    if read is not None and read.frozen.text.strip():
        yield read
