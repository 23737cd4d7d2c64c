from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import archives
from annotator.formats.inception import FORMAT
from annotator.formats.registry import format_named
from tests.coming_back import Returned, read, write
from tests.coming_back import content_of as contents

TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Span|value
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span


#Text=🎉 Jane said|no .
1-1\t0-2\t🎉\t_\t_\t_\t_\t_\t
1-2\t3-7\tJane\t*[1]|B[2]\tQ1\tPER\t_\t_\t
1-3\t8-12\tsaid\tB[2]\t_\t_\t_\t_\t
1-4\t12-13\t|\t_\t_\t_\t_\t_\t
1-5\t13-15\tno\t_\t_\t_\t_\t_\t
1-5.1\t14-15\to\ta\\_b\\|c[3]|A[4]\t_\t_\tx\t1-2[2_4]\t
1-6\t16-17\t.\t_\t_\t_\t_\t_\t

#Text=Second one
2-1\t19-25\tSecond\t_\t*\tORG[5]\t_\t_\t
2-2\t26-29\tone\t_\t*\tORG[5]\t_\t_\t
"""


def tsv(folder: Path, said: str = TSV) -> Returned:
    (folder / "x.tsv").write_bytes(said.encode())
    return read(folder / "x.tsv")


def spans(found: Returned) -> list[tuple[str, str]]:
    return sorted(
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    )


def test_tokens_stacks_subtokens_and_relations(tmp_path: Path) -> None:
    found = tsv(tmp_path)
    (document,) = found.documents.values()
    assert document.frozen.text == "🎉 Jane said|no .\n Second one"
    assert spans(found) == [
        *(("A", "o"), ("B", "Jane said"), ("ORG", "Second one"), ("PER", "Jane")),
        *(("Span", "Jane"), ("a_b|c", "o")),
    ]
    (layer,) = document.layers
    labels = {id: fields["label"] for id, fields in layer.spans}
    ((_, link),) = layer.relations
    assert (labels[link["from"]], link["label"], labels[link["to"]]) == ("B", "x", "A")
    assert [f.get("entity") for _, f in layer.spans if f["label"] == "PER"] == ["Q1"]
    (placed,) = found.placed
    assert (placed.unit, placed.matched, placed.quotes) == ("utf16", 9, 9)
    assert found.findings == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (("1-3\t8-12", "1-3\tx-12"), "broken-line"),
        (("x\t1-2[2_4]", "x\t1-9[2_4]"), "relation-loose"),
        (("14-15\to", "14-99\to"), "tokens-moved"),
        (("14-15\to", "14-15\tx"), "not-placed"),
        (("#T_SP=webanno", "#T_XY=webanno"), "unknown-layer"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, change: tuple[str, str], kind: str) -> None:
    assert kind in [each.kind for each in tsv(tmp_path, TSV.replace(*change)).findings]


def test_line_ends_do_not_matter(tmp_path: Path) -> None:
    assert spans(tsv(tmp_path, TSV.replace("\n", "\r\n"))) == spans(tsv(tmp_path))


def _layer_of(folder: Path, label: str, format: str) -> tuple[str, bytes]:
    """Return name and content of what one person did, as a program writes it."""
    folder.mkdir()
    text = "🎉 Jane said no."
    line = {"text": text, "spans": [{"start": 2, "end": 6, "label": label}]}
    out = write(format_named(format), contents(folder, line), folder)
    (path,) = [each for each in out.rglob("*") if each.suffix in (".xmi", ".json")]
    # Of another program's file, what only ours has is not there.
    said = path.read_text("utf-8").split("\n")
    return path.suffix, "\n".join(
        each for each in said if "annotator:Document" not in each
    ).encode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("TypeSystem.xml", "<typeSystemDescription/>")
        archive.writestr("ben.xmi", _layer_of(tmp_path / "b", "SPEAKER", "xmi")[1])
    permissions = [{"user": "ana", "level": "ANNOTATOR"}, {"user": "ben", "level": "MANAGER"}]
    with zipfile.ZipFile(path, "w") as archive:
        said = {"name": "News", "project_permissions": permissions}
        archive.writestr("exportedproject.json", json.dumps(said))
        archive.writestr("source/a.txt", "🎉 Jane said no.")
        archive.writestr("annotation_ser/a.txt/ana.ser", b"\xac\xed")
        archive.writestr("annotation/a.txt/INITIAL_CAS.zip", b"")
        archive.writestr("annotation/a.txt/ana.xmi", _layer_of(tmp_path / "a", "WHO", "xmi")[1])
        archive.writestr("annotation/a.txt/ben.zip", inner.getvalue())
        gold = _layer_of(tmp_path / "c", "GOLD", "xmi")[1]
        archive.writestr("curation/a.txt/CURATION_USER.xmi", gold)
    return path


def test_a_project_has_its_people_and_their_layers(project: Path) -> None:
    found = read(project)
    assert found.header.title == "News"
    assert [each.id for each in found.header.people] == ["ana", "ben"]
    (document,) = found.documents.values()
    assert document.key == "a.txt"
    assert [(la.person, la.kind) for la in document.layers] == [
        *((None, "gold"), ("ana", None), ("ben", None))
    ]
    assert spans(found) == [("GOLD", "Jane"), ("SPEAKER", "Jane"), ("WHO", "Jane")]
    assert found.findings == []


def test_what_somebody_has_finished_is_done(project: Path) -> None:
    files = [{"name": "a.txt", "user": user, "state": state} for user, state in _STATES.items()]
    said = {"annotation_documents": files}
    said["source_documents"] = [{"name": "a.txt", "state": "CURATION_FINISHED"}]
    _with_project_file(project, said)
    (document,) = read(project).documents.values()
    statuses = {each.person: each.status for each in document.layers}
    assert statuses == {None: "done", "ana": "done", "ben": "skipped"}
    _with_project_file(project, {"annotation_documents": [{"name": 1}, 3, files[0] | {"user": []}]})
    (document,) = read(project).documents.values()
    assert {each.status for each in document.layers} == {"started"}


_STATES = {"ana": "FINISHED", "ben": "IGNORE", "zoe": "FINISHED"}


def _with_project_file(path: Path, said: dict[str, Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (kept | {"exportedproject.json": json.dumps(said).encode()}).items():
            archive.writestr(name, data)


def test_a_project_of_java_only_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("exportedproject.json", "{}")
        archive.writestr("annotation_ser/a.txt/ana.ser", b"\xac\xed")
    found = read(path)
    assert [each.kind for each in found.findings] == ["no-annotations"]
    assert "Java" in found.findings[0].message


def test_a_broken_layer_costs_that_layer_only(project: Path) -> None:
    with zipfile.ZipFile(project, "a") as archive:
        archive.writestr("annotation/a.txt/zoe.xmi", b"<xmi:XMI")
        archive.writestr("annotation/a.txt/aaa.zip", b"no archive")
    found = read(project)
    assert [(each.kind, each.document) for each in found.findings] == [("broken", "a.txt")] * 2
    assert len(spans(found)) == 3


def test_another_archive_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme", "x")
    assert FORMAT.looks is not None
    assert FORMAT.looks(path, b"") is None


def test_a_project_that_would_fill_the_disk_is_not_unpacked(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_LARGEST", 100)
    found = read(project, FORMAT)
    assert found.documents == {}
    assert [each.kind for each in found.findings] == ["archive"]


def test_a_layer_that_would_fill_the_memory_costs_that_layer_only(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zed.tsv", TSV + "\n" * 1_000_000)
    with zipfile.ZipFile(project, "a") as archive:
        archive.writestr("annotation/a.txt/zed.zip", inner.getvalue())
        packed = sum(each.file_size for each in archive.infolist())
    monkeypatch.setattr(archives, "_LARGEST", packed)
    found = read(project, FORMAT)
    assert [each.kind for each in found.findings] == ["archive"]
    assert spans(found) == [("GOLD", "Jane"), ("SPEAKER", "Jane"), ("WHO", "Jane")]


def _deflated(path: Path, entries: dict[str, bytes]) -> None:
    """Put entries into a project, in the place of those of the same names."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (kept | entries).items():
            archive.writestr(name, data)


