"""Annotator JSONL: our own format, which loses nothing."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.features import FEATURES
from annotator.formats.file_kinds import is_text_named_json
from annotator.formats.foreign_lines import begins_with_line, keys_at
from annotator.formats.format import BY_NAME, LIKELY, SURE, Evidence, Format
from annotator.formats.jsonl_reading import read_jsonl
from annotator.formats.jsonl_writing import write_jsonl
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    if start.lstrip(b"\xef\xbb\xbf \n").startswith((b'{"annotator":', b'{"annotator" :')):
        return Evidence(SURE, "its first line is a header of Annotator")
    if path.suffix.casefold() not in FORMAT.suffixes:
        keys = keys_at(start) if begins_with_line(start) else set[str]()
        if "text" in keys and keys & {"spans", "layers"}:
            return Evidence(LIKELY, "its lines hold texts with spans")
        return None
    if is_text_named_json(path, start):
        return None
    return Evidence(BY_NAME, "its name says JSONL")


FORMAT = Format(
    name="annotator-jsonl",
    title="Annotator JSONL",
    suffixes=(".jsonl", ".ndjson"),
    elsewhere=(".json", ".txt"),
    keeps=frozenset(FEATURES),
    read=read_jsonl,
    options=UNIT_OPTION,
    configure=reads_unit(read_jsonl),
    write=write_jsonl,
    looks=_looks,
    remarks="The format of this program: one header line, then one article a line.",
)
