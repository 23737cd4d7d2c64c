"""Random histories: what several people on several devices may do to one project.

Everything is drawn from a `random.Random`, so hypothesis can give one and shrink it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from annotator.domain.edit import PURGE, Change, Edit, add, delete, restore, set_fields
from annotator.domain.fold import State, fold
from annotator.domain.journal import JournalRow, payload_of
from annotator.domain.stream import (
    DECISIONS,
    DOCUMENTS,
    GUIDELINE,
    LEDGER,
    SCHEMA,
    WORK,
    layer_stream,
)
from annotator.domain.text import text_sha256
from annotator.storage.canonical import canonical_json, row_sha256

TEXTS = (
    "To involve Belarus would be a mistake, Lukashenko said in Odessa on Monday.",
    "«Все буде добре», — сказала вона. 👩‍👩‍👧 e\u0301 \u241f end.",
    "彼は「行きます」と言った。東京で会いましょう。",
)
DOCUMENT_IDS = ("D1", "D2", "D3")
PEOPLE = ("ana", "ben")
DEVICES = ("desk", "lap", "home")
LABELS = ("quote", "speaker", "claim", "location")
WALL_TIME = "2026-11-23T10:42:07Z"


def _text(document: str) -> str:
    return TEXTS[DOCUMENT_IDS.index(document) % len(TEXTS)]


def span_record(rng: Random, document: str) -> dict[str, Any]:
    """Return the fields of a random span; its quote is right."""
    text = _text(document)
    points = sorted(rng.sample(range(len(text) + 1), rng.choice((2, 2, 2, 4))))
    fragments = [[points[i], points[i + 1]] for i in range(0, len(points), 2)]
    fields: dict[str, Any] = {
        "label": rng.choice(LABELS),
        "fragments": fragments,
        "quote": [text[start:end] for start, end in fragments],
    }
    optional = {
        "attributes": {"quote_type": rng.choice(("direct", "indirect"))},
        "entity": rng.choice(("E1", "E2")),
        "uncertain": True,
        "note": "hm",
        "origin": "suggestion:rules",
        "score": 0.5,
        "created": WALL_TIME,
        "extra": {"from": "elsewhere"},
    }
    for name, value in optional.items():
        if rng.random() < 0.2:
            fields[name] = value
    return fields


def _proposer(document: str) -> str:
    """Return whose proposal p-DOCUMENT is: nobody goes on with somebody else's."""
    return PEOPLE[DOCUMENT_IDS.index(document) % len(PEOPLE)]


def _document(rng: Random, document: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "key": f"key-{document}",
        "title": rng.choice(("A title", "Другий")),
        "text_sha256": text_sha256(_text(document)),
    }
    if rng.random() < 0.3:
        fields["excluded"] = [[1, 3]]
        fields["source"] = {"name": "a.txt", "newline": "lf"}
    return fields


def _new(rng: Random, stream: str, kind: str, document: str) -> dict[str, Any]:
    spans = [f"s{number}" for number in range(4)]
    makers: dict[str, Any] = {
        "span": lambda: span_record(rng, document),
        "relation": lambda: {
            "label": "said_by", "from": rng.choice(spans), "to": rng.choice(spans),
        },
        "unplaced": lambda: {
            "what": rng.choice(("span", "relation")), "because": "not-placed", "label": "quote",
            **rng.choice(({}, {"said": [[1, 4]], "quote": ["x"]}, {"fields": {"from": "s1"}})),
        },
        "comment": lambda: {"text": rng.choice(("why?", "because")), "person": rng.choice(PEOPLE)},
        "document": lambda: _document(rng, document),
        "person": lambda: {"name": "Ana or Ben", "role": rng.choice(("annotator", "lead"))},
        "proposal": lambda: {"text": "Mark some.", "base": 1, "person": _proposer(document)},
        "entity": lambda: {"kind": "person", "name": "Lukashenko", "aliases": ["L."]},
        "assignment": lambda: {"person": rng.choice(PEOPLE), "document": document},
        "decision": lambda: {
            "action": "accept", "document": document, "from": [rng.choice(PEOPLE)],
        },
    }  # fmt: skip
    return dict(makers[kind]())


_CHANGES: dict[str, dict[str, tuple[Any, ...]]] = {
    "span": {"label": LABELS, "note": ("new note", None), "attributes": ({"a": "b"}, None),
             "uncertain": (True, None), "score": (0.25, None)},
    "relation": {"label": ("said_by", "about")},
    "unplaced": {"label": ("claim", None), "fields": ({"to": "s2"}, None)},
    "comment": {"text": ("other",), "resolved": (True, None)},
    "document": {"title": ("Third", "Fourth"), "excluded": ([[0, 2]], None), "language": ("en",)},
    # Never the name: of two who were made apart and are called differently a merge is refused.
    "person": {"role": ("lead", "annotator"), "extra": ({"left": WALL_TIME}, None)},
    "entity": {"note": ("n", None), "lat": (1.5, None), "aliases": (["A", "B"], None),
               "merged_into": ("E0", "E1", "E2", None)},
    "assignment": {"due": ("2026-12-01", None)},
    "decision": {"reason": ("clear", None)},
    "layer": {"status": ("started", "done", None), "reason": ("long", None)},
    "project": {"title": ("One", "Two", None)},
    "schema": {"definition": ({"labels": []}, {"labels": [], "version": 2})},
    "guideline": {"text": ("Mark all.", None), "version": (1, 2)},
    # Never the text: whoever changes it says whose it is beside it.
    "proposal": {"base": (2, 3)},
}  # fmt: skip


