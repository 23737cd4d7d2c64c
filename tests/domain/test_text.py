from __future__ import annotations

import hashlib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.domain.text import FrozenText, freeze, text_sha256

# Plenty of what the policy is about, and of what it must leave alone.
AWKWARD = st.sampled_from(
    [*"\r\n\v\f\t\x00\x1f\x85\u2028\u2029\ufeff\ufffe\ud800\udc00\ufdd0\ufdef\ufdfa가퟿"]
    + ["\r\n", "a", "é", "e\u0301", "😀", "\u200d", "\xa0", "\xad", " "]
)
texts = st.lists(st.one_of(AWKWARD, st.characters()), max_size=30).map("".join)


def fold_by_hand(source: str) -> tuple[str, list[int]]:
    """The policy, one character at a time; with where each source position went."""
    kept, places = [], []
    for index, character in enumerate(source):
        places.append(len(kept))
        if character == "\ufeff" and index == 0:
            continue
        if character == "\r" and source[index + 1 : index + 2] == "\n":
            continue
        code = ord(character)
        if character in "\r\v\f\x85\u2029":
            kept.append("\n")
        elif (code < 32 and character not in "\t\n") or 0xD800 <= code < 0xE000:
            kept.append("\ufffd")
        else:
            kept.append("\ufffd" if 0xFDD0 <= code <= 0xFDEF else character)
    return "".join(kept), [*places, len(kept)]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_freezing_follows_the_policy_and_maps_every_position(source: str) -> None:
    frozen = freeze(source)
    text, places = fold_by_hand(source)
    assert frozen.text == text
    assert [frozen.to_frozen(position) for position in range(len(source) + 1)] == places
    assert frozen.replaced == text.count("\ufffd") - source.count("\ufffd")
    assert frozen.text_sha256 == hashlib.sha256(text.encode()).hexdigest() == text_sha256(text)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_frozen_text_changes_no_more_unless_a_second_mark_leads_it(source: str) -> None:
    text = freeze(source).text
    again = freeze(text)
    assert again.text == (text[1:] if text.startswith("\ufeff") else text)
    assert again.replaced == 0
    assert again.newline == "lf"


