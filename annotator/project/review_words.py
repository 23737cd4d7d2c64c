"""What is said of the readings of a case in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from annotator.compare.adjudication import OBJECTED, Judged, is_met, is_outdated, ruled_spans
from annotator.compare.answers import KEPT, MET, UPHELD, Answer
from annotator.compare.case import RELATION_CASE, Case, Choice
from annotator.compare.item import said_of
from annotator.compare.thread import Thread
from annotator.domain.decision import OBJECTS_TO
from annotator.domain.quoting import called, quoted
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.project.naming import shortened
from annotator.project.review_reading import ReviewedDocument

_LONGEST_EDGE = 24
#: How much of the end of a relation is shown, in characters.
_END = 40
_BECAME = {
    UPHELD: "the ruling was changed after your objection, to",
    KEPT: "it stays",
    MET: "the ruling had been changed already, to",
}
_GONE = "its marks are gone"
_COUNTS = ("no", "one", "two", "three", "four", "five")


def label_words(schema: Schema, labels: Sequence[str]) -> str:
    """Return the names of labels or relations as they are shown."""
    names = {label.id: label.name for label in schema.labels}
    names |= {each.id: each.name for each in schema.relations}
    found = " or ".join(names.get(id, id) for id in labels)
    return found[:1].upper() + found[1:]


def choice_words(case: Case, choice: Choice, schema: Schema) -> str:
    """Return the words of a reading: what it quotes, or what it draws."""
    if case.kind == RELATION_CASE:
        return label_words(schema, sorted({link.label for link in choice.links})) or "not related"
    return words_of(choice.spans) or "nothing here"


def ends_words(document: ReviewedDocument, case: Case) -> tuple[str, ...]:
    """Return what the two ends of a relation quote, in the order of `case.ends`; none of spans."""
    if case.ends is None:
        return ()
    ends = {each.id: each for each in document.cases if each.id in case.ends}
    return tuple(
        quoted(shortened(words_of(next((c.spans for c in ends[id].choices if c.spans), ())), _END))
        for id in case.ends if id in ends
    )  # fmt: skip


def title_of(document: ReviewedDocument, case: Case) -> str:
    """Return what a case is called in a list: what differs, and for a relation between what."""
    ends = " and ".join(ends_words(document, case))
    return f"{case.title}: {ends}" if ends else case.title


def gone_words(thread: Thread) -> str:
    """Return what an item without marks was about: what was ruled, else what was to be seen."""
    ruled = [] if thread.ruling is None else ruled_spans(thread.ruling[1])
    seen = [
        " … ".join(span.get("quote") or ())
        for each in thread.item.get("readings") or ()
        for span in each.get("spans") or ()
    ]
    words = words_of(ruled) or " or ".join(dict.fromkeys(" ".join(each.split()) for each in seen))
    drawn = [] if thread.ruling is None else thread.ruling[1].get("relations") or []
    return words or ", ".join(str(each.get("label")) for each in drawn)


def gone_title(thread: Thread, longest: int = _END) -> str:
    """Return what such an item is called in a list, with so many characters of its words."""
    words = gone_words(thread)
    return f"{quoted(shortened(words, longest))}, its marks are gone" if words else _GONE


def drawn_words(document: ReviewedDocument, case: Case, choice: Choice) -> str:
    """Return from what to what a reading draws relations; nothing where it draws none."""
    words = dict(zip(case.ends or (), ends_words(document, case), strict=False))
    return "; ".join(
        f"{words.get(start, '')} → {words.get(end, '')}"
        for start, end in dict.fromkeys((link.from_case, link.to_case) for link in choice.links)
    )


def answer_words(answer: Answer, names: Mapping[str, str]) -> str:
    """Return what became of an objection of mine: to what, who ruled so and why."""
    ruling = answer.ruling[1]
    who = str(ruling.get("person") or "")
    why = f": {ruling['reason']}" if ruling.get("reason") else ""
    quotes = [quoted(" … ".join(span["quote"])) for span in ruling.get("spans") or ()]
    drawn = [link["label"] for link in ruling.get("relations") or ()]
    now = ", ".join(quotes + drawn) or "nothing here"
    said = _BECAME[answer.state]
    objected = f"you objected: {answer.objection[1].get('reason')}"
    return f"{objected}; {said} {now}  ({names.get(who, who)}{why})"


def state_words(each: Judged) -> str:
    """Return the state of a case; of an objection to an earlier ruling that it is one."""
    remarks = [fields for _id, fields in each.thread.remarks]
    if each.state == OBJECTED and is_outdated(each.thread, remarks[0]):
        return f"{each.state} to an earlier ruling"
    return each.state


def ruled_by(fields: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return who ruled what and when, as in “Lea, 2026-11-27: “TASS””."""
    words = [" … ".join(each.get("quote") or ()) for each in fields.get("spans") or ()]
    words += [str(each.get("label")) for each in fields.get("relations") or ()]
    who = str(fields.get("person") or "")
    said = " + ".join(map(quoted, words)) or "nothing here"
    return f"{names.get(who, who)}, {str(fields.get('created') or '')[:10]}: {said}"


