from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text_objects import text_object
from annotator.domain.text_objects.sentence import sentence_around
from annotator.paths import seeds


def clause(marked: str, language: str | None = None) -> str | None:
    place = marked.index("|")
    text = marked.replace("|", "", 1)
    fragment = text_object("clause", text, place, language)
    return None if fragment is None else text[slice(*fragment)]


def test_the_sentence_of_the_given_article() -> None:
    text = (seeds() / "000_4c3dfa78dd8f5e6c.txt").read_bytes().decode()
    for place in range(1198, 1213):
        assert text_object("clause", text, place) == (1198, 1212)
    assert sentence_around(text, 1200) == (1198, 1213)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One is |here. Two.", "One is here"),
        ("One is here. T|wo!", "Two"),
        ("Is it? “It |is,” he said.", "It is"),
        ("Is it? “It is,” he |said.", "he said"),
        ("Kyiv |turned: “We are. No.” So", "Kyiv turned"),
        ("Kyiv turned: “We a|re. No.” So", "We are"),
        ("Kyiv turned: “We are. N|o.” So", "No"),
        ("He asked |him to “cover him” then.", "He asked him to “cover him” then"),
        ("He asked him to “cov|er him” then.", "cover him"),
        ("“Cover” is |what he asked for.", "“Cover” is what he asked for"),
        ("Mr. Fox |met Dr. A. B. Lee at 5.30 p.m. He", "Mr. Fox met Dr. A. B. Lee at 5.30 p.m."),
        ("It is in the U.S. Army |now. So", "It is in the U.S. Army now"),
        ("He lives in the U.S. The |army left.", "The army left"),
        ("He lives |in the U.S. The army left.", "He lives in the U.S."),
        ("So… they |went on… and on. No", "So… they went on… and on"),
        ("Go… They |went.", "They went"),
        ("It cost 1.5 mi|llion. More", "It cost 1.5 million"),
        ("Es war am 3. Ok|tober in Berlin. Dann", "Es war am 3. Oktober in Berlin"),
        ("市長は話した。橋は|来年できる。次", "橋は来年できる"),
        ("市長は話した。|橋は来年できる。次", "橋は来年できる"),
        ("On nous |a dit.\n\n« Nous avons. Le gel est là. » Il", "On nous a dit"),
        ("« On a dit.\n\n« Nous avons. Le |gel est là. » Il", "Le gel est là"),
        ("市長は「橋はできる。水|もある」と話した。", "水もある"),
        ("市長は「橋はできる。水もある」と話|した。次の", "市長は「橋はできる。水もある」と話した"),
        ("هل ذهب؟ نعم ذه|ب إلى المدينة. ثم", "نعم ذهب إلى المدينة"),
        ("— Ми йд|емо, — мовив", "Ми йдемо, — мовив"),
        ("(It was |late.) Then", "It was late"),
        ("He said ‘the boys’ toys are |here.’", "the boys’ toys are here"),
        ("“‘”|He left", "“‘”He left"),
        ("the end of the w|orkers’", "the end of the workers’"),
    ],
)  # fmt: skip
def test_it_is_the_sentence_without_its_stop_and_marks(marked: str, expected: str) -> None:
    assert clause(marked) == expected


@pytest.mark.parametrize("marked", ["|", " | ", "a\n|\nb", "a\n  |\nb"])
def test_where_nothing_stands_there_is_none(marked: str) -> None:
    assert clause(marked) is None


PROSE = st.lists(
    st.sampled_from(
        [*"“”‘’«»„\"'「」。.!?…,;:—() \n", "He ", "said ", "U.S. ", "Mr. ", "x", "e\u0301", "؟"]
    )
    | st.characters(codec="utf-8"),
    max_size=40,
).map("".join)


@settings(max_examples=500, deadline=None)
@given(PROSE, st.data())
def test_on_any_text_it_lies_in_its_sentence(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    sentence = sentence_around(text, position)
    found = text_object("clause", text, position)
    if sentence is None:
        assert found is None
    elif found is not None:
        assert 0 <= found[0] < found[1] <= len(text)
        assert "\n" not in text[slice(*found)]
        assert not text[found[0]].isspace()
        if any(each.isalnum() for each in text[slice(*found)]):
            inside = next(at for at in range(*found) if text[at].isalnum())
            assert text_object("clause", text, inside) is not None
