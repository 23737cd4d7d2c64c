"""Annotator JSONL: spans, checked against the text they stand in.

Files of our own and plain marks of others take short ways, everything else the careful one in
jsonl_careful.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from annotator.domain.span import SPAN_DEFAULTS, SPAN_TYPES
from annotator.formats.format import Record
from annotator.formats.jsonl_careful import careful_span
from annotator.formats.notes import Notes
from annotator.formats.placing import Placing

#: How many keys a span has when it was written canonically.
_CANONICAL_KEYS = 14
_TEXT_OR_NONE = (str, None.__class__)


#: What most spans have a value for, and what the others are at their default.
_often = itemgetter(
    *("id", "label", "fragments", "quote", "attributes", "entity", "created", "uncertain")
)
_seldom = itemgetter("note", "origin", "score", "because", "updated", "extra")
_DEFAULTS: tuple[Any, ...] = ("", "hand", None, None, None, {})


def _canonical_span(raw: dict[str, Any], text: str, size: int) -> Record | None:
    # Few steps and few calls: an import of 10,000 articles has 400,000 spans.
    # Whatever is not exactly as we write it, None sends the careful way.
    id, label, fragments, quotes, attributes, entity, created, uncertain = _often(raw)
    ((start, end),) = fragments
    (quote,) = quotes
    if (
        not 0 <= start < end <= size
        or text[start:end] != quote
        or start.__class__ is not int
        or end.__class__ is not int
        or id.__class__ is not str
        or label.__class__ is not str
    ):
        return None
    fields = {"label": label, "fragments": fragments, "quote": quotes}
    if uncertain is not False or attributes.__class__ is not dict or _seldom(raw) != _DEFAULTS:
        return (id, fields) if _take_optional(raw, fields) else None
    if attributes:
        fields["attributes"] = attributes
    if entity is not None:
        fields["entity"] = entity
    if created is not None:
        fields["created"] = created
    good = entity.__class__ in _TEXT_OR_NONE and created.__class__ in _TEXT_OR_NONE
    return (id, fields) if good else None


def _take_optional(raw: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Copy the fields that differ from their default; False when one has a wrong type."""
    good = True
    if (value := raw["attributes"]) or value.__class__ is not dict:
        fields["attributes"] = value
        good = value.__class__ is dict
    if (value := raw["uncertain"]) is not False:
        fields["uncertain"] = value
        good = good and value is True
    if (value := raw["score"]) is not None:
        fields["score"] = value
        good = good and value.__class__ is float
    if (value := raw["extra"]) or value.__class__ is not dict:
        fields["extra"] = value
        good = good and value.__class__ is dict
    return good and _take_texts(raw, fields)


def _take_texts(raw: dict[str, Any], fields: dict[str, Any]) -> bool:
    good = True
    if (value := raw["entity"]) is not None:
        fields["entity"] = value
        good = value.__class__ is str
    if (value := raw["note"]) != "":
        fields["note"] = value
        good = good and value.__class__ is str
    if (value := raw["origin"]) != "hand":
        fields["origin"] = value
        good = good and value.__class__ is str and value != ""
    if (value := raw["because"]) is not None:
        fields["because"] = value
        good = good and value.__class__ is str
    if (value := raw["created"]) is not None:
        fields["created"] = value
        good = good and value.__class__ is str
    if (value := raw["updated"]) is not None:
        fields["updated"] = value
        good = good and value.__class__ is str
    return good


#: Keys of a span that say what it is and where.
_PLACE = frozenset(("id", "label", "start", "end", "quote", "fragments"))


def _simple_span(raw: dict[str, Any], text: str, size: int) -> Record | None:
    """Return a span as most programs give it: of one stretch, with nothing to wonder about.

    It is what the careful way would make of it; None sends that way.
    """
    start, end, label, quote = raw["start"], raw["end"], raw["label"], raw.get("quote")
    if (
        start.__class__ is not int
        or end.__class__ is not int
        or not 0 <= start < end <= size
        or label.__class__ is not str
        or not label
        or raw.get("fragments") is not None
    ):
        return None
    said = text[start:end]
    if quote is not None and quote != said:
        return None
    fields: dict[str, Any] = {"label": label, "fragments": [[start, end]], "quote": [said]}
    fields["origin"] = "import"
    for name, value in raw.items():
        if name in _PLACE or value is None or (name == "origin" and value == ""):
            continue
        if name not in SPAN_TYPES or value.__class__ not in SPAN_TYPES[name]:
            return None
        if value == SPAN_DEFAULTS[name]:
            fields.pop(name, None)
        else:
            fields[name] = float(raw[name]) if name == "score" else value
    id = raw.get("id")
    return (None if id is None or id == "" else str(id), fields)


def read_spans(
    raws: Sequence[dict[str, Any]], placing: Placing, notes: Notes, unplaced: list[Record]
) -> list[Record]:
    """Return the spans that can be placed; the others are added to `unplaced`, with findings.

    Ids of spans are unique afterwards; None stands for an id that has to be made.
    """
    text, size, plain = placing.text, len(placing.text), placing.plain
    records: list[Record] = []
    quoted = 0
    for raw in raws:
        record = None
        if plain:
            short = _canonical_span if len(raw) == _CANONICAL_KEYS else _simple_span
            try:
                record = short(raw, text, size)
            except (KeyError, TypeError, ValueError):
                record = None  # not as it mostly is: the careful way finds out what is the matter
        if record is None:
            record = careful_span(raw, placing, notes, unplaced)
        else:
            quoted += raw.get("quote") is not None
        if record is not None:
            records.append(record)
    notes.quotes += quoted
    notes.matched += quoted
    return unique_ids(records, "span", notes)


def unique_ids(records: list[Record], what: str, notes: Notes) -> list[Record]:
    """Return the records with a repeated id taken away (None: a new one has to be made)."""
    given = [record[0] for record in records if record[0] is not None]
    if len(set(given)) == len(given):
        return records
    seen: set[str] = set()
    result: list[Record] = []
    for id, fields in records:
        if id is not None and id in seen:
            notes.add("duplicate-id", f"Two {what}s have the id {id}.", "Both were kept.")
            result.append((None, fields))
        else:
            result.append((id, fields))
        if id is not None:
            seen.add(id)
    return result
