"""Tokens with tags are told by their look, prose is not taken for them."""

from __future__ import annotations

import pytest

from annotator.formats.conll_look import tagged_lines

TWO = b"Ana\tB-speaker\nsaid\tO\nno\tO\n\nin\tO\nNew\tB-location\nYork\tI-location\n"
FOUR = b"-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nit PRP O O\n"


@pytest.mark.parametrize(
    ("start", "dialect"),
    [
        (TWO, "conll-iob2"),
        (TWO.replace(b"I-l", b"E-l"), "conll-bioes"),
        (
            b"-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nit PRP O O\n",
            "conll-2003",
        ),
        (b"-DOCSTART-\tO\n\nA\tO\nB\tO\nC\tO\n", "conll-iob2"),
        (b"# id = 1\n" + TWO, "conll-iob2"),
        (b"1\tEU\tB-ORG\tO\n2\tis\tO\tO\n3\tin\tO\tO\n4\tit\tO\tO\n", "conll-2003"),
        (b"1\tEU\tB-ORG\tO\n2\tis\tO\tO\n", "conll-2003"),
        (b"#\thttp://a.example [2009]\n1\tEU\tB-ORGpart\tO\n", "conll-2003"),
        (TWO.decode().encode("utf-16"), "conll-iob2"),
        (TWO * 2000, "conll-iob2"),
    ],
)
def test_tokens_with_tags_are_told(start: bytes, dialect: str) -> None:
    found = tagged_lines(start)
    assert found is not None
    assert found[0] == dialect
    assert "in a tag" in found[1]


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"Ana said no.\nBen said yes.\nNobody heard O\nThe end.\n",
        b"Ana O\nBen O\nCy O\nDi O\n",
        b"What is I-95?\nIt is B-side.\nThe group is U-2\nand O\n",
        b"\xff\x00\x01" * 50,
        b"1\tEU\tB-ORG\tO\n",
        b"1\tthe plane\tB-52\n2\tthe road\tI-95\n",
        b"7\tEU\tB-ORG\tO\n9\tis\tO\tO\n",
        b"Ana\tB-ORG\nis\tO\n",
        b"id\ttext\n1\tB-movies\n",
    ],
)
def test_prose_and_rubbish_are_not(start: bytes) -> None:
    assert tagged_lines(start) is None
