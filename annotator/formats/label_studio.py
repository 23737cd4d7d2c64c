"""Label Studio JSON with its labelling interface."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.features import FEATURES
from annotator.formats.foreign_lines import keys_at
from annotator.formats.format import LIKELY, SURE, Evidence, Format
from annotator.formats.json_items import begins_with_list, first_item
from annotator.formats.label_studio_min import KEYS, REGION
from annotator.formats.label_studio_reading import read_label_studio, texts_in
from annotator.formats.label_studio_writing import write_config, write_label_studio
from annotator.formats.unit_option import UNIT_OPTION, reads_unit


def _looks(path: Path, start: bytes) -> Evidence | None:
    keys = keys_at(start)
    if "data" in keys and keys & {"annotations", "predictions", "completions"}:
        return Evidence(SURE, "it is a list of tasks of Label Studio")
    if "data" in keys and not keys & {"entities", "label", "labels", "Comments"}:
        first = first_item(start) or {}
        if isinstance(first.get("data"), dict) and texts_in(first["data"]):
            return Evidence(LIKELY, "it has tasks of Label Studio, which nobody has annotated")
    if begins_with_list(start) and "result" not in keys:
        region = REGION.search(start)
        if keys >= KEYS or (region is not None and b'"start"' in region[0]):
            return Evidence(SURE, "it is an export of Label Studio (JSON-MIN)")
    named = path.suffix.casefold() in FORMAT.suffixes
    return Evidence(SURE, "it is an empty list") if named and start.strip() == b"[\n]" else None


FORMAT = Format(
    name="label-studio",
    title="Label Studio JSON",
    suffixes=(".json",),
    elsewhere=(".jsonl", ".txt"),
    keeps=frozenset(FEATURES) - {"entities", "roster", "schema", "guideline", "project"},
    seen_as={"fragments": "a region for each fragment, not joined"},
    read=read_label_studio,
    options=UNIT_OPTION,
    configure=reads_unit(read_label_studio),
    write=write_label_studio,
    beside={".config.xml": write_config},
    looks=_looks,
    companions=("*.config.xml",),
    remarks="Tasks with annotations and predictions, and the labelling interface beside them.",
)
