"""WebAnno TSV 3.3: reading tokens with their layers, chains left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.encoding import decode
from annotator.domain.problem import Problem
from annotator.formats.cas_marks import Structures
from annotator.formats.cas_reading import document_of
from annotator.formats.cas_structures import SOURCE, TARGET
from annotator.formats.format import SURE, Evidence, Format, Item
from annotator.formats.line_ends import with_line_feeds
from annotator.formats.notes import Notes
from annotator.formats.webanno_text import SentenceText

_TOKEN = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d+)-(\d+)\t")
_ESCAPED = re.compile(r"\\(.)")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r"}
_BAR, _ID = re.compile(r"(?<!\\)\|"), re.compile(r"(?<!\\)\[(\d+)\]\Z")
_LINK = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)_(\d+)\])?\Z")
_SLOT, _SEMICOLON = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)\])?\Z"), re.compile(r"(?<!\\);")
_ROLE = re.compile(r"ROLE_[^:]*:(.+?)(?:_\w+(?:\.\w+)+)?\Z")


@dataclass(slots=True)
class _Layer:
    """A layer of the header: its kind (SP, RL or CH), type and columns."""

    kind: str
    type: str
    columns: list[str]
    base: str = ""


@dataclass(slots=True)
class _Body:
    """What the lines say: the text as it grows, and the annotations, with their tokens."""

    layers: list[_Layer] = field(default_factory=list)
    written: SentenceText = field(default_factory=SentenceText)
    spans: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    #: (layer, address, number) → id of the span there.
    at: dict[tuple[str, str, str], str] = field(default_factory=dict)
    links: list[tuple[_Layer, str, dict[str, Any], str]] = field(default_factory=list)
    #: (span, feature, role, type and address of what is in the slot)
    slots: list[tuple[dict[str, Any], str, str, str, str]] = field(default_factory=list)
    chains: int = 0


def read_webanno_tsv(path: Path, name: str) -> Iterator[Item]:
    """Yield the document of a file. Raises OSError when it cannot be read."""
    notes = Notes(name)
    yield from document_of(tsv_structures(path.read_bytes(), notes), notes)


def tsv_structures(data: bytes, notes: Notes) -> Structures | None:
    """Return what a file holds, or None with a finding."""
    try:
        text = with_line_feeds(decode(data).text.removeprefix("\ufeff"))
    except Problem as problem:
        notes.add("not-text", problem.happened, "The file was left out.")
        return None
    body = _Body()
    for number, line in enumerate(text.split("\n"), 1):
        notes.line = number
        if line.startswith("#T_"):
            _header(line, body, notes)
        elif line.startswith("#Text="):
            body.written.begin_line(_unescaped(line.removeprefix("#Text=")), notes)
        elif line and not line.startswith("#"):
            _token(line, body, notes)
    notes.line = None
    body.written.finish(notes)
    if body.chains:
        said = f"It has {body.chains:,} links of chains."
        notes.add("chains", said, "They were left out, the rest kept.")
    return _structures(body, notes)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROL.get(match[1], match[1]), text)


def _header(line: str, body: _Body, notes: Notes) -> None:
    kind, _, said = line[3:].partition("=")
    type, *columns = said.split("|")
    if kind not in ("SP", "RL", "CH"):
        notes.add(
            "unknown-layer", f"A layer is of the kind {kind}.", "It was read as one of spans."
        )
    base = columns.pop() if kind == "RL" and columns else ""
    columns = [each for each in columns if each]
    if kind == "SP" and not columns:
        columns = [""]
    body.layers.append(_Layer(kind, type, columns, base.removeprefix("BT_")))


def _token(line: str, body: _Body, notes: Notes) -> None:
    match = _TOKEN.match(line)
    if match is None:
        notes.add("broken-line", "The line is no token.", "It was left out, the others kept.")
        return
    address, begin, end = match[1], int(match[2][:9]), int(match[3][:9])
    form, *cells = line[match.end() :].split("\t")
    body.written.add(address, begin, end, _unescaped(form))
    place = 0
    for layer in body.layers:
        width = len(layer.columns) + (layer.kind == "RL")
        _cells(layer, cells[place : place + width], address, body)
        place += width


def _cells(layer: _Layer, cells: list[str], address: str, body: _Body) -> None:
    stacks = [_BAR.split(cell) for cell in cells]
    if not stacks or all(stack == ["_"] for stack in stacks):
        return
    if layer.kind == "CH":
        body.chains += 1
        return
    for index in range(max(map(len, stacks))):
        values = [stack[index] if index < len(stack) else "*" for stack in stacks]
        if layer.kind == "RL":
            *values, link = values
            features = _features(layer, values)[0]
            body.links.append((layer, address, features, link))
        else:
            _span(layer, values, address, body)


def _features(layer: _Layer, values: list[str]) -> tuple[dict[str, Any], str]:
    """Return the features of one annotation, and its number where it has one."""
    features: dict[str, Any] = {}
    number = ""
    for name, value in zip(layer.columns, values, strict=False):
        match = _ID.search(value)
        if match is not None:
            number, value = match[1], value[: match.start()]
        if value not in ("*", "_") and name and not name.startswith("ROLE_") and "." not in name:
            features[name] = _unescaped(value)
    return features, number


def _span(layer: _Layer, values: list[str], address: str, body: _Body) -> None:
    if all(value == "_" for value in values):
        return
    features, number = _features(layer, values)
    key = (layer.type, number or f"at {address}")
    span = body.spans.get(key)
    if span is None:
        span = body.spans[key] = {**features, "%": (layer.type, f"s{len(body.spans)}", [])}
        body.slots += ((span, *each) for each in _slots(layer, values))
    span["%"][2].append(address)
    body.at[layer.type, address, number or "0"] = span["%"][1]


def _slots(layer: _Layer, values: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield feature, role, and type and address of what is in each slot of an annotation."""
    for place, (name, said) in enumerate(zip(layer.columns, values, strict=False)):
        match = _ROLE.match(name)
        if match is None or place + 1 >= min(len(layer.columns), len(values)):
            continue
        roles = _SEMICOLON.split(_ID.sub("", said))
        for number, target in enumerate(_SEMICOLON.split(values[place + 1])):
            if target not in ("*", "_", ""):
                role = _unescaped(roles[number]) if number < len(roles) else ""
                role = "" if role in ("*", "_") else role
                yield match[1], role, layer.columns[place + 1], target


