"""Libraries that read broken files raise whatever they stumble over: told as a finding."""

from __future__ import annotations

import csv
import lzma
import os
import struct
import sys
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from typing import TypeVar

from annotator.formats.notes import Notes

T = TypeVar("T")

_OURS = __name__.partition(".")[0]
#: What the standard library raises about broken data; other errors it raises are of who calls it.
_OF_DATA = (
    csv.Error, EOFError, lzma.LZMAError, NotImplementedError, OSError, struct.error, UnicodeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
#: Modules of it that raise whatever they stumble over in data, as other libraries do.
_UNPACK = frozenset(("bz2", "lzma", "zipfile"))


#: What libraries say of packed data that is not whole.
_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error)
_SAVE_AGAIN = "Open it in the program that it comes from, save it again, and import that."


def until_broken(items: Iterator[T], notes: Notes) -> Iterator[T]:
    """Yield what a library reads, up to where it raises; a finding says that it did.

    What our own code raises passes: a mistake of ours is no broken file.
    """
    there = False
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except MemoryError:
            raise
        except Exception as error:
            if not _is_of_library(error):
                raise
            note_broken(notes, error, there)
            return
        there = True
        yield item


def note_broken(notes: Notes, error: Exception, there: bool) -> None:
    """Write down that a file cannot be read on; `there` says whether something came before."""
    where, kept = "", "It was left out."
    if there:
        where, kept = "From here on: ", "What came before was kept."
    notes.add("broken", f"{where}{in_words(error)}", f"{kept} {_SAVE_AGAIN}", said(error))


def in_words(error: Exception) -> str:
    """Return what an error of a library means for a file, as a sentence for its owner."""
    if isinstance(error, NotImplementedError):
        return "It is packed in a way that is not read."
    if isinstance(error, _UNPACKING):
        return "It is packed, and damaged or cut off: it cannot be unpacked."
    if isinstance(error, UnicodeError):
        return "Its letters are not in UTF-8, or not in the encoding that it says."
    if isinstance(error, OSError) and error.errno is not None:
        return f"It cannot be read: {os.strerror(error.errno)}."
    if "password" in str(error) or "encrypted" in str(error):
        return "It is protected by a password."
    return "It is damaged, cut off, or something else than its name says."


def said(error: Exception) -> str:
    """Return an error of a library in one line, for those who look for its cause."""
    return f"{type(error).__name__}: {error}".split("\n")[0].rstrip(". ")[:200]


def place_of_mistake(error: Exception) -> str:
    """Return where in our code an error was raised, as “file, line 12”."""
    ours = [
        f"{frame.f_globals['__name__']}, line {line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if _package(frame.f_globals) == _OURS
    ]
    return ours[-1] if ours else "?"


def _is_of_library(error: Exception) -> bool:
    """Return whether a library raised it, or the standard library about data.

    What is compiled has no frame here: such an error seems to come from who called it.
    """
    packages = [_package(frame.f_globals) for frame, _ in traceback.walk_tb(error.__traceback__)]
    called = [each for each in packages if each in _UNPACK or each not in sys.stdlib_module_names]
    return isinstance(error, _OF_DATA) or called[-1:] != [_OURS]


def _package(variables: dict[str, object]) -> str:
    return str(variables.get("__name__", "")).partition(".")[0]
