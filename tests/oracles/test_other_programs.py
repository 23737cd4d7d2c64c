"""What other programs read of our exports: `python3 dev.py oracles`. Skipped where they are not."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.conll_bioes import FORMAT as BIOES
from annotator.formats.conll_iob2 import FORMAT as IOB2
from annotator.formats.conll_tokens import choose
from annotator.formats.huggingface import FORMAT as FOLDER
from annotator.formats.label_studio import FORMAT as LABEL_STUDIO
from annotator.formats.parquet import FORMAT as PARQUET
from tests.coming_back import Content, content_of, write
from tests.rich_content import rich

# What they warn of is theirs.
pytestmark = pytest.mark.filterwarnings("default")
Found = list[tuple[str, int, int, str]]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return content_of(tmp_path, *rich())


def _written(content: Content, kinds: tuple[str, ...] = ("annotations", "gold")) -> Found:
    """Return (key, start, end, label) of every span of one fragment."""
    return sorted(
        (document.key, row[0], -row[1], row[2])
        for document in content.documents
        for layer in document.layers
        for row in layer.spans
        if row[5] is None and layer.kind in kinds
    )


def test_label_studio_converts_the_tasks(content: Content, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        converter = pytest.importorskip("label_studio_sdk.converter").Converter
    out = write(LABEL_STUDIO, content, tmp_path)
    config = (tmp_path / "out.config.xml").read_text("utf-8")
    done = tmp_path / "converted"
    made = converter(config=config, project_dir=None, download_resources=False)
    made.convert(str(out), str(done), "JSON_MIN", is_dir=False)
    (path,) = done.glob("*.json")
    keys = {each.key: each.text for each in content.documents}
    found = sorted(
        (task["key"], each["start"], each["end"], label)
        for task in json.loads(path.read_bytes())
        for each in task.get("label", ())
        for label in each["labels"]
        if "#" not in str(each.get("id", ""))
    )
    wanted = _written(content)
    assert set(wanted) <= set(found)
    assert all(0 <= start < end <= len(keys[key]) for key, start, end, _ in found)


@pytest.mark.parametrize(("format", "scheme"), [(IOB2, "IOB2"), (BIOES, "IOBES")])
def test_seqeval_finds_the_entities(
    content: Content, tmp_path: Path, format: Any, scheme: str
) -> None:
    labels = pytest.importorskip("seqeval.scheme")
    said = write(format, content, tmp_path).read_text("utf-8")
    sentences = [
        [line.split("\t")[1] for line in block.split("\n") if line]
        for block in said.split("\n\n")
        if not block.startswith("-DOCSTART-") and block.strip()
    ]
    entities = labels.Entities(sentences, getattr(labels, scheme))
    found = sorted(each.tag for sentence in entities.entities for each in sentence)
    wanted = sorted(
        each.label
        for document in content.documents
        for layer in document.layers
        for each in choose(layer.spans, document.text).tagged
    )
    assert found == wanted


@pytest.mark.parametrize("format", [PARQUET, FOLDER], ids=["file", "folder"])
def test_datasets_loads_the_table(content: Content, tmp_path: Path, format: Any) -> None:
    datasets = pytest.importorskip("datasets")
    out = write(format, content, tmp_path)
    cache = str(tmp_path / "cache")
    if format is PARQUET:
        loaded = datasets.load_dataset("parquet", data_files=str(out), cache_dir=cache)
    else:
        loaded = datasets.load_dataset(str(out), cache_dir=cache)
    rows = list(loaded["train"])
    found = sorted(
        (row["id"], each["start"], each["end"], each["label"])
        for row in rows
        for each in row["spans"]
        if each["fragments"] is None and row["kind"] != "suggestions"
    )
    assert found == _written(content)
    for row in rows:
        for each in row["spans"]:
            if each["fragments"] is None:
                assert row["text"][each["start"] : each["end"]] == each["text"]
