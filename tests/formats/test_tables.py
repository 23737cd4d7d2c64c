from __future__ import annotations

import csv
import zipfile
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from annotator.formats.csv_tables import FORMAT as CSV
from annotator.formats.csv_tables import guard, unguard
from annotator.formats.format import FileDocument, Finding
from annotator.formats.registry import format_named
from annotator.formats.tables_reading import Groups, is_sorted
from annotator.formats.xlsx import FORMAT as XLSX
from annotator.formats.xlsx_writing import clean, unclean
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import rich, simple

TEXT = "🎉 Kyiv said no."


def returned(folder: Path, said: str, name: str = "x.csv") -> Returned:
    path = folder / name
    path.write_bytes(said.encode())
    return read(path)


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "'=1", "''=1", "\t=x", "'x", "x=1", ""])
def test_a_formula_is_guarded_and_comes_back(cell: str) -> None:
    assert guard(cell)[:1] not in ("=", "+", "-", "@", "\t")
    assert unguard(guard(cell)) == cell


def test_no_cell_of_a_file_is_a_formula(tmp_path: Path) -> None:
    write(CSV, content_of(tmp_path, *rich()), tmp_path)
    seen = 0
    for path in tmp_path.glob("out*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                seen += 1
                assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert seen > 15


def test_a_list_of_spans_reads_like_one(tmp_path: Path) -> None:
    out = write(CSV, content_of(tmp_path, *simple()), tmp_path)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["document"], row["label"], row["text"]) for row in rows] == [
        *(("simple", "location", "Kyiv"), ("simple", "quote", "no"), ("simple", "claim", "Ні"))
    ]
    assert [row["person"] for row in rows] == ["ana"] * 3


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("start", [2, 3])
def test_rows_of_others_that_hold_the_text(tmp_path: Path, between: str, start: int) -> None:
    """Whatever the columns are called, with commas or semicolons, counted in either unit."""
    lines = [
        between.join(("doc_id", "document_text", "Begin", "End", "Tag", "quote", "topic")),
        between.join(("d1", TEXT, str(start), str(start + 4), "LOC", "Kyiv", "war")),
        between.join(("d1", TEXT, str(start + 5), str(start + 9), "CUE", "said", "war")),
    ]
    found = returned(tmp_path, "\r\n".join(lines))
    assert spans(found) == [("LOC", "Kyiv"), ("CUE", "said")]
    assert [document.key for document in found.documents.values()] == ["d1"]
    assert found.findings == []


def test_rows_without_spans_are_documents(tmp_path: Path) -> None:
    found = returned(tmp_path, 'id,title,text,Source\n1,T,"one, two",web\n2,U,three,print\n')
    assert [(d.title, d.frozen.text, d.meta) for d in found.documents.values()] == [
        ("T", "one, two", {"id": "1", "Source": "web"}),
        ("U", "three", {"id": "2", "Source": "print"}),
    ]


def test_spans_without_a_text_are_a_finding(tmp_path: Path) -> None:
    found = returned(tmp_path, "document,start,end,label,text\nd,0,4,LOC,Kyiv\n")
    assert [each.kind for each in found.findings] == ["no-text"]
    assert not found.documents


def test_rows_of_unknown_documents_and_broken_cells_are_findings(tmp_path: Path) -> None:
    out = write(CSV, content_of(tmp_path, *simple()), tmp_path)
    lines = out.read_text("utf-8").splitlines()
    lines.insert(1, lines[1].replace("simple", "other", 1))
    lines[2] = lines[2].replace(",0,4,", ",0,four,")
    lines[3] = lines[3].replace(",hand,", ",hand,?,", 1)
    out.write_text("\n".join(lines), "utf-8")
    found = read(out)
    assert sorted(each.kind for each in found.findings) == ["no-text", "not-placed", "wrong-type"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("meta", "[]"), ("layers", "3"), ("layers", "{}"), ("excluded", "7"), ("extra", "[1]")],
)
def test_a_cell_of_other_json_than_expected_is_a_finding(
    tmp_path: Path, column: str, cell: str
) -> None:
    (tmp_path / "a.csv").write_text("document,label,start,end\na,quote,0,3\n", "utf-8")
    table = f"document,text,source,{column}\na,One two.,paper,{cell}\n"
    (tmp_path / "a.documents.csv").write_text(table, "utf-8")
    returned = read(tmp_path / "a.csv", CSV)
    assert [each.kind for each in returned.findings] == ["not-json"]
    assert [*returned.documents] == ["One two."]


@pytest.mark.parametrize("order", ["ab", "ba"])
@pytest.mark.parametrize("rows", ["aabb", "bbaa", "abab", "bb", "ccaab", ""])
def test_rows_find_their_documents_in_any_order(order: str, rows: str) -> None:
    table = [{"document": each, "n": str(n)} for n, each in enumerate(rows)]
    groups = Groups(table, is_sorted(rows))
    for key in order:
        assert len(groups.take(key)) == rows.count(key)
    assert sum(map(len, groups.left().values())) == rows.count("c")


