"""Exporting: what is chosen, what the format would lose, and the writing itself.

Everything is streamed and checked on the way; the file appears under its name only when
it is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.document import Source
from annotator.domain.problem import Problem
from annotator.formats.format import Format
from annotator.formats.losses import LossCount
from annotator.formats.registry import format_named, format_of, formats
from annotator.formats.written import WrittenDocument, WrittenLayer
from annotator.project.export_place import check_place
from annotator.project.export_report import ExportReport, survey
from annotator.project.export_source import ExportOptions, ExportSource, open_source
from annotator.project.export_writing import write_file, write_folder
from annotator.project.progress import Progress
from annotator.storage.connection import open_to_read
from annotator.storage.streaming import DocumentHead, DocumentRows

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
    format = _format(out, options)
    missing = format.missing()
    if missing is not None:
        raise missing
    _check_place(out)
    opened = open_to_read(project)
    try:
        with open_source(opened, options) as source:
            report = ExportReport(out, format, options.dry_run)
            survey(report, source)
            losses = LossCount(format, source.header)
            steps = progress or Progress()
            if options.dry_run:
                _only_count(source, losses, steps)
            else:
                try:
                    _write(format, source, out, report, losses, steps)
                except OSError as error:
                    raise _not_written(out, error) from error
            report.losses = losses.losses()
            return report
    finally:
        opened.close()


def _format(out: Path, options: ExportOptions) -> Format:
    if options.format is not None:
        format: Format | None = format_named(options.format)
    else:
        # What is split goes into a folder, whose name says nothing; then it is our own format.
        format = format_of(out) or (format_named("annotator-jsonl") if options.split else None)
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
    format: Format,
    source: ExportSource,
    out: Path,
    report: ExportReport,
    losses: LossCount,
    progress: Progress,
) -> None:
    done = 0
    if format.many_files or report.parts:
        _check_folder(format, out)
    for part, heads in source.parts.items():
        chosen = _Chosen(source, heads, losses, done, progress)
        if format.many_files:
            report.files += write_folder(format, source.header, chosen.documents(True), out / part)
        else:
            path = out / f"{part}{format.suffixes[0]}" if part else out
            if part:
                out.mkdir(parents=True, exist_ok=True)
            report.files += write_file(format, source.header, chosen.documents, path)
        done += len(heads)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The documents of one part, read anew for each file that is written of them."""

    source: ExportSource
    heads: Sequence[DocumentHead]
    losses: LossCount
    done: int
    progress: Progress

    def documents(self, main: bool) -> Iterator[WrittenDocument]:
        """Yield the documents; with `main` what is lost of them is counted."""
        source = self.source
        rows: Iterable[DocumentRows] = source.documents(self.heads)
        if main:
            rows = _told(rows, self.done, len(source.wanted), self.progress)
        written = (written_document(each, source.decisions) for each in rows)
        return self.losses.looking(written) if main and self.losses.is_needed else written


def _only_count(source: ExportSource, losses: LossCount, progress: Progress) -> None:
    if losses.is_needed:
        for _ in _Chosen(source, source.wanted, losses, 0, progress).documents(True):
            pass


def _told(
    documents: Iterable[DocumentRows], before: int, total: int, progress: Progress
) -> Iterator[DocumentRows]:
    done = before
    for done, document in enumerate(documents, before + 1):
        if (done - 1) % _STEP == 0:
            progress.step(done - 1, total)
        yield document
    progress.step(done, total)


def _check_folder(format: Format, out: Path) -> None:
    what = format.title if format.many_files else "a split export"
    if out.exists() and not out.is_dir():
        raise Problem(
            f"{out.name} is a file, but {what} is written to a folder.",
            "Nothing was written.",
            "Choose a folder, or remove the file.",
        )


def _check_place(out: Path) -> None:
    try:
        check_place(out)
    except OSError as error:
        raise _not_written(out, error) from error


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
