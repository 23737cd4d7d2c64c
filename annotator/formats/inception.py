"""INCEpTION: reading the export of a whole project, a ZIP with what each person did."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from annotator.domain.person import Person
from annotator.formats.archives import BROKEN_ENTRY, fault_in_memory, fault_of_whole
from annotator.formats.cas_marks import Structures
from annotator.formats.cas_reading import document_of, json_structures, xmi_structures
from annotator.formats.foreign_lines import objects_of
from annotator.formats.format import (
    SURE,
    Evidence,
    FileDocument,
    Finding,
    Format,
    Header,
    Item,
    Placed,
)
from annotator.formats.library_errors import in_words, until_broken
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.unit_option import UNIT_OPTION, reads_unit
from annotator.formats.webanno_tsv import tsv_structures

_PROJECT = "exportedproject.json"
#: Of what nobody annotated yet, and of what the curator decided.
_INITIAL, _CURATION = "INITIAL_CAS", "CURATION_USER"
#: What is said of somebody's document, and of one that is curated; what is not here is as it looks.
_STATUSES = {"FINISHED": "done", "CURATION_FINISHED": "done", "IGNORE": "skipped"}
_LEFT_OUT = "It was left out."
_READERS = {".xmi": xmi_structures, ".json": json_structures, ".tsv": tsv_structures}


def read_inception(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the people, then each document with everyone's layers.

    Raises OSError when the file cannot be read.
    """
    notes = Notes(name, wanted_unit=unit)
    with path.open("rb") as file:
        items = until_broken(_items(file, notes), notes)
        header = next(items, None)
        if header is not None:
            yield header
        headers: list[Header] = []
        for document in merged(_documents(items, headers), notes):
            yield from headers
            headers.clear()
            yield document
            yield from notes.take()
    yield from notes.take()
    yield notes.placed()


def _documents(items: Iterator[Item], headers: list[Header]) -> Iterator[FileDocument]:
    """Yield the documents, and put aside who is named in them."""
    for each in items:
        if isinstance(each, FileDocument):
            yield each
        elif isinstance(each, Header):
            headers.append(each)


def _items(file: Any, notes: Notes) -> Iterator[Item]:
    with zipfile.ZipFile(file) as archive:
        faults = _faults(archive)
        fault = _fault_of_rest(archive, faults)
        if fault is not None:
            notes.add("archive", fault, "The file was left out.")
            return
        said = _said(archive, faults, notes)
        yield _header(said)
        entries = _entries(archive.namelist())
        yield from _layers(archive, entries, faults, _statuses(said), notes)
        if not entries:
            _say_unreadable(archive.namelist(), notes)


def _layers(
    archive: zipfile.ZipFile,
    entries: Mapping[str, Mapping[str, str]],
    faults: Mapping[str, str],
    statuses: Mapping[tuple[str, str], str],
    notes: Notes,
) -> Iterator[Item]:
    """Yield a document for what each person did; an entry with a fault costs no other."""
    for key, of_users in sorted(entries.items()):
        for user, entry in sorted(of_users.items()):
            notes.document = key
            if entry in faults:
                notes.add_inside(entry, "archive", faults[entry], _LEFT_OUT)
                continue
            for item in until_broken(_read_entry(archive, entry, key, user, notes), notes):
                # All of it is placed by the same notes, which tell it once.
                if isinstance(item, Finding):
                    notes.findings.append(item)
                elif not isinstance(item, Placed):
                    _take_status(item, statuses.get((key, user)))
                    yield item


