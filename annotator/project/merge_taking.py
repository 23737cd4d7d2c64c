"""What one file brings to a project, worked out: its rows, what becomes of each stream, texts."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.domain.edit import PURGE
from annotator.domain.journal import JournalRow
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS, WORK, parse_layer_stream
from annotator.project.merge_chains import Intake
from annotator.project.merge_journal import WrittenJournal
from annotator.project.merge_namesakes import namesakes
from annotator.project.merge_purges import quoted
from annotator.project.merge_report import MergeReport
from annotator.storage import bundle_values as values_of
from annotator.storage import merging
from annotator.storage.bundle_values import Connection
from annotator.storage.incoming import UNTOUCHED, Incoming, where_texts_differ
from annotator.storage.purge import purge_records
from annotator.team.merge import Outcome, misquoted, outcome, rewritten


@dataclass(slots=True)
class Taken:
    """What a file brings: `rows` for the journal, what becomes of each stream, and texts by hash.

    `known` is what a bundle learns about whoever made it. With `purges` all is built anew; with
    `forks` this copy writes under another device from then on.
    """

    incoming: Incoming
    intake: Intake
    outcomes: dict[str, Outcome]
    purges: bool
    texts: dict[str, str] = field(default_factory=dict)
    known: values_of.Heads | None = None


class Arrivals:
    """The documents and texts that there will be, file after file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.read()

    def read(self) -> None:
        """Begin from what is in the project now."""
        self._texts: dict[str, str] = {}
        #: Document id → (key, text hash).
        self.documents = merging.keys_of_documents(self._connection)
        self._called: dict[str, set[str]] = {}
        for id, (key, _sha256) in self.documents.items():
            self._called.setdefault(key, set()).add(id)

    def text(self, sha256: str) -> str | None:
        """Return a text that is there or comes, or None."""
        return self._texts.get(sha256) or merging.text_of(self._connection, sha256)

    def others(self, id: str, key: str) -> list[str]:
        """Return the text hashes of other documents of that key."""
        return [self.documents[each][1] for each in sorted(self._called.get(key, ())) if each != id]

    def take(self, taken: Taken) -> None:
        """Count in what a file brings."""
        self._texts.update(taken.texts)
        come = taken.outcomes.get(DOCUMENTS)
        for kind, id in () if come is None else come.touched:
            if kind != "document":
                continue
            before = self.documents.pop(id, None)
            if before is not None:
                self._called[before[0]].discard(id)
            record = come.after[kind, id] if come is not None else None
            if record is not None and record.live:
                key = record.fields["key"]
                self.documents[id] = (key, record.fields["text_sha256"])
                self._called.setdefault(key, set()).add(id)


def take_in(
    journal: WrittenJournal, incoming: Incoming, arrivals: Arrivals, report: MergeReport
) -> Taken:
    """Work out what a file brings; raises Problem, also a Gap, and NotAhead."""
    connection = journal.connection
    is_bundle = values_of.value(connection, values_of.BUNDLE_FOR) is not None
    intake = Intake(journal, incoming, is_bundle)
    intake.take()
    report.namesakes += namesakes(connection, incoming, intake.own.get(WORK, ()), intake.rows)
    outcomes = _outcomes(journal, intake, incoming)
    come = outcomes[DOCUMENTS].touched if DOCUMENTS in outcomes else ()
    if not is_bundle:
        report.requests += intake.requests.told(connection)
    purges = bool(purge_records(connection)) or any(kind == PURGE for kind, _id in come)
    # The tables may have what the journal lacked, so they are built anew then, too.
    taken = Taken(incoming, intake, outcomes, purges or bool(intake.mended))
    _bring_texts(incoming, taken, arrivals, report)
    if is_bundle and values_of.BUNDLE_FROM not in incoming.values:
        taken.known = values_of.known_heads(incoming.connection) or incoming.heads
    return taken


def _outcomes(journal: WrittenJournal, intake: Intake, incoming: Incoming) -> dict[str, Outcome]:
    by_stream: dict[str, list[JournalRow]] = {stream: [] for stream in intake.rewritten}
    for row in intake.rows:
        by_stream.setdefault(row.stream, []).append(row)
    known = {**values_of.known_heads(incoming.connection), **incoming.starts, **incoming.heads}
    outcomes = {}
    for stream, rows in by_stream.items():
        own = intake.own.get(stream, [])
        if stream in intake.rewritten:
            outcomes[stream] = rewritten(stream, own, journal.rows_of_stream(stream))
            continue
        unknown = [row for row in own if row.seq > _seq(known, row)]
        outcomes[stream] = outcome(stream, own, rows, unknown)
    return outcomes


def _seq(known: values_of.Heads, row: JournalRow) -> int:
    head = known.get((row.stream, row.device))
    return 0 if head is None else head.seq


def _bring_texts(incoming: Incoming, taken: Taken, arrivals: Arrivals, report: MergeReport) -> None:
    """Take the texts of documents that come; refuse another text under a known key."""
    documents = taken.outcomes.get(DOCUMENTS)
    if documents is None:
        return
    purged = {id for kind, id in documents.after if kind == PURGE}
    for kind, id in documents.touched:
        record = documents.after[kind, id]
        if kind != "document" or not record.live or f"document:{id}" in purged:
            continue
        key, sha256 = record.fields["key"], record.fields["text_sha256"]
        text = arrivals.text(sha256) or incoming.text(sha256)
        if text is None:
            raise _no_text(incoming, key)
        taken.texts[sha256] = text
        _check_key(incoming, id, key, text, arrivals, report)


def _check_key(
    incoming: Incoming, id: str, key: str, text: str, arrivals: Arrivals, report: MergeReport
) -> None:
    for sha256 in arrivals.others(id, key):
        theirs = arrivals.text(sha256)
        if theirs is None:
            continue
        if theirs != text:
            raise _other_text(incoming, key, where_texts_differ(text, theirs))
        report.twice.append(key)


def check_quotes(taken: Taken, arrivals: Arrivals) -> None:
    """Hold quotes against texts; `arrivals` knows of what the file brings. Raises Problem."""
    text_id, text = "", ""
    documents = arrivals.documents
    for each in taken.outcomes.values():
        layer = parse_layer_stream(each.stream)
        if layer is None or layer.document not in documents:
            continue
        key, sha256 = documents[layer.document]
        if sha256 != text_id:
            text_id, text = sha256, arrivals.text(sha256) or ""
        span = misquoted(each.after, each.touched, text)
        if span is not None:
            raise Problem(
                f"{taken.incoming.path.name} is damaged: span {span} in {key} does not quote its "
                "text.",
                UNTOUCHED,
                "Ask for the file again, as Annotator wrote it.",
            )


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
        f"Give the article here another key (annotator rename … {quoted(key)} NEW-KEY) and "
        "merge again. Where the two differ by mistake, remove one of them instead.",
    )
