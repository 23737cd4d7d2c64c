"""Merging bundles and project files into a project: all of it in one transaction, or nothing.

A merge is worked out while others may write, and only then written; see `merge_journal`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS
from annotator.project.merge_bundled import Objections, new_objections, write_objections
from annotator.project.merge_gold import decided_documents, let_gold_follow
from annotator.project.merge_journal import JournalAhead, NotAhead, WrittenJournal
from annotator.project.merge_purges import coming_purges
from annotator.project.merge_refusals import Gap
from annotator.project.merge_report import MergeReport
from annotator.project.merge_taking import Arrivals, Taken, check_quotes, take_in
from annotator.project.merge_telling import MergeTelling
from annotator.project.own_device import working_device
from annotator.project.progress import Progress
from annotator.project.session import Session
from annotator.project.uncollected import uncollected
from annotator.storage import bundle_values as values_of
from annotator.storage import merging
from annotator.storage.bundle_values import Connection
from annotator.storage.connection import ProjectFile, open_file
from annotator.storage.incoming import UNTOUCHED, Incoming
from annotator.storage.journal import Columns, columns_of, insert_columns
from annotator.storage.purge import purge_records
from annotator.storage.reading import project_values
from annotator.storage.rewriting import leave_nothing_erased

#: So often a merge is worked out anew because somebody else wrote to what it changes.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """What is merged; plain values, so that they can be sent to another process."""

    files: tuple[Path, ...]
    dry_run: bool = False


def merge_files(
    project: Path, options: MergeOptions, session: Session, progress: Progress | None = None
) -> MergeReport:
    """Merge files into the project at `project` and return what they brought.

    Files that belong one after the other may come in any order. Raises Problem when one of
    them is damaged, foreign or goes on after something that is missing, and Cancelled;
    nothing was merged then.
    """
    steps = progress or Progress()
    for path in options.files:
        if path.exists() and project.exists() and path.samefile(project):
            raise Problem(f"{path.name} is the project itself.", UNTOUCHED, "Choose another file.")
    opened = open_file(project)
    try:
        if opened.read_only is not None:
            raise Problem(
                f"Nothing can be merged into {project.name}. {opened.read_only}",
                UNTOUCHED,
                "Copy it to a folder that you may write to.",
            )
        with uncollected():
            report = _merge(opened, options, session, steps)
        report.project = project.name
        return report
    finally:
        opened.close()


class _Moved(Exception):
    """Somebody else wrote to what a merge was worked out from."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A merge worked out: what each file brings, its rows ready to be inserted.

    It holds while `newest` are the newest rows of the streams it changes.
    """

    report: MergeReport
    files: Sequence[tuple[Taken, list[Columns]]]
    newest: dict[str, int]


def _merge(
    opened: ProjectFile, options: MergeOptions, session: Session, progress: Progress
) -> MergeReport:
    connection = opened.connection
    own = project_values(connection)
    working_device(opened, session.device)
    with ExitStack() as stack:
        files: list[Incoming] = []
        for path in options.files:
            progress.step(len(files), 2 * len(options.files))
            incoming = stack.enter_context(Incoming(path))
            _check_same_project(incoming, own, opened.path)
            incoming.check_texts(connection)
            files.append(incoming)
        for _ in range(_TRIES):
            try:
                plan = _work_out(connection, files, options, progress)
                if not options.dry_run:
                    _write(opened, plan, session)
            except NotAhead:
                break
            except _Moved:
                continue
            return plan.report
        return _write_at_once(opened, files, options, session, progress)


def _take_all(
    journal: WrittenJournal,
    files: Sequence[Incoming],
    progress: Progress,
    take: Callable[[Incoming], Taken],
    taken: Callable[[Taken], None],
) -> None:
    """Take files in an order in which each goes on what is there; raises Problem."""
    waiting = list(files)
    while waiting:
        for incoming in list(waiting):
            progress.step(2 * len(files) - len(waiting), 2 * len(files))
            try:
                with journal.attempt():
                    found = take(incoming)
            except Gap:
                # Another of the files may hold what comes before.
                if incoming is waiting[-1]:
                    raise
                continue
            taken(found)
            waiting.remove(incoming)
            break
    progress.step(2 * len(files), 2 * len(files))


def _work_out(
    connection: Connection, files: Sequence[Incoming], options: MergeOptions, progress: Progress
) -> _Plan:
    """Work a merge out while others may write; raises NotAhead where it has to be written."""
    telling, found = MergeTelling(options.dry_run), list[tuple[Taken, list[Columns]]]()
    connection.execute("BEGIN")
    try:
        arrivals, journal = Arrivals(connection), JournalAhead(connection)

        def take(incoming: Incoming) -> Taken:
            return take_in(journal, incoming, arrivals, telling.report)

        def taken(each: Taken) -> None:
            if each.purges:
                raise NotAhead
            arrivals.take(each)
            check_quotes(each, arrivals)
            telling.take(each)
            if options.dry_run:
                _told_objections(connection, each, telling.report)
            found.append((each, [] if options.dry_run else columns_of(each.intake.rows)))

        _take_all(journal, files, progress, take, taken)
        # A document that goes meanwhile takes its layers along.
        streams = {DOCUMENTS, *(stream for each, _rows in found for stream in each.outcomes)}
        report = telling.finish(arrivals.documents)
        return _Plan(report, found, merging.newest_rows(connection, streams))
    finally:
        connection.execute("ROLLBACK")


def _write(opened: ProjectFile, plan: _Plan, session: Session) -> None:
    """Write a merge that was worked out, as shortly as can be; raises _Moved, Problem."""
    connection = opened.connection
    with merging.transaction(connection, opened.path, keep=True):
        if merging.newest_rows(connection, plan.newest) != plan.newest:
            raise _Moved
        for taken, rows in plan.files:
            insert_columns(connection, rows)
            _write_taken(connection, taken)
        _conclude(connection, [taken for taken, _rows in plan.files], plan.report, session)


def _conclude(
    connection: Connection, files: Sequence[Taken], report: MergeReport, session: Session
) -> None:
    """Write what follows from all that came: objections out of bundles, and gold."""
    for each in files:
        objections = _told_objections(connection, each, report)
        if objections:
            write_objections(connection, each.intake.bundled.person, objections, session)
    decided = {id for taken in files for id in decided_documents(taken.outcomes)}
    report.gold = let_gold_follow(connection, decided, session)


def _told_objections(connection: Connection, taken: Taken, report: MergeReport) -> Objections:
    """Return what comes as objections out of a bundle, and say how many."""
    bundled = taken.intake.bundled
    found = new_objections(connection, bundled.objections())
    if bundled.imported():
        report.left_out[taken.incoming.path.name] = bundled.imported()
    if found:
        report.objections[taken.incoming.path.name] = len(found)
    return found


def _write_taken(connection: Connection, taken: Taken) -> None:
    """Write what a file brings besides the rows of its journal."""
    for sha256, text in taken.texts.items():
        merging.add_text(connection, sha256, text)
    rows = [*taken.intake.rows, *taken.intake.completed]
    merging.write_merged(connection, taken.outcomes, rows, taken.purges)
    if taken.known is not None:
        known = {**values_of.known_heads(connection), **taken.known}
        values_of.put_known_heads(connection, known)


def _write_at_once(
    opened: ProjectFile,
    files: Sequence[Incoming],
    options: MergeOptions,
    session: Session,
    progress: Progress,
) -> MergeReport:
    """Work a merge out while it is written: one that changes rows, or erases."""
    connection, telling = opened.connection, MergeTelling(options.dry_run)
    with merging.transaction(connection, opened.path, keep=not options.dry_run):
        arrivals, journal = Arrivals(connection), WrittenJournal(connection)
        every: list[Taken] = []

        def take(incoming: Incoming) -> Taken:
            return take_in(journal, incoming, arrivals, telling.report)

        def taken(each: Taken) -> None:
            come = each.outcomes.get(DOCUMENTS)
            telling.report.purges += coming_purges(
                connection, each.incoming, each.intake.rows, come
            )
            _write_taken(connection, each)
            if each.intake.forks:
                # From now on this copy does not write as the other one does.
                ending = session.new_id()[:8]
                values_of.put_value(connection, values_of.DEVICE_ENDING, ending)
            arrivals.read()
            check_quotes(each, arrivals)
            telling.take(each)
            every.append(each)

        _take_all(journal, files, progress, take, taken)
        purges = purge_records(connection)
        report = telling.finish(arrivals.documents, purges)
        _conclude(connection, every, report, session)
    if purges and not options.dry_run:
        leave_nothing_erased(opened)
    return report


def _check_same_project(incoming: Incoming, own: dict[str, str], path: Path) -> None:
    if incoming.values.get("id") != own.get("id"):
        title = f" (“{incoming.title}”)" if incoming.title else ""
        raise Problem(
            f"{incoming.path.name}{title} belongs to another project than {path.name}.",
            UNTOUCHED,
            "Open the project that it belongs to and merge it there, or import an export of it.",
        )
