"""Annotator JSONL: our own format, which loses nothing (DESIGN 5.2)."""

from __future__ import annotations

from annotator.formats.format import FEATURES, Format
from annotator.formats.jsonl_reading import read_jsonl
from annotator.formats.jsonl_writing import write_jsonl

FORMAT = Format(
    name="annotator-jsonl",
    title="Annotator JSONL",
    suffixes=(".jsonl", ".ndjson"),
    keeps=frozenset(FEATURES),
    read=read_jsonl,
    write=write_jsonl,
)
