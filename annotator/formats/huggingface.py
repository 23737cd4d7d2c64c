"""A folder as the library datasets loads it: a card and one Parquet file."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO

from annotator.formats.features import FEATURES, LABEL
from annotator.formats.format import Format, Header
from annotator.formats.parquet_reading import read_parquet
from annotator.formats.parquet_writing import write_parquet
from annotator.formats.unit_option import UNIT_OPTION, reads_unit
from annotator.formats.written import WrittenDocument

_DATA = "data/train-00000-of-00001.parquet"


def dataset_files(
    header: Header, documents: Iterable[WrittenDocument]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the data and the card that says how to load it and what is in it."""
    counts = Counter[str]()
    labels = Counter[str]()
    with tempfile.TemporaryFile() as file:
        write_parquet(header, _counted(documents, counts, labels), file)
        file.seek(0)
        yield _DATA, _pieces(file)
    yield "README.md", (_card(header, counts, labels).encode(),)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(1 << 20):
        yield piece


def _counted(
    documents: Iterable[WrittenDocument], counts: Counter[str], labels: Counter[str]
) -> Iterator[WrittenDocument]:
    for document in documents:
        counts["documents"] += 1
        for layer in document.layers:
            counts["layers"] += 1
            labels.update(row[LABEL] for row in layer.spans)
        yield document


def _card(header: Header, counts: Counter[str], labels: Counter[str]) -> str:
    lines = ["---", "configs:", "- config_name: default", "  data_files:", "  - split: train"]
    lines += [f"    path: {_DATA}", "---", "", f"# {header.title or 'Annotated articles'}", ""]
    lines += [
        f"{counts['documents']:,} articles, {counts['layers']:,} layers, "
        f"{labels.total():,} spans. A row is one layer of one article; positions are code points,",
        "half open; `attributes`, `meta` and `extra` are JSON.",
        "",
        "| label | spans |",
        "|---|---|",
        *(f"| {label} | {number:,} |" for label, number in sorted(labels.items())),
    ]
    return "\n".join([*lines, ""])


FORMAT = Format(
    name="huggingface",
    title="Folder for datasets (Parquet with a card)",
    suffixes=(".parquet",),
    keeps=frozenset(FEATURES),
    seen_as={"fragments": "one mark from the first to the last, unless they look at the fragments"},
    read=read_parquet,
    options=UNIT_OPTION,
    configure=reads_unit(read_parquet),
    files=dataset_files,
    companions=("README.md",),
    needs=("pyarrow",),
    extra="parquet",
    remarks="A folder that load_dataset reads: the Parquet file and a card.",
)