@pytest.mark.parametrize("text", ["a\x0cb", "_x000C_", "_x005F_", "\ufffe", "a\rb", "_x_", "=1+1"])
def test_what_a_cell_cannot_hold_is_written_otherwise(text: str) -> None:
    assert unclean(clean(text)) == text
    assert not set(clean(text)) & set("\x0c\r\ufffe")


def test_a_workbook_opens_in_a_library_that_knows_them(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(XLSX, content_of(tmp_path, *rich()), tmp_path))
    assert book.sheetnames == ["spans", "relations", "documents"]
    table = list(book["spans"].values)
    assert table[0][:8] == ("part", *("document", "person", "kind", "id", "label", "start", "end"))
    notes = [row[table[0].index("note")] for row in table[1:]]
    assert "=1+1" in notes
    cells = [cell for row in book["spans"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(len(cell.value) <= 32_767 for cell in cells if isinstance(cell.value, str))


def test_bombs_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as entry,
    ):
        for _ in range(80):
            entry.write(b"\0" * (1 << 20))
    found = read(path)
    assert [each.kind for each in found.findings] == ["archive"]


def test_entities_in_a_workbook_do_not_grow(tmp_path: Path) -> None:
    out = write(XLSX, content_of(tmp_path, *simple()), tmp_path)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    for each, following in pairwise("abcdefghij"):
        bomb += f'<!ENTITY {following} "{f"&{each};" * 10}">'
    with zipfile.ZipFile(out) as archive:
        entries = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    head, rest = entries[name].split("?>\n", 1)
    entries[name] = f"{head}?>{bomb}]>{rest.replace('>location<', '>&j;<')}"
    with zipfile.ZipFile(tmp_path / "y.xlsx", "w") as archive:
        for each, text in entries.items():
            archive.writestr(each, text)
    found = read(tmp_path / "y.xlsx")
    assert found.findings
    assert all(len(label) < 1000 for label, _ in spans(found))


def test_of_two_columns_of_documents_the_last_counts(tmp_path: Path) -> None:
    header = "document,id,label,start,end,document\n"
    rows = "a,s1,quote,0,1,b\nb,s2,claim,0,1,a\nc,s3,quote,1,2,b\n"
    (tmp_path / "x.csv").write_text(header + rows, "utf-8")
    (tmp_path / "x.documents.csv").write_text("document,text\na,Text of a.\nb,Text of b.\n")
    found = read(tmp_path / "x.csv")
    assert found.findings == []
    spans = {each.key: len(each.layers[0].spans) for each in found.documents.values()}
    assert spans == {"a": 1, "b": 2}


def test_an_apostrophe_of_others_is_no_guard(tmp_path: Path) -> None:
    found = returned(tmp_path, "document,text\na,'@home said no.\nb,'-and so on.\n")
    texts = [each.frozen.text for each in found.documents.values()]
    assert texts == ["'@home said no.", "'-and so on."]


def test_names_of_an_earlier_version_and_of_others_come_with_the_marks(tmp_path: Path) -> None:
    rows = "document,label,start,end,entity,entity_name\n"
    rows += "a,speaker,0,4,E1,Jane\na,speaker,0,4,,Nobody\na,location,5,9,,\n"
    (tmp_path / "x.csv").write_text(rows, "utf-8")
    (tmp_path / "x.documents.csv").write_text("document,text\na,Jane said so.\n", "utf-8")
    (document,) = read(tmp_path / "x.csv").documents.values()
    assert document.entities == {"E1": ("Jane", None, ["speaker"])}


_OF_EXCEL = 'id;text;label\r\n1;"Bonjour Zürich, “où” est-il ?";x\r\n'


@pytest.mark.parametrize(
    ("name", "said", "found"),
    [
        ("cp1252", None, ["encoding-guessed"]),
        ("cp1252", "cp1252", []),
        ("utf-8", None, []),
        ("utf-8-sig", None, []),
        ("utf-8-sig", "cp1252", []),
        ("utf-16", None, []),
    ],
)
@pytest.mark.parametrize("format", ["csv", "table"])
def test_a_csv_of_a_spreadsheet_is_read_in_its_encoding(
    format: str, name: str, said: str | None, found: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(_OF_EXCEL.encode(name))
    options = {} if said is None else {"encoding": said}
    items = list(format_named(format).reader(options)(path, path.name))
    (text,) = [each.frozen.text for each in items if isinstance(each, FileDocument)]
    assert text == "Bonjour Zürich, “où” est-il ?"
    assert [each.kind for each in items if isinstance(each, Finding)] == found


def test_an_encoding_that_is_none_or_does_not_fit_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(_OF_EXCEL.encode("cp1252"))
    for encoding in ("cp9", "utf-8"):
        items = list(CSV.reader({"encoding": encoding})(path, path.name))
        assert [each.kind for each in items if isinstance(each, Finding)] == ["not-text"]
        assert not any(isinstance(each, FileDocument) for each in items)


def test_what_lies_beside_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("document,label,start,end\nä,quote,0,3\n".encode("cp1252"))
    table = "document,text\nä,Für Ägypten und Zürich.\n"
    (tmp_path / "x.documents.csv").write_bytes(table.encode())
    found = read(tmp_path / "x.csv")
    assert spans(found) == [("quote", "Für")]
    assert [each.kind for each in found.findings] == ["encoding-guessed"]
