"""CAS and WebAnno TSV: slots, relations with features, values of several, and other layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coming_back import Returned, read
from tests.projects import bring, documents_of, exported, new_project

TEXT = "Ana gave Bob a book."
XMI = """<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:custom="http:///webanno/custom.ecore" xmlns:k="http:///x/ner/type.ecore"
  xmlns:pos="http:///x/lexmorph/type/pos.ecore" xmlns:seg="http:///x/segmentation/type.ecore"
  xmi:version="2.0">
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Ana gave Bob a book."/>
<seg:Token xmi:id="2" sofa="1" begin="0" end="3"/>
<seg:Token xmi:id="3" sofa="1" begin="4" end="8"/>
<seg:Lemma xmi:id="4" sofa="1" begin="4" end="8" value="give"/>
<pos:POS xmi:id="5" sofa="1" begin="0" end="3" PosValue="NE"/>
<pos:POS xmi:id="6" sofa="1" begin="4" end="8" PosValue="V"/>
<custom:Role xmi:id="10" sofa="1" begin="0" end="3" entity="animate" identifier="n1"/>
<custom:Role xmi:id="11" sofa="1" begin="9" end="12"><tags>a b</tags><tags>c</tags></custom:Role>
<custom:Frame xmi:id="12" sofa="1" begin="4" end="8" args="20 21" value="giving"/>
<custom:FrameArgsLink xmi:id="20" role="agent" target="10"/>
<custom:FrameArgsLink xmi:id="21" target="11"/>
<custom:Rel xmi:id="30" sofa="1" begin="9" end="12" Governor="10" Dependent="11" value="to"
  sure="y"/>
<custom:Rel xmi:id="31" sofa="1" begin="4" end="8" Governor="2" Dependent="3" value="x"/>
<k:NamedEntity xmi:id="40" sofa="1" begin="9" end="12" value="PER" identifier="http://w/Q1"/>
<cas:View sofa="1" members="2 3 4 5 6 10 11 12 30 31 40"/>
</xmi:XMI>"""
STRUCTURES: list[dict[str, Any]] = [
    {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": TEXT},
    {"%ID": 2, "%TYPE": "x.segmentation.type.Token", "@sofa": 1, "begin": 0, "end": 3},
    {"%ID": 3, "%TYPE": "x.segmentation.type.Token", "@sofa": 1, "begin": 4, "end": 8},
    {"%ID": 4, "%TYPE": "x.segmentation.type.Lemma", "@sofa": 1, "begin": 4, "end": 8},
    {"%ID": 5, "%TYPE": "x.lexmorph.type.pos.POS", "@sofa": 1, "begin": 0, "end": 3},
    {"%ID": 6, "%TYPE": "x.lexmorph.type.pos.POS", "@sofa": 1, "begin": 4, "end": 8},
    {"%ID": 10, "%TYPE": "webanno.custom.Role", "@sofa": 1, "begin": 0, "end": 3}
    | {"entity": "animate", "identifier": "n1"},
    {"%ID": 11, "%TYPE": "webanno.custom.Role", "@sofa": 1, "begin": 9, "end": 12, "@tags": 50},
    {"%ID": 12, "%TYPE": "webanno.custom.Frame", "@sofa": 1, "begin": 4, "end": 8}
    | {"@args": 51, "value": "giving"},
    {"%ID": 20, "%TYPE": "webanno.custom.FrameArgsLink", "role": "agent", "@target": 10},
    {"%ID": 21, "%TYPE": "webanno.custom.FrameArgsLink", "@target": 11},
    {"%ID": 50, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["a b", "c"]},
    {"%ID": 51, "%TYPE": "webanno.custom.FrameArgsLink[]", "%ELEMENTS": [20, 21]},
    {"%ID": 30, "%TYPE": "webanno.custom.Rel", "@sofa": 1, "begin": 9, "end": 12}
    | {"@Governor": 10, "@Dependent": 11, "value": "to", "sure": "y"},
    {"%ID": 31, "%TYPE": "webanno.custom.Rel", "@sofa": 1, "begin": 4, "end": 8}
    | {"@Governor": 2, "@Dependent": 3, "value": "x"},
    {"%ID": 40, "%TYPE": "x.ner.type.NamedEntity", "@sofa": 1, "begin": 9, "end": 12}
    | {"value": "PER", "identifier": "http://w/Q1"},
]
TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=x.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Frame|value|ROLE_webanno.custom.Frame:args_webanno.custom.FrameArgsLink|webanno.custom.Role
#T_SP=webanno.custom.Role|entity|identifier
#T_RL=webanno.custom.Rel|sure|value|BT_webanno.custom.Role
#T_RL=webanno.custom.Words|value|BT_x.segmentation.type.Token


#Text=Ana gave Bob a book.
1-1\t0-3\tAna\tNE\t_\t_\t_\tanimate\tn1\t_\t_\t_\t_\t_\t_\t
1-2\t4-8\tgave\tV\tgiving\tagent;*\t1-1;1-3\t_\t_\t_\t_\t_\tx\t1-1\t
1-3\t9-12\tBob\t_\t_\t_\t_\t*\t*\ty\tto\t1-1\t_\t_\t
"""


