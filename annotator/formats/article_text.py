"""Articles put together from their parts: the text, and the regions proposed as excluded.

What surrounds an article (menus, “Read more”, page numbers) stays in the text, greyed: a person
sees what was taken for it, and includes it again with a key where that was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from annotator.domain.document import Source
from annotator.domain.span import Fragment
from annotator.domain.text import FrozenText, freeze
from annotator.formats.format import FileDocument
from annotator.formats.jsonl_values import note_replaced
from annotator.formats.notes import Notes

_EMPTY = "The file was left out."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or row of an article.

    `excluded` says that it surrounds the article, `closer` that it stands on the line after the
    part before, without an empty line between them.
    """

    text: str
    excluded: bool = False
    closer: bool = False


def composed(parts: Iterable[Paragraph]) -> tuple[FrozenText, tuple[Fragment, ...]]:
    """Return the text of the parts and its excluded regions; blank parts are passed over."""
    pieces: list[str] = []
    regions: list[Fragment] = []
    length = 0
    joined = False  # the last part was excluded
    for part in parts:
        text = freeze(part.text).text.strip(" \t\n")
        if not text or text.isspace():
            continue
        gap = ("\n" if part.closer else "\n\n") if pieces else ""
        start = length + len(gap)
        length = start + len(text)
        pieces += (gap, text)
        if part.excluded:
            begin = regions.pop()[0] if joined else start
            regions.append((begin, length))
        joined = part.excluded
    return freeze("".join(pieces)), tuple(regions)


def article(
    parts: Iterable[Paragraph],
    data: bytes,
    notes: Notes,
    title: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    meta: Mapping[str, Any] | None = None,
) -> FileDocument | None:
    """Return the document that the parts make, or None with a finding when there is no text.

    `data` are the bytes it was read from; `title` and `language` may be blank.
    """
    frozen, excluded = composed(parts)
    if not frozen.text:
        notes.add("no-text", "There is no text in it.", _EMPTY)
        return None
    if "\ufffd" in frozen.text:
        note_replaced(frozen.text.count("\ufffd"), notes)
    return FileDocument(
        None,
        frozen,
        _line(title),
        _line(language),
        excluded,
        Source(notes.file, sha256(data).hexdigest(), encoding),
        {name: value for name, value in (meta or {}).items() if value},
    )


def _line(text: str | None) -> str | None:
    """Return a title or the like as one line that can be kept, or None for a blank one."""
    return " ".join(freeze(text or "").text.split()) or None
