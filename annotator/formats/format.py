"""What a format is, and the values that readers yield and writers take."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.document import Source
from annotator.domain.entity import Entity
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.domain.span import Fragment
from annotator.domain.text import FrozenText
from annotator.formats.article_columns import Columns
from annotator.formats.features import Lost
from annotator.formats.written import WrittenDocument

#: A record as it is journalled: its id (None when the file gave none) and its fields under
#: their JSONL names, fields at their default left out.
Record = tuple[str | None, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that was not as it should be.

    `kind` is a short fixed word for tests and --json, `message` says what was found,
    `kept` what was kept in spite of it. `line` counts from 1; `document` is a key. `details` are
    the words of a library, for those who look for the cause.
    """

    kind: str
    message: str
    kept: str
    file: str | None = None
    line: int | None = None
    document: str | None = None
    details: str = ""

    @property
    def place(self) -> str:
        """Where it was found: the file, the line, the document."""
        return ", ".join(
            part
            for part in (
                self.file,
                f"line {self.line}" if self.line is not None else None,
                self.document,
            )
            if part
        )

    def __str__(self) -> str:
        where = self.place
        return f"{where}: {self.message} {self.kept}" if where else f"{self.message} {self.kept}"


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about the whole project; None where it says nothing.

    `named_by` are the labels of the marks that name an entity, by its id, where the file does not
    say of what kind entities are.
    """

    title: str | None = None
    schema: Mapping[str, Any] | None = None
    guideline: Mapping[str, Any] | None = None
    people: Sequence[Person] = ()
    entities: Sequence[Entity] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    named_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(slots=True)
class FileLayer:
    """A layer as a file has it; its records are checked against the text, not the schema.

    `person` and `kind` are None where the file names none; `likely` is then whose it is by the name
    of the file, if that tells. `unplaced` are records of marks
    (domain.unplaced) that have no place in the text, or hang on one that has none.
    """

    person: str | None = None
    kind: str | None = None
    status: str = "new"
    reason: str | None = None
    spans: list[Record] = field(default_factory=list)
    relations: list[Record] = field(default_factory=list)
    comments: list[Record] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    unplaced: list[Record] = field(default_factory=list)
    likely: str | None = None


#: What marks say of an entity: its name, its kind or None, and the labels of these marks.
NamedEntity = tuple[str, str | None, list[str]]


@dataclass(slots=True)
class FileDocument:
    """A document as a file has it: its text is frozen, positions are code points into it.

    `key` is None when the file names none. `title` None means that the file has none. `entities`
    are those that its marks give a name, by their ids.
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
    entities: dict[str, NamedEntity] = field(default_factory=dict)


#: A text as a file counts in it, and the object of Annotator JSONL that holds its spans.
Quoting = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Placed:
    """How the positions of a file were understood: `matched` of its `quotes` read as they say.

    `unit` is one of UNITS, or several joined by a comma where documents differ; None when
    the file has no positions. `what` says what was compared where it has no quotes: then `fits`
    has how much of it each unit meets. `quoting` are the first documents, for `unit_fits`, and
    `line_ends` how many quotes stand where they say when a CRLF counts as "one" or "two". `people`
    are whose layers are by the names of their files.
    """

    unit: str | None
    matched: int
    quotes: int
    what: str = "quotes"
    fits: Mapping[str, int] = field(default_factory=dict)
    quoting: Sequence[Quoting] = ()
    line_ends: Mapping[str, int] = field(default_factory=dict)
    people: Sequence[str] = ()


#: What a reader yields, in the order of the file.
Item = Header | FileDocument | Finding | Placed
#: Reads the file (or folder) at a path; `name` is how findings and sources call it.
Reader = Callable[[Path, str], Iterator[Item]]
#: Writes a header and documents in canonical order, as they come, to an open file.
Writer = Callable[[Header, Iterable[WrittenDocument], BinaryIO], None]
#: Yields the files of a folder, each with its relative path and its content in pieces.
FilesWriter = Callable[[Header, Iterable[WrittenDocument]], Iterator[tuple[str, Iterable[bytes]]]]
#: For an export with this header: yields what is lost of each document, in their order,
#: beyond what the format never carries.
Losses = Callable[[Header], Callable[[WrittenDocument], Iterable[Lost]]]

