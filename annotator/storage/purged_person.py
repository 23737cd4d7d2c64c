"""What decisions, figures and others' layers hold of a person, and what stays without it.

A ruling stays, because gold follows from it; that it was theirs, and their words, do not. What
they only remarked goes altogether.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.decision import REMARKS
from annotator.domain.edit import SET
from annotator.domain.guideline_texts import PROPOSAL
from annotator.domain.journal import changes_of
from annotator.domain.stream import DECISIONS, GUIDELINE, parse_layer_stream
from annotator.storage import tombstones
from annotator.storage.canonical import canonical_json
from annotator.storage.redaction import redact

_PERSON_OF_CHANGES = (
    "SELECT stream, payload FROM journal WHERE payload IS NOT NULL AND instr(payload, ?)"
)
Fields = Mapping[str, Any]


def without_person(kind: str, fields: Fields, person: str, own: bool) -> dict[str, Any]:
    """Return the fields of a decision or of figures without a person; `own` if it was theirs."""
    left = dict(fields)
    if own or left.get("person") == person:
        for name in ("person", "reason", "own_layer"):
            left.pop(name, None)
    if kind == "figures":
        return _figures(left, person)
    if "from" in left:
        left["from"] = [each for each in left["from"] or () if each != person]
    if left.get("item"):
        left["item"] = _item(left["item"], person)
    return left


def _figures(fields: dict[str, Any], person: str) -> dict[str, Any]:
    columns = fields.get("columns") or ()
    if "pair" in columns and fields.get("rows"):
        at = list(columns).index("pair")
        fields["rows"] = [row for row in fields["rows"] if person not in (row[at] or ())]
    return fields


def _item(item: Fields, person: str) -> dict[str, Any]:
    left = dict(item)
    if left.get("members"):
        left["members"] = [each for each in left["members"] if each[0] != person]
    if left.get("readings"):
        others = (
            {**each, "people": [who for who in each.get("people") or () if who != person]}
            for each in left["readings"]
        )
        # Whose reading it was alone is gone; where it was marked is a place, and stays.
        left["readings"] = [each for each in others if each["people"]]
    return left


def erase_from_decisions(connection: sqlite3.Connection, person: str) -> set[str]:
    """Take a person out of decisions and frozen figures; return the edits (ids) of these."""
    own, remarks = _theirs(connection, person)

    def left(change: Sequence[Any]) -> Sequence[Any]:
        op, kind, id, value, was = change
        if id in remarks:
            return [SET, kind, id, remarks[id], {}]
        mine = id in own
        cut = [without_person(kind, each, person, mine) for each in (value, was)]
        return [op, kind, id, *cut]

    touched = redact(connection, DECISIONS, person, left)
    for id in own | remarks.keys():
        # What was said of it later need not name the person.
        touched |= redact(connection, DECISIONS, id, left)
    for id in remarks:
        tombstones.unearth(connection, [(DECISIONS, "decision", id)])
        connection.execute(
            "DELETE FROM records WHERE stream = ? AND kind = 'decision' AND id = ?",
            (DECISIONS, id),
        )
    _clean_records(connection, person, own)
    return touched


def _theirs(
    connection: sqlite3.Connection, person: str
) -> tuple[set[str], dict[str, dict[str, str]]]:
    """Return the ids of a person's rulings and figures, and by id what stays of their remarks."""
    own: set[str] = set()
    remarks: dict[str, dict[str, str]] = {}
    rows = connection.execute(
        f"{_PERSON_OF_CHANGES} AND stream = ?", (canonical_json(person).decode(), DECISIONS)
    ).fetchall()
    for stream, payload in rows:
        for change in changes_of(stream, orjson.loads(payload)):
            about = {**change.was, **change.value}
            if about.get("person") != person:
                continue
            if change.kind == "decision" and about.get("action", "") in (*REMARKS, ""):
                there = {"document": about.get("document"), "person": person}
                remarks[change.id] = {name: each for name, each in there.items() if each}
            else:
                own.add(change.id)
    return own, remarks


def _clean_records(connection: sqlite3.Connection, person: str, own: set[str]) -> None:
    rows = connection.execute(
        "SELECT kind, id, fields FROM records WHERE stream = ?", (DECISIONS,)
    ).fetchall()
    for kind, id, text in rows:
        before = orjson.loads(text)
        after = without_person(kind, before, person, id in own)
        if after != before:
            connection.execute(
                "UPDATE records SET fields = ? WHERE stream = ? AND kind = ? AND id = ?",
                (canonical_json(after).decode(), DECISIONS, kind, id),
            )


def erase_comments(connection: sqlite3.Connection, person: str) -> set[str]:
    """Erase what a person wrote in the layers of others; return the edits (ids) of it."""
    rows = connection.execute(
        f"{_PERSON_OF_CHANGES} AND instr(payload, '\"comment\"')",
        (canonical_json(person).decode(),),
    ).fetchall()
    theirs = {
        (stream, change.id)
        for stream, payload in rows
        if parse_layer_stream(stream) is not None
        for change in changes_of(stream, orjson.loads(payload))
        if change.kind == "comment" and person in (
            change.value.get("person"), change.was.get("person"))
    }  # fmt: skip
    touched: set[str] = set()
    for stream, id in theirs:
        touched |= _erase_comment(connection, stream, id)
    return touched


def _erase_comment(connection: sqlite3.Connection, stream: str, id: str) -> set[str]:
    def left(change: Sequence[Any]) -> Sequence[Any] | None:
        return None if tuple(change[1:3]) == ("comment", id) else change

    layer = parse_layer_stream(stream)
    if layer is not None:
        connection.execute(
            "DELETE FROM comments WHERE id = ? AND layer IN (SELECT id FROM layers "
            "WHERE document = ? AND kind = ? AND ifnull(person, '') = ?)",
            (id, layer.document, layer.kind, layer.person or ""),
        )
    tombstones.unearth(connection, [(stream, "comment", id)])
    return redact(connection, stream, id, left)


def erase_proposals(connection: sqlite3.Connection, person: str) -> set[str]:
    """Erase the guidelines that a person proposed; return the edits (ids) they were of."""
    erased: set[str] = set()

    def left(change: Sequence[Any]) -> Sequence[Any] | None:
        _op, kind, id, value, was = change
        if kind != PROPOSAL or person not in (value.get("person"), was.get("person")):
            return change
        erased.add(id)
        return None

    touched = redact(connection, GUIDELINE, person, left)
    tombstones.unearth(connection, [(GUIDELINE, PROPOSAL, id) for id in erased])
    connection.execute(
        "DELETE FROM records WHERE kind = ? AND json_extract(fields, '$.person') = ?",
        (PROPOSAL, person),
    )
    return touched
