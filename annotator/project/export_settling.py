"""The names of an export: what is written aside takes all of them at the end, or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotator.project.export_leftovers import OLD, aside, clear_old, clear_parts, take_away
from annotator.project.export_place import check_place

#: Where a file or folder is written, and what it is called when everything is.
Move = tuple[Path, Path]


@dataclass(frozen=True, slots=True)
class Aside:
    """What is in `folder` belongs into `home`; where that is not there yet, they are one.

    `beside` are files that are written apart from it.
    """

    folder: Path
    home: Path
    beside: list[Move] = field(default_factory=list)

    def part(self, path: Path) -> Path:
        """Return where to write what is to be `path`, which is in `home`, or `home` itself."""
        return self.folder / path.relative_to(self.home)

    def part_beside(self, path: Path) -> Path:
        """Return where to write a file that has its place elsewhere."""
        self.beside.append((aside(path), path))
        return self.beside[-1][0]

    def moves(self) -> list[Move]:
        """Return what is there, with the names that it gets."""
        if not self.home.is_dir():
            return [(self.folder, self.home), *self.beside]
        files = files_in(self.folder, hidden=True)
        return [(file, self.home / file.relative_to(self.folder)) for file in files] + self.beside


@contextmanager
def set_aside(out: Path, folder: bool) -> Iterator[Aside]:
    """Make room for what an export to `out` writes, a file or a folder; it is gone afterwards.

    So is what an earlier one has left there that was killed.
    """
    home = out if folder else out.parent
    if folder and out.is_dir():
        place = out / aside(out).name
    else:
        there = next((each for each in out.parents if each.is_dir()), out.parent)
        place = (there if folder else out.parent) / aside(out).name
    made = Aside(place, home)
    for each in {place.parent, out.parent}:
        clear_parts(each)
    # A number may come again, in a container for example.
    take_away(place)
    try:
        place.mkdir()
        yield made
    finally:
        for part in (place, *(part for part, _ in made.beside)):
            take_away(part)


def settle(moves: Iterable[Move]) -> None:
    """Give everything its name; where one cannot be given, all is as it was. Raises OSError.

    What has such a name already is kept until the last one is given. A folder is never replaced.
    """
    moves, kept = list(moves), []
    for _, path in moves:
        check_place(path)
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with ExitStack() as undo:
        for part, path in moves:
            _make_folders(path.parent, undo)
            if os.path.lexists(path):
                old = aside(path, OLD)
                undo.callback(_bring_back, old, path)
                _keep(path, old)
                kept.append(old)
                part.replace(path)
            else:
                part.rename(path)
                undo.callback(path.rename, part)
        undo.pop_all()
    for old in kept:
        # The export is complete, whatever becomes of these.
        take_away(old)
    clear_old(path for _, path in moves)


def _make_folders(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent, undo)
        folder.mkdir()
        undo.callback(folder.rmdir)


def _keep(path: Path, old: Path) -> None:
    """Let `old` be what `path` is; where it can be, `path` is never missing."""
    if not path.is_symlink():
        with suppress(OSError):
            old.hardlink_to(path)
            return
    path.rename(old)


def _bring_back(old: Path, path: Path) -> None:
    if os.path.lexists(old):
        old.replace(path)
        # Two names of one file are both left by that.
        old.unlink(missing_ok=True)


def others_in(folder: Path, ours: Collection[Path]) -> int:
    """Return how many files are in a folder beside ours; those with a dot are nobody's."""
    return sum(each not in ours for each in files_in(folder))


def files_in(folder: Path, *, hidden: bool = False) -> Iterator[Path]:
    """Yield the files of a folder in order, without those that are `hidden` unless asked for."""
    for place, folders, names in os.walk(folder):
        if not hidden:
            folders[:] = [each for each in folders if not each.startswith(".")]
        folders.sort()
        yield from (Path(place, each) for each in sorted(names) if hidden or each[0] != ".")
