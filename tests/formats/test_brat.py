from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.brat import FORMAT
from annotator.formats.format import Header
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import rich

TEXT = "Kyiv 🎉 said “no”.\nHe said so.\n"


def pair(folder: Path, ann: str, text: str | bytes = TEXT, name: str = "a") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.txt").write_bytes(data)
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return folder


def spans(returned: Returned) -> list[tuple[str, list[list[int]], list[str]]]:
    (document,) = returned.documents.values()
    (layer,) = document.layers
    return [(f["label"], f["fragments"], f["quote"]) for _, f in layer.spans]


@pytest.mark.parametrize(
    ("start", "end", "unit"), [(12, 16, "codepoint"), (13, 17, "utf16"), (15, 23, "byte")]
)
def test_the_unit_is_told_by_the_quotes(tmp_path: Path, start: int, end: int, unit: str) -> None:
    returned = read(pair(tmp_path / "f", f"T1\tquote {start} {end}\t“no”\n"))
    assert spans(returned) == [("quote", [[12, 16]], ["“no”"])]
    assert [(each.unit, each.matched, each.quotes) for each in returned.placed] == [(unit, 1, 1)]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("counted", ["as it is", "after reading"])
def test_line_ends_and_marks_count_as_the_quotes_say(
    tmp_path: Path, bom: bytes, counted: str
) -> None:
    data = bom + TEXT.replace("\n", "\r\n").encode()
    text = data.decode() if counted == "as it is" else TEXT
    start = text.index("He said")
    returned = read(pair(tmp_path / "f", f"T1\tclaim {start} {start + 7}\tHe said\n", data))
    assert spans(returned) == [("claim", [[18, 25]], ["He said"])]
    assert returned.findings == []


def test_a_mark_over_a_line_end_is_one_again(tmp_path: Path) -> None:
    returned = read(pair(tmp_path / "f", "T1\tclaim 7 17;18 20\tsaid “no”. He\n"))
    assert spans(returned) == [("claim", [[7, 20]], ["said “no”.\nHe"])]


def test_events_attributes_notes_and_normalisations(tmp_path: Path) -> None:
    ann = (
        "T1\tPlace 0 4\tKyiv\nT2\tSay 7 11\tsaid\nT3\tQuote 12 16\t“no”\n"
        "E1\tSay:T2 Who:T1 What:T3\nE2\tSay:T2 Of:E1\n"
        "A1\tNegation E1\nM1\tMood T3 low\n*\tEquiv T1 T2 T3\n"
        "N1\tReference T1 Wikipedia:585629\tKyiv, the city\n"
        "#1\tAnnotatorNotes T1\tone\n#2\tAnnotatorNotes T1\ttwo\n"
        "R1\tin Arg1:T3 Arg2:T1\t\nA2\tSure R1 no\n"
    )
    returned = read(pair(tmp_path / "f", ann))
    (document,) = returned.documents.values()
    (layer,) = document.layers
    found = dict(layer.spans)
    assert found["T2"]["attributes"] == {"Negation": True}
    assert found["T3"]["attributes"] == {"Mood": "low"}
    assert found["T1"]["entity"] == "Wikipedia:585629"
    assert found["T1"]["note"] == "one\ntwo"
    (entity,) = returned.header.entities
    assert (entity.name, entity.reference) == ("Kyiv, the city", "Wikipedia:585629")
    links = [(f["label"], f["from"], f["to"]) for _, f in layer.relations]
    assert sorted(links) == [
        *(("Equiv", "T1", "T2"), ("Equiv", "T2", "T3"), ("Of", "E2", "T2")),
        *(("What", "T2", "T3"), ("Who", "T2", "T1"), ("in", "T3", "T1")),
    ]
    assert [f.get("attributes") for _, f in layer.relations if f["label"] == "in"] == [
        {"Sure": "no"}
    ]
    assert returned.findings == []


