"""The repair list: what imports could not place, of everybody, by document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import ADD, DELETE, RESTORE, SET, Change
from annotator.domain.likely_places import Place, likely_places
from annotator.domain.stream import layer_stream, parse_layer_stream
from annotator.domain.unplaced import Unplaced, WaitingMark, unplaced_fields, unplaced_from_fields

if TYPE_CHECKING:
    from annotator.project.project import Project

#: So many are listed in a window; the rest follows when these are done.
MOST = 2000


def repair_list(project: Project, most: int = MOST) -> list[WaitingMark]:
    """Return the unplaced marks by the key of their document, at most so many.

    Edits that are not on disk yet are taken in, so nothing is waited for.
    """
    unwritten = list(_unwritten(project))
    found = {(stream_of(each), each.mark.id): each for each in project.reader.waiting_marks(most)}
    titles = None
    for change in unwritten:
        key = (change.stream, change.id)
        layer = parse_layer_stream(change.stream)
        if change.op == DELETE:
            found.pop(key, None)
        elif change.op == SET and key in found:
            before = found[key].mark
            fields = {**unplaced_fields(before), **change.value}
            found[key] = found[key]._replace(mark=unplaced_from_fields(before.id, fields))
        elif change.op in (ADD, RESTORE) and layer is not None:
            titles = titles or {each.id: each for each in project.documents()}
            if layer.document in titles:
                key_and_title = titles[layer.document][1:3]
                mark = unplaced_from_fields(change.id, change.value)
                found[key] = WaitingMark(
                    layer.document, *key_and_title, layer.kind, layer.person, mark
                )
    return sorted(found.values(), key=in_order)


def in_order(waiting: WaitingMark) -> tuple[Any, ...]:
    """Sort key of the list: document, layer, place in the text; relations after their spans."""
    mark = waiting.mark
    layer = (waiting.key, waiting.document, waiting.kind, waiting.person or "")
    return (*layer, mark.is_relation, mark.said, mark.id)


def repair_count(project: Project) -> int:
    """Return how long the whole repair list is, with what is not on disk yet."""
    last = {(change.stream, change.id): change.op for change in _unwritten(project)}
    reader = project.reader
    with reader.snapshot():
        count = reader.waiting_count()
        for (stream, id), op in last.items():
            there = reader.fields_of(stream, "unplaced", id) is not None
            count += (op in (ADD, RESTORE) and not there) - (op == DELETE and there)
    return count


def stream_of(waiting: WaitingMark) -> str:
    """Return the stream of the layer that keeps an unplaced mark."""
    return layer_stream(waiting.document, waiting.person, waiting.kind)


def places_of(project: Project, waiting: WaitingMark) -> list[Place]:
    """Return where a mark may belong in its document, the likeliest first; none for a relation."""
    if waiting.mark.is_relation:
        return []
    text = project.open_document(waiting.document).document.text
    return likely_places(text, waiting.mark.quote, waiting.mark.said)


def is_sure(text: str, mark: Unplaced) -> bool:
    """Return whether a mark's place is known: the text says there what it quotes."""
    inside = all(end <= len(text) for _start, end in mark.said)
    says = tuple(text[start:end] for start, end in mark.said)
    return bool(mark.quote) and inside and mark.quote == says


def _unwritten(project: Project) -> Iterator[Change]:
    """Yield what happens to unplaced marks in edits that are not on disk yet."""
    for entry in project.saving.pending:
        for change in entry.edit.changes:
            if change.kind == "unplaced":
                yield change
