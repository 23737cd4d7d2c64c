"""What an export sets aside: its names, and taking away what one that was killed has left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from annotator.storage.aside import left_behind, own_mark

#: How names end of what is not complete yet, and of what was there before.
PART, OLD = "part", "old"


def aside(path: Path, ending: str = PART) -> Path:
    """Return a name beside `path` that nobody else takes meanwhile; it is never too long."""
    return path.with_name(f".{own_mark()}{_ending(path, ending)}")


def _ending(path: Path, ending: str) -> str:
    return f"{sha256(path.name.encode(errors='surrogatepass')).hexdigest()[:12]}.{ending}"


def take_away(path: Path) -> None:
    """Take away a file or folder that was set aside, if it is there and can be."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def clear_parts(folder: Path) -> None:
    """Take away what exports of this computer that were killed have not completed in a folder."""
    with suppress(OSError):
        for each in left_behind(folder, "."):
            if each.suffix == f".{PART}" or _has_another_name(each):
                take_away(each)


def _has_another_name(path: Path) -> bool:
    """Return whether this is what was there before, and still is under its own name."""
    return path.suffix == f".{OLD}" and path.is_file() and path.lstat().st_nlink > 1


def clear_old(paths: Iterable[Path]) -> None:
    """Take away what killed exports have kept of what was at these paths, which have been replaced.

    Until then it may be all that is left of it.
    """
    replaced = list(paths)
    for folder in {path.parent for path in replaced}:
        with suppress(OSError):
            kept = [each for each in left_behind(folder, ".") if each.suffix == f".{OLD}"]
            endings = {_ending(path, OLD) for path in replaced if path.parent == folder and kept}
            for each in kept:
                if each.name.rpartition("-")[2] in endings:
                    take_away(each)
