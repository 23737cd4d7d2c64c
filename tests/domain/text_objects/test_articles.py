"""Sentences of news in six languages: what each key takes at the caret.

Most were written before the rules were tried on them: they check that the rules hold for more than
the given article. [ and ] stand around what is expected, | is the caret; without brackets nothing
is expected.
"""

from __future__ import annotations

import pytest

from annotator.domain.text import freeze
from annotator.domain.text_objects import text_object
from annotator.paths import seeds

QUOTES = {
    "en": [
        "The nurse told reporters on Friday [that the ward would cl|ose in June].",
        "Minister Hana Sedlak claimed [|the dam was safe], according to her office.",
        "She asked the council [to rep|lace every pipe].",
        "Farmers warned [that wells are dry and that cattl|e will die].",
        "He insisted [that “nobody” was h|urt].",
        "He said [“|no comment”] and left.",
        "The bank, whose chairman resigned, said [it wo|uld pay].",
        "The bridge was clo|sed for a week.",
        "“Yes,” said the mayor, who was on hol|iday.",
    ],
    "fr": [
        "Le préfet a annoncé [que la route serait coup|ée dès lundi].",
        "La maire affirme [qu’elle n’a rien re|çu].",
        "Le pont est fermé dep|uis lundi.",
    ],
    "de": [
        "Die Ministerin erklärte, [dass die Brücke im Mai f|ertig sei].",
        "Die Brücke ist se|it Montag gesperrt.",
    ],
    "es": [
        "El alcalde dijo [que el puente abr|irá en mayo].",
        "El puente está cer|rado desde el lunes.",
    ],
    "uk": [
        "Міська рада заявила, [що міст відкр|иють у травні].",
        "Міст закрито з пон|еділка.",
    ],
    "ru": [
        "Губернатор сказал, [что мост откр|оют в мае].",
        "Мост закрыт с пон|едельника.",
    ],
}
CLAIMS = {
    "en": [
        "[He met the Presid|ent]. He left.",
        "[He was No. |10 on the list]. They lost.",
        "The nurse told reporters that [the ward would cl|ose in June], however.",
        "[The road is cl|osed], but the ferry still runs at noon.",
        "The road is closed, but [the ferry st|ill runs at noon].",
        "One thing is clear: [the harbour will fr|eeze].",
        "No, [the harbour was al|ready closed].",
        "[After the flood, the school was mo|ved to the hill].",
        "[If the rain stops, we will pl|ant].",
        "It can wait and [it should w|ait].",
        "[Bread and butter are ch|eap].",
        "[The man who was ill and his son were l|ate].",
        "He lives on 5th Ave. [The shop is n|ear].",
        "[Prof. Lind saw Gen. Or|r in the U.S. Senate].",
    ],
    "fr": [
        "Le préfet a annoncé que [la route serait coup|ée dès lundi].",
        "[La récolte est perd|ue], mais les ventes restent bonnes.",
        "[Le ministre par|tira]. Il reviendra.",
    ],
    "de": [
        "Die Ministerin erklärte, dass [die Brücke im Mai f|ertig sei].",
        "[Die Straße ist gesp|errt], aber der Zug fährt weiter.",
    ],
    "es": ["El alcalde dijo que [el puente abr|irá en mayo]."],
    "uk": [
        "Міська рада заявила, що [міст відкр|иють у травні].",
        "[Як писала газета «Річковий вісник», міст |зачинили].",
        "[Він зустрів пре|зидента]. Потім поїхав.",
    ],
    "ru": [
        "Губернатор сказал, что [мост откр|оют в мае].",
        "[Он встретил през|идента]. Потом уехал.",
    ],
}
SPEAKERS = {
    "en": [
        "[The new min|ister of health] said so.",
        "“No,” said [retired tea|cher Agnes Kolar].",
        "[Ana Kovač, the may|or of Split], said no.",
        "[The harbour mas|ter, Jon Lie], said no.",
        "[H|e] said no.",
        "“No,” said retired teacher [Agnes Kol|ar].",
        "[Ana Kov|ač], the mayor of Split, said no.",
        "according to [th|e River Trust (RT)].",
        "[The plum|bers] rejected it.",
        "When the war began, [Hana Sed|lak] said no.",
        "in Oslo, Bergen and [Tro|ms].",
        "[The man|ager], who was late, said no.",
        "[Our corresp|ondent] in Rome said no.",
        "Then [Ukraine’s presid|ent, Petro Lys], said no.",
        "He met the President. [Put|in] left.",
        "They hailed the [Qu|een]. London cheered.",
        "said [Ban Ki-m|oon] today",
        "led by [Kim Jong-|un] today",
        "[AT|&T] said no.",
        "[Johnson & John|son] said no.",
        "[Sammy Davis J|r.] said no.",
    ],
    "fr": [
        "selon [le minis|tre de l’Agriculture].",
        "a dit [la mai|re de Lyon, Anne Roy].",
        "[M. Paul Le Go|ff] a dit non.",
    ],
    "de": ["sagte [di|e Ministerin Hanna Kurz] am Montag."],
    "es": ["dijo [la alcaldesa Ana R|uiz] ayer."],
    "uk": ["сказав [мер Петро Л|ис] у понеділок."],
    "ru": ["сказал [мэр Пётр Л|исин] в среду."],
    "he": ["אמר [בן־ח|יים] אתמול."],
    "ja": ["食堂の[小林ツ|ネ]さんは", "率いる[サイモン・オオタ議|員]は"],
}
PLACES = {
    "en": [
        "the [Norw|egian] Prime Minister Jonas Lie",
        "the [British Col|umbia] coast",
        "in [The Ha|gue] today",
        "in the [U.S|.] today",
        "the [Soviet Un|ion] fell",
        "in [Stratford-up|on-Avon] today",
    ],
    "he": ["בעיר [נמל־הצ|פון]."],
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, marked) for language, each in table.items() for marked in each]


def check(kind: str, language: str, marked: str) -> None:
    plain = marked.replace("[", "").replace("]", "")
    place = plain.index("|")
    text = plain.replace("|", "")
    expected = marked[marked.find("[") + 1 : marked.find("]")].replace("|", "")
    found = text_object(kind, text, place, language)
    shown = None if found is None else text[slice(*found)]
    assert shown == (expected if "[" in marked else None)


@pytest.mark.parametrize(("language", "marked"), cases(QUOTES))
def test_q_takes_what_is_said(language: str, marked: str) -> None:
    check("quotation", language, marked)


@pytest.mark.parametrize(("language", "marked"), cases(CLAIMS))
def test_c_takes_one_statement(language: str, marked: str) -> None:
    check("clause", language, marked)


@pytest.mark.parametrize(("language", "marked"), cases(SPEAKERS))
def test_s_takes_the_name_or_on_other_words_the_whole_phrase(language: str, marked: str) -> None:
    check("speaker", language, marked)


@pytest.mark.parametrize(("language", "marked"), cases(PLACES))
def test_l_takes_the_place_without_titles(language: str, marked: str) -> None:
    check("place", language, marked)


@pytest.mark.parametrize("name", ["000", "001", "002", "005", "008"])
def test_no_caret_takes_what_none_beside_it_takes(name: str) -> None:
    (path,) = seeds().glob(f"{name}*.txt")
    text = freeze(path.read_bytes()).text
    found = [text_object("clause", text, place) for place in range(len(text) + 1)]
    odd = [
        place
        for place in range(1, len(text))
        if found[place] not in (None, found[place - 1], found[place + 1])
    ]
    assert odd == []
