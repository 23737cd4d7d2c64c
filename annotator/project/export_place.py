"""Where an export may be written: never over a database, nor over what nobody chose."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.formats.format import Format
from annotator.storage.peeking import first_bytes

_DATABASE = b"SQLite format 3\0"
#: What SQLite keeps beside a database; without it the last changes are lost.
_BESIDE = ("-wal", "-shm", "-journal")


def check_place(out: Path) -> None:
    """Raise a Problem when `out` is a database, a project for one, or belongs to one.

    Raises OSError when what is there cannot be read.
    """
    for path in _databases(out):
        if path.is_file() and first_bytes(path, len(_DATABASE)) == _DATABASE:
            own = "is" if path.name == out.name else "belongs to"
            raise Problem(
                f"{out.name} {own} a project or another database, and an export would replace it.",
                "Nothing was written; the file is as it was.",
                "Choose another name for the export.",
            )


def written_through(out: Path) -> Path:
    """Return where an export to `out` is written: a link to a file stays one, its file is written.

    Raises Problem where there is neither a file nor a folder but a device, a pipe or the like,
    and OSError when it cannot be looked at.
    """
    if out.exists() and not (out.is_file() or out.is_dir()):
        raise Problem(
            f"{out.name} is no file but a device, a pipe or the like.",
            "Nothing was written.",
            "Export to a file; another program can read it from there.",
        )
    return _resolved(out) if out.is_symlink() and not out.is_dir() else out


def _resolved(out: Path) -> Path:
    """Return where links lead; raises OSError where they go round in a circle."""
    try:
        return out.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(out)) from error


def _databases(out: Path) -> Iterator[Path]:
    yield out
    # The log lies beside the file itself, not beside a link to it.
    for path in (out, _resolved(out)):
        for ending in _BESIDE:
            if path.name.endswith(ending) and path.name != ending:
                yield path.with_name(path.name.removesuffix(ending))


def companions(format: Format, out: Path) -> list[Path]:
    """Return the paths of a file's companions: their suffix takes the place of its own."""
    return [out.with_name(out.name.removesuffix(out.suffix) + suffix) for suffix in format.beside]


def card_path(out: Path) -> Path:
    """Return where the card of an export lies: beside it, so that the data stay alone."""
    return out.with_name(f"{out.name}.card.md")


def part_path(format: Format, out: Path, part: str) -> Path:
    """Return the file or folder of a part of an export; `part` is empty when it is not split."""
    if not part:
        return out
    return out / (part if format.many_files else f"{part}{format.suffixes[0]}")


def unchosen(format: Format, out: Path, parts: tuple[str, ...], card: bool) -> Problem | None:
    """Return what an export would replace beside `out` though it is from no export of that name.

    Where the file itself is there too, they are taken for its own.
    """
    if out.is_dir() and not (format.many_files or parts):
        inside = f"{out.name.removesuffix(format.suffixes[0])}{format.suffixes[0]}"
        return Problem(
            f"{out.name} is a folder, and {format.title} is one file.",
            "Nothing was written; the folder is as before.",
            f"Choose another name, or one in that folder, such as {out.name}/{inside}.",
        )
    beside = {} if format.many_files else {
        path: companions(format, path)
        for path in (part_path(format, out, part) for part in parts or ("",))
    }  # fmt: skip
    if card:
        beside.setdefault(out, []).append(card_path(out))
    for main, paths in beside.items():
        there = [] if os.path.lexists(main) else [each for each in paths if os.path.lexists(each)]
        if there:
            names = " and ".join(each.name for each in there)
            is_there, file = ("is", "the file is") if len(there) == 1 else ("are", "the files are")
            return Problem(
                f"{names} {is_there} there already, but {main.name} is not. The export would write "
                f"its own in that place.",
                f"Nothing was written; {file} as before.",
                "Choose another name for the export, or another folder.",
            )
    return None
