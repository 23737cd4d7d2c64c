"""brat standoff: reading a folder, or one pair of .txt and .ann."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.document import Source
from annotator.domain.encoding import decode
from annotator.domain.entity import Entity
from annotator.domain.problem import Problem
from annotator.domain.text import freeze
from annotator.formats.brat_ann import Annotations, read_annotations
from annotator.formats.brat_conf import folders_of, kinds_of_entities
from annotator.formats.brat_writing import joined
from annotator.formats.file_names import TEXTS
from annotator.formats.format import FileDocument, Header, Item
from annotator.formats.jsonl_reading import read_document
from annotator.formats.notes import Notes

#: Whose a folder is: {person, kind}, or None for texts without annotations.
_Whose = dict[str, Any] | None
_CONF = "annotation.conf"


def brat_names(names: Sequence[str]) -> set[str]:
    """Return those of the relative names in a folder that are pairs, and what goes with them."""
    every = set(names)
    pairs = {name for name in names if name.endswith(".ann") and f"{name[:-4]}.txt" in every}
    if not pairs:
        return set()
    texts = {f"{name[:-4]}.txt" for name in pairs}
    confs = {name for name in names if name.endswith(".conf")}
    return pairs | texts | confs


def read_brat(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the documents of a folder with the layers of each person, or those of one pair.

    Raises OSError when a file cannot be read.
    """
    notes = Notes(name, wanted_unit=unit)
    kinds: dict[str, str] = {}
    if path.is_dir():
        conf = _conf(path)
        groups, kinds = _groups(path, conf), kinds_of_entities(conf)
    else:
        pair = path.with_suffix("")
        groups = {pair.name: [(pair, {})]}
        if path.exists() and not _with_suffix(pair, ".txt").is_file():
            said = f"There is no text {pair.name}.txt beside it."
            notes.add("no-text", said, "The file was left out.")
            groups = {}
    for key, pairs in groups.items():
        for one in _same_text(pairs):
            yield from _read_pairs(key, one, kinds, notes)
            yield from notes.take()
    notes.document = None
    yield from notes.take_all()
    yield notes.placed()


def _conf(root: Path) -> str:
    path = root / _CONF
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _groups(root: Path, conf: str) -> dict[str, list[tuple[Path, _Whose]]]:
    """Return key → the pairs (without suffix) that are about that document, each with whose."""
    stems = [
        path.relative_to(root).with_suffix("").as_posix()
        for path in sorted(root.rglob("*.ann"))
        if path.with_suffix(".txt").is_file() and path.is_file()
    ]
    whose = _whose(root, stems, conf)
    groups: dict[str, list[tuple[Path, _Whose]]] = defaultdict(list)
    for stem in stems:
        top, _, rest = stem.partition("/")
        if rest and top in whose:
            groups[rest].append((root / stem, whose[top]))
        else:
            groups[stem].append((root / stem, {}))
    return dict(sorted(groups.items()))


def _whose(root: Path, stems: Sequence[str], conf: str) -> dict[str, _Whose]:
    """Return whose each folder is: as the configuration says, or by texts that recur."""
    said = folders_of(conf)
    if said is not None:
        return {**said, TEXTS: None}
    tops: dict[str, set[str]] = defaultdict(set)
    for stem in stems:
        top, _, rest = stem.partition("/")
        if rest:
            tops[rest].add(top)
    several = [(rest, folders) for rest, folders in tops.items() if len(folders) > 1]
    for rest, folders in several[:1]:
        texts = {(root / top / f"{rest}.txt").read_bytes() for top in folders}
        if len(texts) == 1:
            people = {top for _, folders in several for top in folders}
            return {top: {"person": top} for top in people}
    return {}


def _same_text(pairs: list[tuple[Path, _Whose]]) -> list[list[tuple[Path, _Whose]]]:
    """Return the pairs by their texts: those of the same text make one document."""
    by_text: dict[bytes, list[tuple[Path, _Whose]]] = defaultdict(list)
    for pair in pairs:
        text = _with_suffix(pair[0], ".txt").read_bytes()
        by_text[hashlib.sha256(text).digest()].append(pair)
    return list(by_text.values())


def _with_suffix(pair: Path, suffix: str) -> Path:
    return pair.with_name(pair.name + suffix)


def _read_pairs(
    key: str, pairs: list[tuple[Path, _Whose]], kinds: dict[str, str], notes: Notes
) -> Iterator[Item]:
    path = _with_suffix(pairs[0][0], ".txt")
    notes.document = key
    data = path.read_bytes()
    try:
        decoded = decode(data)
    except Problem as problem:
        notes.add("not-text", problem.happened, "The document was left out.")
        return
    layers: list[dict[str, Any]] = []
    entities: dict[str, Entity] = {}
    named_by: dict[str, list[str]] = {}
    for pair, whose in pairs:
        if whose is None:
            continue
        read = _annotations(_with_suffix(pair, ".ann"), notes)
        entities.update(read.entities)
        for span in read.spans.values():
            if "entity" in span and span["entity"] not in kinds:
                named_by.setdefault(span["entity"], []).append(span["label"])
        layers.append(_layer(read, whose))
    document = read_document({"id": key, "text": decoded.text, "layers": layers}, None, notes)
    if document is None:
        return
    sha256 = hashlib.sha256(data).hexdigest()
    newline = freeze(decoded.text).newline
    document.source = Source(path.name, sha256, decoded.encoding, newline)
    _join_lines(document)
    if entities:
        told = (each._replace(kind=kinds.get(id, each.kind)) for id, each in entities.items())
        yield Header(entities=tuple(told), named_by=named_by)
    yield document


def _annotations(path: Path, notes: Notes) -> Annotations:
    data = path.read_bytes()
    try:
        return read_annotations(decode(data).text.removeprefix("\ufeff"), notes)
    except Problem as problem:
        notes.add("not-text", f"{path.name}: {problem.happened}", "Its annotations were left out.")
        return Annotations()


def _layer(read: Annotations, whose: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": whose.get("person"),
        "kind": whose.get("kind"),
        "spans": [*read.spans.values(), *read.repeated],
        "relations": read.relations,
    }


def _join_lines(document: FileDocument) -> None:
    """Make one again what was cut only because no brat annotation goes over a line end."""
    text = document.frozen.text
    for layer in document.layers:
        for _, fields in layer.spans:
            if len(fields["fragments"]) > 1:
                whole = joined([(start, end) for start, end in fields["fragments"]], text)
                fields["fragments"] = [list(each) for each in whole]
                fields["quote"] = [text[start:end] for start, end in whole]