def earlier_words(document: ReviewedDocument, each: Judged, fields: Mapping[str, Any],
                  names: Mapping[str, str]) -> str:  # fmt: skip
    """Return that a remark is about an earlier ruling, and which; "" where it is not."""
    if not is_outdated(each.thread, fields):
        return ""
    earlier = document.decisions.get(str(fields.get(OBJECTS_TO)))
    words = f" ({ruled_by(earlier, names)})" if earlier else ""
    met = ", and the present one is what they did" * is_met(each.case, each.thread, fields)
    return f"to an earlier ruling{words}{met}"


def words_of(spans: Iterable[Span]) -> str:
    """Return what spans quote, in the order of the text."""
    in_order = sorted(spans, key=lambda span: span.fragments)
    return " … ".join(" ".join(part.split()) for span in in_order for part in span.quote)


def choice_said(
    case: Case, choice: Choice, schema: Schema, entity_name: Callable[[str], str]
) -> str:
    """Return how a reading differs from the others, in a few words."""
    if case.kind == RELATION_CASE or not choice.spans:
        return ""
    spans = [span for each in case.choices for span in each.spans]
    span, parts = choice.spans[0], list[str]()
    if len({each.label for each in spans}) > 1:
        parts.append(label_words(schema, [span.label]))
    parts.append(_extent(case, choice, spans))
    said = attributes_said(schema, span)
    for id in sorted({id for each in spans for id in said_of(each)}):
        if id in said and len({repr(each.attributes.get(id)) for each in spans}) > 1:
            parts.append(said[id])
    if len({each.entity for each in spans}) > 1:
        parts.append(entity_name(span.entity) if span.entity else "no entity")
    return ", ".join(part for part in parts if part)


def attributes_said(schema: Schema, span: Span) -> dict[str, str]:
    """Return id → name and value in words, of each attribute that the span's label has."""
    label = schema.label(span.label)
    names = {each.id: each.name for each in label.attributes} if label is not None else {}
    names |= {id: id for id in said_of(span) if id not in names}
    return {id: f"{name}: {_value(said_of(span).get(id))}" for id, name in names.items()}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)


def _extent(case: Case, choice: Choice, spans: Sequence[Span]) -> str:
    """Return what an extent is like beside the others'; nothing when all are the same."""
    if len(choice.spans) > 1:
        return f"{_number(len(choice.spans))} marks"
    fragments = choice.spans[0].fragments
    if len(fragments) > 1:
        return f"{_number(len(fragments))} fragments"
    return _edges(case, choice) if len({each.fragments for each in spans}) > 1 else ""


def _number(count: int) -> str:
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


def _edges(case: Case, choice: Choice) -> str:
    """Return what an extent takes in beyond the whole words that all have in common."""
    spans = [each.spans[0] for each in case.choices if each.spans]
    span, quote = choice.spans[0], choice.spans[0].quote[0]
    start, end = max(each.start for each in spans), min(each.end for each in spans)
    longest = max(spans, key=lambda each: each.end - each.start)
    while start < end and _cuts(longest, start):
        start += 1
    while start < end and _cuts(longest, end):
        end -= 1
    if start >= end:
        return f"{span.end - span.start:,} characters"
    before = " ".join(quote[: max(0, start - span.start)].split())
    after = " ".join(quote[end - span.start :].split())
    extras = [_short(each) for each in (before, after) if each]
    return f"with {' and '.join(extras)}" if extras else "the shortest"


def _cuts(span: Span, place: int) -> bool:
    """Return whether a place is within a word of a span."""
    at = place - span.start
    around = span.quote[0][max(at - 1, 0) : at + 1]
    return at > 0 and len(around) == 2 and around.isalnum()


def _short(words: str) -> str:
    if len(words) > _LONGEST_EDGE:
        words = f"{words[: _LONGEST_EDGE - 1].rstrip()}…"
    return called(words)
