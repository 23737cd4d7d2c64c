from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.formats.features import FEATURES, PARENT
from annotator.formats.format import FileDocument, Finding, Format, Header, Item, Placed
from annotator.formats.registry import format_named, format_of, formats
from annotator.project.import_files import find_files
from tests.coming_back import Content, announced, content_of, missing, read, write
from tests.random_files import a_file
from tests.rich_content import rich, simple

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"


def _marked(wanted: list[Format]) -> Any:
    return pytest.mark.parametrize("format", wanted, ids=lambda format: format.name)


def _is_there(format: Format) -> bool:
    return format.missing() is None


AVAILABLE = [format for format in formats() if _is_there(format)]
EVERY = _marked(list(formats()))
READS = _marked([each for each in AVAILABLE if each.reads])
WRITES = _marked([each for each in AVAILABLE if each.writes])
BOTH = _marked([each for each in AVAILABLE if each.reads and each.writes])


@EVERY
def test_is_well_described(format: Format) -> None:
    assert format.name == format.name.casefold()
    assert format.title
    assert format.remarks.endswith(".")
    assert format.suffixes
    assert all(suffix.startswith(".") for suffix in format.suffixes)
    assert format.keeps <= set(FEATURES)
    assert format.partly.keys() <= set(FEATURES) - format.keeps
    assert format.reads or format.writes
    assert not (format.write and format.files)
    assert bool(format.partly) == (format.losses is not None)
    carried = format.keeps | format.partly.keys()
    assert all(PARENT.get(name, name) in carried for name in carried)


@EVERY
def test_is_found_by_name_and_suffix(format: Format) -> None:
    assert format_named(format.name) is format
    assert format_named(format.name.upper().replace("-", "_")) is format
    first = [each for each in formats() if format.suffixes[0] in each.suffixes][0]
    assert format_of(Path("x" + format.suffixes[0].upper())) is first


def _contents(folder: Path) -> dict[str, Content]:
    gold = [json.loads(line) for line in GOLD.read_bytes().splitlines()]
    return {
        "simple": content_of(folder, *simple()),
        "rich": content_of(folder, *rich()),
        "gold": content_of(folder, *gold),
    }


def _differences(found: Counter[str], said: Counter[str]) -> dict[str, tuple[int, int]]:
    """Return what is (missing, announced) where these differ."""
    names = [name for name in FEATURES if found[name] != said[name]]
    return {name: (found[name], said[name]) for name in names}


@BOTH
@pytest.mark.parametrize("name", ["simple", "rich", "gold"])
def test_what_is_lost_is_what_was_announced(format: Format, name: str, tmp_path: Path) -> None:
    content = _contents(tmp_path)[name]
    said = announced(format, content)
    returned = read(write(format, content, tmp_path))
    found = missing(format, content, returned)
    assert not _differences(found, said)
    assert returned.findings == []


def _in_one_piece(line: dict[str, Any]) -> dict[str, Any]:
    for layer in line.get("layers", ()):
        for span in layer["spans"]:
            span["fragments"], span["quote"] = span["fragments"][:1], span["quote"][:1]
    return line


def _words_apart(line: dict[str, Any]) -> dict[str, Any]:
    """Take out spans that share a word with an earlier one of their label, and what joins them."""
    for layer in line.get("layers", ()):
        taken: dict[str, list[tuple[int, int]]] = {}
        kept = []
        for span in layer["spans"]:
            start, end = span["fragments"][0][0], span["fragments"][-1][1]
            start = max(line["text"].rfind(sign, 0, start) for sign in " \n\t") + 1
            behind = [at for sign in " \n\t" if (at := line["text"].find(sign, end)) >= 0]
            end = min(behind, default=len(line["text"]))
            places = taken.setdefault(span["label"], [])
            if all(end <= first or last <= start for first, last in places):
                places.append((start, end))
                kept.append(span)
        there = {span["id"] for span in kept}
        layer["spans"] = kept
        for name, ends in (("relations", ("from", "to")), ("comments", ("span",))):
            layer[name] = [
                each for each in layer.get(name, ())
                if all(each.get(end) in (*there, None) for end in ends)
            ]  # fmt: skip
    return line