def given(folder: Path, suffix: str) -> Path:
    path = folder / f"x{suffix}"
    whole = json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": STRUCTURES})
    path.write_text({".xmi": XMI, ".json": whole, ".tsv": TSV}[suffix], "utf-8")
    return path


def spans(found: Returned) -> dict[str, dict[str, Any]]:
    ((document,),) = [[*found.documents.values()]]
    return {f"{f['label']} {f['quote'][0]}": f for _, f in document.layers[0].spans}


def links(found: Returned) -> list[tuple[str, str, str]]:
    ((document,),) = [[*found.documents.values()]]
    (layer,) = document.layers
    words = {id: fields["quote"][0] for id, fields in layer.spans}
    return sorted((f["label"], words[f["from"]], words[f["to"]]) for _, f in layer.relations)


@pytest.mark.parametrize("suffix", [".xmi", ".json", ".tsv"])
def test_slots_are_relations_with_their_roles(tmp_path: Path, suffix: str) -> None:
    found = read(given(tmp_path, suffix))
    assert links(found) == [
        *(("agent", "gave", "Ana"), ("args", "gave", "Bob"), ("to", "Ana", "Bob"))
    ]
    frame = next(fields for name, fields in spans(found).items() if name.startswith("Frame"))
    assert frame["attributes"] == {"value": "giving"}


@pytest.mark.parametrize("suffix", [".xmi", ".json", ".tsv"])
def test_features_of_relations_are_attributes(tmp_path: Path, suffix: str) -> None:
    ((document,),) = [[*read(given(tmp_path, suffix)).documents.values()]]
    attributes = [fields.get("attributes") for _, fields in document.layers[0].relations]
    assert [each for each in attributes if each] == [{"sure": "y"}]


@pytest.mark.parametrize("suffix", [".xmi", ".json"])
def test_values_of_several(tmp_path: Path, suffix: str) -> None:
    assert spans(read(given(tmp_path, suffix)))["Role Bob"]["attributes"] == {"tags": ["a b", "c"]}


@pytest.mark.parametrize("suffix", [".xmi", ".json", ".tsv"])
def test_entity_and_identifier_of_others_are_attributes(tmp_path: Path, suffix: str) -> None:
    ana = spans(read(given(tmp_path, suffix)))["Role Ana"]
    assert ana["attributes"] == {"entity": "animate", "identifier": "n1"}
    assert "entity" not in ana


@pytest.mark.parametrize("suffix", [".xmi", ".json"])
def test_an_identifier_of_a_name_is_an_entity_of_the_ledger(tmp_path: Path, suffix: str) -> None:
    found = read(given(tmp_path, suffix))
    assert spans(found)["PER Bob"]["entity"] == "http://w/Q1"
    assert [(each.name, each.reference) for each in found.header.entities] == [
        ("Bob", "http://w/Q1")
    ]
    project = new_project(tmp_path / "p.sqlite")
    path = given(tmp_path, suffix)
    path.write_text(path.read_text("utf-8").replace('"PER"', '"speaker"'), "utf-8")
    bring(project, path, me="Ana")
    ((layer,),) = [each["layers"] for each in documents_of(exported(project))]
    assert [each["entity"] for each in layer["spans"]] == ["http://w/Q1"]


@pytest.mark.parametrize("suffix", [".xmi", ".json", ".tsv"])
def test_layers_of_words_and_relations_of_them_are_counted(tmp_path: Path, suffix: str) -> None:
    messages = [each.message for each in read(given(tmp_path, suffix)).findings]
    assert "It has 2 marks of the layer POS." in messages
    assert "It has 1 relation of words that are no marks, such as “x”." in messages
    assert ("It has 1 mark of the layer Lemma." in messages) == (suffix != ".tsv")
    assert len(messages) == (2 if suffix == ".tsv" else 3)


@pytest.mark.parametrize("end", ["@Governor", "@Dependent"])
def test_a_relation_of_nothing_is_said_to_be_one(tmp_path: Path, end: str) -> None:
    structures = [{**each, end: None} if end in each else each for each in STRUCTURES]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": structures}), "utf-8")
    loose = [each for each in read(path).findings if each.kind == "relation-loose"]
    assert [each.message for each in loose] == [
        "The relation to does not say which two spans it links."
    ]
