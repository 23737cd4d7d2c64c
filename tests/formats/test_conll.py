from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as given_by_chance
from hypothesis import strategies as st

from annotator.formats import conll_2003, conll_bioes, conll_iob2
from annotator.formats.conll_tokens import pattern_for, to_tokens, token_pattern
from annotator.formats.format import Finding
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import span

TEXT = "Jane Doe (of New York) left. Bob’s e\u0301tude: 北京大学 👩‍👩‍👧!\n\nShe came.\n"


def written(folder: Path, format, *spans, text: str = TEXT) -> str:
    layer = {"person": "ana", "kind": "annotations", "spans": list(spans)}
    content = content_of(folder, {"id": "d", "text": text, "layers": [layer]})
    return write(format, content, folder).read_text("utf-8")


def tagged(said: str) -> list[tuple[str, str]]:
    lines = [line.replace("\t", " ").split() for line in said.splitlines() if line]
    return [(line[0], line[-1]) for line in lines if line[-1] != "O"]


def given(folder: Path, said: str, suffix: str = ".conll") -> Returned:
    path = folder / f"x{suffix}"
    path.write_bytes(said.encode())
    return read(path)


def spans(returned: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], fields["quote"][0])
        for document in returned.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


def test_the_four_columns(tmp_path: Path) -> None:
    said = written(tmp_path, conll_2003.FORMAT, span("s", "location", "New York", text=TEXT))
    lines = said.splitlines()
    assert lines[:5] == ["-DOCSTART- -X- O O", "", "Jane -X- _ O", "Doe -X- _ O", "( -X- _ O"]
    assert lines[6:9] == ["New -X- _ B-location", "York -X- _ I-location", ") -X- _ O"]
    assert said.count("\n\n") == 4


def test_tokens(tmp_path: Path) -> None:
    said = written(tmp_path, conll_iob2.FORMAT)
    tokens = [line.split("\t")[0] for line in said.splitlines() if line][1:]
    expected = (
        "Jane Doe ( of New York ) left . Bob ’ s e\u0301tude : 北 京 大 学 👩‍👩‍👧 ! She came ."
    )
    assert tokens == expected.split()


def test_two_columns_in_both_schemes(tmp_path: Path) -> None:
    marks = [span("a", "speaker", "Jane Doe", text=TEXT), span("b", "speaker", "Bob", text=TEXT)]
    assert tagged(written(tmp_path, conll_iob2.FORMAT, *marks)) == [
        *(("Jane", "B-speaker"), ("Doe", "I-speaker"), ("Bob", "B-speaker"))
    ]
    assert tagged(written(tmp_path, conll_bioes.FORMAT, *marks)) == [
        *(("Jane", "B-speaker"), ("Doe", "E-speaker"), ("Bob", "S-speaker"))
    ]


def test_a_span_over_two_sentences_keeps_them_together(tmp_path: Path) -> None:
    mark = span("a", "quote", "left. Bob", text=TEXT)
    said = written(tmp_path, conll_iob2.FORMAT, mark)
    assert [tag for _, tag in tagged(said)] == ["B-quote", "I-quote", "I-quote"]
    assert "left\tB-quote\n.\tI-quote\nBob\tI-quote\n" in said


def test_edges_go_to_tokens_and_the_longest_stays(tmp_path: Path) -> None:
    marks = [span("a", "speaker", "ane", text=TEXT), span("b", "speaker", "Doe", text=TEXT)]
    marks += [span("c", "claim", "Jane Doe (of", text=TEXT)]
    assert tagged(written(tmp_path, conll_iob2.FORMAT, *marks)) == [
        ("Jane", "B-claim"),
        *((word, "I-claim") for word in ("Doe", "(", "of")),
    ]


