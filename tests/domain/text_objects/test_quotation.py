from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text_objects.paragraph import line_around
from annotator.domain.text_objects.quotation import quotation_around, quotations_around


def found(marked: str) -> str | None:
    """What is found at | in the text."""
    place = marked.index("|")
    text = marked.replace("|", "", 1)
    fragment = quotation_around(text, place)
    return None if fragment is None else text[slice(*fragment)]


@pytest.mark.parametrize(
    ("marked", "quotation"),
    [
        ("He said “no |way” and", "“no way”"),
        ("He said ‘no |way’ and", "‘no way’"),
        ("« Je |vais », dit-il", "« Je vais »"),
        ("«Я |йду», — мовив", "«Я йду»"),
        ("„Ich |gehe“, sagte sie", "„Ich gehe“"),
        ("„Idę |już”, powiedział", "„Idę już”"),
        ("‚Ich |gehe‘, sagte sie", "‚Ich gehe‘"),
        ("”Jag |går”, sa hon", "”Jag går”"),
        ("»Ich |gehe«, sagte sie", "»Ich gehe«"),
        ("›Ich |gehe‹, sagte sie", "›Ich gehe‹"),
        ("‹ Oui, |va ›, dit-il", "‹ Oui, va ›"),
        ("»Jag |går», sa hon", "»Jag går»"),
        ("市長は「橋は|来年」と話した", "「橋は来年」"),
        ("『本|』と『紙』", "『本』"),
        ("他说《我们|的城》很好", "《我们的城》"),
        ('"I |go," he said. "You stay."', '"I go,"'),
        ('"I go," he said. "You |stay."', '"You stay."'),
        ("'I |go,' he said", "'I go,'"),
        ("\"He said '|no' twice,\" she said", "'no'"),
        ('צה"ל אמר "לא |היום" אתמול', '"לא היום"'),
        ("כתבה: \"שאלו, 'מתי?' ועניתי |לו: 'מחר'\".", "\"שאלו, 'מתי?' ועניתי לו: 'מחר'\""),
        ("قال «لن |نذهب» اليوم", "«لن نذهب»"),
    ],
)
def test_every_kind_of_mark(marked: str, quotation: str) -> None:
    assert found(marked) == quotation


@pytest.mark.parametrize("place", range(4, 12))
def test_a_caret_at_a_mark_is_inside(place: int) -> None:
    text = "xyz “abcdef” uvw"
    assert quotation_around(text, place) == (4, 12)
    assert quotation_around(text, 12) == (4, 12)
    assert quotation_around(text, 3) is None
    assert quotation_around(text, 13) is None


@pytest.mark.parametrize(
    ("marked", "quotation"),
    [
        ("“A ‘b|’ c” d", "‘b’"),
        ("“A |‘b’ c” d", "‘b’"),
        ("“A| ‘b’ c” d", "“A ‘b’ c”"),
        ("“A ‘b’ |c” d", "“A ‘b’ c”"),
        ("«Він сказав: „Так|“», — мовив", "„Так“"),
        ("«Він |сказав: „Так“», — мовив", "«Він сказав: „Так“»"),
        ("市長は「橋は『今|年』できる」と", "『今年』"),
        ("「A」|「BBB」", "「BBB」"),
    ],
)
def test_the_innermost_is_taken(marked: str, quotation: str) -> None:
    assert found(marked) == quotation


@pytest.mark.parametrize(
    "marked",
    [
        "don’t |go, don’t",
        "the ’90s |and ’80s",
        "l’|homme",
        "the boys’ |and girls’ toys",
        "rock ’n’ |ro",
    ]
    + [
        "a 6' |x 4' board",
        'He has 6" |there',
        "O'Brien |isn't",
        "’Twas |the",
        "no |marks",
        "|",
        " \n| ",
    ],
)
def test_apostrophes_and_measures_are_no_marks(marked: str) -> None:
    assert found(marked) is None


def test_apostrophes_inside_single_marks() -> None:
    assert found("he said ‘the boys’ toys aren’t |here,’ and") == "‘the boys’ toys aren’t here,’"
    assert found("didn’t pressure but asked for ‘co|ver’") == "‘cover’"


@pytest.mark.parametrize("marked", ["“One|.\n\n“Two x.\n\n“Three.” He said no. “Yes.”"] + [
    "“One.\n\n“Two |x.\n\n“Three.” He said no. “Yes.”",
    "“One.\n\n“Two x.\n\n“Thr|ee.” He said no. “Yes.”",
])  # fmt: skip
def test_paragraphs_with_a_repeated_mark_are_one_quotation(marked: str) -> None:
    assert found(marked) == "“One.\n\n“Two x.\n\n“Three.”"


def test_it_ends_where_it_is_closed() -> None:
    assert found("“One.\n\n“Two.” He |said.") is None
    assert found("“One.\n\n“Two.” He said. “F|our.”") == "“Four.”"
    assert found("“One.\n\nTw|o.” He said.") == "“One.\n\nTwo.”"
    assert found("« Un.\n\n» Deux |x.\n\n» Trois. » Il") == "« Un.\n\n» Deux x.\n\n» Trois. »"
    assert found("He “unclosed |to the end\n\nNext") == "“unclosed to the end"
    assert found("„Eins.\n\n„Zwei |x.“ Sie") == "„Eins.\n\n„Zwei x.“"
    assert found("「一。\n\n「二|。」と") == "「一。\n\n「二。」"


def test_paragraphs_that_close_their_own_stay_apart() -> None:
    assert found("“One.”\n\n“Tw|o.”\n\n“Three.”") == "“Two.”"


QUOTING = st.lists(
    st.one_of(
        st.sampled_from(
            [*"“”‘’«»„‚\"'「」『』 \n.,ab", "don’t ", "x y ", "\n\n“", "A b. ", "\u00a0"]
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(QUOTING, st.data())
def test_on_any_text_it_touches_the_caret_and_nests(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    around = quotations_around(text, position)
    for start, end in around:
        assert 0 <= start <= position <= end <= len(text)
        assert text[start] not in " \n"
    fragment = quotation_around(text, position)
    assert (fragment is None) == (not around)
    if fragment is not None:
        assert fragment in around
        # Anywhere in it that no inner one claims, it is found again.
        for place in range(fragment[0], fragment[1] + 1):
            again = quotation_around(text, place)
            assert again is not None
            assert again[0] >= fragment[0] or again[1] <= fragment[0] or again[1] >= place


@settings(max_examples=200, deadline=None)
@given(QUOTING.filter(lambda text: "\n" not in text))
def test_what_a_paragraph_opens_ends_in_it(text: str) -> None:
    for position in range(len(text) + 1):
        fragment = quotation_around(text + "\n\nplain words", position)
        if fragment is not None:
            assert fragment[1] <= line_around(text, position)[1]


def test_one_quotation_ends_and_the_next_runs_on_from_the_same_paragraph() -> None:
    text = "“One thing.\n\n“Two things,” he said. “Three things.\n\n“Four things,” she wrote."
    first = (0, text.index(" he said"))
    second = (text.index("“Three"), text.index(" she wrote"))
    for word, wanted in (("One", first), ("Two", first), ("Three", second), ("Four", second)):
        assert quotation_around(text, text.index(word) + 1) == wanted
