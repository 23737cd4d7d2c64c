from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text_objects.name_phrase import name_around

CASES = [
    ("said Minsk President Alexander Lukashenko, who", "Minsk President Alexander Lukashenko"),
    ("on Thursday Russian President Vladimir Putin was", "Russian President Vladimir Putin"),
    ("to the Belarusian Telegraph Agency (BelTA).", "Belarusian Telegraph Agency"),
    ("in the port of Odessa.”", "Odessa"),
    ("However, Ursula von der Leyen said", "Ursula von der Leyen"),
    ("In Kyiv they", "Kyiv"),
    ("said von der Leyen.", "von der Leyen"),
    ("Prince Mohammed bin Salman al-Saud said", "Prince Mohammed bin Salman al-Saud"),
    ("Bashar al-Assad fled", "Bashar al-Assad"),
    ("by J. R. R. Tolkien and", "J. R. R. Tolkien"),
    ("by J.K. Rowling and", "J.K. Rowling"),
    ("told Mr. O’Brien that", "Mr. O’Brien"),
    ("told Dr Anne-Marie Ní Bhriain that", "Dr Anne-Marie Ní Bhriain"),
    ("with president Ana Kovač today", "president Ana Kovač"),
    ("the Bank of England said", "Bank of England"),
    ("Putin’s man", "Putin"),
    ("a Lukashenko-led state", "Lukashenko"),
    ("TASS said", "TASS"),
    ("прем’єр Ярослав Горинчук сказав", "прем’єр Ярослав Горинчук"),
    ("сказал Усама ибн Ладен вчера", "Усама ибн Ладен"),
    ("А. С. Пушкин писал", "А. С. Пушкин"),
    ("είπε ο Κυριάκος Μητσοτάκης χθες", "Κυριάκος Μητσοτάκης"),
    ("dans l’Ukraine de", "Ukraine"),
    ("chez Mme Élodie de La Roncière hier", "Mme Élodie de La Roncière"),
    ("at Stratford-upon-Avon today", "Stratford-upon-Avon"),
    ("le Прем’єр-міністр Ярослав Горинчук", "Прем’єр-міністр Ярослав Горинчук"),
    ("avec Valéry Giscard d’Estaing hier", "Valéry Giscard d’Estaing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), CASES)
def test_the_name_is_found_from_every_caret_in_it(text: str, name: str) -> None:
    start = text.index(name)
    wrong = {
        place - start: text[slice(*(name_around(text, place) or (0, 0)))]
        for place in range(start, start + len(name))
        if name_around(text, place) != (start, start + len(name))
    }
    # Within an elided word the caret may be on the article.
    assert {place for place in wrong if text[start + place] not in "d’"} == set()


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The| Belarusian President", "The"),
        ("H|e said", "He"),
        ("the po|rt of Odessa", "port"),
        ("city d|e facto", "de"),
        ("Crimea, Kher|son, Donetsk", "Kherson"),
        ("both Ukraine a|nd Belarus", "and"),
        ("قال ألكسندر لوكاش|ينكو، اليوم", "لوكاشينكو"),
        ("אמר (יוסי כה|ן) היום", "כהן"),
        ("とジョン・ス|ミスさんは", "ジョン・スミス"),
        ("と田|中さんは", "田中"),
        ("on Monday| Putin", "Monday"),
        ("Ukraine’s Azo|v brigade", "Azov"),
    ],
)
def test_what_the_caret_is_on_decides(marked: str, name: str) -> None:
    place = marked.index("|")
    text = marked.replace("|", "", 1)
    assert text[slice(*(name_around(text, place) or (0, 0)))] == name


@pytest.mark.parametrize("marked", ["", " ", ", . ", "a  b"])
def test_between_words_there_is_none(marked: str) -> None:
    assert name_around(marked, len(marked) // 2 if marked.strip(" ,.") == "" else 2) is None


PIECES = ["Anna ", "von ", "de ", "J. ", "Mr. ", "of ", "Bank ", "the ", "The ", "l’", "’s "]
SIGNS = [*"-'’. ,\u00a0", "ジョン", "・", "田", "كتب ", "O’B", "x", "e\u0301", "👩🏽", "\u0301"]
NAMING = st.lists(
    st.sampled_from(PIECES) | st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=20
).map("".join)


@settings(max_examples=500, deadline=None)
@given(NAMING, st.data())
def test_on_any_text_it_touches_the_caret_and_has_clean_edges(
    text: str, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(text)))
    name = name_around(text, position)
    if name is not None:
        start, end = name
        assert 0 <= start < end <= len(text)
        # Behind the stop of an abbreviation or a possessive the name is still meant.
        assert start <= position <= end + 2
        assert not text[start].isspace()
        assert not text[end - 1].isspace()


def test_a_french_article_within_a_name_belongs_to_it() -> None:
    text = "M. Gaspard Le Goff et Mme de La Roncière. La Mairie"
    found = {name_around(text, place, "fr") for place in range(3, 20)}
    assert {text[slice(*each)] for each in found if each} == {"M. Gaspard Le Goff", "et"}
    assert name_around(text, len(text) - 8, "fr") == (len(text) - 9, len(text) - 7)
