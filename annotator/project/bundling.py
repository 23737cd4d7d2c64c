"""Bundles: handing out work, sending it back, giving feedback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.domain.decision import OBJECT
from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.journal import JournalRow
from annotator.domain.person import Person
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS, LEDGER, WORK
from annotator.project.import_report import count
from annotator.project.people import LEAD, add_person, check_in_team, find_person, require_person
from annotator.project.project import Project
from annotator.project.session import Session
from annotator.storage import bundle_file, bundle_values
from annotator.storage.bundle_values import Connection
from annotator.storage.connection import open_to_read
from annotator.storage.everybodys_imports import everybodys_imports
from annotator.storage.journal import read_rows
from annotator.storage.log_sign import check_nothing_beside
from annotator.storage.practice import practice
from annotator.storage.proven_texts import other_texts
from annotator.storage.reading import people, project_values
from annotator.team.bundle import Contents, Return, assigned_documents, new_texts
from annotator.team.others_entities import Others, shown_entities

FOR, FROM, FEEDBACK = "for", "from", "feedback"
_SAFE = "No bundle was made."


@dataclass(frozen=True, slots=True)
class BundleReport:
    """A bundle that was made; `edits` are its rows of the journal."""

    out: Path
    purpose: str
    person: Person
    documents: int
    rows: int
    size: int
    warnings: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the one line that says what was made."""
        name = self.person.name
        if self.purpose == FROM:
            return f"Made {self.out}: what {name} did, {count(self.rows, 'journal row')}."
        what = "feedback for" if self.purpose == FEEDBACK else "work for"
        return f"Made {self.out}: {what} {name}, {count(self.documents, 'document')}."

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "out": str(self.out),
            "purpose": self.purpose,
            "person": self.person.id,
            "documents": self.documents,
            "rows": self.rows,
            "bytes": self.size,
        }


def make_bundle(
    project: Path, out: Path, purpose: str, person: str, session: Session, me: str | None = None
) -> BundleReport:
    """Write a bundle for, from or as feedback to a person (an id or name) to `out`.

    That it was handed out, or sent back, is kept in the project and travels with it. A new
    person is made where nothing is assigned to anybody. Raises Problem when `out` exists, there is
    no such person, or nothing is assigned to them.
    """
    if out.exists():
        raise Problem(
            f"There already is a file {out.name} in {out.absolute().parent}.",
            f"It was not changed. {_SAFE}",
            "Choose another name.",
        )
    check_nothing_beside(out)
    opened = Project.open(
        project,
        me,
        clock=session.clock,
        new_id=session.new_id,
        device=session.device,
        via="command",
    )
    try:
        _check_texts(project)
        who = _person(opened, person, purpose)
        if purpose != FROM:
            _documents(project, who)
        record = _record(opened, purpose, who)
        warnings = () if opened.read_only is None else (_unrecorded(opened.read_only),)
        if record is not None:
            opened.apply(record[0], mine=False)
        opened.settle()
        try:
            values = {bundle_values.BUNDLE_MADE: session.clock()}
            made_by = None if opened.me is None else opened.me.id
            return _write(project, out, purpose, who, record, values, warnings, made_by)
        except BaseException:
            if record is not None:
                opened.apply(record[0].inverse(), mine=False)
            raise
    finally:
        opened.close()


def _unrecorded(reason: str) -> str:
    return f"That the bundle was made could not be kept in the project. {reason}"


def _person(opened: Project, wanted: str, purpose: str) -> Person:
    found = find_person(opened, wanted)
    if found is not None:
        if purpose == FOR:
            check_in_team(found, _SAFE)
        return found
    name = " ".join(wanted.split())
    # Where work is assigned, somebody new has none, and a mistyped name is nobody to be kept.
    is_made = purpose == FOR and name and opened.read_only is None
    if not is_made or (opened.documents() and not _has_all(opened.path)):
        return require_person(opened, wanted, _SAFE)
    return add_person(opened, name)


def _has_all(path: Path) -> bool:
    """Return whether nothing is assigned to anybody, so that everybody has all documents."""
    file = open_to_read(path)
    try:
        return not bundle_values.assignments(file.connection)
    finally:
        file.close()


def _record(opened: Project, purpose: str, who: Person) -> tuple[Edit, str] | None:
    """Return the edit that keeps who has what since when, and the bundle's id."""
    if opened.read_only is not None:
        return None
    when = opened.session.clock()
    if purpose == FROM:
        values = opened.reader.project_values()
        id = values.get(bundle_values.BUNDLE)
        if id is None or values.get(bundle_values.BUNDLE_FOR) != who.id:
            return None
        before = opened.fields_of(WORK, "bundle", id) or {}
        change = set_fields(WORK, "bundle", id, before, returned=when)
        return Edit(f"send the work of {who.name} back", (change,)), id
    id = opened.session.new_id()
    fields: dict[str, Any] = {"person": who.id, "purpose": purpose, "made": when}
    fields["documents"] = len(_documents(opened.path, who))
    return Edit(f"hand out a bundle to {who.name}", (add(WORK, "bundle", id, fields),)), id


