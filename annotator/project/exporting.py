"""Exporting: what is chosen, what the format would lose, and the writing itself.

Everything is streamed and checked on the way; the file appears under its name only when
it is complete.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.domain.document import Source
from annotator.domain.problem import Problem
from annotator.formats.format import Format, Header
from annotator.formats.registry import format_named, format_of, formats
from annotator.formats.written import WrittenDocument, WrittenLayer
from annotator.project.export_place import check_place
from annotator.project.export_report import ExportReport, survey
from annotator.project.export_source import ExportOptions, ExportSource, open_source
from annotator.project.progress import Progress
from annotator.storage.connection import open_to_read
from annotator.storage.streaming import DocumentRows

_STEP = 50


def export(
    project: Path, out: Path, options: ExportOptions, progress: Progress | None = None
) -> ExportReport:
    """Write the project's documents and layers to `out`, or only say what would be lost.

    `out` is a file, or a folder for formats with a file a document and for what is split
    (with train.jsonl and so on, or folders of these names). Raises Problem when something
    stored is damaged or `out` cannot be written, and Cancelled; nothing is left half written
    under the name `out` then.
    """
    format = _format(out, options.format)
    _check_place(out)
    opened = open_to_read(project)
    try:
        with open_source(opened, options) as source:
            report = ExportReport(out, format, options.dry_run)
            survey(report, source)
            if not options.dry_run:
                steps = progress or Progress()
                try:
                    _write(format, source, out, report, steps)
                except OSError as error:
                    raise _not_written(out, error) from error
            return report
    finally:
        opened.close()


def _format(out: Path, name: str | None) -> Format:
    format = format_of(out) if name is None else format_named(name)
    if format is None or not format.writes:
        raise Problem(
            f"The format to write is not clear from the name {out.name}."
            if format is None
            else f"{format.title} can be read but not written.",
            "Nothing was written.",
            "Name one with --format: " + ", ".join(f.name for f in formats() if f.writes) + ".",
        )
    return format


def _write(
    format: Format, source: ExportSource, out: Path, report: ExportReport, progress: Progress
) -> None:
    done = 0
    if format.many_files or report.parts:
        _check_folder(format, out)
    for part, heads in source.parts.items():
        documents = _told(source.documents(heads), done, len(source.wanted), progress)
        written = (written_document(each, source.decisions) for each in documents)
        if format.many_files:
            _write_folder(format, source.header, written, out / part, report)
        else:
            path = out / f"{part}{format.suffixes[0]}" if part else out
            if part:
                out.mkdir(parents=True, exist_ok=True)
            _write_file(format, source.header, written, path)
        done += len(heads)


def _told(
    documents: Iterable[DocumentRows], before: int, total: int, progress: Progress
) -> Iterator[DocumentRows]:
    done = before
    for done, document in enumerate(documents, before + 1):
        if (done - 1) % _STEP == 0:
            progress.step(done - 1, total)
        yield document
    progress.step(done, total)


def _write_file(
    format: Format, header: Header, documents: Iterable[WrittenDocument], out: Path
) -> None:
    _write_aside(out, lambda file: _writer(format)(header, documents, file))


def _check_folder(format: Format, out: Path) -> None:
    what = format.title if format.many_files else "a split export"
    if out.exists() and not out.is_dir():
        raise Problem(
            f"{out.name} is a file, but {what} is written to a folder.",
            "Nothing was written.",
            "Choose a folder, or remove the file.",
        )


def _writer(format: Format) -> Callable[[Header, Iterable[WrittenDocument], BinaryIO], None]:
    assert format.write is not None
    return format.write


def _check_place(out: Path) -> None:
    try:
        check_place(out)
    except OSError as error:
        raise _not_written(out, error) from error


def _write_aside(out: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write under another name first and then take the place of `out`."""
    check_place(out)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb", buffering=1 << 20) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)


def _write_folder(
    format: Format,
    header: Header,
    documents: Iterable[WrittenDocument],
    out: Path,
    report: ExportReport,
) -> None:
    taken: set[str] = set()
    write = _writer(format)
    for document in documents:
        path = out / (file_name(document.key, taken) + format.suffixes[0])
        path.parent.mkdir(parents=True, exist_ok=True)
        one = document
        _write_aside(path, lambda file, one=one: write(header, [one], file))  # type: ignore[misc]
        report.files += 1


def file_name(key: str, taken: set[str]) -> str:
    """Return a relative path without suffix for a document, never outside its folder.

    `taken` are the names used so far, and gets this one.
    """
    parts = []
    for part in key.split("/"):
        safe = "".join("_" if each in '\\:*?"<>|' or ord(each) < 32 else each for each in part)
        parts.append("_" if safe.strip(". ") == "" else safe[:120])
    wanted = name = "/".join(parts)
    number = 2
    while name.casefold() in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name.casefold())
    return name


def written_document(
    rows: DocumentRows, decisions: dict[str, list[tuple[str, str]]]
) -> WrittenDocument:
    """Return a document as the writers take it."""
    key, title, sha256, language, excluded, *source, meta, extra = rows.columns
    return WrittenDocument(
        key,
        title,
        rows.text,
        sha256,
        language,
        excluded,
        Source(*source),
        meta,
        extra,
        [
            WrittenLayer(
                layer.head.person,
                layer.head.kind,
                layer.head.status,
                layer.head.reason,
                layer.head.extra,
                layer.spans,
                layer.relations,
                layer.comments,
            )
            for layer in rows.layers
        ],
        decisions.get(rows.id, ()),
    )


def _not_written(out: Path, error: OSError) -> Problem:
    return Problem(
        f"{out.name} cannot be written to {out.absolute().parent}: {error.strerror or error}.",
        "The project was not changed, and no incomplete file was left under that name.",
        "Choose a folder that you may write to, on a disk with room.",
    )
