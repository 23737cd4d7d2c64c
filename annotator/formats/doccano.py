"""doccano JSONL: reading its exports, of projects with and without relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.units import UNITS
from annotator.formats.beginning import beginning_of
from annotator.formats.doccano_members import members
from annotator.formats.doccano_writing import ADDED, doccano_losses, is_free, write_doccano
from annotator.formats.foreign_lines import (
    begins_with_line,
    count_no_mark,
    keys_at,
    marks_in,
    read_translated,
    unit_by_edges,
)
from annotator.formats.format import LIKELY, SURE, Evidence, Format, Item, Placed
from annotator.formats.json_items import begins_with_list
from annotator.formats.notes import Notes
from annotator.formats.unit_option import UNIT_OPTION, reads_unit

_LABELS = ("entities", "label", "labels", "annotations")
#: A mark in the beginning of a file, as a list or as an object.
_MARK = re.compile(
    rb'"(?:entities|labels?|annotations)"\s*:\s*\[\s*'
    rb'(?:\[\s*\d+\s*,\s*\d+\s*,\s*"|\{[^{}]{0,500}"start_offset")'
)
_DATA = re.compile(rb'"data"\s*:\s*"')


def read_doccano(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the documents of an export. Raises OSError when the file cannot be read."""
    ours = "document" in keys_at(beginning_of(path))
    # What we write counts code points, and what doccano makes of it does as well.
    placed = Placed(unit or UNITS[0], 0, 0) if ours else unit_by_edges(path, _translate, unit)
    for item in read_translated(path, name, _translate, placed.unit or "codepoint"):
        yield placed if isinstance(item, Placed) else item


def _translate(raw: dict[str, Any], notes: Notes) -> dict[str, Any] | None:
    meta = {key: value for key, value in raw.items() if is_free(key)}
    spans, classes = _spans(raw, notes)
    if classes:
        meta["label"] = classes
    given = {name: raw[name] for name in ADDED if name in raw}
    layer = {
        "person": given.get("annotator"),
        "kind": given.get("layer"),
        "status": given.get("status"),
        "reason": given.get("reason"),
        "spans": spans.pop(None, []),
        "relations": [_relation(each) for each in marks_in(raw.get("relations"), notes)],
        "comments": [{"text": each} for each in _comments(raw) if isinstance(each, str)],
    }
    empty = not (layer["spans"] or layer["relations"] or layer["comments"] or "layer" in given)
    others = [{"person": person, "spans": theirs} for person, theirs in spans.items()]
    ours: dict[str, Any] = {
        "id": given.get("document", raw.get("id")),
        "text": raw.get("text", raw.get("data")),
        "meta": meta,
        "layers": others if empty else [layer, *others],
    }
    for name in ("title", "language", "excluded"):
        if name in given:
            ours[name] = given[name]
    return ours


def _comments(raw: dict[str, Any]) -> list[Any]:
    comments = raw.get("Comments")
    return comments if isinstance(comments, list) else []


_ByPerson = dict[str | None, list[dict[str, Any]]]


def _spans(raw: dict[str, Any], notes: Notes) -> tuple[_ByPerson, list[str]]:
    """Return the spans by who made them, if they say so, and the labels of the whole text."""
    spans: _ByPerson = {}
    classes: list[str] = []
    for name in _LABELS:
        values = raw.get(name)
        for each in values if isinstance(values, list) else [values] * (values is not None):
            if isinstance(each, list | tuple) and len(each) >= 3:
                span = {"start": each[0], "end": each[1], "label": each[2]}
                spans.setdefault(None, []).append(span)
            elif isinstance(each, dict):
                spans.setdefault(_person(each), []).append(_span(each))
            elif isinstance(each, str):
                classes.append(each)
            else:
                count_no_mark(each, notes)
    return spans, classes


def _person(each: dict[str, Any]) -> str | None:
    """Return who made a span, as old exports say it of each."""
    person = each.get("user_name") or each.get("user")
    return str(person) if isinstance(person, str | int) and person is not True else None


def _span(each: dict[str, Any]) -> dict[str, Any]:
    id, label = each.get("id"), each.get("label_name") or each.get("label")
    return {
        "id": None if id is None else str(id),
        # In old exports a label may be its number.
        "label": str(label) if type(label) is int else label,
        "start": each.get("start_offset", each.get("start")),
        "end": each.get("end_offset", each.get("end")),
    }


def _relation(each: dict[str, Any]) -> dict[str, Any]:
    ends = [each.get("from_id"), each.get("to_id")]
    return {
        "id": each.get("id"),
        "label": each.get("type"),
        "from": None if ends[0] is None else str(ends[0]),
        "to": None if ends[1] is None else str(ends[1]),
        "origin": "import",
    }


def _looks(path: Path, start: bytes) -> Evidence | None:
    listed = begins_with_list(start)
    named = path.suffix.casefold() in FORMAT.suffixes
    if not (listed or named or begins_with_line(start)):
        return None
    keys = keys_at(start)
    if keys & {"text", "data"} and "Comments" in keys or {"entities", "relations"} <= keys:
        return Evidence(SURE, "it has the keys of doccano")
    if "spans" in keys or not ("text" in keys or _DATA.search(start)):
        return None
    if _MARK.search(start) or (not listed and keys & {"label", "labels", "entities"}):
        return Evidence(LIKELY, "it has texts with labels as doccano has them")
    return None


FORMAT = Format(
    name="doccano",
    title="doccano JSONL",
    suffixes=(".jsonl",),
    elsewhere=(".json", ".txt"),
    keeps=frozenset(("texts", "keys", "titles", "languages", "excluded", "layers", "people"))
    | {"kinds", "statuses", "spans", "nested", "widened", "labels", "relations"},
    partly={
        "metadata": "keys that mean nothing else in doccano",
        "fragments": "each fragment becomes a span",
        "comments": "the text, of those on the whole document",
    },
    read=read_doccano,
    options=UNIT_OPTION,
    configure=reads_unit(read_doccano),
    write=write_doccano,
    losses=doccano_losses,
    looks=_looks,
    members=members,
    remarks="A line for each layer, in the form of projects with relations.",
)
