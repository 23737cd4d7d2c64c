"""Packed files that would be beyond measure, and XML that asks for other files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from tests.articles_saved import zipped
from tests.faults.broken_files import Imports
from tests.projects import bring, exported, new_project

_PACKED = ("docx", "epub", "xlsx", "zip", "inception")
SECRET = "a secret of this computer"


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Imports:
    return Imports(tmp_path_factory.mktemp("packed"))


def _entries(imports: Imports, name: str) -> tuple[Path, dict[str, bytes]]:
    (path,) = (each for each in imports.valid[name].rglob("*") if each.is_file())
    with zipfile.ZipFile(path) as archive:
        return path, {each: archive.read(each) for each in archive.namelist()}


@pytest.mark.parametrize("name", _PACKED)
def test_a_bomb_is_not_unpacked(imports: Imports, name: str, tmp_path: Path) -> None:
    path, entries = _entries(imports, name)
    largest = max(entries, key=lambda each: len(entries[each]))
    for entry in (largest, "more.xml"):
        out = tmp_path / path.name
        out.write_bytes(zipped({**entries, entry: bytes(300 << 20)}))
        assert out.stat().st_size < 1 << 20
        assert entry != largest or imports.bring(out, name) in ("refused", "findings")
        imports.bring(out, name)
        text = exported(imports.folder / "p.sqlite")
        assert len(text) < 1 << 20


@pytest.mark.parametrize("name", ["zip", "inception"])
def test_a_bomb_in_a_bomb(imports: Imports, name: str, tmp_path: Path) -> None:
    path, entries = _entries(imports, name)
    inner = zipped({"x.txt": bytes(300 << 20), "ana.tsv": bytes(300 << 20)})
    for entry in (*entries, "more.zip"):
        (tmp_path / path.name).write_bytes(zipped({**entries, entry: inner}))
        imports.bring(tmp_path / path.name, name)
        assert len(exported(imports.folder / "p.sqlite")) < 1 << 20


def _asking(xml: bytes, secret: Path) -> bytes:
    """Return XML whose first text or attribute is an entity that names another file."""
    head, _, rest = xml.rpartition(b"?>")
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    return head + (b"?>" if head else b"") + declared + rest.replace(b">T", b">&e;", 1)


@pytest.mark.parametrize("name", ["docx", "epub", "xlsx", "html", "xmi"])
def test_no_other_file_is_read(imports: Imports, name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    for path in imports.valid[name].rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {each: archive.read(each) for each in archive.namelist()}
            data = zipped({each: _asking(part, secret) for each, part in parts.items()})
        elif data:
            data = _asking(data, secret)
        if data:
            out = folder / path.relative_to(imports.valid[name])
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(data)
    imports.bring(folder, name)
    project = imports.folder / "p.sqlite"
    assert SECRET.encode() not in exported(project)


@pytest.mark.parametrize("name", ["zip", "inception"])
def test_no_other_file_is_read_by_what_is_packed(
    imports: Imports, name: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    spaces = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    sofa = '<cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="Said &e;"/>'
    xmi = f'<?xml version="1.0"?>{declared}<xmi:XMI {spaces}>{sofa}</xmi:XMI>'
    page = f"{declared}<html><body><p>Said &e; and more.</p></body></html>"
    parts = {"a.xmi": xmi, "b.html": page, "c.txt": "An article."}
    if name == "inception":
        _, there = _entries(imports, name)
        parts = {**there, "annotation/b.txt/ana.xmi": xmi}  # type: ignore[dict-item]
    (tmp_path / "x.zip").write_bytes(zipped(parts))
    assert imports.bring(tmp_path / "x.zip", name) == "findings"
    assert SECRET.encode() not in exported(imports.folder / "p.sqlite")


@pytest.mark.parametrize("name", ["parquet", "table"])
def test_a_bomb_in_parquet_is_not_unpacked(imports: Imports, name: str, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [bytes([65 + number]).decode() * (8 << 20) for number in range(10)]
    columns = {"text" if name == "parquet" else "body": texts}
    options = {"compression": "zstd", "use_dictionary": False, "write_statistics": False}
    pq.write_table(pa.table(columns), tmp_path / "x.parquet", **options)
    assert (tmp_path / "x.parquet").stat().st_size < 1 << 20
    assert imports.bring(tmp_path / "x.parquet", name) == "refused"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("spaces", [0, 40_000])
def test_no_entity_of_a_workbook_is_read(
    imports: Imports, encoding: str, spaces: int, tmp_path: Path
) -> None:
    """A document type in any part, however late and encoded, and nothing of it comes in."""
    path, entries = _entries(imports, "xlsx")
    declared = b" " * spaces + b'<!DOCTYPE x [<!ENTITY a "PWNED">]>'
    asked = 0
    for name, part in entries.items():
        head, _, rest = part.rpartition(b"?>")
        asking = declared + rest.replace(b"</t>", b"&a;</t>")
        said = f'<?xml version="1.0" encoding="{encoding}"?>' + asking.decode()
        out = tmp_path / path.name
        out.write_bytes(zipped({**entries, name: said.encode(encoding)}))
        assert imports.bring(out, "xlsx") == "refused"
        asked += b"&a;" in asking
    assert asked


@pytest.mark.parametrize("name", ["docx", "epub", "xlsx", "xmi"])
@pytest.mark.parametrize("encoding", ["big5", "utf-7", "idna", "hex", "nothing"])
def test_xml_in_an_encoding_that_is_not_read_says_so(
    imports: Imports, name: str, encoding: str, tmp_path: Path
) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    folder = tmp_path / "in"
    folder.mkdir()
    for path in imports.valid[name].rglob("*.*"):
        out = folder / path.name
        if name == "xmi":
            out.write_bytes(declared + path.read_bytes().rpartition(b"?>")[2])
        else:
            _, parts = _entries(imports, name)
            new = {key: declared + part.rpartition(b"?>")[2] for key, part in parts.items()}
            out.write_bytes(zipped({**new, "mimetype": parts.get("mimetype", b"")}))
    project = new_project(tmp_path / "p.sqlite")
    with pytest.raises(Problem) as raised:
        bring(project, folder, format=name)
    assert "has an encoding that is not known" in str(raised.value)
