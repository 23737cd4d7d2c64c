"""The first document of a file as an import would have it, for a person to look at before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from annotator.domain.span import Fragment
from annotator.domain.text_limits import LONGEST_TEXT
from annotator.formats.format import FileDocument, Finding
from annotator.project.import_files import FoundFile
from annotator.project.titles import title_of

#: Items that are looked at for the first document.
_ITEMS = 200


@dataclass(frozen=True, slots=True)
class PreviewMark:
    """A span as it would come in: its label and its fragments, in code points."""

    label: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class PreviewLayer:
    """What would come in of one person's marks; `whose` is their name, None for nobody's."""

    whose: str | None
    kind: str
    marks: tuple[PreviewMark, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read.

    `text` is the beginning of its first document, None when none was found, `excluded` the
    regions of that beginning that are proposed as excluded, in code points; `text_sha256` is of all
    of it. `encoding` is None where none had to be found out, and `guessed` when the file does not
    say it; `newline` is lf, crlf, cr or mixed. `findings` are sentences. `layers` are what would
    come in of its marks. `columns` are the names of a table's, `text_column` and `title_column`
    those that look like it.
    """

    format: str
    evidence: str
    text: str | None = None
    title: str = ""
    excluded: tuple[Fragment, ...] = ()
    encoding: str | None = None
    guessed: bool = False
    findings: tuple[str, ...] = ()
    text_sha256: str | None = None
    newline: str | None = None
    layers: tuple[PreviewLayer, ...] = ()
    columns: tuple[str, ...] = ()
    text_column: str | None = None
    title_column: str | None = None


def preview(
    file: FoundFile,
    reading: Mapping[str, str] | None = None,
    letters: int = 3000,
    wanted: str | None = None,
) -> Preview:
    """Return how a file is read with these options, with so many code points of its text.

    Reads a file only as far as the document whose text has the hash `wanted`; without that, as far
    as the first one that is not too long to come in. Raises Problem when its format needs what is
    not installed, or an option has a value that is none.
    """
    missing = file.format.missing()
    if missing is not None:
        raise missing
    document: FileDocument | None = None
    findings: list[Finding] = []
    try:
        items = file.format.reader(reading or {})(file.path, file.name)
        for item in islice(items, _ITEMS if wanted is None else None):
            if isinstance(item, FileDocument):
                if document is not None:
                    break
                document = item if _is_sought(item, wanted) else None
            elif isinstance(item, Finding):
                findings.append(item)
    except OSError as error:
        said = f"The file cannot be read: {error.strerror or error}."
        findings.append(Finding("unreadable", said, "It would be left out.", file.name))
    told = tuple(f"{each.message} {each.kept}" for each in findings)
    guessed = any(each.kind == "encoding-guessed" for each in findings)
    about = file.format.title, file.evidence
    if document is None:
        return Preview(*about, guessed=guessed, findings=told)
    text = document.frozen.text[:letters]
    excluded = ((start, min(end, letters)) for start, end in document.excluded if start < letters)
    return Preview(
        *about,
        text,
        document.title or title_of(document.frozen.text),
        tuple(excluded),
        document.source.encoding,
        guessed,
        told,
        document.frozen.text_sha256,
        document.source.newline or document.frozen.newline,
    )


def _is_sought(document: FileDocument, wanted: str | None) -> bool:
    if wanted is None:
        return len(document.frozen.text) <= LONGEST_TEXT
    return document.frozen.text_sha256 == wanted


def with_columns(first: Preview, file: FoundFile) -> Preview:
    """Return the preview with the columns of the file where it is a table."""
    if file.format.columns is None:
        return first
    try:
        names, looks = file.format.columns(file.path)
    except OSError:
        return first  # reading it has said what is the matter
    text, title = (None, None) if looks is None else (looks.text, looks.title)
    return replace(first, columns=tuple(names), text_column=text, title_column=title)


def first_layer(
    whose: str | None, kind: str, spans: Iterable[tuple[str, Mapping[str, Any]]]
) -> PreviewLayer:
    """Return what is shown of a layer whose spans are these records."""
    marks = [
        PreviewMark(fields["label"], tuple((start, end) for start, end in fields["fragments"]))
        for _, fields in spans
    ]
    return PreviewLayer(whose, kind, tuple(marks))


def with_layers(first: Preview, layers: Sequence[PreviewLayer]) -> Preview:
    """Return the preview with those of the marks that stand in its text."""
    end = len(first.text or "")
    return replace(first, layers=tuple(
        replace(each, marks=tuple(mark for mark in each.marks if mark.fragments[-1][1] <= end))
        for each in layers
    ))  # fmt: skip
