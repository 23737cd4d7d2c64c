"""Which formats there are: every module of this folder with a constant FORMAT is one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import annotator.formats
from annotator.domain.problem import Problem
from annotator.domain.registered import registered
from annotator.formats.format import BY_NAME, Evidence, Format


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, by name."""
    found = registered(annotator.formats, "FORMAT", Format)
    return tuple(sorted(found, key=lambda format: format.name))


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def format_named(name: str) -> Format:
    """Return the format of that name, or of that suffix; raises Problem when there is none."""
    for format in formats():
        if _plain(name) == format.name:
            return format
    for format in formats():
        if f".{_plain(name).lstrip('.')}" in format.suffixes:
            return format
    raise Problem(
        f"There is no format called {name}.",
        "Nothing was changed.",
        "Use one of " + ", ".join(format.name for format in formats()) + ".",
    )


def format_of(path: Path) -> Format | None:
    """Return the format that the path's suffix names, or None."""
    suffix = path.suffix.casefold()
    return next((format for format in formats() if suffix in format.suffixes), None)


def formats_of_file(path: Path, start: bytes) -> list[tuple[Format, Evidence]]:
    """Return the formats that a file of this name and beginning may have, the surest first."""
    suffix = path.suffix.casefold()
    known = any(suffix in format.suffixes for format in formats())
    found = []
    for format in formats():
        if not format.reads:
            continue
        named = suffix in format.suffixes
        if format.looks is None:
            evidence = Evidence(BY_NAME, f"its name ends in {suffix}") if named else None
        elif named or suffix in format.elsewhere or (format.elsewhere and not known):
            evidence = format.looks(path, start)
            if not named and evidence is not None and evidence.strength == BY_NAME:
                evidence = None
        else:
            evidence = None
        if evidence is not None:
            found.append((format, evidence))
    return sorted(found, key=lambda each: -each[1].strength)


def other_ending(path: Path, format: Format, evidence: str) -> tuple[str, str, str] | None:
    """Return what is said of a file that has the ending of another format, else None.

    That is the kind of a finding, its message, and what was kept.
    """
    suffix = path.suffix.casefold()
    if suffix in format.suffixes or suffix not in format.elsewhere:
        return None
    return (
        "other-ending",
        f"Its name ends in {suffix}, and it is {format.title}: {evidence}.",
        "It was read as that. If it is an article, choose Plain text as its format.",
    )
