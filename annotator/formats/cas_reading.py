"""UIMA CAS: reading XMI and JSON CAS, whatever their types, as long as they annotate a text."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.cas_marks import Structures, ours_of
from annotator.formats.foreign_lines import objects_of
from annotator.formats.format import Item
from annotator.formats.json_numbers import note_large
from annotator.formats.jsonl_reading import read_document
from annotator.formats.jsonl_values import note_replaced, parse_line
from annotator.formats.notes import Notes
from annotator.formats.safe_xml import xml_fault

_LEFT_OUT = "The file was left out."
_XMI_ID = "http://www.omg.org/XMI id"


def read_xmi(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the document of an XMI file. Raises OSError when it cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    data = path.read_bytes()
    yield from document_of(xmi_structures(data, notes), notes)


def read_json_cas(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the document of a JSON CAS file. Raises OSError when it cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    yield from document_of(json_structures(path.read_bytes(), notes), notes)


class _Forbidden(Exception):
    """A document type, with which entities and references to other files come."""


class _Elements:
    """Takes the elements of an XMI file: the structures, and their values that are elements."""

    def __init__(self) -> None:
        self.read = Structures()
        self._parents: list[dict[str, Any] | None] = []
        self._said: list[str] = []

    def parse(self, data: bytes) -> None:
        """Parse a file. Raises _Forbidden, and what expat raises."""
        parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said.append
        parser.StartDoctypeDeclHandler = self._forbid
        parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._said.clear()
        if len(self._parents) != 1:
            # One of several values is an element of its own in its structure.
            self._parents.append(None)
            return
        space, _, local = name.rpartition(" ")
        package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        type = f"{package}.{local}" if package else local
        features: dict[str, Any] = {**attributes}
        self._parents.append({"%": (type, features.pop(_XMI_ID, "")), **features})

    def _end(self, name: str) -> None:
        features = self._parents.pop()
        if features is not None:
            type, id = features.pop("%")
            self.read.take(type, id, features)
        elif len(self._parents) == 2 and self._parents[1] is not None:
            _append(self._parents[1], name.rpartition(" ")[2], "".join(self._said))
        self._said.clear()

    def _forbid(self, *_: Any) -> None:
        raise _Forbidden


def xmi_structures(data: bytes, notes: Notes) -> Structures | None:
    """Return what an XMI file holds, or None with a finding. No entity of its own is read."""
    elements = _Elements()
    try:
        elements.parse(data)
    except _Forbidden:
        said = "It declares a document type, with which entities may come from elsewhere."
        notes.add("doctype", said, _LEFT_OUT)
        return None
    except (xml.parsers.expat.ExpatError, ValueError, LookupError) as error:
        notes.add("broken", xml_fault(error), _LEFT_OUT)
        return None
    return elements.read


def _append(features: dict[str, Any], name: str, value: str) -> None:
    """Put one of several values to a feature."""
    given = features.get(name)
    features[name] = [*given, value] if isinstance(given, list) else [value]


def json_structures(data: bytes, notes: Notes) -> Structures | None:
    """Return what a JSON CAS file holds, or None with a finding."""
    read = Structures()
    try:
        whole, replaced, large = parse_line(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        notes.add("broken", "The file is cut off or damaged: it is no JSON.", _LEFT_OUT)
        return None
    if replaced:
        note_replaced(replaced, notes)
    if large:
        note_large(large, notes)
    given = whole.get("%FEATURE_STRUCTURES") if isinstance(whole, dict) else None
    if isinstance(given, dict):
        given = [{"%ID": id, **each} for id, each in given.items() if isinstance(each, dict)]
    for each in objects_of(given):
        id, type = str(each.pop("%ID", "")), str(each.pop("%TYPE", ""))
        if "%ELEMENTS" in each:
            each["elements"] = _references(each.pop("%ELEMENTS"))
        references = {name[1:]: _references(each[name]) for name in each if name[:1] == "@"}
        plain = {name: value for name, value in each.items() if name[:1] != "@"}
        joined = {
            name: " ".join(value) if isinstance(value, list) else value
            for name, value in references.items()
        }
        read.take(type, id, {**plain, **joined})
    return read


def _references(value: Any) -> Any:
    """Return ids, which are numbers in JSON, as texts."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return str(value) if isinstance(value, int) else value


def document_of(read: Structures | None, notes: Notes) -> Iterator[Item]:
    """Yield the document that the structures make, and findings."""
    if read is not None and not read.sofas:
        notes.add("no-text", "There is no text in it.", _LEFT_OUT)
    elif read is not None:
        sofa, text = next(iter(read.sofas.items()))
        if len(read.sofas) > 1:
            said = f"It has {len(read.sofas)} views of the document."
            notes.add("views", said, "The first one was read.")
        header, ours = ours_of(read, sofa, text, notes)
        document = read_document(ours, "utf16", notes)
        if header is not None:
            yield header
        if document is not None:
            yield document
    yield from notes.take_all()
    yield notes.placed()
