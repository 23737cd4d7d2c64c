"""CoNLL with other columns than a token and its tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.formats.conll_reading import read_conll
from tests.coming_back import Returned, read

#: As GermEval has it: names in names have a column of their own.
NUMBERED = """#\thttp://a.example [2009]
1\tToyota\tB-ORG\tO
2\tof\tI-ORG\tO
3\tKyiv\tI-ORG\tB-LOC

#\thttp://b.example [2010]
1\t2009\tO\tO
2\tended\tO\tO
"""
UNIVERSAL = """# sent_id = 1
# text = Am Hof sang Ana.
1-2\tAm\t_\t_\t_\tSpaceAfter=No
1\tAn\tan\tADP\tO\t_
2\tdem\tder\tDET\tO\t_
3\tHof\tHof\tNOUN\tB-LOC\t_
3.1\tist\tsein\tAUX\t_\t_
4\tsang\tsingen\tVERB\tO\t_
5\tAna\tAna\tPROPN\tB-PER\tSpaceAfter=No
6\t.\t.\tPUNCT\tO\t_
"""


def given(folder: Path, said: str) -> Returned:
    path = folder / "x.conll"
    path.write_bytes(said.encode())
    return read(path)


def spans(found: Returned) -> list[tuple[str, str]]:
    return sorted(
        (fields["label"], fields["quote"][0])
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    )


def said(found: Returned) -> dict[str, str]:
    return {each.kind: each.message for each in found.findings}


@pytest.mark.parametrize("between", ["\t", " "])
def test_tokens_behind_their_numbers_and_two_columns_of_tags(tmp_path: Path, between: str) -> None:
    found = given(tmp_path, NUMBERED.replace("\t", between))
    assert list(found.documents) == ["Toyota of Kyiv\n2009 ended\n"]
    assert spans(found) == [("LOC", "Kyiv"), ("ORG", "Toyota of Kyiv")]
    assert said(found)["several-tags"] == "Its words have tags in 2 columns."


def test_numbers_that_go_on_from_sentence_to_sentence(tmp_path: Path) -> None:
    found = given(tmp_path, "0 Ana x B-PER\n1 sang y O\n\n2 Bob x B-PER\n3 left z O\n")
    assert list(found.documents) == ["Ana sang\nBob left\n"]
    assert spans(found) == [("PER", "Ana"), ("PER", "Bob")]


def test_the_column_that_looks_like_tags_is_taken(tmp_path: Path) -> None:
    found = given(tmp_path, UNIVERSAL)
    assert list(found.documents) == ["An dem Hof sang Ana .\n"]
    assert spans(found) == [("LOC", "Hof"), ("PER", "Ana")]
    assert said(found)["columns"] == (
        "It has 3 more columns than words and tags, such as with “an” and “ADP” and “_”."
    )
    assert said(found)["no-word"] == (
        "It has 2 lines for several words at once, or for words that are not in the text, such as "
        "1-2 “Am”."
    )


def test_without_a_column_of_tags_its_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    lines = [line for line in UNIVERSAL.splitlines() if line[:1] != "#"]
    rows = (line.split("\t") for line in lines)
    path.write_text("".join("\t".join([*row[:4], row[5]]) + "\n" for row in rows), "utf-8")
    with pytest.raises(Problem) as problem:
        list(read_conll(path, "x.conll"))
    assert problem.value.happened == (
        "This file has words, but no column of tags like B-PER, I-PER and O. Its columns are "
        "2: An, dem, Hof; 3: an, der, Hof; 4: ADP, DET, NOUN; 5: _, SpaceAfter=No."
    )


@pytest.mark.parametrize("suffix", [".conllu", ".conllup"])
def test_universal_dependencies_are_told_by_their_names(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(UNIVERSAL, "utf-8")
    assert spans(read(path)) == [("LOC", "Hof"), ("PER", "Ana")]


def test_parts_of_speech_and_chunks_are_no_names_but_told(tmp_path: Path) -> None:
    body = "Ana NNP B-NP B-PER\nsang VBD B-VP O\n"
    found = given(tmp_path, f"-DOCSTART- -X- -X- O\n\n{body}")
    assert spans(found) == [("PER", "Ana")]
    assert said(found) == {
        "columns": "It has 2 more columns than words and tags, such as with “NNP” and “B-NP”."
    }


def test_chunks_alone_are_marks(tmp_path: Path) -> None:
    found = given(tmp_path, "Ana NNP B-NP\nsang VBD B-VP\n")
    assert spans(found) == [("NP", "Ana"), ("VP", "sang")]


def test_a_first_line_with_names_of_columns_is_no_word(tmp_path: Path) -> None:
    found = given(tmp_path, "\nWORD\tTAG\nAna\tB-PER\n\nTag\tO\nTAG\tO\n")
    assert list(found.documents) == ["Ana\nTag TAG\n"]
    assert spans(found) == [("PER", "Ana")]
    assert said(found) == {"header-row": "Its first line names the columns: WORD, TAG."}


def test_the_begin_of_a_document_needs_no_tag(tmp_path: Path) -> None:
    found = given(tmp_path, "-DOCSTART-\n\nAna B-PER\n\n-DOCSTART-\nBob B-PER\n")
    assert list(found.documents) == ["Ana\n", "Bob\n"]
    assert found.findings == []
