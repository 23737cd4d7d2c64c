from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from annotator.formats.spacy_docbin import FORMAT
from annotator.formats.spacy_packing import _bytes_follow, pack
from annotator.formats.spacy_writing import words_of
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import TEXT, rich


@pytest.mark.parametrize("text", [TEXT, "", " ", "a", " a  b\n\nc ", "\n\na", "北京 x"])
def test_the_words_make_the_exact_text(text: str) -> None:
    words, spaces = words_of(text)
    made = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    assert made == text
    assert all(words)


spacy = pytest.importorskip("spacy")


def written(docs: list[Any], folder: Path) -> Returned:
    path = folder / "x.spacy"
    path.write_bytes(spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes())
    return read(path)


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


def test_spacy_reads_it_with_spans_and_ents(tmp_path: Path) -> None:
    content = content_of(tmp_path, *rich())
    out = write(FORMAT, content, tmp_path)
    docs = list(spacy.tokens.DocBin().from_disk(out).get_docs(spacy.blank("xx").vocab))
    texts = [each.text for each in content.documents for _ in each.layers or (None,)]
    assert [doc.text for doc in docs] == texts
    first = docs[2]
    found = {(each.label_, each.text, each.id_) for each in first.spans["sc"]}
    assert {("quote", "said “no”", "a"), ("quote", "“no”", "b"), ("speaker", "Jane", "h")} <= found
    assert ("location", "Kyiv", "G7") in {(e.label_, e.text, e.kb_id_) for e in first.spans["sc"]}
    assert len(first.ents) > 5


def test_ents_are_read_where_there_are_no_groups(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    doc = nlp("Jane 🎉 said no.")
    doc.ents = [doc.char_span(0, 4, label="PER", kb_id="Q1")]
    found = written([doc], tmp_path)
    assert spans(found) == [("PER", "Jane")]
    (document,) = found.documents.values()
    assert document.layers[0].spans[0][1]["entity"] == "Q1"


def test_every_group_is_read(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Jane 🎉 said no.")
    doc.spans["a"] = [doc.char_span(0, 4, label="PER"), doc.char_span(0, 11, label="X")]
    doc.spans["b"] = [doc.char_span(7, 11, label="CUE")]
    assert sorted(spans(written([doc], tmp_path))) == [
        *(("CUE", "said"), ("PER", "Jane"), ("X", "Jane 🎉 said"))
    ]


def test_a_bomb_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.spacy"
    path.write_bytes(zlib.compress(b"\0" * (300 << 20), 9))
    assert [each.kind for each in read(path).findings] == ["archive"]


@pytest.mark.parametrize("number", [0, 1, 15, 16, 300, 70_000])
def test_docs_are_packed_to_the_byte_as_spacy_packs_them(number: int) -> None:
    vocab = spacy.blank("xx").vocab
    texts = [["Jane", "🎉", "said", "no", "."], [], ["x"] * 9000, ["Kyiv"]]
    docs = []
    for place in range(min(number, 300)):
        doc = spacy.tokens.Doc(vocab, words=texts[place % len(texts)])
        doc.spans["sc"] = [doc.char_span(0, 4, label="PER", kb_id=f"Q{place}")] * (place % 4 == 0)
        doc.user_data["annotator"] = "…" * (place * 300 % 7000)
        docs.append(doc)
    docs = docs if number <= 300 else [spacy.tokens.Doc(vocab, words=["Kyiv"])] * number
    attrs = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
    out = BytesIO()
    pack(docs, attrs, out)
    spacys = spacy.tokens.DocBin(attrs=attrs, store_user_data=True, docs=docs).to_bytes()
    assert zlib.decompress(out.getvalue()) == zlib.decompress(spacys)


def test_what_is_too_large_for_a_field_is_a_problem() -> None:
    assert _bytes_follow(2**32 - 1) == b"\xc6\xff\xff\xff\xff"
    with pytest.raises(Problem, match="too large for one file of spaCy"):
        _bytes_follow(2**32)


def _without_words(docs: list[Any], folder: Path, *words: str) -> Returned:
    """Write Docs as spaCy 3.0 did, without the words of groups."""
    bin = spacy.tokens.DocBin(docs=docs, store_user_data=True)
    bin.strings -= {*words}
    path = folder / "x.spacy"
    path.write_bytes(bin.to_bytes())
    return read(path)


def test_a_mark_without_its_words_keeps_its_place(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Jane 🎉 said no.")
    marks = [doc.char_span(0, 4, label="PERSON-X", kb_id="Q-1"), doc.char_span(7, 11, label="CUE")]
    marks[0].id_ = "id-1"
    doc.spans["sc"] = marks
    found = _without_words([doc], tmp_path, "PERSON-X", "Q-1", "id-1")
    assert sorted(spans(found)) == [(str(marks[0].label), "Jane"), ("CUE", "said")]
    assert [each.kind for each in found.findings] == ["word-missing"]
    assert "It has 3 ids, entities and labels" in found.findings[0].message


@pytest.mark.parametrize("broken", ["group", "ents"])
def test_a_doc_that_cannot_be_read_costs_no_other(tmp_path: Path, broken: str) -> None:
    nlp = spacy.blank("en")
    docs = [nlp(text) for text in ("One was here.", "Two was here.", "Three was here.")]
    docs[1].spans["sc"] = [docs[1].char_span(0, 3, label="X")]
    bin = spacy.tokens.DocBin(attrs=["ORTH", "ENT_IOB", "ENT_TYPE"], docs=docs)
    if broken == "group":
        place = bin.span_groups[1].rindex((1).to_bytes(4, "big"))
        changed = bytearray(bin.span_groups[1])
        changed[place : place + 4] = (9999).to_bytes(4, "big")
        bin.span_groups[1] = bytes(changed)
    else:
        bin.span_groups[1] = b""
        bin.tokens[1][:, sorted(bin.attrs).index(spacy.attrs.ENT_IOB)] = 1
    path = tmp_path / "x.spacy"
    path.write_bytes(bin.to_bytes())
    found = read(path)
    assert [each.frozen.text for each in found.documents.values()] == [
        "One was here.",
        "Three was here.",
    ]
    assert [(each.kind, each.line) for each in found.findings] == [("broken", 2)]