def _place(rng: Random) -> tuple[str, str, str, str]:
    """Return the stream, kind and id of some record, and a document it may be about."""
    document = rng.choice(DOCUMENT_IDS)
    kind = rng.choice(
        ("span",) * 8 + ("document",) * 4 + ("relation", "comment", "unplaced", "layer", "layer")
        + ("person", "entity", "assignment", "decision", "project", "schema", "guideline")
        + ("proposal",)
    )  # fmt: skip
    number = rng.randrange(4)
    if kind in ("span", "relation", "comment", "unplaced", "layer"):
        id = "" if kind == "layer" else f"{kind[0]}{number}"
        return layer_stream(document, rng.choice(PEOPLE)), kind, id, document
    streams = {
        "document": (DOCUMENTS, document), "person": (WORK, rng.choice(PEOPLE)),
        "entity": (LEDGER, f"E{number}"), "assignment": (WORK, f"a{number}"),
        "decision": (DECISIONS, f"d{number}"), "project": (DOCUMENTS, "project"),
        "schema": (SCHEMA, "schema"), "guideline": (GUIDELINE, "guideline"),
        "proposal": (GUIDELINE, f"p-{document}"),
    }  # fmt: skip
    stream, id = streams[kind]
    return stream, kind, id, document


def random_change(rng: Random, state: State, purges: bool = False) -> Change:
    """Return a change that someone who sees `state` might make."""
    if purges and rng.random() < 0.03:
        kind, id = rng.choice((("document", "D3"), ("person", "ben")))
        return add(DOCUMENTS, PURGE, f"{kind}:{id}", {kind: id})
    stream, kind, id, document = _place(rng)
    record = state.get(stream, {}).get((kind, id))
    fields = {} if record is None else {n: v for n, v in record.fields.items() if v is not None}
    if kind in ("layer", "project", "schema", "guideline"):
        name = rng.choice(list(_CHANGES[kind]))
        value = rng.choice(_CHANGES[kind][name])
        return set_fields(stream, kind, id, fields, **{name: value})
    if record is None or not (record.added or record.deleted):
        return add(stream, kind, id, _new(rng, stream, kind, document))
    if record.deleted:
        return restore(stream, kind, id, fields or _new(rng, stream, kind, document))
    if rng.random() < 0.35:
        return delete(stream, kind, id, fields)
    name = rng.choice(list(_CHANGES[kind]))
    value = rng.choice(_CHANGES[kind][name])
    return set_fields(stream, kind, id, fields, **{name: value})


@dataclass(frozen=True)
class MadeEdit:
    """An edit of a history, as an entry of the journal would have it."""

    edit_id: str
    edit: Edit
    person: str
    device: str
    undoes: str | None


@dataclass
class Hand:
    """Makes random edits one after the other: new ones, undos, redos, bulk ones."""

    rng: Random
    prefix: str = ""
    purges: bool = False
    made: list[MadeEdit] = field(default_factory=list)

    def next(self, state: State, device: str) -> MadeEdit:
        """Return the next edit of someone on `device` who sees `state`."""
        undoable = [each for each in self.made if not _purging(each.edit)]
        if undoable and self.rng.random() < 0.25:
            target = self.rng.choice(undoable[-4:])
            edit, undoes = target.edit.inverse(), target.edit_id
        else:
            count = self.rng.choice((1, 1, 1, 2, 5))
            changes = {}
            for _ in range(count):
                change = random_change(self.rng, state, self.purges)
                changes[(change.stream, change.kind, change.id)] = change
            edit, undoes = Edit(f"edit {len(self.made)}", tuple(changes.values())), None
        edit_id = f"{self.prefix}{device}-{len(self.made)}"
        made = MadeEdit(edit_id, edit, self.rng.choice(PEOPLE), device, undoes)
        self.made.append(made)
        return made


def _purging(edit: Edit) -> bool:
    return any(change.kind == PURGE for change in edit.changes)


def rows_of(made: MadeEdit, known: list[JournalRow]) -> list[JournalRow]:
    """Return the journal rows of an edit made by someone who knows the rows `known`."""
    time = max((row.time for row in known), default=0) + 1
    rows = []
    for stream in made.edit.streams:
        own = [row for row in known if (row.stream, row.device) == (stream, made.device)]
        last = max(own, key=lambda row: row.seq, default=None)
        changes = [change for change in made.edit.changes if change.stream == stream]
        payload = payload_of(made.edit.name, changes, made.person, "window")
        seq, previous = (last.seq + 1, last.sha256) if last else (1, None)
        columns = (stream, made.device, seq, time, WALL_TIME, made.edit_id, made.undoes, previous)
        digest = row_sha256(*columns, canonical_json(payload))
        rows.append(JournalRow(*columns, digest, payload))
    return rows


def random_journal(rng: Random, steps: int, purges: bool = False) -> list[JournalRow]:
    """Return the union of what several devices wrote that now and then met; in no order."""
    replicas: dict[str, list[JournalRow]] = {device: [] for device in DEVICES}
    hands = {device: Hand(rng, purges=purges) for device in DEVICES}
    for _ in range(steps):
        device = rng.choice(DEVICES)
        if rng.random() < 0.2:
            replicas[device] = merged(replicas[device], replicas[rng.choice(DEVICES)])
            continue
        made = hands[device].next(fold(replicas[device]), device)
        replicas[device] += rows_of(made, replicas[device])
    union: list[JournalRow] = []
    for rows in replicas.values():
        union = merged(union, rows)
    return union


def merged(one: list[JournalRow], other: list[JournalRow]) -> list[JournalRow]:
    """Return the rows of both, each once."""
    rows = {(row.stream, row.device, row.seq): row for row in [*one, *other]}
    return list(rows.values())
