"""What a format is, and the values that readers yield and writers take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.document import Source
from annotator.domain.entity import Entity
from annotator.domain.person import Person
from annotator.domain.span import Fragment
from annotator.domain.text import FrozenText
from annotator.formats.written import WrittenDocument

#: A record as it is journalled: its id (None when the file gave none) and its fields under
#: their JSONL names, fields at their default left out.
Record = tuple[str | None, dict[str, Any]]

#: What a format may carry beside the plain text; a loss report names those it does not.
FEATURES: Mapping[str, str] = {
    "documents": "titles, languages and metadata of documents",
    "excluded": "excluded regions",
    "layers": "layers (who annotated, how far they are)",
    "spans": "spans",
    "fragments": "spans in several fragments",
    "attributes": "attributes of spans",
    "relations": "relations",
    "comments": "comments",
    "entities": "entities",
    "decisions": "decisions",
    "schema": "the schema and the guideline",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that was not as it should be.

    `kind` is a short fixed word for tests and --json, `message` says what was found,
    `kept` what was kept in spite of it. `line` counts from 1; `document` is a key.
    """

    kind: str
    message: str
    kept: str
    file: str | None = None
    line: int | None = None
    document: str | None = None

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"line {self.line}" if self.line is not None else None,
                self.document,
            )
            if part
        )
        return f"{where}: {self.message} {self.kept}" if where else f"{self.message} {self.kept}"


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about the whole project; None where it says nothing."""

    title: str | None = None
    schema: Mapping[str, Any] | None = None
    guideline: Mapping[str, Any] | None = None
    people: Sequence[Person] = ()
    entities: Sequence[Entity] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class FileLayer:
    """A layer as a file has it; its records are checked against the text, not the schema.

    `person` and `kind` are None where the file names none.
    """

    person: str | None = None
    kind: str | None = None
    status: str = "new"
    reason: str | None = None
    spans: list[Record] = field(default_factory=list)
    relations: list[Record] = field(default_factory=list)
    comments: list[Record] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class FileDocument:
    """A document as a file has it: its text is frozen, positions are code points into it.

    `key` is None when the file names none. `title` None means that the file has none.
    """

    key: str | None
    frozen: FrozenText
    title: str | None = None
    language: str | None = None
    excluded: tuple[Fragment, ...] = ()
    source: Source = Source()
    meta: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    layers: list[FileLayer] = field(default_factory=list)
    decisions: list[Record] = field(default_factory=list)
    line: int | None = None


#: What a reader yields, in the order of the file.
Item = Header | FileDocument | Finding
#: Reads the file at a path; `name` is how findings and sources call it.
Reader = Callable[[Path, str], Iterator[Item]]
#: Writes a header and documents in canonical order, as they come, to an open file.
Writer = Callable[[Header, Iterable[WrittenDocument], BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format, found by scanning annotator/formats for a constant FORMAT.

    `suffixes` begin with a dot, the usual one first. `keeps` are the FEATURES it carries;
    the others are losses that an export reports. With `many_files` a document is a file
    of its own and OUT is a folder.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    keeps: frozenset[str]
    read: Reader | None = None
    write: Writer | None = None
    many_files: bool = False

    @property
    def reads(self) -> bool:
        """Whether it can be imported."""
        return self.read is not None

    @property
    def writes(self) -> bool:
        """Whether it can be exported."""
        return self.write is not None