def test_events_on_one_trigger_are_marks_of_their_own(tmp_path: Path) -> None:
    ann = (
        "T1\tPlace 0 4\tKyiv\nT2\tSay 7 11\tsaid\nT3\tQuote 12 16\t“no”\n"
        "E1\tSay:T2 Who:T1\nE2\tSay:T2 What:T3\nE3\tAsk:T3 Who:E2\n"
        "A1\tTense E1 past\nA2\tTense E2 future\nA3\tTense E2 never\n"
    )
    returned = read(pair(tmp_path / "f", ann))
    ((document,),) = [[*returned.documents.values()]]
    (layer,) = document.layers
    found = {id: (f["label"], f["quote"][0], f.get("attributes")) for id, f in layer.spans}
    assert found["T2"] == ("Say", "said", {"Tense": "past"})
    assert found["E2"] == ("Say", "said", {"Tense": ["future", "never"]})
    assert found["E3"] == ("Ask", "“no”", None)
    assert sorted((f["label"], f["from"], f["to"]) for _, f in layer.relations) == [
        *(("What", "E2", "T3"), ("Who", "E3", "E2"), ("Who", "T2", "T1"))
    ]
    assert [each.kind for each in returned.findings] == ["attributes-repeated"]


@pytest.mark.parametrize("arguments", ["Arg1:T1 Arg2:T2", "Arg2:T2 Arg1:T1"])
def test_arguments_in_any_order(tmp_path: Path, arguments: str) -> None:
    ann = f"T1\tPlace 0 4\tKyiv\nT2\tSay 7 11\tsaid\nR1\tby {arguments}\nR2\tin X:T1 Y:T2\n"
    ((document,),) = [[*read(pair(tmp_path / "f", ann)).documents.values()]]
    fields = [fields for _, fields in document.layers[0].relations]
    assert [(each["from"], each["to"]) for each in fields] == [("T1", "T2"), ("T1", "T2")]
    assert fields[1]["extra"] == {"roles": ["X", "Y"]}


def test_what_names_twice_or_is_about_nothing_is_told(tmp_path: Path) -> None:
    ann = (
        "T1\tPlace 0 4\tKyiv\nN1\tReference T1 Wikidata:Q1\tKyiv\n"
        "N2\tReference T1 Geo:5\tKiev\n#1\tAnnotatorNotes\tLook again\n"
    )
    returned = read(pair(tmp_path / "f", ann))
    ((document,),) = [[*returned.documents.values()]]
    ((_, fields),) = document.layers[0].spans
    assert (fields["entity"], fields["extra"]) == ("Wikidata:Q1", {"normalisations": ["Geo:5"]})
    assert [each.message for each in returned.findings] == [
        "It has 1 mark that names several, such as T1, Geo:5.",
        "It has 1 comment that is about no mark, such as “Look again”.",
    ]


