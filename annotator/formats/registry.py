"""Which formats there are: every module of this folder with a constant FORMAT is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

import annotator.formats
from annotator.domain.problem import Problem
from annotator.formats.format import Format


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, by name."""
    found = []
    for module in pkgutil.iter_modules(annotator.formats.__path__):
        loaded = importlib.import_module(f"{annotator.formats.__name__}.{module.name}")
        format = getattr(loaded, "FORMAT", None)
        if isinstance(format, Format):
            found.append(format)
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
