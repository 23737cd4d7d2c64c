from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.formats.article_columns import columns_said, guessed
from annotator.formats.format import FileDocument, Finding
from annotator.formats.table import FORMAT, columns_of, read_table
from annotator.formats.tables import DOCUMENTS
from annotator.project.import_files import find_files

PROSE = "The mayor said that the bridge would be closed, and nobody knew for how long. " * 2


def read(path: Path, **options: str) -> tuple[list[FileDocument], list[str]]:
    items = list(FORMAT.reader(options)(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return documents, [item.kind for item in items if isinstance(item, Finding)]


def told(path: Path) -> str:
    found, _ = find_files([path])
    return found[0].format.name


def test_csv_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Id;Headline;Body;Date\n7;No!;"He said:\n“No.”";1 May\n8;;Yes.;\n', "utf-8")
    assert told(path) == "table"
    documents, kinds = read(path)
    assert [(each.key, each.title, each.frozen.text) for each in documents] == [
        ("7", "No!", "He said:\n“No.”"),
        ("8", None, "Yes."),
    ]
    assert documents[0].meta == {"Date": "1 May"}
    assert kinds == []


def test_csv_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("titel,inhalt\nMüller,Schöne Grüße für Ägypten\n".encode("cp1252"))
    documents, kinds = read(path)
    assert documents[0].frozen.text == "Schöne Grüße für Ägypten"
    assert kinds == ["encoding-guessed"]


def test_json_lines_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"uuid": "u1", "headline": "H", "body": "One.", "tags": ["x"], "deep": {"a": 1}}, {}]
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    assert told(path) == "table"
    documents, kinds = read(path)
    assert [(each.key, each.title) for each in documents] == [("u1", "H")]
    assert documents[0].meta == {"tags": ["x"]}
    assert kinds == ["no-text", "not-plain"]


def test_parquet_of_articles(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"url": ["x/1"], "content": ["One."], "lang": ["en"]}), path)
    assert told(path) == "table"
    documents, kinds = read(path)
    assert [(each.key, each.language) for each in documents] == [("x/1", "en")]
    assert kinds == []


def test_the_text_is_told_by_its_look(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'who,what\nAna,"{PROSE}"\n', "utf-8")
    assert told(path) == "table"
    documents, _ = read(path)
    assert documents[0].frozen.text.startswith("The mayor")


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text,note\n1,One.,Other.\n", "utf-8")
    documents, _ = read(path, columns="text=note,key=,title=text")
    assert [(each.key, each.title, each.frozen.text) for each in documents] == [
        (None, "One.", "Other.")
    ]
    assert read(path, columns="note")[0][0].frozen.text == "Other."
    with pytest.raises(Problem, match="no column “boddy”"):
        read(path, columns="text=boddy")
    with pytest.raises(Problem, match="colour"):
        read(path, columns="colour=id")


@pytest.mark.parametrize("name", ["a, b", 'the "text"', "a=b", "body"])
def test_any_name_of_a_column_can_be_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"content": "no", name: "yes", "headline": "H"}) + "\n", "utf-8")
    assert list(columns_of(path)[0]) == ["content", name, "headline"]
    said = columns_said({"text": name, "title": ""})
    documents, kinds = read(path, columns=said)
    assert [(each.frozen.text, each.title) for each in documents] == [("yes", None)]
    assert kinds == []


def test_tables_of_marks_are_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("document,start,end,label,full_text\na,0,3,quote,Ana says\n", "utf-8")
    assert told(path) == "csv"
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "a", "spans": []}\n', "utf-8")
    assert told(lines) == "annotator-jsonl"


def test_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    documents, kinds = read(path)
    assert documents == []
    assert kinds == ["no-text"]


@given(
    names=st.lists(st.text(max_size=8), max_size=5),
    cells=st.lists(st.none() | st.integers() | st.text(max_size=200), max_size=5),
)
def test_guessing_takes_only_what_is_there(names: list[str], cells: list[object]) -> None:
    found = guessed(names, [dict(zip(names, cells, strict=False))])
    for each in () if found is None else (found.text, found.title, found.key, found.language):
        assert each is None or each in names


@given(
    text=st.text(st.sampled_from('a",;\n\r\t\0é|'), max_size=80),
    suffix=st.sampled_from([".csv", ".jsonl"]),
)
def test_broken_tables(tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"broken{suffix}"
    path.write_text(f"text,title\n{text}", "utf-8")
    for item in read_table(path, path.name):
        assert isinstance(item, FileDocument | Finding)


def test_an_apostrophe_before_a_sign_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,body\n'-x,'=1 is what he said.\n", "utf-8")
    documents, _ = read(path)
    assert [each.frozen.text for each in documents] == ["'=1 is what he said."]
    path.write_text(f"{','.join(DOCUMENTS)}\na,T,en,'=1 is what he said.\n", "utf-8")
    documents, _ = read(path)
    assert [each.frozen.text for each in documents] == ["=1 is what he said."]