@pytest.mark.parametrize(
    ("ann", "kind"),
    [
        ("T1\tquote 0 4\tLviv\n", "not-placed"),
        ("T1\tquote 0 400\tKyiv\n", "not-placed"),
        ("T1\tquote 1 5\tKyiv\n", "quote-moved"),
        ("T1\tquote 4 0\tKyiv\n", "not-placed"),
        ("T1\tquote 0 4;2 6\tKyiv iv 🎉\n", "not-placed"),
        ("T1\tquote 0 four\tKyiv\n", "broken-line"),
        ("T1\tquote 0 4\tKyiv\nT1\tquote 7 11\tsaid\n", "duplicate-id"),
        ("R1\tin Arg1:T1 Arg2:T2\t\n", "relation-loose"),
        ("A1\tNegation T9\n", "loose"),
        ("what is this\n", "broken-line"),
        ("R1\t \n", "broken-line"),
        ("*\t \n", "broken-line"),
        ("E1\t \n", "loose"),
        (f"T1\tquote {10**25} {10**25}\t\n", "broken-line"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, ann: str, kind: str) -> None:
    returned = read(pair(tmp_path / "f", ann))
    assert [each.kind for each in returned.findings] == [kind]
    assert len(returned.documents) == 1


@pytest.mark.parametrize("line", ["A1\tNegation T9", "#1\tAnnotatorNotes T9\tLook"])
def test_a_line_about_nothing_beside_equivalents(tmp_path: Path, line: str) -> None:
    ann = f"T1\tplace 6 11\tMinsk\nT2\tplace 16 20\tKyiv\n*\tEquiv T1 T2\n{line}\n"
    returned = read(pair(tmp_path / "f", ann, "Hello Minsk and Kyiv"))
    assert [each.message for each in returned.findings] == [
        "The line is about T9, which is not there."
    ]
    (document,) = returned.documents.values()
    assert len(document.layers[0].spans) == 2
    assert [fields["label"] for _, fields in document.layers[0].relations] == ["Equiv"]


def test_folders_are_people_when_the_same_text_is_in_several(tmp_path: Path) -> None:
    for name, label in (("ana", "quote"), ("ben", "claim")):
        pair(tmp_path / "f" / name / "in", f"T1\t{label} 0 4\tKyiv\n")
    pair(tmp_path / "f" / "ana" / "in", "", "Another.\n", "b")
    returned = read(tmp_path / "f")
    assert {d.key: [la.person for la in d.layers] for d in returned.documents.values()} == {
        "in/a": ["ana", "ben"],
        "in/b": ["ana"],
    }


def test_other_folders_are_parts_of_the_key(tmp_path: Path) -> None:
    pair(tmp_path / "f" / "2020", "")
    pair(tmp_path / "f" / "2021", "", "Another.\n")
    returned = read(tmp_path / "f")
    assert [d.key for d in returned.documents.values()] == ["2020/a", "2021/a"]
    assert {la.person for d in returned.documents.values() for la in d.layers} == {None}


def test_a_text_without_annotations_is_plain_text(tmp_path: Path) -> None:
    folder = pair(tmp_path / "f", "")
    (folder / "b.txt").write_text("Only text.\n")
    (folder / "notes.conf").write_text("x")
    returned = read(folder)
    assert sorted(d.key or "" for d in returned.documents.values()) == ["a", "b"]
    assert returned.findings == []


def test_annotations_without_a_text_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "x.ann").write_text("T1\tquote 0 4\tKyiv\n")
    returned = read(tmp_path / "x.ann")
    assert [each.kind for each in returned.findings] == ["no-text"]


def test_what_brat_asks_for_is_kept_to(tmp_path: Path) -> None:
    """Fragments ascend, do not touch, hold no line end, and read as the third column says."""
    out = write(FORMAT, content_of(tmp_path, *rich()), tmp_path)
    for ann in out.rglob("*.ann"):
        text = ann.with_suffix(".txt").read_bytes().decode()
        ids = []
        for line in ann.read_bytes().decode().split("\n"):
            if not line.startswith("T"):
                continue
            id, what, said = line.split("\t", 2)
            label, places = what.split(" ", 1)
            fragments = [tuple(map(int, part.split(" "))) for part in places.split(";")]
            quotes = [text[start:end] for start, end in fragments]
            assert said == " ".join(quotes)
            assert "\n" not in said
            assert all(a[1] < b[0] for a, b in zip(fragments, fragments[1:], strict=False))
            assert label
            ids.append(id)
        assert len(ids) == len(set(ids))
    conf = (out / "annotation.conf").read_text("utf-8")
    assert "said_by\tArg1:quote, Arg2:speaker\n" in conf
    assert "quote_type\tArg:quote, Value:direct|indirect|mixed|scare\n" in conf
    assert "quote\tbgColor:#E69F00\n" in (out / "visual.conf").read_text("utf-8")


def test_persons_of_odd_names_get_folders_of_their_own(tmp_path: Path) -> None:
    layers = [{"person": name, "spans": []} for name in ("Ana", "ana", "../x", "texts", "gold")]
    content = content_of(tmp_path, {"id": "d", "text": TEXT, "layers": layers})
    content.header = Header()
    returned = read(write(FORMAT, content, tmp_path))
    (document,) = returned.documents.values()
    people = sorted(each.person or "" for each in document.layers)
    assert people == ["../x", "Ana", "ana", "gold", "texts"]
    assert not (tmp_path / "x").exists()
