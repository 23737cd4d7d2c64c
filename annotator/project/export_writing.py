"""The writing of an export: aside first, then under its name, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.formats.format import Format, Header
from annotator.formats.written import WrittenDocument
from annotator.project.export_place import check_place

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
    is the main file. None of the files takes its name before all of them are complete.
    """
    assert format.write is not None
    write = format.write
    fills: dict[Path, Fill] = {out: lambda file: write(header, documents(True), file)}
    for suffix, beside in format.beside.items():
        fills[companion(out, suffix)] = lambda file, beside=beside: beside(  # type: ignore[misc]
            header, documents(False), file
        )
    write_aside(fills)
    return list(fills)


def companion(out: Path, suffix: str) -> Path:
    """Return the path of a companion: `suffix` takes the place of the file's own."""
    return out.with_name(out.name.removesuffix(out.suffix) + suffix)


def write_aside(fills: Mapping[Path, Fill]) -> None:
    """Write files under other names first; then they take the places of their own."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in fills}
    try:
        for path, fill in fills.items():
            check_place(path)
            with parts[path].open("wb", buffering=1 << 20) as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
        for path, part in parts.items():
            part.replace(path)
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
    A folder that is not there yet appears when it is complete; in one that is there already,
    each file takes the place of an older one of its name as soon as it is complete.
    """
    assert format.files is not None
    with _folder_aside(out) as folder:
        for name, pieces in format.files(header, documents):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if folder is out:
                write_aside({path: lambda file, pieces=pieces: file.writelines(pieces)})  # type: ignore[misc]
            else:
                with path.open("wb") as file:
                    file.writelines(pieces)
            if note is not None:
                note(out / name)


@contextmanager
def _folder_aside(out: Path) -> Iterator[Path]:
    if out.is_dir():
        yield out
        return
    aside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        aside.mkdir(parents=True)
        yield aside
        aside.rename(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