#: Options of reading that say something; all others are asked for or not.
_WITH_VALUE = ("encoding", "unit", "columns")

#: How sure a format is of a file: by its name only, by its look, beyond doubt.
BY_NAME, LIKELY, SURE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a file is taken for a certain format; `strength` is BY_NAME, LIKELY or SURE."""

    strength: int
    said: str


@dataclass(frozen=True, slots=True, repr=False)
class Format:
    """A file format, found by scanning annotator/formats for a constant FORMAT.

    `suffixes` begin with a dot, the usual one first; `elsewhere` are those of other formats under
    which files of this one go around, told by what `looks` sees in them. `keeps` are the
    FEATURES it carries always, `partly` those it carries of some data, each with what of it; the
    others are losses that an export reports, and for `partly` the function `losses` finds them;
    `spells` gives a label as it is written, where that may be otherwise.
    `seen_as` are those that it carries for Annotator alone, each with what other programs see.
    `write` makes one file, with companions named by `beside` (a suffix that takes the place
    of the file's, and its writer); `files` makes a folder. `looks` tells a file of this
    format by its beginning. `gathers` takes, out of the relative names in a folder, those
    that are one set and are read together; `companions` are names of files that are read
    with others. `members` gives, of files in one folder, those named after who made them, and who
    that is. `needs` are modules that it imports when used, which
    come with the optional `extra`. `options` are what a person may ask of its reading, each
    with what it does, and `configure` makes the reader that does so (it raises Problem for a
    value that is none); `columns` gives the names of a table's columns and what they look like.
    `remarks` are for the help.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    keeps: frozenset[str]
    read: Reader | None = None
    write: Writer | None = None
    files: FilesWriter | None = None
    beside: Mapping[str, Writer] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    partly: Mapping[str, str] = field(default_factory=dict)
    seen_as: Mapping[str, str] = field(default_factory=dict)
    losses: Losses | None = None
    spells: Callable[[str], str] | None = None
    looks: Callable[[Path, bytes], Evidence | None] | None = None
    gathers: Callable[[Sequence[str]], Collection[str]] | None = None
    companions: tuple[str, ...] = ()
    members: Callable[[Sequence[Path]], Mapping[Path, str]] | None = None
    needs: tuple[str, ...] = ()
    extra: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    configure: Callable[[Mapping[str, str]], Reader] | None = None
    columns: Callable[[Path], tuple[Sequence[str], Columns | None]] | None = None
    remarks: str = ""

    def __repr__(self) -> str:
        return f"<format {self.name}>"

    @property
    def reads(self) -> bool:
        """Whether it can be imported."""
        return self.read is not None

    def reader(self, options: Mapping[str, str]) -> Reader:
        """Return what reads it with those of the options that are its own."""
        own = {name: value for name, value in options.items() if name in self.options}
        if own and self.configure is not None:
            return self.configure(own)
        assert self.read is not None
        return self.read

    def home_of(self, path: Path) -> Path | None:
        """Return the file beside it with which this one is read, None when it is no companion."""
        for pattern in self.companions:
            if pattern.startswith("*.") and path.name.endswith(pattern[1:]):
                stem = path.name.removesuffix(pattern[1:])
                homes = (path.with_name(f"{stem}{suffix}") for suffix in self.suffixes)
                return next((each for each in homes if each.is_file()), None)
        return None

    @property
    def ticks(self) -> list[str]:
        """Those of its options that have no value: they are asked for or not."""
        return [name for name in self.options if name not in _WITH_VALUE]

    @property
    def writes(self) -> bool:
        """Whether it can be exported."""
        return self.write is not None or self.files is not None

    def missing(self) -> Problem | None:
        """Return what to do when a module that the format needs is not installed, else None."""
        absent = [name for name in self.needs if find_spec(name) is None]
        if not absent:
            return None
        return Problem(
            f"{self.title} needs {' and '.join(absent)}, which is not installed.",
            "Nothing was read or written.",
            f"Install it with: pip install 'annotator-desktop[{self.extra}]'",
        )

    @property
    def many_files(self) -> bool:
        """Whether it is written to a folder, with files of their own for the documents."""
        return self.files is not None
