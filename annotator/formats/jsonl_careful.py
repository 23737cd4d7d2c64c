"""Annotator JSONL: a single span of a file that others wrote, read with care."""

from __future__ import annotations

from typing import Any

from annotator.domain.span import SPAN_DEFAULTS, SPAN_TYPES, Fragment
from annotator.domain.unplaced import SPAN, Unplaced, unplaced_fields
from annotator.formats.format import Record
from annotator.formats.jsonl_values import extra_of
from annotator.formats.notes import Notes
from annotator.formats.placing import NotPlaced, Placing, shortly

_KNOWN = frozenset(
    ("id", "label", "fragments", "quote", "start", "end", *SPAN_DEFAULTS),
) - {"extra"}
#: What a finding says of a mark that a person can still place.
ON_THE_LIST = "It is in the repair list."


def careful_span(
    raw: dict[str, Any], placing: Placing, notes: Notes, unplaced: list[Record]
) -> Record | None:
    """Return the span as a record, or None when it has no place or label.

    Then it is added to `unplaced`, with a finding.
    """
    label = raw.get("label")
    if not isinstance(label, str) or not label:
        notes.add("no-label", "A span has no label.", ON_THE_LIST)
        unplaced.append(_unplaced(raw, placing, notes, "no-label", "It has no label."))
        return None
    name = f"The span {raw['id']} ({label})" if raw.get("id") else f"A span ({label})"
    notes.quotes += len(_quotes(raw) or ())
    try:
        fragments = _fragments(raw, placing)
        fragments = _by_quote(raw, fragments, placing, name, notes)
        fragments = _in_order(fragments, name, notes)
    except NotPlaced as reason:
        notes.add("not-placed", f"{name} has no place in the text. {reason}", ON_THE_LIST)
        unplaced.append(_unplaced(raw, placing, notes, "not-placed", str(reason)))
        return None
    frozen = [placing.freeze(fragment) for fragment in fragments]
    fields: dict[str, Any] = {
        "label": label,
        "fragments": [list(fragment) for fragment in frozen],
        "quote": [placing.frozen.text[start:end] for start, end in frozen],
    }
    _take_optional(raw, fields, name, notes)
    return (_id(raw), fields)


def _id(raw: dict[str, Any]) -> str | None:
    id = raw.get("id")
    return str(id) if id is not None and id != "" else None


def _unplaced(
    raw: dict[str, Any], placing: Placing, notes: Notes, because: str, reason: str
) -> Record:
    label, fields = raw.get("label"), dict[str, Any]()
    name = f"The span {label or ''}".rstrip()
    _take_optional(raw, fields, name, notes)
    mark = Unplaced(
        "",
        SPAN,
        label if isinstance(label, str) else "",
        because,
        tuple(each for each in _quotes(raw) or () if isinstance(each, str)),
        _said(raw, placing),
        reason,
        notes.file or "",
        fields,
    )
    return (_id(raw), unplaced_fields(mark))


def _said(raw: dict[str, Any], placing: Placing) -> tuple[Fragment, ...]:
    """Return where the span was said to be, as far as those are positions at all.

    Numbers beyond the text stay as the file has them; they say about where it was.
    """
    given = raw.get("fragments") or [[raw.get("start"), raw.get("end")]]
    said: list[Fragment] = []
    for each in given if isinstance(given, list) else ():
        if not isinstance(each, list | tuple) or [type(one) for one in each] != [int, int]:
            continue
        start, end = sorted(map(placing.about, each))
        said.append((start, end))
    return tuple(said)


def _fragments(raw: dict[str, Any], placing: Placing) -> list[Fragment]:
    given = raw.get("fragments")
    if given is None:
        given = [[raw.get("start"), raw.get("end")]]
    if not isinstance(given, list) or not given:
        raise NotPlaced("It does not say where it stands.")
    fragments = []
    for each in given:
        if not isinstance(each, list | tuple) or len(each) != 2:
            raise NotPlaced(f"{shortly(each)} does not say where it begins and ends.")
        fragments.append(placing.fragment(each[0], each[1]))
    return fragments


def _quotes(raw: dict[str, Any]) -> list[Any] | None:
    quote = raw.get("quote")
    return [quote] if isinstance(quote, str) else quote if isinstance(quote, list) else None


def _by_quote(
    raw: dict[str, Any], fragments: list[Fragment], placing: Placing, name: str, notes: Notes
) -> list[Fragment]:
    """Return the fragments that say what the quote says, by position or by its only place."""
    quotes = _quotes(raw)
    if quotes is None:
        return fragments
    text, frozen = placing.text, placing.frozen.text
    if [text[start:end] for start, end in fragments] == quotes:
        notes.matched += len(quotes)
        return fragments
    as_kept = [placing.freeze(fragment) for fragment in fragments]
    if [frozen[start:end] for start, end in as_kept] == quotes:
        notes.matched += len(quotes)
        return fragments
    if len(quotes) == 1 and isinstance(quotes[0], str) and len(fragments) == 1:
        quote = quotes[0]
        place = text.find(quote) if quote else -1
        if place >= 0 and text.find(quote, place + 1) < 0:
            notes.add(
                "quote-moved",
                f"{name} does not say “{_short(quote)}” at {fragments[0][0]}.",
                f"It was placed at {place}, the only place where the text says so.",
            )
            return [(place, place + len(quote))]
    read = " … ".join(text[start:end] for start, end in fragments)
    raise NotPlaced(f"Its quote does not match: the text there is “{_short(read)}”.")


def _in_order(fragments: list[Fragment], name: str, notes: Notes) -> list[Fragment]:
    """Return the fragments sorted, touching ones joined; raises NotPlaced on an overlap."""
    ordered = sorted(fragments)
    result = ordered[:1]
    for start, end in ordered[1:]:
        before, last = result[-1]
        if start < last:
            raise NotPlaced(f"Its parts {before}–{last} and {start}–{end} overlap.")
        if start == last:
            notes.add(
                "fragments-joined",
                f"{name} has parts that touch at {start}.",
                "They were joined.",
            )
            result[-1] = (before, end)
        else:
            result.append((start, end))
    return result


def _take_optional(raw: dict[str, Any], fields: dict[str, Any], name: str, notes: Notes) -> None:
    extra = extra_of(raw, _KNOWN)
    # A span that does not say where it comes from was not marked by hand in this program.
    fields["origin"] = "import"
    for key, kinds in SPAN_TYPES.items():
        value = raw.get(key)
        if value is None or (key == "origin" and value == ""):
            continue
        if type(value) not in kinds:
            said = f"{name} has something unexpected as “{key}”: {shortly(value)}."
            notes.add("wrong-type", said, "It was kept, unused.")
            extra[key] = value
        elif value == SPAN_DEFAULTS[key]:
            fields.pop(key, None)
        else:
            fields[key] = float(value) if key == "score" else value
    if extra:
        fields["extra"] = extra


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
