"""Importing files and folders: one edit, prepared aside, brought in at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.formats.by_file_names import made_by
from annotator.formats.format import Finding, Header, Item
from annotator.formats.refusing import named, until_mistaken, until_refused
from annotator.project.import_content import Choices, Intake
from annotator.project.import_files import FoundFile, find_files, shown
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_nothing import check_brought
from annotator.project.import_report import ImportReport
from annotator.project.own_device import working_device
from annotator.project.progress import Progress
from annotator.project.remembered_names import keep_names, names_for
from annotator.project.remembering import (
    not_remembered,
    remember_person,
    remembered_person,
    remembering_key,
)
from annotator.project.session import Session
from annotator.project.succeeding import read_predecessor
from annotator.storage.connection import ProjectFile, open_file
from annotator.storage.landing import Overtaken, land
from annotator.storage.present import dead_in_layer, read_present
from annotator.storage.reading import project_values
from annotator.storage.staging import Signature, Staging

#: Documents between two steps of the progress.
_STEP = 50
#: How often an import begins anew because others changed the same documents meanwhile.
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is imported and how; plain values, so that they can be sent to another process.

    `me` is who imports (without it, who was remembered at this computer), `owner` (--as)
    whose the layers are that name nobody; both an id or a name. `kind` is that of layers
    that do not say theirs, annotations or gold. `reading` are options of formats by name
    (`Format.options`); each format takes those it has. `mapping` says what foreign names
    become; with `ask` nothing is imported where there are foreign labels, relations or people: the
    report is then that of a dry run. With `recalls` names become what they became in earlier
    imports into the project, with `keeps` later ones recall the mapping. `successor_of` is the key
    of the document that the only one of these files corrects: it gets that one's layers.
    """

    paths: tuple[Path, ...]
    me: str | None = None
    owner: str | None = None
    format: str | None = None
    kind: str = "annotations"
    dry_run: bool = False
    reading: Mapping[str, str] = field(default_factory=dict)
    mapping: ImportMapping = ImportMapping()
    ask: bool = False
    successor_of: str | None = None
    recalls: bool = False
    keeps: bool = False


def import_files(
    project: Path, options: ImportOptions, session: Session, progress: Progress | None = None
) -> ImportReport:
    """Import files and folders into the project file at `project` and return what was done.

    Raises Problem when the project cannot be written to or nothing could be imported, and
    Cancelled; the project is then as it was.
    """
    if any(name is not None and not name.strip() for name in (options.me, options.owner)):
        raise Problem("A person needs a name.", "Nothing was imported.", "Type the name.")
    files, passed_over = find_files(options.paths, options.format)
    opened = open_file(project)
    try:
        if opened.read_only is not None and not options.dry_run:
            raise Problem(
                f"Nothing can be imported into {project.name}. {opened.read_only}",
                "The project is as it was.",
                "Copy it to a folder that you may write to.",
            )
        steps = progress or Progress()
        session = replace(session, device=working_device(opened, session.device))
        formats = sorted({each.format.name for each in files})
        if options.recalls:
            options = replace(options, mapping=names_for(opened, formats))
        for _ in range(_ATTEMPTS - 1):
            try:
                report = _import(opened, files, passed_over, options, session, steps)
                break
            except Overtaken:
                continue  # it looks at the project anew, and finds what has come
        else:
            report = _import(opened, files, passed_over, options, session, steps)
        _remember_names(opened, formats, options, report)
        return report
    finally:
        opened.close()


