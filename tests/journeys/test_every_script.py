"""The hand by keys alone over scripts and characters that count differently everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from annotator.domain.text import freeze
from annotator.paths import seeds
from tests.journeys.commands import check_is_clean, exported, exported_spans
from tests.journeys.conftest import stored_spans


@dataclass(frozen=True)
class Mark:
    """Words to go into, the key pressed there, and the text that the mark must have."""

    words: str
    key: str
    text: str


@dataclass(frozen=True)
class Article:
    """What is marked in a seed, and what the name is after its edges moved.

    `longer` has its end a word further (marks are passed over), `shorter` also its
    start a character.
    """

    seed: str
    quote: Mark
    name: Mark
    place: Mark
    clause: Mark
    longer: str
    shorter: str


ARTICLES = (
    Article(
        "004_lighthouse_emoji_vote",
        Mark("🏆", "Q", "“🏆👨‍👩‍👧‍👦🗼❗️”"),
        Mark("Søren", "S", "Søren Møller-A\u0301sgeirsson"),
        Mark("Skerryvane 🏴", "L", "Skerryvane"),
        Mark("From the caf", "C", "From the café it looks like people waving 👋🏿"),
        "Søren Møller-A\u0301sgeirsson said",
        "øren Møller-A\u0301sgeirsson said",
    ),
    Article(
        "001_arabic_harbour_water",
        Mark(
            "أن يشتريه",
            "Q",
            "«الماء حق لكل من يعمل في هذا الميناء. لن نطلب من أحد أن يشتريه بالصهريج»",
        ),
        Mark("ليلى", "S", "ليلى"),
        Mark("مرسى", "L", "مرسى"),
        Mark("لن نطلب", "C", "لن نطلب من أحد أن يشتريه بالصهريج"),
        "ليلى بن",
        "يلى بن",
    ),
    Article(
        "008_hebrew_archive_letters",
        Mark("מתי יהיה", "Q", "'מתי יהיה לנו גשר?'"),
        Mark("אלקיים", "S", "אלקיים"),
        Mark("המושבה", "L", "המושבה"),
        Mark("איש לא פתח", "C", "איש לא פתח אותה חמישים שנה"),
        "אלקיים.",
        "לקיים.",
    ),
    Article(
        "007_council_minutes_one_paragraph",
        Mark("Find the difference", "Q", "“Find the difference,”"),
        Mark("Katarzyna", "S", "Dr. Katarzyna Wolska"),
        Mark("Quarry Bank", "L", "Quarry Bank"),
        Mark("It was lost by 6", "C", "It was lost by 6 votes to 17"),
        "Dr. Katarzyna Wolska, said",
        "r. Katarzyna Wolska, said",
    ),
    Article(
        "003_japanese_ferry_bridge",
        Mark("橋は急ぐ人", "Q", "『橋は急ぐ人のもの、船は帰る人のもの』"),
        Mark("ジョン", "S", "ジョン・スミス"),
        Mark("小浜", "L", "小浜地区"),
        Mark("船は霧で止まる", "C", "船は霧で止まる"),
        "ジョン・スミスさんも",
        "ョン・スミスさんも",
    ),
    Article(
        "002_ukrainian_river_library",
        Mark("Василю Петровичу", "Q", "„Василю Петровичу, а де ж наші книжки?“"),
        Mark("Оксана", "S", "Оксана Ведмедчук"),
        Mark("Новгороді", "L", "Новгороді-Осетерському"),
        Mark("Це не подарунок", "C", "Це не подарунок"),
        "Оксана Ведмедчук.",
        "ксана Ведмедчук.",
    ),
    Article(
        "005_french_vineyard_crlf",
        Mark("Tenez bon", "Q", "“Tenez bon.”"),
        Mark("Élodie", "S", "Mme Élodie de La Roncière"),
        Mark("Saint-Aubrac-sur", "L", "Saint-Aubrac-sur-Ourdre"),
        Mark("À midi, tout", "C", "À midi, tout était noir"),
        "Mme Élodie de La Roncière, devant",
        "me Élodie de La Roncière, devant",
    ),
)


def expected(text: str, mark: Mark) -> tuple[int, int]:
    """Return where the marked text stands around the first such words."""
    at = text.index(mark.words)
    start = text.index(mark.text, max(0, at - len(mark.text)))
    assert start <= at < start + len(mark.text)
    return (start, start + len(mark.text))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.seed[:3])
def test_the_whole_hand(start, project_file, article):
    text = freeze(seeds().joinpath(f"{article.seed}.txt").read_bytes()).text
    typist = start(project_file, article.seed)
    wanted = {}
    marks = (article.quote, article.name, article.place, article.clause)
    for label, mark in zip(("quote", "speaker", "location", "claim"), marks, strict=True):
        assert typist.go_into(mark.words) == text.index(mark.words)
        typist.press(mark.key)
        wanted[label] = (label, *expected(text, mark))
        assert set(typist.spans()) == set(wanted.values())

    typist.go_into(article.place.words)
    typist.press("L", "S")  # focuses what is marked already, then relabels it
    wanted["location"] = ("speaker", *wanted["location"][1:])
    assert set(typist.spans()) == set(wanted.values())

    _, begin, end = wanted["speaker"]
    typist.go_into(article.name.words)
    # The arrows point: in Arabic and Hebrew the text goes on to the left.
    on, back = ("Alt+Left", "Alt+Right") if typist.view.content.rtl else ("Alt+Right", "Alt+Left")
    typist.press("S", on)
    longer = begin + len(article.longer)
    assert text[begin:longer] == article.longer
    assert ("speaker", begin, longer) in typist.spans()
    typist.press("Alt+Shift+.")
    shorter = longer - len(article.shorter)
    assert text[shorter:longer] == article.shorter
    assert ("speaker", shorter, longer) in typist.spans()
    typist.press("Alt+Shift+,", back)
    assert ("speaker", begin, end) in typist.spans()
    typist.press(on)
    wanted["speaker"] = ("speaker", begin, longer)

    _, begin, end = wanted["claim"]
    typist.go_into(article.clause.words)
    typist.press("C", "E")
    ((grown_from, grown_to),) = {span[1:] for span in typist.spans() if span[0] == "claim"}
    assert grown_from <= begin < end <= grown_to
    assert (grown_from, grown_to) != (begin, end)
    typist.press("Shift+E")
    assert set(typist.spans()) == set(wanted.values())

    typist.go_into(article.quote.words)
    typist.press("Q", "Delete")
    assert set(typist.spans()) == set(wanted.values()) - {wanted["quote"]}
    typist.press("Ctrl+Z")
    assert set(typist.spans()) == set(wanted.values())
    typist.window.close()
    _check_files(project_file, article.seed, text, set(wanted.values()))

    again = start(project_file, article.seed)
    assert set(again.spans()) == set(wanted.values())
    again.press("Ctrl+Shift+Z")
    again.window.close()
    del wanted["quote"]
    _check_files(project_file, article.seed, text, set(wanted.values()))


def _check_files(project_file, key, text, wanted):
    stored = stored_spans(project_file, key)
    assert {row[:3] for row in stored} == wanted
    assert all(text[start:end] == quote for _, start, end, quote in stored)
    document = exported(project_file)[key]
    assert document["text"] == text
    spans = exported_spans(document)
    assert set(spans) == wanted
    assert spans == sorted(spans, key=lambda span: (span[1], -span[2], span[0]))
    check_is_clean(project_file)


def test_a_character_is_a_whole_cluster(start, project_file):
    """Edges step over emoji with their joiners, skin tones and flags, and letters with accents."""
    key = "004_lighthouse_emoji_vote"
    text = freeze(seeds().joinpath(f"{key}.txt").read_bytes()).text
    typist = start(project_file, key)
    typist.go_into("From the caf")
    typist.press("C", "Alt+,")
    begin = text.index("From the caf")
    assert typist.spans() == [("claim", begin, text.index(" 👋🏿"))]
    typist.press("Alt+.", "Escape")
    assert typist.spans() == [("claim", begin, text.index(" 👋🏿") + 3)]
    typist.select("👨‍👩‍👧‍👦 is a smudge")
    typist.press("S", "Alt+Shift+.")
    family = text.index("👨‍👩‍👧‍👦 is a smudge")
    assert ("speaker", family + 8, family + 19) in typist.spans()
    typist.press("Alt+Shift+,")
    assert ("speaker", family, family + 19) in typist.spans()
    typist.window.close()
    document = exported(project_file)[key]
    assert set(exported_spans(document)) == {
        ("claim", begin, text.index(" 👋🏿") + 3),
        ("speaker", family, family + 19),
    }
    check_is_clean(project_file)
