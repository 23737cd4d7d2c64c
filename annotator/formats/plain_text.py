"""Plain text: a file is an article, in whatever encoding; only the text is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from annotator.domain.document import Source
from annotator.domain.problem import Problem
from annotator.domain.text import freeze
from annotator.formats.features import Lost
from annotator.formats.file_kinds import seems_to_be
from annotator.formats.file_names import file_name, lost_keys
from annotator.formats.format import (
    BY_NAME,
    Evidence,
    FileDocument,
    Format,
    Header,
    Item,
    Reader,
)
from annotator.formats.jsonl_values import note_replaced
from annotator.formats.notes import Notes
from annotator.formats.written import WrittenDocument


def read_text(path: Path, name: str) -> Iterator[Item]:
    """Yield the document that the file is, and findings. Raises OSError when it is unreadable."""
    return _read(path, name, None)


def reader_for(options: Mapping[str, str]) -> Reader:
    """Return the reader that takes the encoding as “encoding” says; a byte-order mark wins."""
    return partial(_read, encoding=options.get("encoding") or None)


def _read(path: Path, name: str, encoding: str | None) -> Iterator[Item]:
    notes = Notes(name)
    data = path.read_bytes()
    try:
        frozen = freeze(data, encoding)
    except Problem as problem:
        notes.add("not-text", problem.happened, "The file was left out.")
        yield from notes.take()
        return
    if not frozen.text.strip():
        notes.add("empty", "The file holds no text.", "The file was left out.")
        yield from notes.take()
        return
    if frozen.guessed:
        notes.add(
            "encoding-guessed",
            f"The file does not say its encoding; {frozen.encoding} was guessed.",
            "The text was kept. Look at its letters; the file itself was not changed.",
        )
    if frozen.replaced:
        note_replaced(frozen.replaced, notes)
    source = Source(name, frozen.source_sha256, frozen.encoding, frozen.newline)
    yield FileDocument(None, frozen, source=source)
    yield from notes.take()


def text_files(
    header: Header, documents: Iterable[WrittenDocument]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the text of each document and nothing else, in UTF-8 with LF."""
    taken: set[str] = set()
    for document in documents:
        yield f"{file_name(document.key, taken)}.txt", (document.text.encode(),)


def _losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    renamed = lost_keys(header)

    def find(document: WrittenDocument) -> Iterator[Lost]:
        found = [*renamed(document)]
        # Reading goes by the last part of the path alone, where that is clear.
        yield from found or ([Lost("keys", document.key)] if "/" in document.key else [])

    return find


def _looks(path: Path, start: bytes) -> Evidence | None:
    if seems_to_be(path, start) is not None:
        return None
    return Evidence(BY_NAME, f"its name ends in {path.suffix.casefold()}")


FORMAT = Format(
    name="plain-text",
    title="Plain text",
    suffixes=(".txt", ".text"),
    keeps=frozenset(("texts",)),
    partly={"keys": "those that are a file name"},
    read=read_text,
    files=text_files,
    losses=_losses,
    looks=_looks,
    options={"encoding": "the encoding of the file, such as cp1251"},
    configure=reader_for,
    remarks="A file is an article, in whatever encoding; only the text is written.",
)
