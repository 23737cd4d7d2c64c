"""Files whose names alone say who made what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotator.formats.format import FileDocument, Format, Item, Placed


def people_by_files(found: Iterable[tuple[Format, Path]]) -> Mapping[Path, str]:
    """Return those of the files to read that are named after a person, with that person."""
    together: dict[tuple[str, Path], list[Path]] = defaultdict(list)
    known = {}
    for format, path in found:
        if format.members is not None:
            known[format.name] = format.members
            together[format.name, path.parent].append(path)
    people: dict[Path, str] = {}
    for (name, _), paths in together.items():
        people |= known[name](paths)
    return people


def made_by(items: Iterator[Item], person: str | None) -> Iterator[Item]:
    """Yield what a reader gives, its layers as probably of that person where they name nobody."""
    for item in items:
        if person is not None and isinstance(item, FileDocument):
            for layer in item.layers:
                layer.likely = person
        if person is not None and isinstance(item, Placed):
            item = replace(item, people=(person,))
        yield item
