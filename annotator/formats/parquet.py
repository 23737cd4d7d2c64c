"""Parquet: a table with a row for each layer."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.features import FEATURES
from annotator.formats.format import LIKELY, Evidence, Format
from annotator.formats.parquet_reading import read_parquet
from annotator.formats.parquet_writing import write_parquet
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    return Evidence(LIKELY, "it begins as Parquet does") if start.startswith(b"PAR1") else None


FORMAT = Format(
    name="parquet",
    title="Parquet",
    suffixes=(".parquet",),
    keeps=frozenset(FEATURES),
    seen_as={"fragments": "one mark from the first to the last, unless they look at the fragments"},
    read=read_parquet,
    options=UNIT_OPTION,
    configure=reads_unit(read_parquet),
    write=write_parquet,
    looks=_looks,
    companions=("README.md",),
    needs=("pyarrow",),
    extra="parquet",
    remarks="A table with a row for each layer, for data frames and training.",
)
