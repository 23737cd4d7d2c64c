"""Gold: the layer that follows from the decisions, and how it is made to follow them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

from annotator.compare.thread import (
    IMPORTED,
    Fields,
    Thread,
    imported_item,
    newest_first,
    threads,
)
from annotator.domain.edit import DELETE, Change, add, delete, restore, set_fields
from annotator.domain.span import span_fields
from annotator.domain.stream import DECISIONS, LayerStream, layer_stream
from annotator.project import unwritten
from annotator.storage.reading import LayerRecords

if TYPE_CHECKING:
    from annotator.project.project import Project

GOLD = "gold"
#: The name under which a gold span or relation keeps the id of its decision, in `extra`.
DECISION = "decision"
_Records = dict[tuple[str, str], dict[str, Any]]


def derived_gold(decisions: Mapping[str, Fields]) -> tuple[_Records, set[str]]:
    """Return the gold records that follow from a document's decisions, by (kind, id).

    Also returns the ids that a decision names without saying what they are, as those of other
    programs do: such spans stay as they stand.
    """
    marks = _GoldMarks()
    holding = [each for each in threads(decisions) if each.ruling is not None]
    # The newest first: of one mark that several rulings make, theirs is kept.
    for thread in sorted(holding, key=lambda each: newest_first(each.rulings[0]), reverse=True):
        marks.take(thread)
    return marks.records(), marks.untold


class _GoldMarks:
    """What rulings make, gathered thread by thread.

    `untold` are ids of which only is said that they are gold.
    """

    def __init__(self) -> None:
        self.untold: set[str] = set()
        self._spans: _Records = {}
        self._relations: _Records = {}
        self._instead: dict[str, str] = {}
        #: What a mark says → its id, and whether an import brought it.
        self._same: dict[str, tuple[str, bool]] = {}

    def take(self, thread: Thread) -> None:
        """Take in what the ruling that holds makes."""
        id, fields = thread.rulings[0]
        self._instead |= _instead(thread)
        if "spans" not in fields and "relations" not in fields:
            self.untold.update(fields.get("gold") or ())
        for each in fields.get("spans") or ():
            self._take_span(id, each, fields.get("action") == IMPORTED)
        for each in fields.get("relations") or ():
            key = "relation", each["id"]
            self._relations.setdefault(key, _named(each, id, ("from_case", "to_case")))

    def _take_span(self, decision: str, span: Fields, brought: bool) -> None:
        key = "span", span["id"]
        if key in self._spans:
            return
        kept, was_brought = self._same.setdefault(_said(span), (span["id"], brought))
        # What an import brought twice was twice in its file, and stays so.
        if kept == span["id"] or (brought and was_brought):
            self._spans[key] = _named(span, decision)
        else:
            self._instead[span["id"]] = kept

    def records(self) -> _Records:
        """Return the spans, and the relations whose ends are there."""
        found = dict(self._spans)
        spans = {key[1] for key in found} | self.untold
        for key, each in self._relations.items():
            ends = {end: _standing(each[end], self._instead) for end in ("from", "to")}
            if spans.issuperset(ends.values()):
                found[key] = each | ends
        return found


def _said(span: Fields) -> str:
    """Return what makes two gold spans the same mark, whoever decided it."""
    attributes = sorted(
        [name, value] for name, value in (span.get("attributes") or {}).items() if value is not None
    )
    said = [span.get("fragments"), span.get("label"), attributes, span.get("entity") or ""]
    return orjson.dumps(said).decode()


def _standing(id: str, instead: Mapping[str, str]) -> str:
    """Return the gold span that stands for one; of a newer ruling's own there may be another."""
    seen: set[str] = set()
    while id in instead and id not in seen:
        seen.add(id)
        id = instead[id]
    return id


def _instead(thread: Thread) -> dict[str, str]:
    """Return what stands in gold in place of the span of a newer or older ruling on one thing.

    Another lead's relation may hang on theirs.
    """
    holding, *others = ([each["id"] for each in f.get("spans") or ()] for _id, f in thread.rulings)
    return {other[0]: holding[0] for other in others if len(other) == len(holding) == 1}


def _named(record: Fields, decision: str, without: tuple[str, ...] = ()) -> dict[str, Any]:
    fields = {name: value for name, value in record.items() if name not in ("id", *without)}
    return {**fields, "extra": {**(fields.get("extra") or {}), DECISION: decision}}


