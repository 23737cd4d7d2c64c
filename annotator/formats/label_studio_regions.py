"""Label Studio JSON: the results of an annotation, as spans, relations and what is said of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.formats.entity_names import take_names
from annotator.formats.foreign_lines import marks_in
from annotator.formats.label_studio_dialogue import Dialogue
from annotator.formats.label_studio_writing import OWN
from annotator.formats.notes import Notes
from annotator.formats.span_json import NAME_KEYS, SPAN_KEYS

_OWN_KEYS = frozenset((*SPAN_KEYS, *NAME_KEYS, "part_of"))
LABEL_KEYS = ("labels", "hypertextlabels", "paragraphlabels")
_OFFSETS = ("startOffset", "endOffset")


def results_of(
    annotation: Mapping[str, Any], text: str, dialogue: Dialogue | None, notes: Notes
) -> dict[str, Any]:
    """Return spans, relations and what is said of the whole text, of a list of results."""
    spans: dict[str, dict[str, Any]] = {}
    more: list[dict[str, Any]] = []
    relations, said = [], []
    for number, result in enumerate(marks_in(annotation.get("result"), notes)):
        value = result.get("value")
        if result.get("type") == "relation":
            relations += _relations(result, notes)
        elif isinstance(value, dict) and not value.keys().isdisjoint(LABEL_KEYS):
            first, *others = _spans(result, _in_text(result, value, dialogue, notes), text)
            id = str(result.get("id") or f"region-{number}")
            if id in spans:
                others = [{**first, "id": id}, *others]
            else:
                spans[id] = {**first, "id": id}
            more += others
        else:
            said.append(result)
    extra: dict[str, Any] = {}
    for result in said:
        target = spans.get(str(result.get("id"))) or _unlabelled(result, spans, text, dialogue)
        if target is not None:
            _attributes(target, notes)[_control(result)] = _value(result)
        else:
            _about_all(result, extra, notes)
    whole = [*_whole(spans), *more]
    take_names(whole, notes)
    return {"extra": extra, "spans": whole, "relations": relations}


def _about_all(result: dict[str, Any], extra: dict[str, Any], notes: Notes) -> None:
    """Put what is said of the whole text, or of no part of it, to the further fields."""
    name, kind = _control(result), str(result.get("type"))
    if kind.endswith("labels"):
        notes.count(
            "not-in-text",
            "region that is in no text",
            "regions that are in no text",
            "They were kept in the further fields of the layer.",
            f"one of “{kind}”",
        )
    value = _value(result)
    if name in extra:
        before = extra[name] if isinstance(extra[name], list) else [extra[name]]
        value = [*before, *(value if isinstance(value, list) else [value])]
    extra[name] = value


def _in_text(
    result: Mapping[str, Any], value: dict[str, Any], dialogue: Dialogue | None, notes: Notes
) -> dict[str, Any]:
    """Return the value of a region with its place in the text; without one, if it has none."""
    counts_paragraphs = "paragraphlabels" in value or result.get("type") == "paragraphlabels"
    if dialogue is not None and all(name in value for name in _OFFSETS):
        return dialogue.placed(value, notes)
    if dialogue is None and not counts_paragraphs and "channel" not in value:
        return value
    notes.count(
        "not-in-text",
        "region of something else than the text",
        "regions of something else than the text",
        "They are in the repair list.",
        f"one of “{result['to_name']}”" if result.get("to_name") else "",
    )
    return {**value, "start": None, "end": None}


def _unlabelled(
    result: dict[str, Any],
    spans: dict[str, dict[str, Any]],
    text: str,
    dialogue: Dialogue | None,
) -> dict[str, Any] | None:
    """Return the span of a region of which something is said, but no label; None of none."""
    value = result.get("value")
    if not isinstance(value, dict) or not ("start" in value and "end" in value):
        return None
    if result.get("id") is None:
        return None
    id = str(result["id"])
    value = _in_text(result, value, dialogue, Notes())
    spans[id] = {**_spans(result, value, text)[0], "id": id}
    return spans[id]


def _attributes(span: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return the attributes of a span, to add to; what is there and is none goes aside."""
    given = span.setdefault("attributes", {})
    if isinstance(given, dict):
        return given
    notes.add(
        "wrong-type",
        "The “attributes” of a span should be fields between { and }.",
        "They were kept, unused.",
    )
    span["other_attributes"] = given
    span["attributes"] = made = dict[str, Any]()
    return made


def _spans(result: dict[str, Any], value: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Return a span for each label of a region; only the first has the region's id."""
    span: dict[str, Any] = {"start": value.get("start"), "end": value.get("end")}
    quote, score, meta = value.get("text"), result.get("score"), result.get("meta")
    if isinstance(quote, str):
        # Label Studio writes a line feed as a backslash and an n.
        as_it_is = "\\n" not in quote or quote in text
        span["quote"] = quote if as_it_is else quote.replace("\\n", "\n")
    if score is not None:
        span["score"] = score
    if isinstance(meta, dict):
        if notes := meta.get("text"):
            span["note"] = "\n".join(map(str, notes)) if isinstance(notes, list) else str(notes)
        own = meta.get(OWN)
        if isinstance(own, dict):
            span |= {key: own[key] for key in own if key in _OWN_KEYS}
    labels = next((value[name] for name in LABEL_KEYS if name in value), None)
    several = labels if isinstance(labels, list) and labels else [None]
    return [{**span, "label": label} for label in several]


def _whole(spans: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return the spans, those that were written in parts made whole."""
    for span in spans.values():
        first = spans.get(str(span.pop("part_of", None)))
        if first is not None and first is not span and "quote" in span and "quote" in first:
            parts = first.setdefault("fragments", [[first["start"], first["end"]]])
            parts.append([span["start"], span["end"]])
            quotes = first["quote"] if isinstance(first["quote"], list) else [first["quote"]]
            first["quote"] = [*quotes, span["quote"]]
            span["taken"] = True
    return (span for span in spans.values() if not span.pop("taken", False))


def _relations(result: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """Return a relation for each label of one; only the first has our own fields."""
    labels, own = result.get("labels"), result.get(OWN)
    ends = [result.get("from_id"), result.get("to_id")]
    if result.get("direction") == "left":
        ends.reverse()
    several = labels if isinstance(labels, list) and labels else ["related"]
    relations = [{"label": label, "from": ends[0], "to": ends[1]} for label in several]
    if result.get("direction") == "bi":
        relations = [{**each, "direction": "bi"} for each in relations]
        notes.count(
            "both-ways",
            "relation that goes both ways",
            "relations that go both ways",
            "Each was kept as it was drawn, with “direction” in its further fields.",
            f"“{several[0]}”",
        )
    if isinstance(own, dict):
        relations[0] |= own
    return relations


def _control(result: dict[str, Any]) -> str:
    """Return the name of the control by which something was said, or of its kind."""
    return str(result.get("from_name") or result.get("type") or "control")


def _value(result: dict[str, Any]) -> Any:
    """Return what a control says: the one choice, text or number, or a list of them."""
    value, kind = result.get("value"), str(result.get("type"))
    if not isinstance(value, dict):
        return value
    said = value.get("text" if kind == "textarea" else kind)
    return said[0] if isinstance(said, list) and len(said) == 1 else said
