"""CoNLL: reading tokens with tags, in whatever of the usual schemes and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.encoding import decode
from annotator.domain.problem import Problem
from annotator.formats.conll_columns import TAG, Cells, TokenColumns, token_columns
from annotator.formats.conll_writing import DOCSTART
from annotator.formats.format import FileDocument, Item, Placed
from annotator.formats.jsonl_reading import read_document
from annotator.formats.line_ends import with_line_feeds
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.tag_schemes import Tags, spans_of_tags

#: A sentence with a token and its tag in each line, and no more.
_PAIRS = re.compile(r"(?:\S++\t\S++\n)++|(?:\S++ \S++\n)++")
#: Sentences that are looked at to tell the columns.
_SAMPLE = 2_000
#: What stands between two sentences.
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n")


def read_conll(path: Path, name: str) -> Iterator[Item]:
    """Yield the documents; the text is the tokens with spaces, a line each sentence.

    Raises OSError when the file cannot be read, and Problem where no column looks like one of tags.
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
    documents = _documents(with_line_feeds(decoded.text.removeprefix("\ufeff")), stem, tags, notes)
    yield from merged(documents, notes, keyed=False)
    if tags.is_mixed:
        notes.add(
            "mixed-scheme",
            f"Its tags follow no one scheme: {tags.alone:,} stretches begin with I-, "
            f"{tags.begun:,} with B-.",
            "Each was read as a span of its own.",
        )
    yield from notes.take_all()
    yield Placed(f"tokens ({tags.scheme})" if tags.counts else None, 0, 0)


_KEY_AND_VALUE = re.compile(r"#\s*[^\s=]+\s*=(?:\s|$)")


class _Document:
    """A document while its sentences are read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.spans: list[dict[str, Any]] = []

    def add(self, tokens: list[str], columns: list[list[str]], seen: Tags) -> None:
        """Add one sentence with its columns of tags."""
        for tags in columns:
            if tags.count("O") < len(tags):
                self.spans += spans_of_tags(tokens, tags, self.length, seen)
        self.lines.append(" ".join(tokens))
        self.length += len(self.lines[-1]) + 1


def _documents(text: str, stem: str, tags: Tags, notes: Notes) -> Iterator[FileDocument]:
    document, number, line, comments, first = _Document(), 0, 1, 0, True
    sentences = _EMPTY_LINES.split(text.replace("\r\n", "\n"))
    columns = _columns_of(sentences, notes)
    for sentence in sentences:
        notes.line = line
        line += sentence.count("\n") + 2
        if sentence.lstrip("\n").startswith("#"):
            sentence, left_out = _without_comments(sentence)
            comments += left_out
        tokens, given = _tokens(sentence, columns, first, notes)
        first = first and not sentence.strip()
        if DOCSTART in tokens:
            place = tokens.index(DOCSTART)
            tokens, given = tokens[place + 1 :], [each[place + 1 :] for each in given]
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
    tagged = len(cells) > 1 and TAG.fullmatch(cells[-1]) is not None
    return not tagged or (len(cells) != columns and _KEY_AND_VALUE.match(line) is not None)


def _columns_of(sentences: list[str], notes: Notes) -> TokenColumns:
    """Return the columns of a file; what is not read of them is a finding. Raises Problem."""
    sample = []
    for sentence in sentences[:_SAMPLE]:
        cells = _cells(_without_comments(sentence)[0])
        sample.append([each for each in cells if DOCSTART not in each])
    columns = token_columns(sample)
    if columns.header:
        said = f"Its first line names the columns: {', '.join(columns.header)}."
        notes.add("header-row", said, "It was not taken for words.")
    if len(columns.tags) > 1:
        said = f"Its words have tags in {len(columns.tags)} columns."
        notes.add("several-tags", said, "Those of each were read, so marks may overlap.")
    if columns.others:
        several = len(columns.others)
        said = f"It has {several:,} more column{'s' * (several > 1)} than words and tags"
        examples = " and ".join(f"“{each[:20]}”" for each in columns.others[:3])
        notes.add("columns", f"{said}, such as with {examples}.", "They were left out.")
    return columns


def _cells(sentence: str) -> list[Cells]:
    lines = [line for line in sentence.split("\n") if line and not line.isspace()]
    if "\t" in sentence:
        return [line.split("\t") for line in lines]
    return [line.split() for line in lines]


def _tokens(
    sentence: str, columns: TokenColumns, first: bool, notes: Notes
) -> tuple[list[str], list[list[str]]]:
    """Return the tokens of a sentence, and each of their columns of tags."""
    header = first and bool(columns.header)
    if not header and columns.is_plain and _PAIRS.fullmatch(sentence + "\n"):
        flat = sentence.split()
        return flat[::2], [flat[1::2]]
    cells = _cells(sentence)[header:]
    if columns.numbered:
        cells = _of_the_text(cells, columns, notes)
    least = max(columns.token + 2, *(place + 1 for place in columns.tags))
    if "\t" not in sentence and DOCSTART not in sentence and _are_wide(cells, least):
        # As most are: a short way, for files of millions of tokens.
        columned = [[each[place] for each in cells] for place in columns.tags]
        return [each[columns.token] for each in cells], columned
    least = columns.token + 2
    if any(len(each) < least and DOCSTART not in each for each in cells):
        notes.add("no-tag", "A token has no tag.", "The token was kept.")
    tokens: list[str] = []
    tags: list[list[str]] = [[] for _ in columns.tags]
    for each in cells:
        token = _token(each, columns)
        if token:
            tokens.append(token)
            for place, column in zip(columns.tags, tags, strict=True):
                short = len(each) < least or place >= len(each)
                column.append("O" if short else each[place].strip())
    return tokens, tags


def _are_wide(cells: list[Cells], least: int) -> bool:
    return min(map(len, cells), default=0) >= least


def _token(cells: Cells, columns: TokenColumns) -> str:
    """Return the token of a line; with tabs between the columns, one may hold spaces."""
    if DOCSTART in cells:
        return DOCSTART
    place = min(columns.token, len(cells) - 1)
    return " ".join(cells[place].split())


def _of_the_text(cells: list[Cells], columns: TokenColumns, notes: Notes) -> list[Cells]:
    """Return the lines that are words; a joined word, or one only understood, is counted."""
    kept = [each for each in cells if columns.is_token(each)]
    for each in cells:
        if not columns.is_token(each):
            notes.count(
                "no-word",
                "line for several words at once, or for a word that is not in the text",
                "lines for several words at once, or for words that are not in the text",
                "They were left out, and the words taken one by one.",
                f"{each[0]} “{each[1] if len(each) > 1 else ''}”",
            )
    return kept


def _finished(document: _Document, stem: str, number: int, notes: Notes) -> Iterator[FileDocument]:
    key = stem if number == 1 else f"{stem}-{number}"
    notes.line = None
    text = "".join(f"{line}\n" for line in document.lines)
    raw = {"id": key, "text": text, "layers": [{"spans": document.spans}]}
    read = read_document(raw, "codepoint", notes)
    if read is not None and read.frozen.text.strip():
        yield read
