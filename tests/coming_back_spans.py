"""Counting which spans, relations and comments of a layer did not come back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import Any

from annotator.formats.format import FileLayer
from annotator.formats.written import WrittenLayer
from tests.coming_back import span_fields_of

#: Feature → the fields of a span that it is about.
FIELDS = {
    "attributes": ("attributes",),
    "mentions": ("entity",),
    "doubts": ("uncertain",),
    "notes": ("note",),
    "scores": ("score", "because"),
    "times": ("created", "updated"),
    "extras": ("extra",),
}
Place = tuple[str, tuple[tuple[int, int], ...]]
#: Where spans were, by their ids before and by the ids that they came back with.
Where = tuple[dict[str, Place], dict[str, Place]]


def _place(fields: dict[str, Any], text: str, by_letters: bool) -> Place:
    """Return label and fragments, counted in letters where the text did not come back."""
    fragments = [(start, end) for start, end in fields["fragments"]]
    if by_letters:
        fragments = [
            (len("".join(text[:start].split())), len("".join(text[:end].split())))
            for start, end in fragments
        ]
    return fields["label"], tuple(fragments)


def _the_same(one: Any, other: Any) -> bool:
    return bool(one[0] == other[0] and one[2] == other[2])


def _same_place(one: Any, other: Any) -> bool:
    return bool(one[2] == other[2])


def _same_id(one: Any, other: Any) -> bool:
    return bool(one[0] == other[0])


def _overlapping(one: Any, other: Any) -> bool:
    (_, mine), (_, others) = one[2], other[2]
    return any(a < d and c < b for a, b in mine for c, d in others)


def _matched(given: list[Any], left: list[Any]) -> dict[int, Any]:
    """Return which span came back as which; `left` keeps those that came from nowhere."""
    matched: dict[int, Any] = {}
    for alike in (_the_same, _same_id, _same_place, _overlapping):
        for number, one in enumerate(given):
            if number in matched:
                continue
            other = next((each for each in left if alike(one, each)), None)
            if other is not None:
                matched[number] = other
                left.remove(other)
    return matched


def missing_of_spans(
    layer: WrittenLayer,
    returned: FileLayer,
    carried: Collection[str],
    texts: tuple[str, str],
) -> Counter[str]:
    """Return what of a layer's records did not come back; `texts` are those before and after.

    `carried` are the features that the format has at all.
    """
    text, text_after = texts
    counts = Counter[str]()
    by_letters = text != text_after
    left = [(id, fields, _place(fields, text_after, by_letters)) for id, fields in returned.spans]
    given = [
        (row[3], fields := span_fields_of(row), _place(fields, text, by_letters))
        for row in layer.spans
    ]
    matched = _matched(given, left)
    for number, (id, fields, place) in enumerate(given):
        after_id, other, after_place = matched.get(number, (None, {}, None))
        counts["spans"] += place != after_place
        counts["ids"] += id != after_id
        if place == after_place:
            assert by_letters or other["quote"] == fields["quote"]
        _compare_span(fields, other, counts)
    assert len(left) <= 20 * counts["spans"], f"spans were invented: {left}"
    places = {id: place for id, _, place in given}
    back = {other[0]: given[n][2] for n, other in matched.items() if other[0] is not None}
    if "relations" in carried:
        _missing_relations(layer, returned, (places, back), counts)
    else:
        counts["relations"] = len(layer.relations)
    if "comments" in carried:
        _missing_comments(layer, returned, (places, back), counts)
    else:
        counts["comments"] = len(layer.comments)
    return counts


def _compare_span(fields: dict[str, Any], other: dict[str, Any], counts: Counter[str]) -> None:
    for feature, names in FIELDS.items():
        before = [fields.get(name) for name in names]
        after = [other.get(name) for name in names]
        if before != after:
            assert any(each is not None for each in before), f"{feature} was invented: {after}"
            counts[feature] += 1
    origin = fields.get("origin", "hand")
    after = other.get("origin", "hand") if other else "import"
    assert after in (origin, "import")
    counts["origins"] += after != origin


def _missing_relations(
    layer: WrittenLayer, returned: FileLayer, where: Where, counts: Counter[str]
) -> None:
    places, back = where
    left = list(returned.relations)

    def ends(fields: dict[str, Any]) -> tuple[Any, ...]:
        return fields["label"], back.get(fields["from"]), back.get(fields["to"])

    for id, label, from_span, to_span, attributes, origin, extra, _ in layer.relations:
        alike = [
            each for each in left if ends(each[1]) == (label, places[from_span], places[to_span])
        ]
        alike.sort(key=lambda each: each[0] != id)
        counts["relations"] += not alike
        counts["ids"] += not alike or alike[0][0] != id
        other = alike[0][1] if alike else {}
        if alike:
            left.remove(alike[0])
        wanted = json.loads(attributes or "{}")
        counts["relation_attributes"] += wanted != other.get("attributes", {})
        counts["extras"] += json.loads(extra or "{}") != other.get("extra", {})
        after = other.get("origin", "hand") if other else "import"
        assert after in (origin, "import")
        counts["origins"] += after != origin
    assert not left, f"relations were invented: {left}"


def _missing_comments(
    layer: WrittenLayer, returned: FileLayer, where: Where, counts: Counter[str]
) -> None:
    places, back = where
    texts = {row[0]: row[3] for row in layer.comments}
    texts_after = {id: fields["text"] for id, fields in returned.comments if id is not None}
    left = list(returned.comments)

    def after(fields: dict[str, Any]) -> tuple[Any, ...]:
        get = fields.get
        place = back.get(get("span")) if get("span") else None
        reply = texts_after.get(get("reply_to"), get("reply_to"))
        rest = (reply, get("resolved", False), get("extra", {}))
        return (place, get("person"), get("text"), get("created"), *rest)

    for id, span, person, text, created, reply_to, resolved, extra, _ in layer.comments:
        reply = texts.get(reply_to, reply_to)
        before = (
            places.get(span),
            person,
            text,
            created,
            reply,
            bool(resolved),
            json.loads(extra or "{}"),
        )
        alike = [each for each in left if after(each[1]) == before]
        alike.sort(key=lambda each: each[0] != id)
        counts["comments"] += not alike
        counts["ids"] += not alike or alike[0][0] != id
        counts["extras"] += bool(extra) and not alike
        if alike:
            left.remove(alike[0])
    assert len(left) <= counts["comments"], f"comments were invented: {left}"