def _import(
    opened: ProjectFile,
    files: Sequence[FoundFile],
    passed_over: Sequence[Finding],
    options: ImportOptions,
    session: Session,
    progress: Progress,
) -> ImportReport:
    present = read_present(opened.connection)
    project_id = remembering_key(project_values(opened.connection))
    remembered = remembered_person(project_id)
    known = remembered in present.people
    me = options.me or (remembered if known else None)
    with Staging(_signature(options, session, present.time)) as staging:
        intake = Intake(
            present,
            staging,
            _choices(opened, me, options),
            session.new_id,
            lambda stream: dead_in_layer(opened.connection, stream),
        )
        staging.sign(intake.newcomers.find_person(me, typed=True) if me else None)
        report = intake.report
        report.dry_run = options.dry_run
        for finding in passed_over:
            report.add(finding)
        refused = _read(files, intake, options.reading, progress)
        signed = staging.signature.person
        if options.me is not None and signed not in present.people:
            intake.newcomers.person(options.me, typed=True)
        staging.changes = intake.newcomers.changes
        check_brought(report, options.paths, options.successor_of, refused)
        if options.ask and report.has_strangers:
            report.dry_run = True
            return report
        if not options.dry_run and not staging.is_empty:
            progress.step(report.documents, report.documents)
            land(staging, opened.connection)
            report.edit_id = staging.signature.edit_id if staging.is_edit else None
        if options.me and signed is not None and not known and not options.dry_run:
            _remember(partial(remember_person, project_id, signed), "who you are", report)
        return report


def _choices(opened: ProjectFile, me: str | None, options: ImportOptions) -> Choices:
    key = options.successor_of
    predecessor = None if key is None else read_predecessor(opened.connection, key)
    return Choices(me, options.owner, options.kind, options.mapping, predecessor)


def _remember_names(
    opened: ProjectFile, formats: Sequence[str], options: ImportOptions, report: ImportReport
) -> None:
    if options.recalls:
        report.recall(options.mapping)
    if options.keeps and not report.dry_run:
        keep = partial(keep_names, opened, formats, options.mapping)
        _remember(keep, "what the names become", report)


def _remember(keep: Callable[[], None], what: str, report: ImportReport) -> None:
    """Keep what holds for the window that is opened next, and for later imports."""
    try:
        keep()
    except OSError as error:
        kept = "The import itself is complete."
        report.add(Finding("not-remembered", not_remembered(error, what), kept))


def _signature(options: ImportOptions, session: Session, time: int) -> Signature:
    first = shown(options.paths[0].name) or "files"
    others = f" and {len(options.paths) - 1:,} more" if len(options.paths) > 1 else ""
    return Signature(
        f"import {first}{others}",
        None,
        session.via,
        session.device,
        session.new_id(),
        time,
        session.clock(),
    )


def _read(
    files: Sequence[FoundFile], intake: Intake, reading: Mapping[str, str], progress: Progress
) -> list[Problem]:
    """Take the files in, and return the Problems of those that were refused."""
    total: int | None = None
    done = 0
    refused: list[Problem] = []
    for file in files:
        intake.begin(file)
        items = _items(file, reading, refused)
        if len(files) > 1:
            items = until_mistaken(items, file.name)
        for item in until_refused(_headers_taken(items, intake), file.name, refused.append):
            intake.take(item)
            done += 1
            if done % _STEP == 0:
                if total is None and progress.heard:
                    total = _expected(files)
                progress.step(done, None if total is None else max(done, total))
    intake.end()
    return refused


def _headers_taken(items: Iterator[Item], intake: Intake) -> Iterator[Item]:
    """Yield what is no header; one that the project cannot take is a Problem of its file."""
    for item in items:
        if isinstance(item, Header):
            intake.take(item)
        else:
            yield item


def _items(file: FoundFile, reading: Mapping[str, str], refused: list[Problem]) -> Iterator[Item]:
    missing = file.format.missing()
    if missing is not None:
        refused.append(named(missing, file.name))
        kept = f"It was left out. {missing.next_step}"
        yield Finding("not-installed", missing.happened, kept, file.name)
        return
    reader = file.format.reader(reading)
    try:
        yield from made_by(reader(file.path, file.name), file.person)
    except OSError as error:
        yield Finding(
            "unreadable",
            f"The file cannot be read: {error.strerror or error}.",
            "It was left out; what was read before was kept.",
            file.name,
        )


def _expected(files: Sequence[FoundFile]) -> int:
    """Return about how many documents the files hold: lines where a file holds many."""
    total = 0
    for file in files:
        if file.format.many_files:
            total += sum(1 for _ in file.path.rglob("*")) if file.path.is_dir() else 1
            continue
        try:
            with file.path.open("rb") as lines:
                total += sum(part.count(b"\n") for part in iter(lambda: lines.read(1 << 20), b""))
        except OSError:
            continue  # reading it says what is the matter
    return total