@BOTH
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(lines=a_file())
def test_what_is_lost_by_chance_is_announced(format: Format, lines: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        if "fragments" in format.partly:
            # A fragment that became a span may happen to be one that stood or was dropped there.
            lines = [_in_one_piece(line) for line in lines]
        if "widened" in format.partly:
            # One that was widened may come to stand where another was dropped.
            lines = [_words_apart(line) for line in lines]
        content = content_of(Path(name), *lines)
        said = announced(format, content)
        found = missing(format, content, read(write(format, content, Path(name))))
        assert not _differences(found, said)


@BOTH
def test_it_is_told_by_its_look(format: Format, tmp_path: Path) -> None:
    content = _contents(tmp_path)["simple"]
    out = write(format, content, tmp_path)
    returned = read(out, format)
    assert len(returned.documents) == 1
    assert all(each.matched == each.quotes for each in returned.placed)


@WRITES
def test_the_same_content_is_the_same_bytes(format: Format, tmp_path: Path) -> None:
    content = _contents(tmp_path)["rich"]
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        write(format, content, folder)
    names = sorted(path.relative_to(first) for path in first.rglob("*"))
    assert names == sorted(path.relative_to(second) for path in second.rglob("*"))
    for name in names:
        if (first / name).is_file():
            assert (first / name).read_bytes() == (second / name).read_bytes(), name


@WRITES
def test_nothing_is_an_empty_export(format: Format, tmp_path: Path) -> None:
    empty = Content(Header(), [])
    assert not announced(format, empty)
    out = write(format, empty, tmp_path)
    assert out.exists()
    if format.reads:
        returned = read(out, format)
        assert not returned.documents
        assert returned.findings == []


def _nothing(path: Path, name: str) -> Iterator[Item]:
    return iter(())


def _only_findings(format: Format, path: Path) -> None:
    try:
        files = find_files([path], None if path.is_dir() else format.name)[0]
        items = [item for each in files for item in (each.format.read or _nothing)(each.path, "x")]
    except Problem:
        return
    for item in items:
        if isinstance(item, FileDocument):
            _is_sound(item)
        elif isinstance(item, Finding):
            assert item.message.endswith((".", "”.", ".”"))
            assert item.kept
        else:
            assert isinstance(item, Header | Placed)


def _is_sound(document: FileDocument) -> None:
    text = document.frozen.text
    assert text.strip()
    text.encode()
    for layer in document.layers:
        for _, fields in layer.spans:
            for (start, end), quote in zip(fields["fragments"], fields["quote"], strict=True):
                assert 0 <= start < end <= len(text)
                assert text[start:end] == quote
        ids = [id for id, _ in layer.spans]
        assert all({each["from"], each["to"]} <= {*ids} for _, each in layer.relations)


RUBBISH = [
    b"",
    b"\0\1\2\xff" * 100,
    b"\xff\xfe\0",
    b"{",
    b"[",
    b"[{}]",
    b"\n\n",
    b"a,b\n1",
    b"<a/>",
]


@READS
@pytest.mark.parametrize("data", RUBBISH)
def test_rubbish_is_a_finding_and_no_document(format: Format, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / ("x" + format.suffixes[0])
    path.write_bytes(data)
    _only_findings(format, path)


@READS
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=200))
def test_bytes_by_chance(format: Format, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "x" + format.suffixes[0])
        path.write_bytes(data)
        _only_findings(format, path)


@BOTH
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.data())
def test_broken_files(format: Format, chance: st.DataObject) -> None:
    """Cut off, garbled, in another encoding, with other line ends: in every file of an export."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = write(format, _RICH, folder)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        path = chance.draw(st.sampled_from(files))
        data = bytearray(path.read_bytes())
        kind = chance.draw(st.sampled_from(("cut", "byte", "crlf", "utf-16", "twice", "swap")))
        place = chance.draw(st.integers(0, len(data)))
        if kind == "cut":
            del data[place:]
        elif kind == "byte" and data:
            data[min(place, len(data) - 1)] = chance.draw(st.integers(0, 255))
        elif kind == "crlf":
            data = bytearray(bytes(data).replace(b"\n", b"\r\n", chance.draw(st.integers(0, 9))))
        elif kind == "utf-16":
            data = bytearray(bytes(data).decode("utf-8", "replace").encode("utf-16"))
        elif kind == "twice":
            data = data + data
        else:
            end = min(len(data), place + chance.draw(st.integers(1, 30)))
            data[place:end] = data[place:end][::-1]
        path.write_bytes(data)
        _only_findings(format, out)


with tempfile.TemporaryDirectory() as _name:
    _RICH = content_of(Path(_name), *rich())


@READS
def test_a_file_that_is_not_there_is_an_os_error(format: Format, tmp_path: Path) -> None:
    assert format.read is not None
    with pytest.raises(FileNotFoundError):
        list(format.read(tmp_path / "nothing", "nothing"))
