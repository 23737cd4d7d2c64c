"""ZIP: a folder of files in whatever formats, packed; each is read as if it lay there unpacked."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from annotator.formats import html_page, pdf, table
from annotator.formats.archives import BROKEN_ENTRY, fault_of_entry, fault_of_whole
from annotator.formats.beginning import beginning_of
from annotator.formats.by_file_names import made_by, people_by_files
from annotator.formats.file_kinds import why_unknown
from annotator.formats.file_names import safe_part
from annotator.formats.format import (
    LIKELY,
    Evidence,
    FileDocument,
    Format,
    Item,
    Placed,
    Reader,
)
from annotator.formats.library_errors import in_words, until_broken
from annotator.formats.notes import Notes
from annotator.formats.refusing import until_mistaken, until_refused
from annotator.formats.registry import formats, formats_of_file, other_ending
from annotator.formats.unit_evidence import joined
from annotator.formats.unit_option import UNIT_OPTION

_LEFT_OUT = "It was left out, the others kept."
#: Archives in an archive: their sizes are not known before they are unpacked.
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
_UNSAFE = "unsafe-name"
_MOST_ENTRIES = 200_000


@dataclass(frozen=True, slots=True)
class _Packed:
    """What one format reads of the archive: `path` unpacked, `name` as it is called in it."""

    format: Format
    path: Path
    name: str


def _read(path: Path, name: str, options: Mapping[str, str]) -> Iterator[Item]:
    notes = Notes(name)
    with path.open("rb") as file:
        yield from until_broken(_items(file, name, options, notes), notes)
    yield from notes.take()


def read_zip(path: Path, name: str) -> Iterator[Item]:
    """Yield what the files in an archive hold. Raises OSError when it cannot be read."""
    return _read(path, name, {})


def reader_for(options: Mapping[str, str]) -> Reader:
    """Return the reader that hands the options on to the formats of the files."""
    return partial(_read, options=options)


def _items(file: BinaryIO, name: str, options: Mapping[str, str], notes: Notes) -> Iterator[Item]:
    with zipfile.ZipFile(file) as archive, TemporaryDirectory(prefix="annotator-") as folder:
        wanted = [each for each in archive.infolist() if fault_of_entry(each) is None]
        fault = fault_of_whole(archive, wanted)
        if len(archive.infolist()) > _MOST_ENTRIES:
            fault = f"It holds more than {_MOST_ENTRIES:,} files."
        if fault is not None:
            notes.add("archive", fault, "The file was left out.")
            return
        unpacked = _unpack(archive, Path(folder), notes)
        found = list(_packed(unpacked, Path(folder), name, notes))
        yield from notes.take()
        people = people_by_files((each.format, each.path) for each in found)
        stems = Counter(PurePosixPath(each.name).stem for each in found)
        placed = Placed(None, 0, 0)
        for each in found:
            stem = PurePosixPath(each.name).stem
            key = stem if stems[stem] == 1 else str(PurePosixPath(each.name).with_suffix(""))
            items = _read_one(each, f"{name}/{each.name}", options, notes)
            for item in made_by(items, people.get(each.path)):
                if isinstance(item, Placed):
                    placed = joined((placed, item))
                    continue
                if isinstance(item, FileDocument) and item.key is None:
                    item.key = key
                yield item
            yield from notes.take()
        yield placed


def _unpack(archive: zipfile.ZipFile, folder: Path, notes: Notes) -> dict[str, Path]:
    """Unpack the files that may be, below the folder; return entry → path."""
    unpacked: dict[str, Path] = {}
    taken: set[Path] = set()
    for entry in archive.infolist():
        name = entry.filename
        parts = PurePosixPath(name).parts
        refusal = _refusal(entry)
        hidden = any(each.startswith((".", "__MACOSX")) for each in parts)
        if entry.is_dir() or (hidden and (refusal is None or refusal[0] != _UNSAFE)):
            continue
        path = folder.joinpath(*map(safe_part, parts))
        if refusal is None and (path in taken or path.exists()):
            refusal = "duplicate-name", "Another file in it has the same name."
        if refusal is not None:
            notes.add_inside(name, *refusal, _LEFT_OUT)
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as packed, path.open("xb") as out:
                shutil.copyfileobj(packed, out)
        except (zipfile.BadZipFile, *BROKEN_ENTRY) as error:
            path.unlink(missing_ok=True)
            notes.add_inside(name, "broken", in_words(error), _LEFT_OUT)
            continue
        unpacked["/".join(parts)] = path
        taken.add(path)
    return unpacked


def _refusal(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Return why an entry is not unpacked, as the kind of a finding and its message."""
    name, fault = entry.filename, fault_of_entry(entry)
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        return _UNSAFE, "Its name leads out of the folder."
    if path.suffix.casefold() in _ARCHIVES:
        return "nested-archive", "Archives in an archive are not unpacked."
    return None if fault is None else ("archive", fault)


def _packed(
    unpacked: dict[str, Path], folder: Path, archive: str, notes: Notes
) -> Iterator[_Packed]:
    """Yield what formats read together, then the other files, each in its format."""
    names = sorted(unpacked)
    used: set[str] = set()
    for format in formats():
        taken = set(format.gathers(names)) if format.gathers is not None else set()
        if taken:
            used.update(format.companions)
            names = [each for each in names if each not in taken]
            yield _Packed(format, folder, PurePosixPath(archive).name)
    found, unknown = [], []
    for name in names:
        start = beginning_of(unpacked[name])
        reading = formats_of_file(unpacked[name], start)
        if reading:
            format, evidence = reading[0]
            remark = other_ending(unpacked[name], format, evidence.said)
            if remark is not None:
                notes.add_inside(name, *remark)
            used.update(format.companions)
            found.append(_Packed(format, unpacked[name], name))
        else:
            unknown.append((name, why_unknown(unpacked[name], start)))
    yield from found
    for name, (message, advice) in unknown:
        if not _is_named(name, tuple(used)):
            notes.add_inside(name, "unknown-format", message, f"{_LEFT_OUT} {advice}")


def _is_named(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(PurePosixPath(name).name, each) for each in patterns)


def _read_one(
    packed: _Packed, name: str, options: Mapping[str, str], notes: Notes
) -> Iterator[Item]:
    missing = packed.format.missing()
    if missing is None:
        yield from until_refused(_alone(packed, name, options), name)
    else:
        notes.add_inside(packed.name, "not-installed", missing.happened, _LEFT_OUT)


def _alone(packed: _Packed, name: str, options: Mapping[str, str]) -> Iterator[Item]:
    """Read a file so that whatever is wrong with it, or with its reader, costs no other file."""
    notes = Notes(name)
    items = packed.format.reader(options)(packed.path, name)
    yield from until_mistaken(until_broken(items, notes), name)
    yield from notes.take()


def _looks(path: Path, start: bytes) -> Evidence | None:
    return Evidence(LIKELY, "it begins as a ZIP does") if start.startswith(b"PK") else None


FORMAT = Format(
    name="zip",
    title="ZIP",
    suffixes=(".zip",),
    keeps=frozenset(),
    read=read_zip,
    looks=_looks,
    options={
        **html_page.FORMAT.options,
        **pdf.FORMAT.options,
        **table.FORMAT.options,
        **UNIT_OPTION,
    },  # fmt: skip
    configure=reader_for,
    remarks="A packed folder of files in whatever formats, each read in its own.",
)
