"""UIMA CAS as XMI, as INCEpTION reads and writes it."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.cas_reading import read_xmi
from annotator.formats.cas_writing import xmi_files, xmi_losses
from annotator.formats.features import FEATURES
from annotator.formats.format import SURE, Evidence, Format
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    return Evidence(SURE, "it is XMI") if b"http://www.omg.org/XMI" in start or not start else None


FORMAT = Format(
    name="xmi",
    title="UIMA CAS XMI",
    suffixes=(".xmi",),
    keeps=frozenset(FEATURES) - {"texts", "entities", "roster", "schema", "guideline", "project"},
    partly={"texts": "all but U+FFFE and U+FFFF, which XML cannot hold"},
    seen_as={"fragments": "one mark over all of it, gaps too"},
    read=read_xmi,
    options=UNIT_OPTION,
    configure=reads_unit(read_xmi),
    files=xmi_files,
    losses=xmi_losses,
    looks=_looks,
    companions=("TypeSystem.xml", "*typesystem.xml"),
    remarks="A folder for each person with a file for each article, and the type system.",
)
