"""Gold: the layer that follows from the decisions, and how it is made to follow them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.compare.thread import IMPORTED, Fields, Thread, imported_item, threads
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
    found: _Records = {}
    untold: set[str] = set()
    relations: _Records = {}
    instead: dict[str, str] = {}
    for thread in threads(decisions):
        if thread.ruling is None:
            continue
        id, fields = thread.ruling
        instead |= _instead(thread)
        if "spans" not in fields and "relations" not in fields:
            untold.update(fields.get("gold") or ())
        for each in fields.get("spans") or ():
            found["span", each["id"]] = _named(each, id)
        for each in fields.get("relations") or ():
            relations["relation", each["id"]] = _named(each, id, ("from_case", "to_case"))
    spans = {key[1] for key in found} | untold
    for key, each in relations.items():
        ends = {end: instead.get(each[end], each[end]) for end in ("from", "to")}
        if spans.issuperset(ends.values()):
            found[key] = each | ends
    return found, untold


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
    told = {id for fields in decisions.values() for id in fields.get("gold") or ()}
    told |= {link["id"] for each in decisions.values() for link in each.get("relations") or ()}
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
