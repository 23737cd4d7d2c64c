"""Merging bundles and project files into a project: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.edit import PURGE
from annotator.domain.entity import Entity, entity_from_fields
from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS, LEDGER, WORK, parse_layer_stream
from annotator.project.merge_chains import Gap, Intake
from annotator.project.merge_report import MergeReport
from annotator.project.own_device import working_device
from annotator.project.progress import Progress
from annotator.project.session import Session
from annotator.storage import bundle_values as values_of
from annotator.storage import merging
from annotator.storage.bundle_values import Connection
from annotator.storage.connection import ProjectFile, open_file
from annotator.storage.incoming import UNTOUCHED, Incoming, where_texts_differ
from annotator.storage.journal import read_rows
from annotator.storage.purge import purge_records
from annotator.storage.reading import project_values
from annotator.storage.rewriting import leave_nothing_erased
from annotator.team.merge import Outcome, misquoted, outcome, rewritten, same_entities, tally


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
        return _merge(opened, options, session, steps)
    finally:
        opened.close()


def _merge(
    opened: ProjectFile, options: MergeOptions, session: Session, progress: Progress
) -> MergeReport:
    connection = opened.connection
    report = MergeReport(dry_run=options.dry_run)
    own = project_values(connection)
    working_device(opened, session.device)
    waiting = list(options.files)
    with merging.transaction(connection, opened.path, keep=not options.dry_run):
        while waiting:
            for path in list(waiting):
                progress.step(len(options.files) - len(waiting), len(options.files))
                with Incoming(path) as incoming:
                    _check_same_project(incoming, own, opened.path)
                    incoming.check_texts(connection)
                    try:
                        _take_in(connection, incoming, session, report)
                    except Gap:
                        # Another of the files may hold what comes before.
                        if path is waiting[-1]:
                            raise
                        continue
                report.files.append(path.name)
                waiting.remove(path)
                break
        progress.step(len(options.files), len(options.files))
    if purge_records(connection) and not options.dry_run:
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


def _take_in(
    connection: Connection, incoming: Incoming, session: Session, report: MergeReport
) -> None:
    is_bundle = values_of.value(connection, values_of.BUNDLE_FOR) is not None
    intake = Intake(connection, incoming, is_bundle)
    intake.take()
    by_stream: dict[str, list[JournalRow]] = {stream: [] for stream in intake.rewritten}
    for row in intake.rows:
        by_stream.setdefault(row.stream, []).append(row)
    known = {**values_of.known_heads(incoming.connection), **incoming.starts, **incoming.heads}
    outcomes = {}
    for stream, rows in by_stream.items():
        own = intake.own.get(stream, [])
        if stream in intake.rewritten:
            now = list(read_rows(connection, stream))
            outcomes[stream] = rewritten(stream, own, now)
            continue
        unknown = [row for row in own if row.seq > _seq(known, row)]
        outcomes[stream] = outcome(stream, own, rows, unknown)
    come = outcomes[DOCUMENTS].touched if DOCUMENTS in outcomes else ()
    purges = bool(purge_records(connection)) or any(kind == PURGE for kind, _id in come)
    _bring_texts(connection, incoming, outcomes.get(DOCUMENTS), report)
    merging.write_merged(connection, outcomes, [*intake.rows, *intake.completed], purges)
    documents = merging.keys_of_documents(connection)
    _check_quotes(connection, incoming, outcomes.values(), documents)
    _report(report, intake, outcomes, documents)
    if intake.forks:
        # From now on this copy does not write as the other one does.
        values_of.put_value(connection, values_of.DEVICE_ENDING, session.new_id()[:8])
    if is_bundle and values_of.BUNDLE_FROM not in incoming.values:
        told = values_of.known_heads(incoming.connection) or incoming.heads
        values_of.put_known_heads(connection, {**values_of.known_heads(connection), **told})


def _seq(known: values_of.Heads, row: JournalRow) -> int:
    head = known.get((row.stream, row.device))
    return 0 if head is None else head.seq


def _bring_texts(
    connection: Connection, incoming: Incoming, documents: Outcome | None, report: MergeReport
) -> None:
    """Store the texts of documents that come; refuse another text under a known key."""
    if documents is None:
        return
    purged = {id for kind, id in documents.after if kind == PURGE}
    for kind, id in documents.touched:
        record = documents.after[kind, id]
        if kind != "document" or not record.live or f"document:{id}" in purged:
            continue
        key, sha256 = record.fields["key"], record.fields["text_sha256"]
        text = merging.text_of(connection, sha256) or incoming.text(sha256)
        if text is None:
            raise _no_text(incoming, key)
        merging.add_text(connection, sha256, text)
        _check_key(connection, incoming, id, key, text, report)


def _check_key(
    connection: Connection, incoming: Incoming, id: str, key: str, text: str, report: MergeReport
) -> None:
    for other, sha256 in merging.documents_called(connection, key):
        theirs = None if other == id else merging.text_of(connection, sha256)
        if theirs is None:
            continue
        if theirs != text:
            raise _other_text(incoming, key, where_texts_differ(text, theirs))
        report.twice.append(key)


def _check_quotes(
    connection: Connection,
    incoming: Incoming,
    outcomes: Iterable[Outcome],
    documents: dict[str, tuple[str, str]],
) -> None:
    text_id, text = "", ""
    for each in outcomes:
        layer = parse_layer_stream(each.stream)
        if layer is None or layer.document not in documents:
            continue
        key, sha256 = documents[layer.document]
        if sha256 != text_id:
            text_id, text = sha256, merging.text_of(connection, sha256) or ""
        span = misquoted(each.after, each.touched, text)
        if span is not None:
            raise Problem(
                f"{incoming.path.name} is damaged: span {span} in {key} does not quote its text.",
                UNTOUCHED,
                "Ask for the file again, as Annotator wrote it.",
            )


def _report(
    report: MergeReport,
    intake: Intake,
    outcomes: dict[str, Outcome],
    documents: dict[str, tuple[str, str]],
) -> None:
    report.edits += len({row.edit_id for row in intake.rows})
    report.forks += len(intake.forks)
    for each in outcomes.values():
        counts = tally(each)
        if counts.document is not None:
            counts.document = documents.get(counts.document, (counts.document, ""))[0]
        report.tallies.append(counts)
    for kind, id in outcomes[WORK].touched if WORK in outcomes else ():
        after, before = outcomes[WORK].after.get((kind, id)), outcomes[WORK].before.get((kind, id))
        if kind == "person" and after and after.live and not (before and before.live):
            report.people.append(str(after.fields.get("name") or id))
    if LEDGER in outcomes:
        ledger = outcomes[LEDGER]
        come: list[Entity] = []
        known: list[Entity] = []
        for key, record in ledger.after.items():
            if record.live and key[0] == "entity":
                new = key in ledger.touched and not (
                    key in ledger.before and ledger.before[key].live
                )
                (come if new else known).append(entity_from_fields(key[1], record.fields))
        report.same_entities += same_entities(known, come)


def _no_text(incoming: Incoming, key: str) -> Problem:
    return Problem(
        f"{incoming.path.name} brings the document {key} without its text.",
        UNTOUCHED,
        "Merge the project or bundle that it was made from.",
    )


def _other_text(incoming: Incoming, key: str, where: str) -> Problem:
    return Problem(
        f"The text of {key} in {incoming.path.name} is not that of {key} in the project: {where}.",
        UNTOUCHED,
        "Remove or rename one of the two articles where they differ by mistake, and try again.",
    )
