"""brat standoff: the lines of a .ann file, as spans and relations of our own JSONL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.entity import Entity
from annotator.formats.brat_writing import LEDGER, UNCERTAIN_NAME
from annotator.formats.line_ends import with_line_feeds
from annotator.formats.notes import Notes

_SPAN = re.compile(r"(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)")
_LINK = re.compile(r"(\S+?):(\S+)")
#: Characters of two numbers that may be positions in a text.
_LONGEST = 40


@dataclass(slots=True)
class Annotations:
    """What a .ann file says; spans and relations by their id, in the order of the file."""

    spans: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: list[dict[str, Any]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    #: Event → its trigger, which stands for it here.
    triggers: dict[str, str] = field(default_factory=dict)
    repeated: list[dict[str, Any]] = field(default_factory=list)

    def target(self, id: str) -> dict[str, Any] | None:
        """Return the span or relation that an id names."""
        id = self.triggers.get(id, id)
        found = self.spans.get(id)
        # Equivalents have no id.
        return found or next((each for each in self.relations if each.get("id") == id), None)


def read_annotations(text: str, notes: Notes) -> Annotations:
    """Return what the lines say; each that says nothing is a finding."""
    read = Annotations()
    later: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(with_line_feeds(text).split("\n"), 1):
        if not line.strip():
            continue
        columns = line.split("\t", 2)
        notes.line = number
        if line[0] == "T" and len(columns) == 3:
            _span(columns, read, notes)
        elif len(columns) >= 2 and line[0] in "RE*AMN#":
            later.append((number, line[0], columns))
        else:
            _broken(notes)
    order = "ER*AMN#"
    for number, kind, columns in sorted(later, key=lambda each: order.index(each[1])):
        notes.line = number
        _READERS[kind](columns, read, notes)
    notes.line = None
    for relation in read.relations:
        for end in ("from", "to"):
            relation[end] = read.triggers.get(relation[end], relation[end])
    return read


def _broken(notes: Notes) -> None:
    notes.add("broken-line", "The line is none of brat's.", "It was left out, the others kept.")


def _loose(target: str, notes: Notes) -> None:
    notes.add(
        "loose",
        f"The line is about {target}, which is not there.",
        "It was left out, the others kept.",
    )


def _span(columns: list[str], read: Annotations, notes: Notes) -> None:
    id, what, said = columns
    match = _SPAN.fullmatch(what)
    if match is None or any(len(part) > _LONGEST for part in match[2].split(";")):
        _broken(notes)
        return
    fragments = [[int(place) for place in part.split()] for part in match[2].split(";")]
    span: dict[str, Any] = {"id": id, "label": match[1], "fragments": fragments, "origin": "import"}
    quotes = _quotes(said, fragments)
    if quotes is not None:
        span["quote"] = quotes
    if id in read.spans:
        read.repeated.append(span)
    else:
        read.spans[id] = span


def _quotes(said: str, fragments: Sequence[Sequence[int]]) -> list[str] | None:
    """Return the quote of each fragment, which brat joins by a space (or by nothing once).

    Positions may count code points, UTF-16 units or bytes; None when none of them fits.
    """
    if len(fragments) == 1:
        return [said]
    for encoding, unit in (("utf-32-le", 4), ("utf-16-le", 2), ("utf-8", 1)):
        data = said.encode(encoding, "surrogatepass")
        lengths = [(end - start) * unit for start, end in fragments]
        for gap in (len(" ".encode(encoding)), 0):
            if sum(lengths) + gap * (len(lengths) - 1) == len(data) and min(lengths) > 0:
                quotes, place = [], 0
                for length in lengths:
                    part = data[place : place + length]
                    quotes.append(part.decode(encoding, "replace"))
                    place += length + gap
                return quotes
    return None


def _relation(columns: list[str], read: Annotations, notes: Notes) -> None:
    label, *rest = columns[1].split() or [""]
    links = [match for each in rest if (match := _LINK.fullmatch(each))]
    if len(links) < 2:
        _broken(notes)
        return
    if {match[1] for match in links} == {"Arg1", "Arg2"}:
        links.sort(key=lambda match: match[1])
    for match in links[1:]:
        relation = {"id": columns[0], "label": label, "from": links[0][2], "to": match[2]}
        if (links[0][1], match[1]) != ("Arg1", "Arg2"):
            relation["roles"] = [links[0][1], match[1]]
        read.relations.append(relation)


def _event(columns: list[str], read: Annotations, notes: Notes) -> None:
    links = [match for each in columns[1].split() if (match := _LINK.fullmatch(each))]
    if not links or links[0][2] not in read.spans:
        _loose(links[0][2] if links else "nothing", notes)
        return
    trigger = read.triggers[columns[0]] = _trigger(columns[0], links[0][1], links[0][2], read)
    for number, match in enumerate(links[1:], 1):
        relation = {"id": f"{columns[0]}-{number}", "label": match[1], "from": trigger}
        read.relations.append({**relation, "to": match[2]})


def _trigger(event: str, label: str, id: str, read: Annotations) -> str:
    """Return the span that stands for an event; of several on one trigger each has its own."""
    span = read.spans[id]
    if span["label"] == label and id not in read.triggers.values():
        return id
    own = event
    while own in read.spans:
        own += "x"
    read.spans[own] = {**span, "id": own, "label": label}
    return own


def _equivalent(columns: list[str], read: Annotations, notes: Notes) -> None:
    label, *ids = columns[1].split() or [""]
    if len(ids) < 2:
        _broken(notes)
    for first, second in zip(ids, ids[1:], strict=False):
        read.relations.append({"label": label, "from": first, "to": second})


def _attribute(columns: list[str], read: Annotations, notes: Notes) -> None:
    words = columns[1].split()
    if len(words) not in (2, 3):
        _broken(notes)
        return
    target = read.target(words[1])
    if target is None:
        _loose(words[1], notes)
    elif words[0] == UNCERTAIN_NAME and len(words) == 2 and words[1] in read.spans:
        target["uncertain"] = True
    else:
        given = target.setdefault("attributes", {})
        given[words[0]] = _with_value(given, words, notes)


def _with_value(given: dict[str, Any], words: list[str], notes: Notes) -> Any:
    """Return the value of an attribute, with those that were given to it before."""
    value = True if len(words) == 2 else words[2]
    if words[0] not in given or given[words[0]] == value:
        return value
    notes.count("attributes-repeated", "attribute with several values",
                "attributes with several values", "All of them were kept, as a list.",
                f"{words[0]} of {words[1]}")  # fmt: skip
    before = given[words[0]]
    return [*before, value] if isinstance(before, list) else [before, value]


def _normalisation(columns: list[str], read: Annotations, notes: Notes) -> None:
    words = columns[1].split()
    if len(words) != 3:
        _broken(notes)
        return
    span = read.spans.get(read.triggers.get(words[1], words[1]))
    if span is None:
        _loose(words[1], notes)
        return
    base, _, id = words[2].partition(":")
    own = base == LEDGER
    entity = id if own else words[2]
    if span.setdefault("entity", entity) != entity:
        notes.count("named-twice", "mark that names several", "marks that name several",
                    "They name the first; the others are in their further fields.",
                    f"{words[1]}, {entity}")  # fmt: skip
        span.setdefault("normalisations", []).append(entity)
    name = columns[2] if len(columns) > 2 and columns[2].strip() else entity
    reference = None if own else words[2]
    read.entities.setdefault(entity, Entity(entity, "person", name, reference=reference))


def _note(columns: list[str], read: Annotations, notes: Notes) -> None:
    words = columns[1].split()
    if len(words) != 2 or len(columns) < 3:
        notes.count("comments-loose", "comment that is about no mark",
                    "comments that are about no mark", "They were left out.",
                    f"“{columns[-1][:40]}”")  # fmt: skip
        return
    target = read.target(words[1])
    if target is None:
        _loose(words[1], notes)
        return
    before = target.get("note")
    target["note"] = columns[2] if before is None else f"{before}\n{columns[2]}"


_READERS = {
    "R": _relation,
    "E": _event,
    "*": _equivalent,
    "A": _attribute,
    "M": _attribute,
    "N": _normalisation,
    "#": _note,
}
