"""The writing of an export: its files, each whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from annotator.formats.format import Format, Header
from annotator.formats.written import WrittenDocument
from annotator.project.export_leftovers import aside, clear_parts
from annotator.project.export_place import check_place, companions
from annotator.project.export_settling import settle

#: Writes to an open file.
Fill = Callable[[BinaryIO], None]


def write_file(
    format: Format,
    header: Header,
    documents: Callable[[bool], Iterable[WrittenDocument]],
    out: Path,
) -> list[Path]:
    """Write one file with its companions and return their paths.

    `documents` gives the documents once more at each call; its argument says whether this
    is the main file.
    """
    assert format.write is not None
    write_whole(out, lambda file: format.write(header, documents(True), file))  # type: ignore[misc]
    written = [out]
    for path, beside in zip(companions(format, out), format.beside.values(), strict=True):
        write_whole(path, lambda file, beside=beside: beside(header, documents(False), file))  # type: ignore[misc]
        written.append(path)
    return written


def write_whole(path: Path, fill: Fill) -> None:
    """Write a file down to the disk."""
    with path.open("wb", buffering=1 << 20) as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


def write_aside(fills: Mapping[Path, Fill]) -> None:
    """Write files under other names first; then they take the places of their own."""
    for folder in {path.parent for path in fills}:
        clear_parts(folder)
    parts = {path: aside(path) for path in fills}
    try:
        for path, fill in fills.items():
            check_place(path)
            write_whole(parts[path], fill)
        settle((part, path) for path, part in parts.items())
    finally:
        for part in parts.values():
            if part.parent.is_dir():
                part.unlink(missing_ok=True)


def write_folder(
    format: Format,
    header: Header,
    documents: Iterable[WrittenDocument],
    out: Path,
    note: Callable[[Path], None] | None = None,
) -> None:
    """Write the files of a folder; `note` is told the path of each.

    They are not returned, as there may be hundreds of thousands.
    """
    assert format.files is not None
    out.mkdir(parents=True, exist_ok=True)
    for name, pieces in format.files(header, documents):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(pieces)
        if note is not None:
            note(path)
