"""Plain text: a file is an article, in whatever encoding; only the text is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.domain.document import Source
from annotator.domain.problem import Problem
from annotator.domain.text import freeze
from annotator.formats.format import FileDocument, Format, Header, Item
from annotator.formats.notes import Notes
from annotator.formats.written import WrittenDocument


def read_text(path: Path, name: str) -> Iterator[Item]:
    """Yield the document that the file is, and findings. Raises OSError when it is unreadable."""
    notes = Notes(name)
    data = path.read_bytes()
    try:
        frozen = freeze(data)
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
        notes.add(
            "replaced",
            f"{frozen.replaced} characters cannot be shown.",
            "The text was kept with � in their places.",
        )
    source = Source(name, frozen.source_sha256, frozen.encoding, frozen.newline)
    yield FileDocument(None, frozen, source=source)
    yield from notes.take()


def write_text(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write the text of each document and nothing else, in UTF-8 with LF."""
    for document in documents:
        out.write(document.text.encode())


FORMAT = Format(
    name="plain-text",
    title="Plain text",
    suffixes=(".txt", ".text"),
    keeps=frozenset(),
    read=read_text,
    write=write_text,
    many_files=True,
)
