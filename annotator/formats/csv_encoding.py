"""In what encoding a file of CSV is, and its rows of text read by that as they come."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TextIO

from annotator.domain.encoding import decode
from annotator.domain.problem import Problem
from annotator.formats.notes import Notes

#: For `Format.options` of what is read from CSV.
ENCODING_OPTION = {"encoding": "the encoding of the file, such as cp1251"}
_PIECE = 1 << 20


class NotText(Exception):
    """Nothing can be read of a file, which the notes say."""


def opened_csv(path: Path, notes: Notes, declared: str | None) -> TextIO:
    """Open a file as text; a guess of its encoding is a finding. `declared` is what a person says.

    Raises OSError, and NotText for what is none.
    """
    if declared is None and _is_utf8(path):
        return path.open(encoding="utf-8-sig", newline="")
    which = "The file" if path.name == (notes.file or "").rpartition("/")[2] else path.name
    try:
        decoded = decode(path.read_bytes(), declared)
    except Problem as problem:
        notes.add("not-text", problem.happened, f"{which} was left out. {problem.next_step}")
        raise NotText from problem
    if decoded.guessed:
        said = f"{which} does not say its encoding; {decoded.encoding} was guessed."
        notes.add("encoding-guessed", said, "The texts were kept. Look at their letters.")
    if decoded.damaged:
        characters = "character" if decoded.damaged == 1 else "characters"
        said = f"{decoded.damaged:,} {characters} of {which} cannot be read."
        notes.add("replaced", said, "The texts were kept with � in their places.")
    # What begins with a mark is read by the name that takes it off.
    marked = decoded.text.startswith("\ufeff")
    plain = decoded.encoding.removesuffix("-le").removesuffix("-be")
    name = {"utf-8": "utf-8-sig"}.get(plain, plain) if marked else decoded.encoding
    return path.open(encoding=name, errors="replace", newline="")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
