"""Annotator JSONL: our own format, which loses nothing."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.features import FEATURES
from annotator.formats.format import BY_NAME, SURE, Evidence, Format
from annotator.formats.jsonl_reading import read_jsonl
from annotator.formats.jsonl_writing import write_jsonl
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    if start.lstrip(b"\xef\xbb\xbf \n").startswith((b'{"annotator":', b'{"annotator" :')):
        return Evidence(SURE, "its first line is a header of Annotator")
    return Evidence(BY_NAME, "its name says JSONL")


FORMAT = Format(
    name="annotator-jsonl",
    title="Annotator JSONL",
    suffixes=(".jsonl", ".ndjson"),
    keeps=frozenset(FEATURES),
    read=read_jsonl,
    options=UNIT_OPTION,
    configure=reads_unit(read_jsonl),
    write=write_jsonl,
    looks=_looks,
    remarks="The format of this program: one header line, then one article a line.",
)
