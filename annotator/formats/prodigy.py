"""Prodigy JSONL: reading what Prodigy exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.entity_names import take_names
from annotator.formats.features import FEATURES
from annotator.formats.foreign_lines import begins_with_line, keys_at, marks_in, read_translated
from annotator.formats.format import SURE, Evidence, Format, Item
from annotator.formats.json_items import begins_with_list
from annotator.formats.notes import Notes
from annotator.formats.prodigy_writing import OWN, write_prodigy
from annotator.formats.span_json import NAME_KEYS, SPAN_KEYS
from annotator.formats.unit_option import UNIT_OPTION, reads_unit

_STATUSES = {"accept": "done", "ignore": "skipped"}
#: Keys of a task that are not metadata of its text.
_TASK = frozenset(("text", "meta", "tokens", "spans", "relations", "answer", OWN))


def read_prodigy(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the documents; what was rejected comes without spans. Raises OSError."""
    return read_translated(path, name, _translate, unit)


def _translate(raw: dict[str, Any], notes: Notes) -> dict[str, Any] | None:
    own = raw.get(OWN)
    known = dict(own) if isinstance(own, dict) else {}
    layer = known.pop("layer", None)
    meta = raw.get("meta")
    ours: dict[str, Any] = {"id": known.pop("key", None), **known, "text": raw.get("text")}
    ours["meta"] = dict(meta) if isinstance(meta, dict) else {}
    if not isinstance(own, dict):
        ours["meta"] |= {k: v for k, v in raw.items() if k not in _TASK and k[:1] != "_"}
    answer = raw.get("answer")
    found = _layer(raw, notes)
    if isinstance(layer, dict):
        ours["layers"] = [{**found, **layer}]
    elif answer == "reject":
        notes.add("rejected", "Its answer was “reject”.", _without(ours["meta"]))
        ours["layers"] = []
    else:
        found["status"] = _STATUSES.get(str(answer))
        ours["layers"] = [found] if found["spans"] or answer is not None else []
    return ours


#: What a task asks about the whole text.
_ASKED = ("label", "accept")


def _without(meta: dict[str, Any]) -> str:
    """Take what was rejected out of the metadata of a text, and return what was kept."""
    asked = {name: meta.pop(name) for name in _ASKED if name in meta}
    if not asked:
        return "The text was kept without its spans."
    meta["rejected"] = asked
    return f"The text was kept without its spans, with its “{next(iter(asked))}” as “rejected”."


def _layer(raw: dict[str, Any], notes: Notes) -> dict[str, Any]:
    person = raw.get("_annotator_id") or raw.get("_session_id")
    given = []
    for each in marks_in(raw.get("spans"), notes):
        if each.get("answer") in ("reject", "ignore"):
            notes.count("spans-rejected", "span that was rejected or passed over",
                        "spans that were rejected or passed over", "They were left out.",
                        f"{each.get('label')} at {each.get('start')}")  # fmt: skip
        else:
            given.append(each)
    spans = [_span(each) for each in given]
    take_names(spans, notes)
    links = marks_in(raw.get("relations"), notes)
    if links:
        _name(spans)
    relations = [_relation(each, spans, given) for each in links]
    named = None if person is None else str(person)
    return {"person": named, "spans": spans, "relations": relations}


def _span(each: dict[str, Any]) -> dict[str, Any]:
    span = {name: each[name] for name in ("id", "label", *SPAN_KEYS, *NAME_KEYS) if name in each}
    if "fragments" in each:
        return {**span, "fragments": each["fragments"]}
    span |= {"start": each.get("start"), "end": each.get("end")}
    if isinstance(each.get("text"), str):
        span["quote"] = each["text"]
    return span


def _name(spans: list[dict[str, Any]]) -> None:
    """Give every span an id, so that relations can say which they mean."""
    taken = {str(each.get("id")) for each in spans}
    for number, each in enumerate(spans, 1):
        name = f"span-{number}"
        while each.get("id") is None and name in taken:
            name += "x"
        each["id"] = str(each["id"]) if each.get("id") is not None else name


def _relation(
    each: dict[str, Any], spans: list[dict[str, Any]], given: list[dict[str, Any]]
) -> dict[str, Any]:
    relation = {"id": each.get("id"), "label": each.get("label")}
    relation |= {name: each[name] for name in ("attributes", "origin", "extra") if name in each}
    if isinstance(each.get("from"), str) and isinstance(each.get("to"), str):
        return {**relation, "from": each["from"], "to": each["to"]}
    relation["from"] = _meant(each.get("head_span"), each.get("head"), spans, given)
    relation["to"] = _meant(each.get("child_span"), each.get("child"), spans, given)
    return relation


def _meant(
    place: Any, token: Any, spans: list[dict[str, Any]], given: list[dict[str, Any]]
) -> str | None:
    """Return the id of the span that one end of a relation means: by its place, else a token.

    Without such a span it is what a person can look for.
    """
    for names in (("start", "end", "label"), ("start", "end")):
        for span in spans if isinstance(place, dict) else ():
            if all(span.get(name) == place.get(name) for name in names):
                return str(span["id"])
    for span, each in zip(spans, given, strict=True):
        bounds = each.get("token_start"), token, each.get("token_end")
        if all(type(bound) is int for bound in bounds) and bounds == tuple(sorted(bounds)):
            return str(span["id"])
    return f"token {token}" if type(token) is int else None


def _looks(path: Path, start: bytes) -> Evidence | None:
    named = path.suffix.casefold() in FORMAT.suffixes
    if not (named or begins_with_line(start) or begins_with_list(start)):
        return None
    keys = keys_at(start)
    if keys & {"_task_hash", "_input_hash", "_view_id", "_session_id", "_annotator_id"}:
        return Evidence(SURE, "it has the keys of Prodigy")
    if "text" in keys and keys & {"tokens", "answer"} and "layers" not in keys:
        return Evidence(SURE, "it has the keys of Prodigy")
    return None


FORMAT = Format(
    name="prodigy",
    title="Prodigy JSONL",
    suffixes=(".jsonl",),
    elsewhere=(".json", ".txt"),
    keeps=frozenset(FEATURES) - {"entities", "roster", "schema", "guideline", "project"},
    seen_as={"fragments": "one mark over all of it, gaps too"},
    read=read_prodigy,
    options=UNIT_OPTION,
    configure=reads_unit(read_prodigy),
    write=write_prodigy,
    looks=_looks,
    remarks="A line for each layer, with tokens, spans and relations as Prodigy has them.",
)
