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
from annotator.project.card_facts import Written, card_facts, checksum
from annotator.project.dataset_card import dataset_card
from annotator.project.export_card import card_before
from annotator.project.export_place import (
    card_path,
    check_place,
    part_path,
    unchosen,
    written_through,
)
from annotator.project.export_report import ExportReport, survey
from annotator.project.export_settling import Aside, others_in, set_aside, settle
from annotator.project.export_source import ExportOptions, ExportSource, open_source
from annotator.project.export_writing import write_file, write_folder, write_whole
from annotator.project.progress import Progress
from annotator.storage.connection import open_to_read
from annotator.storage.disk_words import hindrance
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
    out = _checked_place(out)
    opened = open_to_read(project)
    try:
        with open_source(opened, options) as source:
            report = ExportReport(out, format, options.dry_run)
            survey(report, source)
            report.card = card_path(out) if options.card else None
            in_the_way = unchosen(format, out, tuple(report.parts), options.card)
            if in_the_way is not None and not options.replace:
                raise in_the_way
            losses = LossCount(format, source.header)
            counts = _Counts(losses, progress or Progress(), Written() if options.card else None)
            if options.dry_run:
                _only_count(source, counts)
                _note_losses(report, counts)
                return report
            try:
                _write(source, options, report, counts)
            except OSError as error:
                raise _not_written(out, error) from error
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
            "Choose one of these formats: "
            + ", ".join(f.name for f in formats() if f.writes)
            + ".",
        )
    return format


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is counted while documents go by."""

    losses: LossCount
    progress: Progress
    #: Only a card asks for it.
    written: Written | None = None


def _note_losses(report: ExportReport, counts: _Counts) -> None:
    report.losses = counts.losses.losses()
    report.warnings += counts.losses.seen_otherwise()


def _write(
    source: ExportSource, options: ExportOptions, report: ExportReport, counts: _Counts
) -> None:
    """Write everything aside, then give all of it its names."""
    format, out = report.format, report.out
    folder = format.many_files or bool(report.parts)
    if folder:
        _check_folder(format, out)
    with set_aside(out, folder) as aside:
        _write_parts(source, report, counts, aside)
        _note_losses(report, counts)
        if report.card is not None and counts.written is not None:
            files = [checksum(path, aside.folder, report.below) for path in report.written]
            facts = card_facts(source, options, report, counts.written, files, counts.progress)
            text = dataset_card(facts)
            part = aside.part_beside(report.card)
            write_whole(part, lambda file: file.writelines([text.encode()]))
        moves = aside.moves()
        others = others_in(out, {path for _, path in moves}) if folder and out.is_dir() else 0
        before = card_before(out) if report.card is None else None
        settle(moves)
    report.note_others(others)
    if before is not None:
        report.warnings.append(before.take_away())


def _write_parts(source: ExportSource, report: ExportReport, counts: _Counts, aside: Aside) -> None:
    format, done = report.format, 0
    for part, heads in source.parts.items():
        chosen = _Chosen(source, part, heads, counts, done)
        done += len(heads)
        path = aside.part(part_path(format, report.out, part))
        if format.many_files:
            write_folder(format, source.header, chosen.documents(True), path, report.note_file)
        else:
            for each in write_file(format, source.header, chosen.documents, path):
                report.note_file(each)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The documents of one part, read anew for each file that is written of them."""

    source: ExportSource
    part: str
    heads: Sequence[DocumentHead]
    counts: _Counts
    done: int = 0

    def documents(self, main: bool) -> Iterator[WrittenDocument]:
        """Yield the documents; with `main` what is lost of them is counted."""
        source, counts = self.source, self.counts
        rows: Iterable[DocumentRows] = source.documents(self.heads)
        if main:
            rows = _told(rows, self.done, len(source.wanted), counts.progress)
        written: Iterator[WrittenDocument]
        written = (written_document(each, source.decisions) for each in rows)
        if not main:
            return written
        if counts.written is not None:
            written = counts.written.looking(written, self.part)
        return counts.losses.looking(written) if counts.losses.is_needed else written


def _only_count(source: ExportSource, counts: _Counts) -> None:
    if counts.losses.is_needed:
        for _ in _Chosen(source, "", source.wanted, counts).documents(True):
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


def _checked_place(out: Path) -> Path:
    """Return where an export to `out` may be written."""
    try:
        check_place(out)
        return written_through(out)
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
    folder = out.absolute().parent
    why, next_step = hindrance(error, folder)
    return Problem(
        f"{out.name} cannot be written to {folder}: {why}.",
        "The project was not changed, and no incomplete file was left under that name.",
        next_step,
        str(error),
    )
