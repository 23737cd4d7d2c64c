"""An import in a process of its own, so that the window never waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.project.import_files import find_files
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_report import ImportReport
from annotator.project.importing import ImportOptions, import_files
from annotator.project.job import ProcessJob
from annotator.project.previewing import Preview, preview, with_columns, with_layers
from annotator.project.progress import Progress
from annotator.project.session import Session


def start_import(
    project: Path,
    paths: list[Path] | tuple[Path, ...],
    me: str | None = None,
    device: str | None = None,
    owner: str | None = None,
    format: str | None = None,
    kind: str = "annotations",
    reading: Mapping[str, str] | None = None,
    mapping: ImportMapping | None = None,
    dry_run: bool = False,
    ask: bool = False,
    successor_of: str | None = None,
) -> ProcessJob[ImportReport]:
    """Begin an import in a spawned process and return at once.

    `me` is who imports, `owner` whose the layers are that name nobody (else mine),
    `reading` the options of formats. With `dry_run` it only says what would happen; with
    `ask` also where there are names the schema has not. `successor_of` is the key of the document
    that the only one of these files corrects.
    """
    given = tuple(Path(path) for path in paths)
    names = mapping or ImportMapping()
    read = dict(reading or {})
    options = ImportOptions(given, me, owner, format, kind, dry_run, read, names, ask, successor_of)
    return ProcessJob("The import", _import, Path(project), options, device)


def _import(
    progress: Progress, project: Path, options: ImportOptions, device: str | None
) -> ImportReport:
    # Ctrl+Z takes back what was done by hand in the window; an import is undone in History.
    session = Session(via="command") if device is None else Session(device=device, via="command")
    try:
        report = import_files(project, options, session, progress)
    except Problem as problem:
        if not options.dry_run:
            raise
        return _still_to_choose(options, problem)
    if options.dry_run:
        report.first = _first(options, report)
    return report


def _still_to_choose(options: ImportOptions, problem: Problem) -> ImportReport:
    """Return what a table has to choose from that is not read as it looks; else raise it again."""
    report = ImportReport(dry_run=True)
    report.first = _first(options, report)
    if report.first is None or not report.first.columns:
        raise problem
    report.refused = (problem.happened, problem.safe, problem.next_step, problem.details)
    return report


def _first(options: ImportOptions, report: ImportReport) -> Preview | None:
    """Return the first document as it would come in, for whoever looks before importing."""
    files, _passed_over = find_files(options.paths, options.format)
    if not files:
        return None
    # Of several files of one name the first is as good.
    file = next((each for each in files if each.name == report.first_file), files[0])
    try:
        shown = preview(file, options.reading, wanted=report.first_sha256)
        first = with_columns(shown, file)
    except Problem:
        # The import itself has said it, of the file that it concerns.
        return None
    alike = first.text_sha256 is not None and first.text_sha256 == report.first_sha256
    return with_layers(first, report.first_layers) if alike else first
