"""The dataset card of an earlier export, which says nothing true of the files that replace it."""

from __future__ import annotations

import re
from errno import ENAMETOOLONG
from pathlib import Path
from typing import NamedTuple

from annotator.project.card_facts import WrittenFile, checksum
from annotator.project.dataset_card import hash_of_list
from annotator.project.export_place import card_path
from annotator.project.export_settling import files_in

#: A row of the table of files, and the hash of their list where they are too many for one.
_ROW = re.compile(r"^\| (.+) \| [\d,]+ \| `([0-9a-f]{64})` \|$", re.MULTILINE)
_OF_LIST = re.compile(r"^`([0-9a-f]{64})`$", re.MULTILINE)
_FILES, _AFTER = "\n## Files\n", "\n## How to make it again\n"
#: More than any card has.
_LONGEST = 4_000_000


class CardBefore(NamedTuple):
    """A card beside an export that writes none; `is_own` says that we wrote it of what was there.

    Its hashes tell: they are those of the files that are about to be replaced.
    """

    path: Path
    is_own: bool

    def take_away(self) -> str:
        """Remove a card of ours, now that its files are replaced; return what is to be said."""
        name = self.path.name
        if not self.is_own:
            return (
                f"The file {name} beside it is no card of this export, perhaps of an earlier one. "
                "It was left as it was."
            )
        try:
            self.path.unlink()
        except OSError:
            return f"The dataset card {name} is of the export before, and could not be removed."
        return f"The dataset card {name} was of the export before, and was removed with it."


def card_before(out: Path) -> CardBefore | None:
    """Return the card that lies beside `out` from before, None without any.

    Raises OSError when it or what it tells of cannot be read.
    """
    path = card_path(out)
    try:
        if not path.is_file():
            return None
    except OSError as error:
        # So long a name no file has.
        if error.errno == ENAMETOOLONG:
            return None
        raise
    with path.open("rb") as file:
        said = file.read(_LONGEST).decode("utf-8", "replace")
    return CardBefore(path, not path.is_symlink() and _is_of(said, path.parent, out))


def _is_of(said: str, folder: Path, out: Path) -> bool:
    """Return whether a card tells of the files as they are."""
    files = said.partition(_FILES)[2].partition(_AFTER)[0]
    rows = [(name.replace("\\|", "|"), digest) for name, digest in _ROW.findall(files)]
    if rows:
        return all(_has_hash(folder / name, digest) for name, digest in rows)
    listed = _OF_LIST.search(files)
    return listed is not None and out.is_dir() and hash_of_list(_files_of(out)) == listed[1]


def _has_hash(path: Path, digest: str) -> bool:
    return path.is_file() and checksum(path, path.parent, "").sha256 == digest


def _files_of(out: Path) -> list[WrittenFile]:
    return [checksum(each, out, out.name) for each in files_in(out)]