def _fill_slots(body: _Body, read: Structures) -> None:
    """Make links of the slots, which the spans name by their ids."""
    by_address = {address: id for (_, address, _), id in body.at.items()}
    for number, (span, feature, role, type, target) in enumerate(body.slots):
        match = _SLOT.match(target)
        address, which = (match[1], match[2]) if match is not None else (target, None)
        id = body.at.get((type, address, which or "0")) or by_address.get(address)
        link = f"link{number}"
        read.links[link] = {"role": role, "target": id or f"at {address}"}
        span[feature] = f"{span[feature]} {link}" if feature in span else link


def _structures(body: _Body, notes: Notes) -> Structures:
    text, written = body.written.text, body.written
    read = Structures({"1": text} if text else {})
    _fill_slots(body, read)
    for span in body.spans.values():
        type, id, addresses = span.pop("%")
        places = [each for one in addresses if (each := written.places.get(one)) is not None]
        span["begin"] = min((begin for begin, _ in places), default=None)
        span["end"] = max((end for _, end in places), default=None)
        read.found.append((type, id, span))
    _add_relations(body, read, notes)
    notes.quotes += written.tokens
    notes.matched += written.matched
    return read


def _add_relations(body: _Body, read: Structures, notes: Notes) -> None:
    for number, (layer, address, features, link) in enumerate(body.links):
        match = _LINK.match(link)
        if match is None:
            if link not in ("*", "_", ""):
                notes.count("loose", "relation that does not say from where",
                            "relations that do not say from where", "They were left out.",
                            f"“{link}” at {address}")  # fmt: skip
            continue
        source = body.at.get((layer.base, match[1], match[2] or "0"))
        target = body.at.get((layer.base, address, match[3] or "0"))
        ends = {SOURCE: source or f"at {match[1]}", TARGET: target or f"at {address}"}
        if layer.base.endswith(".Token"):
            read.words |= {*ends.values()}
        read.found.append((layer.type, f"r{number}", {**features, "begin": 0, "end": 0, **ends}))


def _looks(path: Path, start: bytes) -> Evidence | None:
    said = start.lstrip(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV 3")
    return Evidence(SURE, "its first line says WebAnno TSV 3") if said else None


FORMAT = Format(
    name="webanno-tsv",
    title="WebAnno TSV 3",
    suffixes=(".tsv",),
    keeps=frozenset(),
    read=read_webanno_tsv,
    looks=_looks,
    remarks="Tokens with layers in columns, as WebAnno and INCEpTION write it; only read.",
)