def _documents(project: Path, who: Person) -> frozenset[str]:
    file = open_to_read(project)
    try:
        return _documents_of(file.connection, who)
    finally:
        file.close()


def _documents_of(connection: Connection, who: Person) -> frozenset[str]:
    there = bundle_file.document_texts(connection)
    found = assigned_documents(bundle_values.assignments(connection), who.id, there)
    if there and not found:
        raise Problem(f"Nothing is assigned to {who.name}.", _SAFE, "Assign documents first.")
    return found


def _write(
    project: Path,
    out: Path,
    purpose: str,
    who: Person,
    record: tuple[Edit, str] | None,
    values: dict[str, str],
    warnings: tuple[str, ...],
    me: str | None,
) -> BundleReport:
    file = open_to_read(project)
    try:
        source = file.connection
        source.execute("BEGIN")
        if record is not None:
            values[bundle_values.BUNDLE] = record[1]
        if purpose == FROM:
            rows, size = _write_return(source, out, who, values)
            return BundleReport(out, purpose, who, 0, rows, size, warnings)
        documents = _documents_of(source, who)
        contents = _contents(source, who, documents, purpose, me)
        texts = bundle_file.document_texts(source)
        rows_in = _parts(source, contents, bundle_file.streams(source))
        carried = {row.stream for row in rows_in}
        known = {c: h for c, h in bundle_values.heads(source).items() if c[0] in carried}
        values[bundle_values.BUNDLE_FOR] = who.id
        if record is not None:
            values[bundle_values.DEVICE_ENDING] = record[1]
        size = bundle_file.write_bundle(
            source, out, rows_in, (texts[id] for id in documents), values, known
        )
        return BundleReport(out, purpose, who, len(documents), len(rows_in), size, warnings)
    finally:
        file.close()


def _check_texts(project: Path) -> None:
    """Raise Problem where an article has another text than it was imported with."""
    file = open_to_read(project)
    try:
        replaced = other_texts(file.connection)
    finally:
        file.close()
    if replaced:
        more = f" and {count(len(replaced) - 1, 'other')}" if replaced[1:] else ""
        raise Problem(
            f"The text of {replaced[0].key}{more} in {project.name} is not the one that was "
            "imported: somebody replaced it.",
            f"{_SAFE} Marks in another text would stand at wrong places everywhere else.",
            "Go on in a copy from before it was replaced; annotator check names the articles.",
        )


def _contents(
    source: Connection, who: Person, documents: frozenset[str], purpose: str, me: str | None
) -> Contents:
    own = frozenset(each for each, person in practice(source) if person == who.id) & documents
    decided = documents if purpose == FEEDBACK else own
    deciders = {
        person
        for document, person, what in bundle_values.deciders(source)
        if document in decided and what != OBJECT
    }
    leads = {each.id for each in people(source) if each.role == LEAD}
    # Where nobody is called a lead, it is who makes the bundle.
    not_others = (leads or frozenset((me,))) | {who.id}
    bundles = {id for id, each in bundle_values.bundle_records(source)
               if each.get("person") not in not_others}  # fmt: skip
    others = Others(
        bundle_values.annotators(source) - not_others,
        frozenset(bundles),
        everybodys_imports(source, documents),
    )
    return Contents(who.id, documents, purpose == FEEDBACK, frozenset(deciders), own, others)


def _parts(source: Connection, contents: Contents, streams: Iterable[str]) -> list[JournalRow]:
    rows: list[JournalRow] = []
    for stream in streams:
        if contents.carries(stream) and stream != LEDGER:
            rows += contents.parts(read_rows(source, stream))
    ledger = list(read_rows(source, LEDGER))
    shown = shown_entities(ledger, contents.others, contents.person, rows)
    return [*rows, *replace(contents, entities=shown).parts(ledger)]


def _write_return(
    source: Connection, out: Path, who: Person, values: dict[str, str]
) -> tuple[int, int]:
    made_for = project_values(source).get(bundle_values.BUNDLE_FOR)
    known = bundle_values.known_heads(source) if made_for == who.id else {}
    contents = Return(who.id, since=bool(known))
    rows: list[JournalRow] = []
    starts: dict[bundle_values.Chain, bundle_values.Head] = {}
    for stream in bundle_file.streams(source):
        if contents.carries(stream):
            found, begun = bundle_file.rows_after(source, stream, known)
            rows += contents.parts(found)
            starts |= begun
    own_texts = new_texts(row for row in rows if row.stream == DOCUMENTS)
    values[bundle_values.BUNDLE_FROM] = who.id
    size = bundle_file.write_bundle(source, out, rows, own_texts, values, known, starts, small=True)
    return len(rows), size
