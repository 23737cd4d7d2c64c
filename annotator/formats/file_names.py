"""Names of files that are made of keys and people: safe on every system, never outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotator.formats.features import Lost
from annotator.formats.format import Header
from annotator.formats.written import WrittenDocument, WrittenLayer

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(10)}
#: Bytes of UTF-8 that a part of a path may have, with room for a suffix.
_LONGEST = 200


#: The folder of documents that nobody has a layer of.
TEXTS = "texts"


def safe_part(part: str) -> str:
    """Return one part of a path that every file system takes."""
    safe = "".join("_" if each in '\\/:*?"<>|' or ord(each) < 32 else each for each in part)
    while len(safe.encode("utf-8", "replace")) > _LONGEST:
        safe = safe[:-1]
    if safe.strip(". ") == "":
        return "_"
    # A file that begins with a dot is hidden, and no folder of files is read with those.
    if safe[0] == ".":
        safe = "_" + safe[1:]
    if safe.split(".")[0].casefold() in _RESERVED:
        return f"_{safe}"
    return safe[:-1] + "_" if safe[-1] in ". " else safe


def person_folder(layer: WrittenLayer | None, folders: dict[tuple[str | None, str], str]) -> str:
    """Return the folder of a person's layers, or of texts without any.

    `folders` are those used so far by (person, kind), and gets this one.
    """
    if layer is None:
        return TEXTS
    whose = (layer.person, layer.kind)
    if whose not in folders:
        parts = [layer.kind] if layer.kind != "annotations" else []
        wanted = name = safe_part("-".join([*parts, *([layer.person] if layer.person else [])]))
        others = {TEXTS, *(each.casefold() for each in folders.values())}
        number = 2
        while name.casefold() in others:
            name, number = f"{wanted}-{number}", number + 1
        folders[whose] = name
    return folders[whose]


def file_name(key: str, taken: set[str]) -> str:
    """Return a relative path without suffix for a document, never outside its folder.

    `taken` are the names used so far, and gets this one.
    """
    wanted = name = "/".join(safe_part(part) for part in key.split("/"))
    number = 2
    while name.casefold() in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name.casefold())
    return name


def lost_keys(header: Header) -> Callable[[WrittenDocument], Iterator[Lost]]:
    """Return what yields the key of a document whose file has to be called otherwise."""
    taken: set[str] = set()

    def find(document: WrittenDocument) -> Iterator[Lost]:
        if file_name(document.key, taken) != document.key:
            yield Lost("keys", document.key)

    return find