def gold_stream(document: str) -> str:
    """Return the stream of a document's gold layer."""
    return layer_stream(document, None, GOLD)


def gold_records(project: Project, document: str) -> LayerRecords:
    """Return what a document's gold layer holds, with everything that was done."""
    return unwritten.layer_records(project, LayerStream(document, None, GOLD))


def named_decisions(project: Project, records: LayerRecords) -> dict[str, dict[str, Any]]:
    """Return the decisions that gold spans name: another window may have just made one."""
    ids = {str(span.extra[DECISION]) for span in records.spans if DECISION in span.extra}
    found = {id: project.fields_of(DECISIONS, "decision", id) for id in sorted(ids)}
    return {id: dict(fields) for id, fields in found.items() if fields is not None}


def gold_changes(
    records: LayerRecords, document: str, decisions: Mapping[str, Fields], status: str | None = None
) -> list[Change]:
    """Return the changes that make a document's gold layer follow its decisions.

    It gets a `status` once it holds anything, and without marks when it is done.
    """
    wanted, untold = derived_gold(decisions)
    there: _Records = {("span", span.id): span_fields(span) for span in records.spans}
    there |= {("relation", id): dict(fields) for id, fields in records.relations}
    stream, changes = gold_stream(document), list[Change]()
    for (kind, id), fields in there.items():
        if (kind, id) not in wanted and id not in untold:
            changes.append(delete(stream, kind, id, fields))
    # What refers to a span goes before it and comes after it.
    changes.sort(key=lambda change: (change.op == DELETE and change.kind == "span", change.id))
    for (kind, id), fields in sorted(wanted.items(), key=lambda each: (each[0][0] != "span", each)):
        before = there.get((kind, id))
        if before is None:
            bring = restore if (kind, id) in records.dead else add
            changes.append(bring(stream, kind, id, fields))
        elif before != fields:
            names = {**before, **fields}
            new = {n: fields.get(n) for n in names if before.get(n) != fields.get(n)}
            changes.append(set_fields(stream, kind, id, before, **new))
    known = records.layer.get("status")
    if status not in (None, known) and (changes or known or status == "done"):
        changes.append(set_fields(stream, "layer", "", {"status": None, **records.layer},
                                  status=status))  # fmt: skip
    return changes


def told_marks(decisions: Mapping[str, Fields]) -> set[str]:
    """Return the ids of the gold spans and relations of which decisions speak."""
    told = {id for fields in decisions.values() for id in fields.get("gold") or ()}
    return told | {
        link["id"] for each in decisions.values() for link in each.get("relations") or ()
    }


def adoptions(
    records: LayerRecords,
    document: str,
    decisions: Mapping[str, Fields],
    common: Fields,
    new_id: Any,
) -> dict[str, dict[str, Any]]:
    """Return a decision for every gold span and relation that none speaks of.

    `common` is what all of them say. Earlier versions left gold so that they imported.
    """
    told = told_marks(decisions)
    ids = {span.id for span in records.spans}
    links: dict[str, list[dict[str, Any]]] = {}
    for id, each in records.relations:
        if id not in told and {each["from"], each["to"]} <= ids:
            cases = {f"{end}_case": imported_item(document, each[end]) for end in ("from", "to")}
            links.setdefault(each["from"], []).append({"id": id, **each, **cases})
    common = {**common, "document": document, "action": IMPORTED}
    found: dict[str, dict[str, Any]] = {}
    for span in records.spans:
        drawn = links.get(span.id, [])
        if span.id not in told:
            fields = {"id": span.id, **span_fields(span)}
            id = imported_item(document, span.id)
            about = {"id": id, "kind": "span", "extents": [fields["fragments"]]}
            made = {"item": about, "gold": [span.id], "spans": [fields]}
            found[new_id()] = {**common, **made, **({"relations": drawn} if drawn else {})}
            continue
        for each in drawn:
            about = {"id": imported_item(document, each["id"]), "kind": "relation"}
            found[new_id()] = {**common, "item": about, "gold": [each["id"]], "relations": [each]}
    return found


def adding(decisions: Mapping[str, Fields]) -> list[Change]:
    """Return the changes that add these decisions."""
    return [add(DECISIONS, "decision", id, fields) for id, fields in decisions.items()]
