"""Marking the same words elsewhere: finding them, and marking those that were chosen.

`occurrences` finds; `Sought` and `search` do the same piece by piece, for another thread.
`propagate` marks as one Edit; `Propagation` does it in steps that each take a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import Document
from annotator.domain.edit import Change, Edit, add
from annotator.domain.repeats import repeats
from annotator.domain.span import Fragment, Span, span_fields
from annotator.domain.stream import LayerStream
from annotator.project.completing import completed
from annotator.project.layer_edit import beginning, refusal, spans_there, writable
from annotator.project.naming import label_name, shortened
from annotator.project.progress import Progress

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.storage.project_reader import ProjectReader

#: More occurrences than this are counted, not listed.
MOST = 10_000
#: Characters of context on each side.
_CONTEXT = 70
#: Marks that a step of a Propagation makes, at most.
_STEP = 100


class Occurrence(NamedTuple):
    """The same words at another place, with the text around them.

    `document` is an id; `because` says why it is not `ticked`.
    """

    document: str
    fragment: Fragment
    before: str
    words: str
    after: str
    ticked: bool = True
    because: str = ""


class Occurrences(list[Occurrence]):
    """What was found, in the order of the documents; `beyond` were found besides."""

    beyond: int = 0


class Sought(NamedTuple):
    """What is looked for, independent of the project, so that another thread can use it.

    `documents` are ids in the order of the list, without the one that is open.
    """

    document: str
    label: str
    name: str
    words: str
    person: str | None
    documents: tuple[str, ...] = ()


def sought(project: Project, document_id: str, span_id: str, everywhere: bool = False) -> Sought:
    """Return what to look for; raises Problem for a span that is gone or has several pieces."""
    opened = project.open_document(document_id)
    (span,) = spans_there(opened, [span_id])
    if len(span.fragments) > 1:
        raise refusal(
            "A mark of several pieces cannot be looked for elsewhere.",
            "Focus a mark of one piece, then press P.",
        )
    others: tuple[str, ...] = ()
    if everywhere:
        others = tuple(each.id for each in project.documents() if each.id != document_id)
    me = project.me.id if project.me else None
    name = label_name(project.schema, span.label)
    return Sought(document_id, span.label, name, span.quote[0], me, others)


def occurrences(
    project: Project,
    document_id: str,
    span_id: str,
    everywhere: bool = False,
    progress: Progress | None = None,
) -> Occurrences:
    """Return where else the words of a span stand, in its document or in the whole project.

    What is marked already and excluded regions are left out. Not ticked is what has another
    case, is part of a longer word or overlaps a mark of the same label. At most `MOST` are
    returned, the others counted. Raises Problem, and Cancelled when `progress` says so.
    """
    wanted = sought(project, document_id, span_id, everywhere)
    found = Occurrences()

    def take(more: Sequence[Occurrence]) -> None:
        room = max(0, MOST - len(found))
        found.extend(more[:room])
        found.beyond += max(0, len(more) - room)

    take(here(project, wanted))
    if everywhere:
        search(project, wanted, take, progress or Progress())
    return found


def here(project: Project, wanted: Sought) -> list[Occurrence]:
    """Return the occurrences in the open document, as it is in memory."""
    opened = project.open_document(wanted.document)
    return list(_within(opened.document, opened.spans.values(), wanted))


def search(
    project: Project,
    wanted: Sought,
    take: Callable[[Sequence[Occurrence]], None],
    progress: Progress,
) -> None:
    """Look through the other documents; `take` gets what each holds.

    May be called on any thread, where it and `progress` are called, too. Raises Cancelled when
    the progress says so.
    """
    # What was marked a moment ago is looked at, too.
    project.flush()
    reader = project.another_reader()
    try:
        total = len(wanted.documents)
        for number, id in enumerate(wanted.documents):
            progress.step(number, total)
            more = _in_document(reader, id, wanted)
            if more:
                take(more)
        progress.step(total, total)
    finally:
        reader.close()


def _in_document(reader: ProjectReader, id: str, wanted: Sought) -> list[Occurrence]:
    document = reader.document(id)
    if document is None or next(repeats(document.text, wanted.words), None) is None:
        return []
    layer = reader.layer_records(LayerStream(id, wanted.person, "annotations"))
    return list(_within(document, layer.spans, wanted))


def _within(document: Document, spans: Iterable[Span], wanted: Sought) -> Iterator[Occurrence]:
    same = sorted((span.start, span.end, span) for span in spans if span.label == wanted.label)
    there = {span.fragments[0] for *_, span in same if len(span.fragments) == 1}
    first = 0
    reach = max((end - start for start, end, _ in same), default=0)
    text = document.text
    for start, end, because in repeats(text, wanted.words):
        if (start, end) in there or _touches(document.excluded, start, end):
            continue
        while first < len(same) and same[first][0] + reach <= start:
            first += 1
        outer = _overlapped(same, first, start, end)
        if outer is not None:
            because = f"inside the {wanted.name} “{shortened(' … '.join(outer.quote))}”"
        yield Occurrence(
            document.id,
            (start, end),
            " ".join(text[max(0, start - _CONTEXT) : start].split())
            + " " * text[max(0, start - 1) : start].isspace(),
            " ".join(text[start:end].split()),
            " " * text[end : end + 1].isspace() + " ".join(text[end : end + _CONTEXT].split()),
            not because,
            because,
        )


def _touches(regions: Iterable[Fragment], start: int, end: int) -> bool:
    return any(start < stop and begin < end for begin, stop in regions)


def _overlapped(
    same: Sequence[tuple[int, int, Span]], first: int, start: int, end: int
) -> Span | None:
    for place in range(first, len(same)):
        if same[place][0] >= end:
            break
        if _touches(same[place][2].fragments, start, end):
            return same[place][2]
    return None


class Propagation:
    """Marks chosen occurrences as one Edit, prepared in steps of a few milliseconds.

    Call `step` until it returns False, then `finish`. Nothing is changed before that.
    """

    def __init__(
        self, project: Project, document_id: str, span_id: str, chosen: Iterable[Occurrence]
    ) -> None:
        """Take what is to be marked; raises Problem when the span is gone."""
        self._project = project
        opened = writable(project, document_id)
        (self._span,) = spans_there(opened, [span_id])
        label = project.schema.label(self._span.label)
        kept = {
            each.id: self._span.attributes[each.id]
            for each in (label.attributes if label else ())
            if each.id in self._span.attributes and not each.definition.get("computed")
        }
        self._model = self._span._replace(
            attributes=kept, uncertain=False, note="", origin="rule", score=None,
            because=f"same words as {span_id}", updated=None, extra={},
        )  # fmt: skip
        by_document: dict[str, list[Fragment]] = {}
        for each in chosen:
            by_document.setdefault(each.document, []).append(each.fragment)
        self._waiting = [
            (document, places[at : at + _STEP])
            for document, places in by_document.items()
            for at in range(0, len(places), _STEP)
        ]
        self.total = len(self._waiting)
        self._changes: list[Change] = []
        self._begun: set[str] = set()
        self.count = 0

    @property
    def done(self) -> int:
        """How many steps are done, of `total`."""
        return self.total - len(self._waiting)

    def step(self) -> bool:
        """Prepare some more marks; return whether there is more to do."""
        if self._waiting:
            self._prepare(*self._waiting.pop(0))
        return bool(self._waiting)

    def _prepare(self, document_id: str, places: Sequence[Fragment]) -> None:
        project = self._project
        opened = writable(project, document_id)
        text, now = opened.document.text, project.session.clock()
        changes = []
        for start, end in places:
            fragments = ((start, end),)
            if _touches(opened.document.excluded, start, end) or opened.marked(
                self._model.label, fragments
            ):
                continue
            span = self._model._replace(
                id=project.session.new_id(), fragments=fragments, quote=(text[start:end],),
                created=now,
            )  # fmt: skip
            changes.append(add(opened.stream, "span", span.id, span_fields(span)))
        if not changes:
            return
        if document_id not in self._begun:
            self._begun.add(document_id)
            self._changes += beginning(opened)
        self.count += len(changes)
        self._changes += completed(project, opened, changes)

    def finish(self) -> int:
        """Make the Edit; return how many marks it made."""
        if self._changes:
            name = label_name(self._project.schema, self._span.label)
            what = f"{self.count:,} × {shortened(self._span.quote[0])}"
            self._project.apply(Edit(f"mark {what} as {name}", tuple(self._changes)))
        return self.count


def propagate(
    project: Project, document_id: str, span_id: str, chosen: Iterable[Occurrence]
) -> int:
    """Mark the chosen occurrences like a span, with its entity and what it is said to be.

    One Edit over all documents; returns how many were marked. What was marked or excluded
    meanwhile is passed over.
    """
    work = Propagation(project, document_id, span_id, chosen)
    while work.step():
        pass
    return work.finish()
