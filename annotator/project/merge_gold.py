"""Gold after a merge: what several leads decided comes together, and gold follows at once.

The journal is united as it is. Where the gold that came together is not what all decisions say,
the difference is one more edit of nobody's, in the transaction of the merge. It depends on the
decisions alone, so copies that merge in any order have the same gold; merging again finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.compare.adjudication import outcome
from annotator.compare.thread import threads
from annotator.domain.edit import DELETE, Change, Edit
from annotator.domain.journal import MERGE
from annotator.domain.stream import DECISIONS, DOCUMENTS, LayerStream, parse_layer_stream
from annotator.project.review_gold import GOLD, gold_changes, told_marks
from annotator.project.session import Session
from annotator.storage.bundle_values import BUNDLE_FOR, Connection, value, writing_device
from annotator.storage.journal import Entry, append
from annotator.storage.merging import keys_of_documents
from annotator.storage.reading import LayerRecords, decisions_of, layer_records
from annotator.team.merge import Outcome

_NAME = "let gold follow from the decisions that were merged"
_Decisions = dict[str, dict[str, Any]]


def decided_documents(outcomes: Mapping[str, Outcome]) -> set[str]:
    """Return the documents (ids) whose gold or decisions a merge may have changed."""
    found: set[str] = set()
    for stream, each in outcomes.items():
        layer = parse_layer_stream(stream)
        if layer is not None and layer.kind == GOLD:
            found.add(layer.document)
        for key in each.touched if stream in (DECISIONS, DOCUMENTS) else ():
            if key[0] == "document":
                found.add(key[1])
            for records in (each.before, each.after):
                fields = records[key].fields if key in records else {}
                found.add(str(fields.get("document")))
    return found


def let_gold_follow(connection: Connection, documents: Iterable[str], session: Session) -> int:
    """Make gold of these documents what the decisions say; return of how many it was not.

    For the transaction of a merge. A bundle has but a part of the decisions: its gold is as it
    came.
    """
    if value(connection, BUNDLE_FOR) is not None:
        return 0
    every = dict(astray(connection, documents))
    if every:
        changes = tuple(change for own in every.values() for change in own)
        device = writing_device(connection, session.device)
        edit = Edit(_NAME, changes)
        append(connection, Entry(session.new_id(), edit, None, MERGE, device, session.clock()))
    return len(every)


def astray(connection: Connection, documents: Iterable[str]) -> Iterator[tuple[str, list[Change]]]:
    """Yield those of these documents (ids) whose gold does not follow, with what would mend it."""
    there = sorted(set(documents) & keys_of_documents(connection).keys())
    for document, decisions in _by_document(connection, there).items():
        records = layer_records(connection, LayerStream(document, None, GOLD))
        changes = gold_differences(document, records, decisions)
        if changes:
            yield document, changes


def _by_document(connection: Connection, documents: list[str]) -> dict[str, _Decisions]:
    found: dict[str, _Decisions] = {id: {} for id in documents}
    for id, fields in decisions_of(connection, documents).items():
        found[str(fields["document"])][id] = dict(fields)
    return found


def gold_differences(
    document: str, records: LayerRecords, decisions: Mapping[str, Mapping[str, Any]]
) -> list[Change]:
    """Return the changes that make a gold layer follow its decisions; none where it does.

    Marks of which no decision speaks stay: they are adopted at the next ruling.
    """
    told = told_marks(decisions)
    done = records.layer.get("status") == "done"
    status = "started" if done and _is_contested(decisions) else None
    wanted = gold_changes(records, document, decisions, status)
    gone = {each.id for each in wanted if each.op == DELETE and each.id in told}
    ends = {id: {each["from"], each["to"]} for id, each in records.relations}
    return [
        each
        for each in wanted
        if each.op != DELETE or each.id in gone or ends.get(each.id, set()) & gone
    ]


def _is_contested(decisions: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether rulings on one thing say different things."""
    return any(
        len({outcome(fields) for _id, fields in each.rulings}) > 1
        for each in threads(decisions)
        if len(each.rulings) > 1
    )
