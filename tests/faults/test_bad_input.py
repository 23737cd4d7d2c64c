"""Each way in which files are bad, for every format that is read, into a project."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from annotator.formats.format import Header
from annotator.formats.parquet_schema import parquet_schema
from annotator.formats.registry import formats
from annotator.project.repair_list import repair_list
from tests.faults.broken_files import Imports, counts
from tests.projects import bring, documents_of, exported, faults, new_project
from tests.samples import reopen

NAMES = [each.name for each in formats() if each.reads and each.missing() is None]
#: Files of which each byte is part of a packed whole.
_PACKED = {"parquet", "huggingface", "xlsx", "spacy", "docx", "epub", "pdf", "zip", "inception"}
_TEXTS = [name for name in NAMES if name not in _PACKED]


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Imports:
    return Imports(tmp_path_factory.mktemp("bad"))


def _files(imports: Imports, name: str, folder: Path) -> list[tuple[Path, bytes]]:
    """Return the files of a valid export, copied to a folder, with what is in them."""
    files = []
    for path in sorted(imports.valid[name].rglob("*")):
        if path.is_file():
            copy = folder / path.relative_to(imports.valid[name])
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            files.append((copy, path.read_bytes()))
    return files


@pytest.mark.parametrize("name", NAMES)
def test_truncated(imports: Imports, name: str, tmp_path: Path) -> None:
    for path, data in _files(imports, name, tmp_path)[:4]:
        for part in (0, 1, 2, 5, 8):
            path.write_bytes(data[: len(data) * part // 9])
            imports.bring(tmp_path, name)
        path.write_bytes(data)


@pytest.mark.parametrize("name", _TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "cp1251", "utf-7"])
def test_in_another_encoding(imports: Imports, name: str, encoding: str, tmp_path: Path) -> None:
    for path, data in _files(imports, name, tmp_path):
        path.write_bytes(data.decode("utf-8").encode(encoding, "replace"))
    imports.bring(tmp_path, name)


@pytest.mark.parametrize("name", _TEXTS)
def test_mixed_newlines(imports: Imports, name: str, tmp_path: Path) -> None:
    """Every second line ends as on Windows: the marks are as many as before."""
    project = new_project(tmp_path / "p.sqlite")
    bring(project, imports.valid[name], format=name, owner="Ana")
    folder = tmp_path / "in"
    folder.mkdir()
    for path, data in _files(imports, name, folder):
        lines = data.split(b"\n")
        ends = [b"\r\n" if number % 2 else b"\n" for number in range(len(lines) - 1)]
        parts = [line + end for line, end in zip(lines, [*ends, b""], strict=True)]
        path.write_bytes(b"".join(parts))
    assert imports.bring(folder, name) != "refused"
    assert counts(imports.folder / "p.sqlite") == counts(project)


TEXT = "🎉 Ana said no in Kyiv, and Ana left."
KYIV, ANA = TEXT.index("Kyiv"), TEXT.index("Ana")
#: (id, label, start, end, quote); of the quotes “Oslo” is nowhere and “left” elsewhere.
MARKS = [
    ("s1", "location", KYIV, KYIV + 4, "Kyiv"),
    ("s1", "speaker", ANA, ANA + 3, "Ana"),
    ("s2", "planet", ANA, ANA + 3, "Ana"),
    ("s3", "location", KYIV, KYIV + 4, "Oslo"),
    ("s4", "claim", 900, 904, ""),
    ("s5", "claim", 4, 2, ""),
]


def _prodigy() -> dict[str, bytes]:
    spans = [{"id": i, "label": a, "start": s, "end": e} for i, a, s, e, _ in MARKS]
    links = [{"label": "said_by", "head_span": spans[0], "child_span": {"start": 1, "end": 99}}]
    return {"x.jsonl": json.dumps({"text": TEXT, "spans": spans, "relations": links}).encode()}


def _doccano() -> dict[str, bytes]:
    keys = ("id", "label", "start_offset", "end_offset")
    entities = [dict(zip(keys, mark, strict=False)) for mark in MARKS]
    links = [{"id": 1, "from_id": "s1", "to_id": "gone", "type": "said_by"}]
    line = {"id": 1, "text": TEXT, "entities": entities, "relations": links, "Comments": []}
    return {"x.jsonl": json.dumps(line).encode()}


def _label_studio() -> dict[str, bytes]:
    result: list[dict[str, Any]] = [
        {"id": i, "type": "labels", "from_name": "label", "to_name": "text"}
        | {"value": {"start": s, "end": e, "labels": [a], **({"text": q} if q else {})}}
        for i, a, s, e, q in MARKS
    ]
    result.append({"type": "relation", "from_id": "s1", "to_id": "gone", "labels": ["said_by"]})
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": result}]}
    return {"x.json": json.dumps([task]).encode()}


def _csv() -> dict[str, bytes]:
    rows = [f"d,{i},{a},{s},{e},{q}" for i, a, s, e, q in MARKS]
    spans = "\n".join(["document,id,label,start,end,text", *rows])
    links = "document,id,label,from,to\nd,r1,said_by,s1,gone\n"
    documents = f'document,text\nd,"{TEXT}"\n'
    files = {"x.csv": spans, "x.documents.csv": documents, "x.relations.csv": links}
    return {name: said.encode() for name, said in files.items()}


def _brat() -> dict[str, bytes]:
    lines = [f"T{n}\t{a} {s} {e}\t{q}" for n, (_, a, s, e, q) in enumerate(MARKS, 1)]
    lines[1] = lines[1].replace("T2", "T1")
    lines.append("R1\tsaid_by Arg1:T1 Arg2:T77")
    return {"x.txt": TEXT.encode(), "x.ann": "\n".join([*lines, ""]).encode()}


def _jsonl() -> dict[str, bytes]:
    keys = ("id", "label", "start", "end", "quote")
    spans = [{k: v for k, v in zip(keys, mark, strict=True) if v != ""} for mark in MARKS]
    links = [{"id": "r1", "label": "said_by", "from": "s1", "to": "gone"}]
    line = {"id": "d", "text": TEXT, "spans": spans, "relations": links}
    return {"x.jsonl": json.dumps(line).encode()}


def _xlsx() -> dict[str, bytes]:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheets = {
        "spans": [["document", "id", "label", "start", "end", "text"], *(["d", *m] for m in MARKS)],
        "relations": [
            ["document", "id", "label", "from", "to"],
            ["d", "r1", "said_by", "s1", "gone"],
        ],
        "documents": [["document", "text"], ["d", TEXT]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return {"x.xlsx": out.getvalue()}


def _parquet() -> dict[str, bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    keys = ("id", "label", "start", "end", "text")
    spans = [{k: v for k, v in zip(keys, mark, strict=True) if v != ""} for mark in MARKS]
    links = [{"id": "r1", "label": "said_by", "from": "s1", "to": "gone"}]
    row = {"id": "d", "text": TEXT, "kind": "annotations", "spans": spans, "relations": links}
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row], schema=parquet_schema(Header())), out)
    return {"x.parquet": out.getvalue()}


def _structures() -> list[dict[str, Any]]:
    """Return the marks as a CAS has them, which counts UTF-16 units."""
    place = {"xmi:id": "1", "sofa": "1"}
    marks = [
        {**place, "xmi:id": i, "begin": s + (0 < s < 99), "end": e + (s < 99), "label": a}
        for i, a, s, e, _ in MARKS
    ]
    link = {"begin": 0, "end": 0, "Governor": "s1", "Dependent": "gone", "label": "said_by"}
    return [*marks, {**place, "xmi:id": "r1", **link}]


def _xmi() -> dict[str, bytes]:
    named = [
        " ".join(f"{name}={quoteattr(str(value))}" for name, value in each.items())
        for each in _structures()
    ]
    said = "".join(f"<custom:Mark {each}/>" for each in named)
    sofa = f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString={quoteattr(TEXT)}/>'
    spaces = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    whole = f'<xmi:XMI {spaces} xmlns:custom="http:///custom.ecore">{sofa}{said}</xmi:XMI>'
    return {"x.xmi": whole.encode()}


def _json_cas() -> dict[str, bytes]:
    marks = [{"%TYPE": "custom.Mark", "%ID": e.pop("xmi:id"), **e} for e in _structures()]
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": TEXT}
    whole = {"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, *marks]}
    return {"x.json": json.dumps(whole).encode()}


WITH_MARKS = {
    "annotator-jsonl": _jsonl,
    "brat": _brat,
    "csv": _csv,
    "doccano": _doccano,
    "json-cas": _json_cas,
    "label-studio": _label_studio,
    "parquet": _parquet,
    "prodigy": _prodigy,
    "xlsx": _xlsx,
    "xmi": _xmi,
}
WITHOUT_QUOTES = {"doccano", "json-cas", "prodigy", "xmi"}
#: What has marks and no ids, places or links that could be wrong: words with tags.
ONLY_TAGS = {"conll-2003", "conll-bioes", "conll-iob2", "webanno-tsv", "inception"}
#: What has no marks at all.
ARTICLES = {"docx", "epub", "html", "pdf", "plain-text", "table"}


def test_no_reader_is_forgotten() -> None:
    """ZIP and a folder for datasets hold files of the others; DocBin has tests of its own."""
    others = {"zip", "spacy", "huggingface"}
    assert {*NAMES} - others == {*WITH_MARKS} | ONLY_TAGS | ARTICLES


@pytest.mark.parametrize("name", sorted(ONLY_TAGS))
def test_a_tag_that_the_schema_does_not_have_waits(
    imports: Imports, name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    tagged = f"Ana{'' if name != 'conll-2003' else ' -X- _'}\tB-planet\nsaid\tO\n"
    project = new_project(tmp_path / "p.sqlite")
    if name.startswith("conll"):
        (folder / "x.conll").write_text(tagged, "utf-8")
        report = bring(project, folder, format=name, owner="Ana")
        assert (report.spans, report.unplaced) == (0, 1)
    else:
        report = bring(project, imports.valid[name], format=name, owner="Ana")
        foreign = report.foreign.labels.total() + report.foreign.relations.total()
        assert report.unplaced == foreign > 1
    assert faults(project) == []


@pytest.mark.parametrize("name", WITH_MARKS)
def test_every_bad_mark_is_listed_and_the_good_ones_come_in(name: str, tmp_path: Path) -> None:
    """Quotes that do not match, unknown labels, duplicate ids, places outside, loose links."""
    folder = tmp_path / "in"
    folder.mkdir()
    for file, data in WITH_MARKS[name]().items():
        (folder / file).write_bytes(data)
    path = new_project(tmp_path / "p.sqlite")
    report = bring(path, folder, format=name, owner="Ana")
    (document,) = documents_of(exported(path))
    kept = sorted((each["label"], each["quote"]) for each in document["layers"][0]["spans"])
    good = [("location", ["Kyiv"]), ("speaker", ["Ana"])]
    if name in WITHOUT_QUOTES:
        good.insert(0, ("location", ["Kyiv"]))
    assert kept == good
    project = reopen(path, "w")
    waiting = sorted(each.mark.because for each in repair_list(project))
    project.close()
    assert report.unplaced == len(waiting) == len(MARKS) + 1 - len(good)
    assert waiting.count("relation-loose") == 1
    assert faults(path) == []


@pytest.mark.parametrize("name", [each for each in WITH_MARKS if each not in WITHOUT_QUOTES])
@pytest.mark.parametrize("unit", ["utf-16-le", "utf-8"])
def test_offsets_in_another_unit_are_found_by_the_quotes(
    name: str, unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    width = 2 if unit == "utf-16-le" else 1
    good = MARKS[:2]
    shifted = [
        (f"s{n}", label, *(len(TEXT[:each].encode(unit)) // width for each in (start, end)), quote)
        for n, (_, label, start, end, quote) in enumerate(good)
    ]
    monkeypatch.setitem(globals(), "MARKS", shifted)
    folder = tmp_path / "in"
    folder.mkdir()
    for file, data in WITH_MARKS[name]().items():
        (folder / file).write_bytes(data)
    path = new_project(tmp_path / "p.sqlite")
    assert bring(path, folder, format=name, owner="Ana").spans == 2
    (document,) = documents_of(exported(path))
    assert sorted(each["quote"][0] for each in document["layers"][0]["spans"]) == ["Ana", "Kyiv"]