SCHEMES = {
    "IOB1": ["I-A", "I-A", "B-A", "O", "I-B"],
    "IOB2": ["B-A", "I-A", "B-A", "O", "B-B"],
    "BIOES": ["B-A", "E-A", "S-A", "O", "S-B"],
    "BILOU": ["B-A", "L-A", "U-A", "O", "U-B"],
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("between", [" ", "\t", " NNP B-NP "])
def test_every_scheme_reads_the_same(tmp_path: Path, scheme: str, between: str) -> None:
    words = ["Jane", "Doe", "Bob", "met", "NATO"]
    tags = SCHEMES[scheme]
    lines = [f"{word}{between}{tag}\n" for word, tag in zip(words, tags, strict=True)]
    returned = given(tmp_path, "".join(lines))
    assert spans(returned) == [("A", "Jane Doe"), ("A", "Bob"), ("B", "NATO")]
    assert [each.unit for each in returned.placed] == [f"tokens ({scheme})"]
    assert returned.findings == []
    assert list(returned.documents) == ["Jane Doe Bob met NATO\n"]


def test_a_mixed_file_is_told(tmp_path: Path) -> None:
    returned = given(tmp_path, "a B-X\nb O\nc I-X\n")
    assert spans(returned) == [("X", "a"), ("X", "c")]
    assert [each.kind for each in returned.findings] == ["mixed-scheme"]


def test_tags_without_a_prefix_and_labels_with_a_dash(tmp_path: Path) -> None:
    assert spans(given(tmp_path, "a PER\nb PER\nc O\nd B-x-y\n")) == [("PER", "a b"), ("x-y", "d")]


def test_documents_sentences_and_their_keys(tmp_path: Path) -> None:
    said = "-DOCSTART- -X- O O\n\na O\nb O\n\nc O\n\n-DOCSTART- -X- O O\n\nd B-X\n"
    returned = given(tmp_path, said)
    assert {d.key: text for text, d in returned.documents.items()} == {
        "x": "a b\nc\n",
        "x-2": "d\n",
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.replace("\n", "\r\n"),
        lambda said: "\ufeff" + said,
        lambda said: said.replace("\n\n", "\n \n"),
        lambda said: said.rstrip("\n"),
    ],
)
def test_line_ends_and_marks_do_not_matter(tmp_path: Path, change) -> None:
    returned = given(tmp_path, change("a B-X\nb O\n\nc O\n"))
    assert list(returned.documents) == ["a b\nc\n"]
    assert spans(returned) == [("X", "a")]


def test_a_token_without_a_tag_is_a_finding(tmp_path: Path) -> None:
    returned = given(tmp_path, "a B-X\nb\n")
    assert [each.kind for each in returned.findings] == ["no-tag"]
    assert list(returned.documents) == ["a b\n"]


@given_by_chance(
    st.text("ab_é1 .,“’\n\x1c\xa0\u2028\u200b€—²ªµ½", min_size=2, max_size=14), st.data()
)
def test_simple_texts_are_cut_as_the_thorough_pattern_cuts_them(
    text: str, chance: st.DataObject
) -> None:
    start = chance.draw(st.integers(0, len(text) - 1))
    end = chance.draw(st.integers(start + 1, len(text)))
    whole = token_pattern()
    assert pattern_for(text).findall(text) == whole.findall(text)
    first, last = to_tokens(text, start, end)
    touched = [
        each.span() for each in whole.finditer(text) if each.start() < end and start < each.end()
    ]
    if touched:
        assert (first, last) == (touched[0][0], touched[-1][1])
    else:
        assert first >= last


@pytest.mark.parametrize("between", ["\t", " "])
def test_comments_are_no_words(tmp_path: Path, between: str) -> None:
    """Before a sentence, with whatever in them; a word # keeps its place and its tag."""
    rows = [("Jane", "B-PER"), ("left", "O"), ("#", "O")]
    words = "".join(f"{word}{between}{tag}\n" for word, tag in rows)
    numbered = "".join(f"#{between}{tag}\n" for tag in ("B-LOC", "O"))
    said = (
        f"# newdoc\n# id = 1\n# text = I said O\n{words}\n# alone\n\n{numbered}Ana{between}B-PER\n"
    )
    returned = given(tmp_path, said)
    (document,) = returned.documents.values()
    assert document.frozen.text == "Jane left #\n# # Ana\n"
    assert spans(returned) == [("PER", "Jane"), ("LOC", "#"), ("PER", "Ana")]


def test_left_out_comments_are_said(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    path.write_text("# id = 1\nJane O\n\n# id = 2\nAna O\n", "utf-8")
    findings = [
        each for each in conll_iob2.FORMAT.reader({})(path, "x") if isinstance(each, Finding)
    ]
    assert [(each.kind, each.message[:7]) for each in findings] == [("comment-lines", "2 lines")]


def test_any_sign_is_the_token_that_the_thorough_pattern_finds() -> None:
    whole = token_pattern()
    for code in range(0x3000):
        said = f"a{chr(code)}b {chr(code)}"
        assert pattern_for(said).findall(said) == whole.findall(said), hex(code)
