"""Files whose lines end in a CR by itself, as old Macs and some spreadsheets write them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import line_ends
from annotator.formats.beginning import beginning_of
from annotator.formats.format import FileDocument, Finding
from annotator.formats.line_ends import lines_of, with_line_feeds
from annotator.formats.registry import formats_of_file
from tests.projects import bring, faults, new_project

JSON = (
    '{"text":"Bob said no","label":[[0,3,"speaker"]]}\n'
    '{"text":"Ann said yes","label":[[0,3,"speaker"]]}\n'
)
FILES = {
    "a.jsonl": (JSON, 2, 2),
    "ours.jsonl": (JSON.replace('[[0,3,"speaker"]]', "[]").replace("label", "spans"), 2, 0),
    "table.jsonl": (
        JSON.replace('[[0,3,"speaker"]]', '"A"').replace("text", "body").replace("label", "head"),
        2,
        0,
    ),
    "c.conll": ("Bob\tB-speaker\nsaid\tO\nno\tO\n\nAnn\tB-speaker\nwas\tO\n", 1, 2),
    "c.txt": ("Bob\tB-speaker\nsaid\tO\nno\tO\n\nAnn\tB-speaker\nwas\tO\n" * 3_000, 1, 6_000),
    "t.csv": ("text,title\nBob said no,A\nAnn said yes,B\n", 2, 0),
    "w.tsv": (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
        "#Text=Bob said no\n1-1\t0-3\tBob\tspeaker\t\n1-2\t4-8\tsaid\t_\t\n1-3\t9-11\tno\t_\t\n",
        1,
        1,
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_each_line_is_read(tmp_path: Path, name: str, end: str) -> None:
    content, documents, spans = FILES[name]
    path = tmp_path / name
    path.write_bytes(content.replace("\n", end).encode())
    format = formats_of_file(path, beginning_of(path))[0][0]
    items = list(format.reader({})(path, name))
    found = [each for each in items if isinstance(each, FileDocument)]
    assert [each.message for each in items if isinstance(each, Finding)] == []
    assert len(found) == documents
    assert sum(len(layer.spans) for each in found for layer in each.layers) == spans


def test_brat(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_bytes(b"Bob said no\r")
    (tmp_path / "b" / "a.ann").write_bytes(b"T1\tspeaker 0 3\tBob\rT2\tclaim 4 11\tsaid no\r")
    project = new_project(tmp_path / "p.sqlite")
    assert bring(project, tmp_path / "b", me="Lea").spans == 2
    assert faults(project) == []


@given(
    st.lists(st.tuples(st.text("ab", max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))),
    st.integers(1, 4),
)
def test_no_byte_is_lost_and_lines_are_whole(parts: list[tuple[str, str]], piece: int) -> None:
    data = "".join(line + end for line, end in parts).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_ends, "_PIECE", piece)
        found = list(lines_of(io.BytesIO(data)))
    assert b"".join(found) == data
    lines = [each.strip(b"\r\n") for each in found]
    assert [each for each in lines if each] == [line.encode() for line, _ in parts if line]


def test_a_carriage_return_within_a_line_stays() -> None:
    assert with_line_feeds("a\rb\nc\r\n") == "a\rb\nc\n"
    assert with_line_feeds("a\rb\r") == "a\nb\n"
