"""Who said it: the gold of the seed, sentences in several languages, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.domain.speakers.addressee import find_addressees
from annotator.domain.speakers.lexicon import likely_language
from annotator.domain.speakers.search import find_speakers
from tests.gold import gold

QUOTES = gold().labelled("quote")


def speaker_words(text: str, quote: str, language: str | None = None) -> str | None:
    """Return the words of the first proposal for a quote in a text."""
    start = text.index(quote)
    found = find_speakers(text, [(start, start + len(quote))], language)
    return text[slice(*found[0].place)] if found else None


@pytest.mark.parametrize("quote", QUOTES, ids=[quote.id for quote in QUOTES])
@pytest.mark.parametrize("others_marked", [True, False])
def test_the_first_proposal_is_the_speaker_of_the_gold_with_its_exact_words(
    quote: Span, others_marked: bool
) -> None:
    around = [(each.start, each.end) for each in QUOTES if others_marked]
    (speaker,) = gold().targets(quote.id, "said_by")
    found = find_speakers(gold().text, quote.fragments, gold().language, around)
    assert gold().text[slice(*found[0].place)] == speaker.quote[0]
    assert found[0].place == speaker.fragments[0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“I asked,” said the lighthouse keeper, Zoë Ó Dálaigh, who smiled.",
         "the lighthouse keeper, Zoë Ó Dálaigh"),
        ("Its director, Dr. Hanna Väisänen, said: “A sailor sees it.”",
         "Its director, Dr. Hanna Väisänen"),
        ("The Lumière Trust, which looks after towers in Iceland, warned: “No.”",
         "The Lumière Trust"),
        ("“They sent one,” Councillor Gwen Tregarthen agreed. Nobody laughed.",
         "Councillor Gwen Tregarthen"),
        ("“They were planted,” said Ludmila Petrova of the Society of Friends.",
         "Ludmila Petrova of the Society of Friends"),
        ("He was answered by the head of the traders’ association, Beatrix Lund: “Borrow.”",
         "the head of the traders’ association, Beatrix Lund"),
        ("Councillor al-Amin spoke quietly. “Winter does not read our agenda.”",
         "Councillor al-Amin"),
        ("“Fourteen sites,” said the baker Pietro Amato. “My flour comes at four.”",
         "the baker Pietro Amato"),
        ("According to the mayor of Split, “nothing is lost”.", "the mayor of Split"),
        ("She rose, thanked the chair and said: “We are done.”", "She"),
    ],
)  # fmt: skip
def test_english_speakers_are_whole_phrases(text: str, speaker: str) -> None:
    assert speaker_words(text, text[text.index("“") : text.index("”") + 1], "en") == speaker


@pytest.mark.parametrize(
    ("language", "text", "quote", "speaker"),
    [
        ("uk", "«Ми не музей», — сказала Ведмедчук на причалі.", "«Ми не музей»", "Ведмедчук"),
        ("uk", "Голова громади пан Степан Дячук вважає: «Гарно».", "«Гарно»",
         "Голова громади пан Степан Дячук"),
        ("uk", "Перший рейс триватиме довго. «Тепер маю відповідь», — розповів він.",
         "«Тепер маю відповідь»", "він"),
        ("fr", "« Un geste », a déclaré la présidente du syndicat, Mme Élodie de La Roncière.",
         "« Un geste »", "la présidente du syndicat, Mme Élodie de La Roncière"),
        ("fr", "« Tenez bon », a raconté M.\u00a0Gaspard Le\u00a0Goff, qui cultive la vigne.",
         "« Tenez bon »", "M.\u00a0Gaspard Le\u00a0Goff"),
        ("ar", "«الماء حق»، قال الحداد للصحفيين أمام مبنى البلدية.", "«الماء حق»", "الحداد"),
        ("ar", "أما نقيب الصيادين عمر الناصري فقال: «نحتاج إلى الثلج».", "«نحتاج إلى الثلج»",
         "نقيب الصيادين عمر الناصري"),
        ("he", 'באחד מהם כתבה ליברמן: "שאלני תלמיד".', '"שאלני תלמיד"', "ליברמן"),
        ("he", 'ראש העיר, אבנר בן־חיים, הבטיח: "נבנה".', '"נבנה"', "ראש העיר, אבנר בן־חיים"),
        ("ja", "海鳥市の高瀬真理市長は会見で、「なくさない」と述べた。", "「なくさない」",
         "高瀬真理市長"),
        ("ja", "食堂を営む小林ツネさん（78）は「船は動く」と笑う。", "「船は動く」",
         "小林ツネさん（78）"),
        ("de", "„Wir gehen“, sagte der Bürgermeister Jan Meier.", "„Wir gehen“",
         "der Bürgermeister Jan Meier"),
        ("es", "«Nos vamos», dijo la alcaldesa Ana Ruiz el lunes.", "«Nos vamos»",
         "la alcaldesa Ana Ruiz"),
        ("ru", "«Мы уходим», — сказал мэр города Иван Петров.", "«Мы уходим»",
         "мэр города Иван Петров"),
    ],
)  # fmt: skip
def test_speakers_in_other_languages(language, text, quote, speaker) -> None:
    assert speaker_words(text, quote, language) == speaker


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that it was not so.", "en"),
        ("Le maire a dit que ce n’est pas la même chose.", "fr"),
        ("Der Bürgermeister sagte, dass es nicht so ist.", "de"),
        ("El alcalde dijo que no era así, pero con los demás.", "es"),
        ("Мер сказав, що її там не було і що це не так.", "uk"),
        ("Мэр сказал, что это не так и что этого не было.", "ru"),
        ("قال رئيس البلدية", "ar"),
        ("אמר ראש העיר", "he"),
        ("市長は述べた", "ja"),
        ("", "en"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert likely_language(text) == language


def test_who_passes_it_on_is_known_as_such() -> None:
    quote = gold().spans["q7"]
    found = find_speakers(gold().text, quote.fragments, "en")
    relays = [gold().text[slice(*each.place)] for each in found if each.relays]
    assert relays == ["state news agency TASS"]


def test_to_whom_it_was_said() -> None:
    quote = gold().spans["q6"]
    found = find_addressees(gold().text, quote.fragments, "en")
    assert gold().text[slice(*found[0].place)] == "him"
    text = "“Four!” he told Radio Skerryvane on Monday."
    found = find_addressees(text, [(0, 7)], "en")
    assert [text[slice(*each.place)] for each in found] == ["Radio Skerryvane"]


@given(
    st.lists(
        st.sampled_from(
            ["“", "”", "said", "Ana", "the", "mayor", ",", ".", "who", "of", ":", "\n", "he", "and",
             "(", ")", "Dr.", "’", "according to", "сказав", "він", "は", "「", "」", "市長", "قال",
             "אמר", "42", "—", "e\u0301"]
        ),
        min_size=1,
        max_size=40,
    ),
    st.data(),
)  # fmt: skip
def test_proposals_are_places_of_words_in_any_text(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    language = data.draw(st.sampled_from(["en", "uk", "ja", "ar", "he", "fr", None]))
    for find in (find_speakers, find_addressees):
        found = find(text, [(start, end)], language)
        assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
        for each in found:
            words = text[slice(*each.place)]
            assert 0 <= each.place[0] < each.place[1] <= len(text)
            assert words == words.strip()
            assert "\n" not in words
            assert each.because
    assert len({each.place for each in find_speakers(text, [(start, end)], language)}) == len(
        find_speakers(text, [(start, end)], language)
    )
