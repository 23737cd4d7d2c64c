"""The queue: filters of the document list as data, what comes next, and where problems are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from annotator.domain.annotation import relation_from_fields
from annotator.domain.changes import changes_from
from annotator.domain.constraints.constraint import HINT
from annotator.domain.constraints.layer_ground import layer_problems
from annotator.domain.layer import Layer
from annotator.domain.schema import Schema
from annotator.domain.span import text_order
from annotator.domain.stream import LayerStream
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.storage.project_reader import ProjectReader
from annotator.storage.reading import DocumentSummary

#: Statuses of a document that need not be opened again.
FINISHED = ("done", "skipped")
_NONE: frozenset[str] = frozenset()


class Marks(NamedTuple):
    """Ids of documents of which something is known besides the status.

    `with_problems` is only as new as the last search for them (`find_problems`).
    """

    with_comments: frozenset[str] = _NONE
    with_open_comments: frozenset[str] = _NONE
    unsure: frozenset[str] = _NONE
    with_problems: frozenset[str] = _NONE


_NOTHING_KNOWN = Marks()


class Filter(NamedTuple):
    """A filter of the document list; `needs_problems` says that they must be searched first."""

    id: str
    name: str
    keeps: Callable[[DocumentSummary, Marks], bool]
    needs_problems: bool = False


#: In the order in which they are offered.
FILTERS: tuple[Filter, ...] = (
    Filter("all", "All", lambda _row, _marks: True),
    Filter("not_done", "Not done", lambda row, _marks: row.status not in FINISHED),
    Filter("new", "New", lambda row, _marks: row.status == "new"),
    Filter("started", "Started", lambda row, _marks: row.status == "started"),
    Filter("done", "Done", lambda row, _marks: row.status == "done"),
    Filter(
        "with_reason",
        "Done with a reason",
        lambda row, _marks: row.status == "done" and bool(row.reason),
    ),
    Filter("skipped", "Skipped", lambda row, _marks: row.status == "skipped"),
    Filter("unsure", "With marks in doubt", lambda row, marks: row.id in marks.unsure),
    Filter("comments", "With open comments", lambda row, marks: row.id in marks.with_open_comments),
    Filter("any_comments", "With comments", lambda row, marks: row.id in marks.with_comments),
    Filter("problems", "With problems", lambda row, marks: row.id in marks.with_problems, True),
)


def filter_of(id: str) -> Filter:
    """Return the filter of an id; the first, which keeps all, when there is none."""
    return next((each for each in FILTERS if each.id == id), FILTERS[0])


def filtered(
    summaries: Iterable[DocumentSummary], by: Filter, marks: Marks = _NOTHING_KNOWN
) -> list[DocumentSummary]:
    """Return the documents that a filter keeps, in the same order."""
    return [row for row in summaries if by.keeps(row, marks)]


def marks_of(project: Project, with_problems: Iterable[str] = ()) -> Marks:
    """Return what is known of my documents; what is not written yet comes from memory."""
    me = project.me.id if project.me else None
    # Asked before the file is looked at, so that nothing is in neither.
    unwritten = _unwritten(project)
    commented = project.reader.commented(me)
    unsure = project.reader.doubtful(me)
    for id in unwritten:
        opened = project.opened(project.layer_stream(id))
        if opened is None:
            continue
        commented.pop(id, None)
        unsure.discard(id)
        if opened.comments:
            roots = (each for each in opened.comments.values() if each.reply_to is None)
            commented[id] = any(not each.resolved for each in roots)
        if any(span.uncertain for span in opened.spans.values()):
            unsure.add(id)
    return Marks(
        frozenset(commented),
        frozenset(id for id, is_open in commented.items() if is_open),
        frozenset(unsure),
        frozenset(with_problems),
    )


def _unwritten(project: Project) -> set[str]:
    """Return the documents whose layers have edits that are not on disk yet."""
    found = set[str]()
    for entry in project.saving.pending:
        found |= changes_from(entry.edit.changes).documents
    return found


def next_not_done(
    summaries: Sequence[DocumentSummary], current: str | None, direction: int = 1
) -> str | None:
    """Return the id of the next document that is neither done nor skipped, or None.

    After the last one the first follows, or with `direction` -1 the other way round; the
    current one itself is no answer.
    """
    rows = list(summaries)[::direction]
    here = next((number for number, row in enumerate(rows) if row.id == current), -1)
    for row in rows[here + 1 :] + rows[: max(here, 0)]:
        if row.status not in FINISHED:
            return row.id
    return None


class LayersToCheck(NamedTuple):
    """Whose layers of which documents are searched for problems, against which schema."""

    documents: tuple[str, ...]
    person: str | None
    schema: Schema


def find_problems(
    asked: LayersToCheck, reader: ProjectReader, progress: Progress | None = None
) -> frozenset[str]:
    """Return the documents in which constraints are broken, hints left out.

    As in `annotator check`, what must be there at the end counts where a document is done. Takes
    long over a whole project: for another thread, with a reader that it has made. Raises Cancelled.
    """
    steps = progress or Progress()
    found = set[str]()
    for number, id in enumerate(asked.documents):
        steps.step(number, len(asked.documents))
        if _has_problems(reader, id, asked):
            found.add(id)
    steps.step(len(asked.documents), len(asked.documents))
    return frozenset(found)


def _has_problems(reader: ProjectReader, id: str, asked: LayersToCheck) -> bool:
    document = reader.document(id)
    if document is None:
        return False
    records = reader.layer_records(LayerStream(id, asked.person, "annotations"))
    layer = Layer(
        id,
        asked.person,
        status=records.layer.get("status") or "new",
        spans=tuple(sorted(records.spans, key=text_order)),
        relations=tuple(relation_from_fields(one, fields) for one, fields in records.relations),
    )
    problems = layer_problems(layer, document.text, document.excluded, asked.schema)
    return any(each.grade != HINT for each in problems)
