"""doccano's exports with a file for each person: only the names of the files say who it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from annotator.formats.foreign_lines import objects_in, objects_of
from annotator.formats.notes import Notes

#: What doccano calls the file of a project in which all work on the same marks.
_OF_ALL = ("all", "admin_all", "unknown")
#: Words in names of files that say what is in them, and not who made it.
_NO_NAMES = frozenset((
    "annotation", "annotations", "article", "articles", "backup", "batch", "copy", "data",
    "dataset", "dev", "doccano", "export", "file", "final", "gold", "label", "labeled",
    "labelled", "labels", "new", "old", "part", "round", "test", "text", "texts", "train",
    "training", "unlabeled", "unlabelled", "v", "valid", "validation", "version",
))  # fmt: skip
_BETWEEN = re.compile(r"[\W\d_]+")
#: Articles by which files are compared, and the files of a team at most.
_COMPARED, _TEAM = 2_000, 50
_MARKS = ("entities", "label", "labels", "annotations")


def members(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Return those of the files in a folder that are each one person's, with that person's name.

    Their articles are nearly all the same ones and their marks are not, and none says whose they
    are. Two versions of one file are like that, too: numbers, dates and such words are no names.
    """
    named = [path for path in paths if path.stem.casefold() not in _OF_ALL and _is_name(path.stem)]
    if not 2 <= len(named) <= _TEAM:
        return {}
    read = {path: _articles(path) for path in named}
    found: set[Path] = set()
    for one, other in combinations(named, 2):
        if _are_two_views(read[one], read[other]):
            found |= {one, other}
    return {path: path.stem for path in named if path in found}


def _is_name(stem: str) -> bool:
    words = filter(None, _BETWEEN.split(stem.casefold()))
    return any(word not in _NO_NAMES for word in words)


def _articles(path: Path) -> dict[int, int] | None:
    """Return what is said of each text, by the text; None where the file says who marked it."""
    articles: dict[int, int] = {}
    try:
        for _, raw in islice(objects_in(path, Notes()), _COMPARED):
            if "annotator" in raw or any(_names_somebody(raw.get(each)) for each in _MARKS):
                return None
            text = raw.get("text", raw.get("data"))
            said = repr([raw.get(each) for each in _MARKS])
            articles[hash(text if isinstance(text, str) else "")] = hash(said)
    except OSError:
        return None  # reading it says what is the matter
    return articles


def _names_somebody(marks: Any) -> bool:
    return any("user" in each or "user_name" in each for each in objects_of(marks))


def _are_two_views(one: dict[int, int] | None, other: dict[int, int] | None) -> bool:
    if not one or not other:
        return False
    common = one.keys() & other.keys()
    # A copy of a file is nobody else's work.
    return 10 * len(common) >= 9 * max(len(one), len(other)) and any(
        one[each] != other[each] for each in common
    )
