"""The articles that ship: each brings what some part of the program could get wrong."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import BLOCK_UNITS, qt_text
from annotator.domain.text import FrozenText, freeze
from annotator.domain.text_objects import text_object
from annotator.paths import seeds

GIVEN = "000_4c3dfa78dd8f5e6c.txt"
GIVEN_SHA256 = "52c4403ac77423b8363626592177d894bc1521e43eff6173cae1e2631c1264a1"


def data(name: str) -> bytes:
    (path,) = seeds().glob(f"{name}*.txt")
    return path.read_bytes()


def frozen(name: str) -> FrozenText:
    return freeze(data(name))


def quoted(text: str, opening: str, kind: str = "quotation") -> list[str]:
    """What the text object gives from inside each opening mark."""
    found = [text_object(kind, text, match.end()) or (0, 0) for match in re.finditer(opening, text)]
    return [text[slice(*fragment)] for fragment in found]


def test_the_given_article_is_byte_for_byte() -> None:
    assert hashlib.sha256(data(GIVEN[:3])).hexdigest() == GIVEN_SHA256
    assert frozen("000").text == data("000").decode()


@pytest.mark.parametrize("path", sorted(seeds().glob("*")), ids=lambda path: path.name)
def test_each_is_utf8_text_with_a_headline(path) -> None:
    assert re.fullmatch(r"\d{3}_[a-z0-9_]+\.txt", path.name)
    article = freeze(path.read_bytes())
    assert article.encoding == "utf-8"
    assert not article.guessed
    assert article.replaced == 0
    section, blank, headline, *rest = article.text.split("\n")
    assert 0 < len(section) < 20
    assert blank == ""
    assert 20 < len(headline) < 120
    assert len([line for line in rest if line.strip()]) >= 5


def test_there_are_at_least_eight() -> None:
    assert len(list(seeds().glob("*.txt"))) >= 8


def test_arabic_and_hebrew_run_from_right_to_left() -> None:
    for name, script in (("001", "ARABIC"), ("008", "HEBREW")):
        text = frozen(name).text
        letters = [unicodedata.name(each) for each in text if each.isalpha()]
        assert sum(each.startswith(script) for each in letters) > 0.95 * len(letters)
    quotes = quoted(frozen("001").text, "«")
    assert len(quotes) >= 8
    assert all(each.startswith("«") and each.endswith("»") for each in quotes)


def test_ukrainian_nests_two_kinds_of_marks() -> None:
    text = frozen("002").text
    outer, inner = quoted(text, "«"), quoted(text, "„")
    assert all(each.startswith("«") and each.endswith("»") for each in outer)
    assert all(each.startswith("„") and each.endswith("“") for each in inner)
    assert sum(f"{mark}" in "".join(outer) for mark in inner) >= 2
    assert quoted(text, "Ярослав", "name") == ["Прем’єр-міністр Ярослав Горинчук"]


def test_japanese_nests_corner_brackets() -> None:
    text = frozen("003").text
    outer, inner = quoted(text, "「"), quoted(text, "『")
    assert len(outer) >= 8
    assert all(each.startswith("「") and each.endswith("」") for each in outer)
    assert all(each.startswith("『") and each.endswith("』") for each in inner)
    assert sum(mark in "".join(outer) for mark in inner) == len(inner) >= 3


def test_emoji_and_combining_accents() -> None:
    text = frozen("004").text
    assert "👨\u200d👩\u200d👧\u200d👦" in text
    assert "🇮🇸" in text
    assert "1️⃣" in text
    assert "🤷🏽\u200d♀️" in text
    assert unicodedata.normalize("NFC", text) != text
    assert OffsetMap(text).utf16_length > len(text) + 40


def test_crlf_a_mark_no_break_spaces_and_soft_hyphens() -> None:
    raw = data("005")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") > 20
    article = frozen("005")
    assert article.newline == "crlf"
    assert "\r" not in article.text
    assert not article.text.startswith("\ufeff")
    assert {"\u00a0", "\u202f", "\u00ad"} <= set(article.text)
    place = raw.decode().index("d’Hauterive")
    assert article.text[article.to_frozen(place) :].startswith("d’Hauterive")
    # The one that opens again at every paragraph is one quotation.
    assert any(each.count("\n") == 4 for each in quoted(article.text, "«"))


def test_sixty_quotes() -> None:
    text = frozen("006").text
    quotes = quoted(text, "“")
    assert len(quotes) == len(set(quotes)) == text.count("”") == 60
    assert all(each.startswith("“") and each.endswith("”") for each in quotes)


def test_one_paragraph_of_40000_characters() -> None:
    text = frozen("007").text
    assert max(map(len, text.split("\n"))) == 40_000
    shown = qt_text(text)
    assert max(map(len, shown.text.split("\n"))) <= BLOCK_UNITS
    quotes = quoted(text, "“")
    assert len(quotes) > 200
    assert all(each.endswith("”") for each in quotes)
