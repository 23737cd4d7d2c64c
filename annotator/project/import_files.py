"""Which files an import takes, in which format, and the keys their documents get."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.formats.beginning import beginning_of
from annotator.formats.by_file_names import people_by_files
from annotator.formats.file_kinds import seems_to_be, why_unknown
from annotator.formats.format import Finding, Format
from annotator.formats.registry import format_named, formats, formats_of_file, other_ending

#: How a finding begins that says what became of a file.
LEFT_OUT = "The file was left out."
_NOTHING_ELSE = "nothing else reads it"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to import. `name` is its path relative to what was asked for, with slashes.

    `key` is what its document is called when the file does not say, `evidence` why it is
    taken for its format. `path` is a folder where a format reads one as a whole. `person` is whose
    it is by its name, if that tells.
    """

    path: Path
    name: str
    key: str
    format: Format
    evidence: str = ""
    person: str | None = None


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
    asked_for = frozenset(paths)
    for path in paths:
        _check_there(path)
    beside: list[_Companion] = []
    for given, names in _walk(paths, findings):
        rest = _gathered(given, names, chosen, found) if given.is_dir() else names
        for path, given_name in rest:
            companion = _companion(path, shown(given_name), chosen)
            if companion is not None:
                beside.append(companion)
            else:
                _find(path, given_name, chosen, path in asked_for, found, findings)
    found, left = _without_companions(found)
    findings = [each for each in findings if not _is_companion(each, left)]
    return _with_people(_with_keys(found)), [*findings, *_without_homes(beside, found)]


@dataclass(frozen=True, slots=True)
class _Companion:
    """A file that a format reads together with another, its `home`."""

    name: str
    home: Path
    format: Format


def _companion(path: Path, name: str, chosen: Format | None) -> _Companion | None:
    for format in formats() if chosen is None else (chosen,):
        home = format.home_of(path) if format.reads else None
        if home is not None:
            return _Companion(name, home, format)
    return None


def _without_homes(beside: Sequence[_Companion], found: Sequence[FoundFile]) -> Iterator[Finding]:
    """Yield a finding for each companion whose other file is not read, or not as its format."""
    read = {(each.path.absolute(), each.format.name) for each in found}
    for each in beside:
        if (each.home.absolute(), each.format.name) not in read:
            message = f"It belongs to {shown(each.home.name)}, and holds no articles of its own."
            advice = f"Import {shown(each.home.name)} as {each.format.title}, which brings it."
            yield Finding("companion", message, f"{LEFT_OUT} {advice}", each.name)


def _without_companions(found: list[FoundFile]) -> tuple[list[FoundFile], set[str]]:
    """Return what is not read beside another, and the names of what is."""
    read = {each.format.name for each in found}
    named = {name for each in formats() if each.name in read for name in each.companions}
    return [
        each for each in found if each.evidence != _NOTHING_ELSE or not _is_named(each.name, named)
    ], named


def _gathered(
    folder: Path, names: list[tuple[Path, str]], chosen: Format | None, found: list[FoundFile]
) -> list[tuple[Path, str]]:
    """Take out what a format reads as one set, and return what is left."""
    for format in formats() if chosen is None else (chosen,):
        if format.gathers is None:
            continue
        taken = set(format.gathers([name for _, name in names]))
        if taken or chosen is not None:
            said = f"{len(taken):,} of its files belong together"
            found.append(FoundFile(folder, shown(folder.name), folder.name, format, said))
            names = [each for each in names if each[1] not in taken and chosen is None]
    return names


def _find(
    path: Path,
    given_name: str,
    chosen: Format | None,
    given: bool,
    found: list[FoundFile],
    findings: list[Finding],
) -> None:
    name = shown(given_name)
    if name != given_name:
        findings.append(
            Finding("name", "Its name is not UTF-8.", "It was kept with � in its name.", name)
        )
    # A link that leads nowhere is read, and reading says what is the matter.
    if path.exists() and not path.is_file():
        findings.append(Finding("not-a-file", "It is no ordinary file.", LEFT_OUT, name))
        return
    if chosen is not None and not given and _is_named(name, chosen.companions):
        return
    reader = (chosen, "as it was told") if chosen else _format_for(path, given)
    remark = None if chosen or reader is None else other_ending(path, *reader)
    if remark is not None:
        findings.append(Finding(*remark, name))
    if reader is None:
        message, advice = why_unknown(path, _start(path))
        findings.append(Finding("unknown-format", message, f"{LEFT_OUT} {advice}", name))
    else:
        found.append(FoundFile(path, name, Path(name).stem, *reader))


def _is_companion(finding: Finding, companions: Collection[str]) -> bool:
    return finding.kind == "unknown-format" and _is_named(finding.file or "", companions)


def _is_named(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatch(name.rsplit("/", 1)[-1], each) for each in patterns)


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


def _walk(
    paths: Sequence[Path], findings: list[Finding]
) -> Iterator[tuple[Path, list[tuple[Path, str]]]]:
    """Yield each path that was given with the files under it and their relative names."""
    names_of = _names_of([path for path in paths if not path.is_dir()])
    for path in paths:
        if path in names_of:
            yield path, [(path, names_of[path])]
            continue

        def refused(error: OSError, path: Path = path) -> None:
            name = Path(error.filename or path).relative_to(path.parent).as_posix()
            message = f"The folder cannot be read: {error.strerror or error}."
            findings.append(Finding("unreadable", message, "It was left out.", shown(name)))

        inside = []
        for folder, inner, names in os.walk(path, onerror=refused):
            inner[:] = sorted(each for each in inner if not each.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    file = Path(folder) / name
                    inside.append((file, file.relative_to(path).as_posix()))
        yield path, inside


def _names_of(files: Sequence[Path]) -> dict[Path, str]:
    """Return what files are called: their names, with folders only where two are called alike.

    Where they lie on a computer is nobody's business who gets the articles.
    """
    alike: dict[str, list[Path]] = {}
    for path in dict.fromkeys(files):
        alike.setdefault(path.stem, []).append(path)
    names: dict[Path, str] = {}
    for several in alike.values():
        root = Path(os.path.commonpath([str(path.absolute().parent) for path in several]))
        names |= {path: path.absolute().relative_to(root).as_posix() for path in several}
    return names


def _format_for(path: Path, given: bool) -> tuple[Format, str] | None:
    start = _start(path)
    found = formats_of_file(path, start)
    if found:
        format, evidence = found[0]
        return format, evidence.said
    if given and seems_to_be(path, start) is None and _looks_like_text(start):
        return format_named("plain-text"), _NOTHING_ELSE
    return None


def _start(path: Path) -> bytes:
    try:
        return beginning_of(path)
    except OSError:
        return b""  # reading it will say what is the matter


def _looks_like_text(start: bytes) -> bool:
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


def _with_people(found: list[FoundFile]) -> list[FoundFile]:
    people = people_by_files((file.format, file.path) for file in found)
    return [replace(file, person=people.get(file.path)) for file in found] if people else found