def _faults(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return entry → why it is not to be read, of those that are not."""
    found = {each.filename: fault_in_memory(each) for each in archive.infolist()}
    return {name: fault for name, fault in found.items() if fault is not None}


def _fault_of_rest(archive: zipfile.ZipFile, faults: Collection[str]) -> str | None:
    """Return why nothing of an archive is to be read, beside the entries with faults."""
    rest = [each for each in archive.infolist() if each.filename not in faults]
    return fault_of_whole(archive, rest)


def _said(archive: zipfile.ZipFile, faults: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """Return what the project says of itself, nothing where that cannot be read."""
    fault = faults.get(_PROJECT)
    try:
        if _PROJECT in archive.namelist() and fault is None:
            read = orjson.loads(archive.read(_PROJECT))
            if isinstance(read, dict):
                return read
            fault = "It is something else than its name says."
    except (zipfile.BadZipFile, *BROKEN_ENTRY) as error:
        fault = in_words(error)
    if fault is not None:
        kept = "Who took part, and what is finished, was not taken from it; the layers were kept."
        notes.add_inside(_PROJECT, "broken", fault, kept)
    return {}


def _statuses(said: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return (document, user) → the status of what they did, where the project says one."""
    found: dict[tuple[str, str], str] = {}
    of_curation = [{**each, "user": _CURATION} for each in objects_of(said.get("source_documents"))]
    for each in (*objects_of(said.get("annotation_documents")), *of_curation):
        state = str(each.get("state"))
        if state in _STATUSES:
            found[str(each.get("name")), str(each.get("user"))] = _STATUSES[state]
    return found


def _take_status(item: Item, status: str | None) -> None:
    if status is not None and isinstance(item, FileDocument):
        for layer in item.layers:
            layer.status = status


def _header(said: dict[str, Any]) -> Header:
    users = [each.get("user") for each in objects_of(said.get("project_permissions"))]
    title = said.get("name")
    named = {each for each in users if isinstance(each, str) and each}
    people = tuple(Person(user, user) for user in sorted(named))
    return Header(title=title if isinstance(title, str) else None, people=people)


def _entries(names: list[str]) -> dict[str, dict[str, str]]:
    """Return document → user → the entry with what they did, of those that can be read."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        parts = PurePosixPath(name).parts
        if len(parts) >= 3 and parts[0] in ("annotation", "curation"):
            last = PurePosixPath(parts[-1])
            user = _CURATION if parts[0] == "curation" else last.stem
            if last.suffix in (".zip", *_READERS) and user != _INITIAL:
                found["/".join(parts[1:-1])][user] = name
    return dict(found)


def _say_unreadable(names: list[str], notes: Notes) -> None:
    said = "It holds no annotations that can be read"
    if any(name.endswith(".ser") for name in names):
        said += ", only those that Java alone reads"
    notes.add(
        "no-annotations", f"{said}.", "Export it again, with UIMA CAS XMI as the secondary format."
    )


def _read_entry(
    archive: zipfile.ZipFile, entry: str, key: str, user: str, notes: Notes
) -> Iterator[Item]:
    read = _structures(archive.read(entry), _suffix(entry), notes)
    for item in document_of(read, notes):
        if isinstance(item, FileDocument):
            item.key = key
            for layer in item.layers:
                layer.person = None if user == _CURATION else layer.person or user
                layer.kind = "gold" if user == _CURATION else layer.kind
        yield item


def _structures(data: bytes, suffix: str, notes: Notes) -> Structures | None:
    if suffix != ".zip":
        return _READERS[suffix](data, notes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        faults = _faults(archive)
        readable = [each for each in sorted(archive.namelist()) if _suffix(each) in _READERS]
        there = [each for each in readable if each not in faults]
        fault = _fault_of_rest(archive, faults)
        if fault is None and readable and not there:
            fault = faults[readable[0]]
        if fault is not None:
            notes.add("archive", fault, _LEFT_OUT)
            return None
        for name in there:
            return _READERS[_suffix(name)](archive.read(name), notes)
    notes.add("no-annotations", "An archive in it holds none.", _LEFT_OUT)
    return None


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def _looks(path: Path, start: bytes) -> Evidence | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if _PROJECT in archive.namelist():
                return Evidence(SURE, f"it holds {_PROJECT}")
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return None  # no archive, so no project of INCEpTION
    return None


FORMAT = Format(
    name="inception",
    title="INCEpTION project",
    suffixes=(".zip",),
    keeps=frozenset(),
    read=read_inception,
    options=UNIT_OPTION,
    configure=reads_unit(read_inception),
    looks=_looks,
    remarks="The export of a project: documents, people, and what each of them did; only read.",
)
