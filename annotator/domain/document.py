"""Documents: the articles of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.span import Fragment


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's text came from, as it was before its text was frozen.

    `newline` is lf, crlf, cr or mixed; `sha256` is of the bytes that were read.
    """

    name: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    newline: str | None = None

    def fields(self) -> dict[str, str | None]:
        """Return all of it by name, in this order."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "newline": self.newline,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """An article: `text` never changes, and positions are code points into it.

    `id` names the document in streams and never shows; `key` is the name people use.
    `excluded` are regions nobody annotates, code points, half open, sorted.
    """

    id: str
    key: str
    title: str
    text: str
    text_sha256: str
    language: str | None = None
    excluded: tuple[Fragment, ...] = ()
    source: Source = Source()
    meta: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
