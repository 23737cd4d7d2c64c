"""What an export would write and lose, before anything is written; with a look at its beginning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.formats.format import Format, Header
from annotator.formats.losses import Loss, LossCount
from annotator.formats.registry import format_named, formats
from annotator.formats.written import WrittenDocument
from annotator.project.export_preview import Preview, preview
from annotator.project.export_report import ExportReport, survey
from annotator.project.export_source import ExportOptions, open_source
from annotator.project.exporting import written_document
from annotator.project.job import ProcessJob
from annotator.project.lost_marks import LostMark, lost_marks
from annotator.project.progress import Progress
from annotator.storage.connection import open_to_read

_STEP = 50
#: Characters of the article that is shown with what is lost of it.
_CHARACTERS = 6000


@dataclass(frozen=True, slots=True)
class ExportSurvey:
    """Counts of what is chosen, the losses, and a preview of the first document.

    `whole` are (name, title) of the formats that lose nothing of it, for other programs too;
    `total` is how many documents the project has, `unchosen` how much of it is not in the export
    at all; `previewed` is the key of the document that is shown, `text` the beginning of its text,
    and `marks` those in it that are not kept whole.
    """

    documents: int
    total: int
    layers: int
    spans: int
    losses: tuple[Loss, ...] = ()
    whole: tuple[tuple[str, str], ...] = ()
    parts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    previewed: str | None = None
    preview: Preview = Preview()
    title: str = ""
    text: str = ""
    marks: tuple[LostMark, ...] = ()
    unchosen: int = 0


def start_survey(project: Path, options: ExportOptions) -> ProcessJob[ExportSurvey]:
    """Begin a survey in a spawned process and return at once."""
    return ProcessJob("The look at the export", survey_export, project, options)


def survey_export(progress: Progress, project: Path, options: ExportOptions) -> ExportSurvey:
    """Return what an export with these options would do; raises Problem and Cancelled."""
    assert options.format is not None
    format = format_named(options.format)
    missing = format.missing()
    if missing is not None:
        raise missing
    opened = open_to_read(project)
    try:
        with open_source(opened, options) as source:
            report = ExportReport(project, format, True)
            survey(report, source)
            chosen = LossCount(format, source.header)
            others = _Race(format, source.header)
            first = None
            for number, rows in enumerate(source.documents(source.wanted)):
                if number % _STEP == 0:
                    progress.step(number, len(source.wanted))
                document = written_document(rows, source.decisions)
                chosen.look(document)
                others.look(document)
                first = first or document
            losses = chosen.losses()
            shown = Preview() if first is None else preview(format, source.header, first)
            found = ExportSurvey(
                report.documents,
                len(source.all_heads),
                report.layers,
                report.spans,
                losses,
                tuple(others.winners(not losses and not chosen.seen_otherwise())),
                report.parts,
                (*report.warnings, *chosen.seen_otherwise()),
                None if first is None else first.key,
                shown,
                unchosen=report.unchosen,
            )
            return found if first is None else _with_marks(found, format, source.header, first)
    finally:
        opened.close()


def _with_marks(
    survey: ExportSurvey, format: Format, header: Header, first: WrittenDocument
) -> ExportSurvey:
    """Return the survey with what the format loses of the document that is shown."""
    text = first.text[:_CHARACTERS]
    marks = lost_marks(format, header, first)
    return replace(
        survey,
        title=first.title,
        text=text,
        marks=tuple(mark for mark in marks if mark.fragments[-1][1] <= len(text)),
    )


class _Race:
    """Formats that have lost nothing so far; whoever loses something is out, and costs no more."""

    def __init__(self, chosen: Format, header: Header) -> None:
        self._running = {
            format.name: (format, LossCount(format, header))
            for format in formats()
            if format.writes and format.name != chosen.name and format.missing() is None
        }
        self._chosen = chosen

    def look(self, document: WrittenDocument) -> None:
        for name, (_, count) in list(self._running.items()):
            count.look(document)
            if count.losses():
                del self._running[name]

    def winners(self, chosen_too: bool) -> Iterator[tuple[str, str]]:
        whole = [
            format
            for format, count in self._running.values()
            if not count.losses() and not count.seen_otherwise()
        ]
        whole += [self._chosen] * chosen_too
        yield from sorted((format.name, format.title) for format in whole)
