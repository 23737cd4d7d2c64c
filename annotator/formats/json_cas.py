"""UIMA JSON CAS 0.4, as INCEpTION and cassis read and write it."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.cas_reading import read_json_cas
from annotator.formats.cas_writing import json_cas_files
from annotator.formats.features import FEATURES
from annotator.formats.format import SURE, Evidence, Format
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    marks = (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%HEADER"')
    return Evidence(SURE, "it is a JSON CAS") if any(each in start for each in marks) else None


FORMAT = Format(
    name="json-cas",
    title="UIMA JSON CAS",
    suffixes=(".json",),
    keeps=frozenset(FEATURES) - {"entities", "roster", "schema", "guideline", "project"},
    seen_as={"fragments": "one mark over all of it, gaps too"},
    read=read_json_cas,
    options=UNIT_OPTION,
    configure=reads_unit(read_json_cas),
    files=json_cas_files,
    looks=_looks,
    remarks="A folder for each person with a file for each article; the types are inside.",
)
