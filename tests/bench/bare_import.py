"""The bare loop an import is measured against: parse, hash, the same rows, nothing checked."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

import orjson

from annotator.storage.rows import DOCUMENT_COLUMNS, SPAN_COLUMNS

_BATCH = 100


def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


_SPANS = _insert("spans", ("layer", "id", *SPAN_COLUMNS))
_DOCUMENTS = _insert("documents", ("id", "characters", *DOCUMENT_COLUMNS))
_LAYERS = _insert("layers", ("id", "document", "person", "kind", "status", "span_count"))
_TEXTS = _insert("texts", ("sha256", "text"))
_JOURNAL = _insert(
    "journal",
    ("stream", "device", "seq", "time", "wall_time", "edit_id", "sha256", "payload"),
)
_WHEN = "2026-11-23T10:42:07Z"


def _span_row(layer: int, span: dict) -> tuple:
    (start, end) = span["fragments"][0]
    attributes = span["attributes"]
    return (
        layer,
        span["id"],
        span["label"],
        start,
        end,
        span["quote"][0],
        None,
        orjson.dumps(attributes).decode() if attributes else None,
        span["entity"],
        1 if span["uncertain"] else None,
        span["note"] or None,
        span["origin"],
        span["score"],
        span["because"],
        span["created"],
        span["updated"],
        None,
    )


def _row(stream: str, seq: int, changes: list) -> tuple:
    payload = orjson.dumps({"changes": changes, "name": "import", "person": None, "via": "command"})
    row = (stream, "bare", seq, 2, _WHEN, "e")
    proof = orjson.dumps([*row, orjson.Fragment(payload)])
    return (*row, hashlib.sha256(proof).hexdigest(), payload.decode())


def bare_import(path: Path, project: Path) -> None:
    """Fill the tables of an empty project from a file, in one transaction."""
    connection = sqlite3.connect(project, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    layer, texts, documents, layers, spans, journal, added = 0, [], [], [], [], [], []

    def write() -> None:
        for statement, rows in (
            (_TEXTS, texts),
            (_DOCUMENTS, documents),
            (_LAYERS, layers),
            (_SPANS, spans),
            (_JOURNAL, journal),
        ):
            connection.executemany(statement, rows)
            rows.clear()

    with path.open("rb") as file:
        next(file)
        for place, line in enumerate(file):
            raw = orjson.loads(line)
            text = raw["text"]
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            id = os.urandom(12).hex()
            texts.append((sha256, text))
            source = raw["source"]
            origin = (source["name"], source["sha256"], source["encoding"], source["newline"])
            documents.append(
                (id, len(text), raw["id"], raw["title"], sha256, raw["language"], None)
                + (*origin, None, None)
            )
            fields = {"key": raw["id"], "title": raw["title"], "text_sha256": sha256}
            added.append(["add", "document", id, {**fields, "source": source}, {}])
            for each in raw["layers"]:
                layer += 1
                found = each["spans"]
                layers.append((layer, id, each["person"], each["kind"], each["status"], len(found)))
                spans.extend([_span_row(layer, span) for span in found])
                changes = [["add", "layer", "", {"status": each["status"]}, {}]]
                changes += [["add", "span", span["id"], span, {}] for span in found]
                journal.append(_row(f"layer/{id}/{each['person']}/{each['kind']}", 1, changes))
            if place % _BATCH == _BATCH - 1:
                write()
    journal.append(_row("documents", 2, added))
    write()
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
