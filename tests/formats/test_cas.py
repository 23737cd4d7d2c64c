from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.cas_reading import xmi_structures
from annotator.formats.json_cas import FORMAT as JSON_CAS
from annotator.formats.notes import Notes
from annotator.formats.xmi import FORMAT as XMI
from tests.coming_back import Content, Returned, content_of, read, write
from tests.rich_content import rich

cassis = pytest.importorskip("cassis")
TEXT = "Jane 🎉 said\r\nno to Bob."


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return content_of(tmp_path, *rich())


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


def _expected(content: Content, person: str, key: str) -> list[tuple[int, int, str]]:
    (document,) = [each for each in content.documents if each.key == key]
    (layer,) = [each for each in document.layers if each.person == person]
    return sorted((row[0], -row[1], row[2]) for row in layer.spans)


def _in_cassis(cas: Any) -> list[tuple[int, int, str]]:
    return sorted((each.begin, each.end, each.label) for each in cas.select("custom.Span"))


def test_cassis_reads_the_xmi(content: Content, tmp_path: Path) -> None:
    out = write(XMI, content, tmp_path)
    with (out / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    (path,) = (out / "ana").rglob("a key*.xmi")
    with path.open("rb") as file:
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
    assert cas.sofa_string == content.documents[2].text
    assert _in_cassis(cas) == _expected(content, "ana", content.documents[2].key)
    links = [(each.Governor.label, each.label) for each in cas.select("custom.Relation")]
    assert ("quote", "said_by") in links
    named = [each.quote_type for each in cas.select("custom.Span") if each.quote_type]
    assert sorted(named) == ["direct", "scare"]
    (meta,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert meta.documentTitle == "=SUM(A1)"


def test_cassis_reads_the_json(content: Content, tmp_path: Path) -> None:
    out = write(JSON_CAS, content, tmp_path)
    (path,) = (out / "ana").rglob("a key*.json")
    with path.open("rb") as file:
        cas = cassis.load_cas_from_json(file)
    assert cas.sofa_string == content.documents[2].text
    assert _in_cassis(cas) == _expected(content, "ana", content.documents[2].key)


@pytest.mark.parametrize("suffix", [".xmi", ".json"])
def test_what_cassis_writes_is_read(tmp_path: Path, suffix: str) -> None:
    types = cassis.TypeSystem()
    text = "uima.cas.String"
    entity = types.create_type("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
    types.create_feature(entity, "value", text)
    types.create_feature(entity, "identifier", text)
    own = types.create_type("webanno.custom.Quote", "uima.tcas.Annotation")
    types.create_feature(own, "kind", text)
    link = types.create_type("webanno.custom.By", "uima.tcas.Annotation")
    types.create_feature(link, "Governor", own)
    types.create_feature(link, "Dependent", "uima.tcas.Annotation")
    package = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
    token = types.create_type(f"{package}.Token", "uima.tcas.Annotation")
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = TEXT, "text"
    jane = entity(begin=0, end=4, value="PER", identifier="wikidata:Q1")
    said = own(begin=13, end=15, kind="direct")
    cas.add_all(
        [token(begin=0, end=4), jane, said, link(begin=0, end=4, Governor=said, Dependent=jane)]
    )
    path = tmp_path / f"x{suffix}"
    path.write_text(cas.to_xmi() if suffix == ".xmi" else cas.to_json(), "utf-8")
    found = read(path)
    assert spans(found) == [("PER", "Jane"), ("Quote", "no")]
    (document,) = found.documents.values()
    (layer,) = document.layers
    (_, first), (_, second) = layer.spans
    assert (first["entity"], second["attributes"]) == ("wikidata:Q1", {"kind": "direct"})
    quotes = {id: fields["quote"] for id, fields in layer.spans}
    ((_, relation),) = layer.relations
    ends = quotes[relation["from"]], relation["label"], quotes[relation["to"]]
    assert ends == (["no"], "By", ["Jane"])
    assert found.findings == []


def test_a_position_inside_a_pair_is_a_finding(tmp_path: Path) -> None:
    structures = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": TEXT},
        {"%ID": 2, "%TYPE": "custom.Span", "@sofa": 1, "begin": 6, "end": 9, "label": "x"},
        {"%ID": 3, "%TYPE": "custom.Span", "@sofa": 1, "begin": 8, "end": 12, "label": "y"},
    ]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": structures}), "utf-8")
    found = read(path)
    assert spans(found) == [("y", "said")]
    assert [each.kind for each in found.findings] == ["not-placed"]


BOMBS = [
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>',
    '<!DOCTYPE x SYSTEM "http://localhost/x.dtd"><x/>',
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_entity_and_no_other_file_is_read(bomb: str) -> None:
    notes = Notes()
    assert xmi_structures(bomb.encode(), notes) is None
    assert [each.kind for each in notes.findings] == ["doctype"]


def test_a_layer_a_file_is_one_document(content: Content, tmp_path: Path) -> None:
    """Files of several people about one text are no duplicates of each other."""
    from tests.projects import bring, new_project

    project = new_project(tmp_path / "p.sqlite")
    report = bring(project, write(XMI, content, tmp_path))
    assert (report.documents, report.duplicates) == (4, 0)
    assert report.layers == 6
