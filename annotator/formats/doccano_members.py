"""doccano's exports with a file for each person: only the names of the files say who it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from annotator.formats.foreign_lines import objects_in, objects_of
from annotator.formats.notes import Notes

#: What doccano calls the file of a project in which all work on the same marks.
_OF_ALL = ("all", "admin_all", "unknown")
#: Articles by which files are compared.
_COMPARED = 2_000
_MARKS = ("entities", "label", "labels", "annotations")


def members(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Return those of the files in a folder that are each one person's, with that person's name.

    Their articles are mostly the same ones and their marks are not, and none says whose they are.
    """
    named = [path for path in paths if path.stem.casefold() not in _OF_ALL]
    if len(named) < 2:
        return {}
    read = {path: _articles(path) for path in named}
    found: set[Path] = set()
    for one, other in combinations(named, 2):
        if _are_two_views(read[one], read[other]):
            found |= {one, other}
    return {path: path.stem for path in named if path in found}


def _articles(path: Path) -> dict[int, str] | None:
    """Return what is said of each text, by the text; None where the file says who marked it."""
    articles: dict[int, str] = {}
    try:
        for _, raw in islice(objects_in(path, Notes()), _COMPARED):
            if "annotator" in raw or any(_names_somebody(raw.get(each)) for each in _MARKS):
                return None
            text = raw.get("text", raw.get("data"))
            articles[hash(text if isinstance(text, str) else "")] = repr(
                [raw.get(each) for each in _MARKS]
            )
    except OSError:
        return None  # reading it says what is the matter
    return articles


def _names_somebody(marks: Any) -> bool:
    return any("user" in each or "user_name" in each for each in objects_of(marks))


def _are_two_views(one: dict[int, str] | None, other: dict[int, str] | None) -> bool:
    if not one or not other:
        return False
    common = one.keys() & other.keys()
    # A copy of a file is nobody else's work.
    return 2 * len(common) >= min(len(one), len(other)) and any(
        one[each] != other[each] for each in common
    )