@settings(max_examples=200, deadline=None)
@given(
    texts.map(lambda text: text.encode("utf-8", "replace").decode()),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_byte_order_mark_names_the_encoding(source: str, encoding: str) -> None:
    # FF FE 00 00 is the mark of UTF-32, and also UTF-16 that begins with NUL: no article does.
    assume(not (encoding == "utf-16" and source.startswith("\x00")))
    data = source.encode(encoding)
    frozen = freeze(data, "cp1252")
    assert frozen.text == freeze("\ufeff" + source).text
    assert not frozen.guessed
    assert frozen.source_sha256 == hashlib.sha256(data).hexdigest()
    assert frozen.to_frozen(1) == 0


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_problem(data: bytes) -> None:
    try:
        text = freeze(data).text
    except Problem as problem:
        text = problem.happened
    assert text or not data.strip(b"\xef\xbb\xbf\xff\xfe\0")
    assert not set(text) & set("\r\0\v\f\x85\u2029")


def test_clean_utf8_is_taken_as_it_is() -> None:
    data = "Ünï\n\t😀\xa0\xad\u200d e\u0301\u2028\n".encode()
    frozen = freeze(data)
    assert frozen == FrozenText(
        data.decode(), frozen.text_sha256, hashlib.sha256(data).hexdigest(), "utf-8"
    )
    assert frozen.text_sha256 == frozen.source_sha256


@pytest.mark.parametrize(
    ("source", "newline"),
    [("", "lf"), ("a", "lf"), ("a\nb", "lf"), ("a\r\nb\r\n", "crlf"), ("a\rb", "cr")]
    + [("a\r\nb\n", "mixed"), ("a\r\rb", "cr"), ("a\r\n\rb", "mixed")],
)
def test_the_newline_style_is_kept_on_record(source: str, newline: str) -> None:
    assert freeze(source).newline == newline
    assert freeze(source.encode()).newline == newline


def test_empty_is_a_text() -> None:
    assert freeze(b"").text == freeze("").text == ""
    assert freeze(b"\xef\xbb\xbf").text == ""


def test_what_was_replaced_is_counted() -> None:
    frozen = freeze(b"one \x00 two \x07 and three more words")
    assert frozen.text == "one \ufffd two \ufffd and three more words"
    assert frozen.replaced == 2


RUSSIAN = "Президент заявил: «Мы договоримся», — и уехал в Минск. Его спросили о войне."
SAMPLES = [
    ("cp1251", RUSSIAN),
    ("koi8-r", RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")),
    ("cp866", RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")),
    ("cp1251", "Міністр їздив до Києва і сказав: «Ґанок є». Її почули в усій області."),
    ("cp1252", "“We didn’t do it,” she said – in a café. Über die Brücke, às três, garçon."),
    ("cp1250", "Premiéř řekl, že žádná dohoda není. Wałęsa powiedział: „Będzie źle”. Příští věk."),
    ("cp1254", "Başbakan dün Ankara’da konuştu: “İşçiler için çalışıyoruz” dedi. Güneş doğdu."),
    ("cp1253", "Ο πρωθυπουργός είπε ότι η κυβέρνηση δεν θα αλλάξει γνώμη για το σχέδιο."),
    ("cp1255", "ראש הממשלה אמר אתמול כי לא יהיה הסכם לפני סוף השנה."),
    ("cp1256", "قال رئيس الوزراء أمس إن الحكومة لن تغير رأيها في هذه المسألة."),
    ("cp932", "市長は「橋は来年できます」と話した。住民からは不安の声も上がっている。"),
    ("euc_jp", "市長は「橋は来年できます」と話した。住民からは不安の声も上がっている。"),
    ("iso2022_jp", "市長は「橋は来年できます」と話した。住民からは不安の声も上がっている。"),
    ("gb18030", "市长说，这座大桥不会在明年完工。他要来我们的地方，大家都不同意这个时间。"),
    ("big5", "市長說，這座大橋不會在明年完工。他要來我們的地方，大家都不同意這個時間。"),
    ("cp949", "시장은 다리가 내년에 완공될 것이라고 말했다. 주민들은 걱정하고 있다."),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_the_guess_is_right_on_prose_and_says_it_is_one(encoding: str, text: str) -> None:
    frozen = freeze(text.encode(encoding))
    assert frozen.text == text
    assert frozen.guessed


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    data = (RUSSIAN * 3).encode() + b"\xff" + RUSSIAN.encode()
    frozen = freeze(data)
    assert frozen.text == RUSSIAN * 3 + "\ufffd" + RUSSIAN
    assert (frozen.encoding, frozen.guessed, frozen.replaced) == ("utf-8", True, 1)


def test_a_long_text_is_guessed_by_where_it_leaves_ascii() -> None:
    text = "plain words only\n" * 10_000 + (RUSSIAN + "\n") * 2_000
    frozen = freeze(text.encode("cp1251"))
    assert (frozen.text == text, frozen.encoding, frozen.guessed) == (True, "cp1251", True)
    assert freeze((RUSSIAN * 2_000).encode("cp1251")).text == RUSSIAN * 2_000


def test_utf16_without_a_mark_is_guessed() -> None:
    frozen = freeze("The mayor said no.\r\n".encode("utf-16-le"))
    assert (frozen.text, frozen.guessed) == ("The mayor said no.\n", True)


def test_a_declared_encoding_is_used_and_latin1_means_windows() -> None:
    assert freeze(RUSSIAN.encode("koi8-r", "replace"), "KOI8-R").text.startswith("Президент")
    frozen = freeze("“no” – café".encode("cp1252"), "iso-8859-1")
    assert (frozen.text, frozen.encoding, frozen.guessed) == ("“no” – café", "cp1252", False)


@pytest.mark.parametrize("declared", ["nonsense", "utf-8", "rot13", "undefined"])
def test_a_wrong_declaration_is_a_problem(declared: str) -> None:
    with pytest.raises(Problem) as caught:
        freeze(b"caf\xe9 ol\xe9", declared)
    assert declared in caught.value.happened


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\x00", bytes(range(256)), b"PK\x03\x04rest", b"\0" * 9],
)
def test_binary_data_is_a_problem(data: bytes) -> None:
    with pytest.raises(Problem):
        freeze(data)