def test_a_bomb_costs_what_it_takes_the_place_of(project: Path) -> None:
    """A source, which is not read, costs nothing; of two layers, the other one is kept."""
    bomb = bytes(300 << 20)
    _deflated(project, {"source/a.txt": bomb, "annotation/a.txt/ana.xmi": bomb})
    found = read(project, FORMAT)
    assert [(each.kind, each.document, each.file) for each in found.findings] == [
        ("archive", "a.txt", "project.zip/annotation/a.txt/ana.xmi")
    ]
    assert spans(found) == [("GOLD", "Jane"), ("SPEAKER", "Jane")]


def test_a_bomb_beside_a_layer_in_its_own_archive_costs_nothing(project: Path) -> None:
    with zipfile.ZipFile(project) as archive:
        inner = io.BytesIO(archive.read("annotation/a.txt/ben.zip"))
    with zipfile.ZipFile(inner, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.xml", bytes(100 << 20))
        archive.writestr("aaa.xmi", bytes(100 << 20))
    _deflated(project, {"annotation/a.txt/ben.zip": inner.getvalue()})
    found = read(project, FORMAT)
    assert found.findings == []
    assert spans(found) == [("GOLD", "Jane"), ("SPEAKER", "Jane"), ("WHO", "Jane")]


def test_an_entry_too_large_for_the_memory_costs_no_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(project) as archive:
        largest = max(each.file_size for each in archive.infolist())
    monkeypatch.setattr(archives, "_IN_MEMORY", largest)
    _deflated(project, {"annotation/a.txt/zoe.xmi": b" " * (2 * archives._IN_MEMORY)})
    found = read(project, FORMAT)
    assert [each.kind for each in found.findings] == ["archive"]
    assert len(spans(found)) == 3


@pytest.mark.parametrize("said", [bytes(100 << 20), b"{", b"[]"])
def test_a_project_file_that_cannot_be_read_costs_no_layer(project: Path, said: bytes) -> None:
    _deflated(project, {"exportedproject.json": said})
    found = read(project, FORMAT)
    assert [(each.kind, each.file) for each in found.findings] == [
        ("broken", "project.zip/exportedproject.json")
    ]
    assert found.header.title is None
    assert len(spans(found)) == 3


def test_a_damaged_project_file_costs_no_layer(project: Path) -> None:
    project.write_bytes(project.read_bytes().replace(b'"News"', b'"Newz"', 1))
    found = read(project, FORMAT)
    assert [each.kind for each in found.findings] == ["broken"]
    assert len(spans(found)) == 3


def test_people_without_a_name_are_nobody(project: Path) -> None:
    users = ["ana", None, [], "", 3, {"a": 1}]
    _with_project_file(project, {"project_permissions": [{"user": each} for each in users]})
    assert [each.id for each in read(project).header.people] == ["ana"]
