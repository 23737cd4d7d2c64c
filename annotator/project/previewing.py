"""The first document of a file as an import would have it, for a person to look at before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from annotator.domain.span import Fragment
from annotator.formats.format import FileDocument, Finding
from annotator.project.import_files import FoundFile
from annotator.project.titles import title_of

#: Items that are looked at for the first document.
_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read.

    `text` is the beginning of its first document, None when none was found, `excluded` the
    regions of that beginning that are proposed as excluded, in code points. `encoding` is None
    where none had to be found out, and `guessed` when the file does not say it. `findings` are
    sentences.
    """

    format: str
    evidence: str
    text: str | None = None
    title: str = ""
    excluded: tuple[Fragment, ...] = ()
    encoding: str | None = None
    guessed: bool = False
    findings: tuple[str, ...] = ()


def preview(
    file: FoundFile, reading: Mapping[str, str] | None = None, letters: int = 3000
) -> Preview:
    """Return how a file is read with these options, with so many code points of its text.

    Reads a file only as far as its first document. Raises Problem when its format needs what is
    not installed, or an option has a value that is none.
    """
    missing = file.format.missing()
    if missing is not None:
        raise missing
    document: FileDocument | None = None
    findings: list[Finding] = []
    try:
        for item in islice(file.format.reader(reading or {})(file.path, file.name), _ITEMS):
            if isinstance(item, FileDocument):
                if document is not None:
                    break
                document = item
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
    )
