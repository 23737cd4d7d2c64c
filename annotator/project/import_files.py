"""Which files an import takes, in which format, and the keys their documents get."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.formats.format import Finding, Format
from annotator.formats.registry import format_named, format_of, formats

_SNIFFED = 4096
_LEFT_OUT = "The file was left out."


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to import. `name` is its path relative to what was asked for, with slashes.

    `key` is what its document is called when the file does not say.
    """

    path: Path
    name: str
    key: str
    format: Format


def find_files(
    paths: Sequence[Path], format: str | None = None
) -> tuple[list[FoundFile], list[Finding]]:
    """Return the files under these paths that some format reads, and what was passed over.

    With `format` every file is read as that. Only regular files are taken: what is not one may
    never end. Raises Problem when a path is not there or may not be looked at.
    """
    chosen = None if format is None else _readable(format_named(format))
    found: list[FoundFile] = []
    findings: list[Finding] = []
    for path in paths:
        _check_there(path)
    for path, given_name in _walk(paths, findings):
        name = shown(given_name)
        if name != given_name:
            findings.append(
                Finding("name", "Its name is not UTF-8.", "It was kept with � in its name.", name)
            )
        # A link that leads nowhere is read, and reading says what is the matter.
        if path.exists() and not path.is_file():
            findings.append(Finding("not-a-file", "It is no ordinary file.", _LEFT_OUT, name))
            continue
        reader = chosen or _format_for(path, given=path in paths)
        if reader is None:
            findings.append(
                Finding("unknown-format", "No format reads this kind of file.", _LEFT_OUT, name)
            )
        else:
            found.append(FoundFile(path, name, Path(name).stem, reader))
    return _with_keys(found), findings


def shown(name: str) -> str:
    """Return a name with � for what is not UTF-8 in it, which no text can hold."""
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in name)


def _check_there(path: Path) -> None:
    try:
        there, reason = path.exists(), ""
    except OSError as error:
        there, reason = False, f" that can be looked at ({error.strerror or error})"
    if not there:
        raise Problem(
            f"There is no file or folder {shown(path.name)} in {shown(str(path.absolute().parent))}"
            f"{reason}.",
            "Nothing was imported.",
            "Check the name.",
        )


def _readable(format: Format) -> Format:
    if not format.reads:
        raise Problem(
            f"{format.title} can be written but not read.",
            "Nothing was imported.",
            "Use one of " + ", ".join(each.name for each in formats() if each.reads) + ".",
        )
    return format


def _walk(paths: Sequence[Path], findings: list[Finding]) -> Iterable[tuple[Path, str]]:
    files = [path for path in paths if not path.is_dir()]
    folders = [str(path.absolute().parent) for path in files]
    root = Path(os.path.commonpath(folders or ["."]))
    for path in paths:
        if not path.is_dir():
            yield path, path.absolute().relative_to(root).as_posix()
            continue

        def refused(error: OSError, path: Path = path) -> None:
            name = Path(error.filename or path).relative_to(path.parent).as_posix()
            message = f"The folder cannot be read: {error.strerror or error}."
            findings.append(Finding("unreadable", message, "It was left out.", shown(name)))

        for folder, inner, names in os.walk(path, onerror=refused):
            inner[:] = sorted(each for each in inner if not each.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    file = Path(folder) / name
                    yield file, file.relative_to(path).as_posix()


def _format_for(path: Path, given: bool) -> Format | None:
    format = format_of(path)
    if format is not None and format.reads:
        return format
    if given and _looks_like_text(path):
        return format_named("plain-text")
    return None


def _looks_like_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED)
    except OSError:
        return True  # reading it will say what is the matter
    return b"\0" not in start or start[:2] in (b"\xff\xfe", b"\xfe\xff")


def _with_keys(found: list[FoundFile]) -> list[FoundFile]:
    """Give files of the same stem their relative path without suffix as key."""
    stems = Counter(file.key for file in found if file.format.many_files)
    return [
        replace(file, key=Path(file.name).with_suffix("").as_posix())
        if stems[file.key] > 1
        else file
        for file in found
    ]
