"""Every computed attribute, held against the gold of the seed and against cases of its own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.computed.rule import Scene, rule_of, rules
from annotator.domain.entity import Entity
from annotator.domain.schema import Attribute
from annotator.domain.span import Span, quotes_of
from tests.gold import gold, news_schema


def scene(text: str, fragments, label="quote", language=None, targets=(), entity=None) -> Scene:
    span = Span("x", label, tuple(fragments), quotes_of(text, fragments))
    if entity is not None:
        span = span._replace(entity=entity.id)
    return Scene(span, text, language, lambda _relation: targets, lambda: entity)


def attribute(id: str) -> Attribute:
    return next(
        each for label in news_schema().labels for each in label.attributes if each.id == id
    )


def computed(id: str, given: Scene):
    return rules()[id].compute(attribute(id), given)


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_every_computed_attribute_of_the_default_schema_has_a_rule() -> None:
    for label in news_schema().labels:
        for each in label.attributes:
            assert (rule_of(each) is not None) == bool(each.definition.get("computed"))


@pytest.mark.parametrize(
    ("id", "equal", "all_of_them"),
    [("quote_type", 16, 16), ("mention_type", 17, 17), ("attribution", 16, 16),
     ("resolution", 33, 37)],
)  # fmt: skip
def test_the_rules_find_what_the_gold_says(id: str, equal: int, all_of_them: int) -> None:
    # The four places that are not found have no reference to tell it by: nil is said by hand.
    found = []
    for span in gold().spans.values():
        label = news_schema().label(span.label)
        assert label is not None
        if id in [each.id for each in label.attributes]:
            given = Scene(
                span,
                gold().text,
                gold().language,
                lambda relation, id=span.id: gold().targets(id, relation),
                lambda id=span.entity: gold().entities.get(id or ""),
            )
            found.append(computed(id, given) == span.attributes.get(id))
    assert (sum(found), len(found)) == (equal, all_of_them)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("“Go,” said Ana.", "“Go,”", "direct"),
        ("“Go,” said Ana.", "Go,", "direct"),
        ("“Go,” said Ana.", "“Go", "direct"),
        ("Ana said that it “may” rain.", "that it “may” rain", "mixed"),
        ("Ana said that it rains.", "that it rains", "indirect"),
        ("“Ana told me that it rains,” he said.", "that it rains", "indirect"),
        ("— Прийду, — сказав він.", "Прийду", "direct"),
        ("— Прийду, — сказав він.", "— Прийду", "direct"),
        ("彼は「行きます」と言った。", "「行きます」", "direct"),
        ("« On nous a dit.\n\n« Nous avons fait. »", "« On nous a dit.\n\n« Nous avons fait. »",
         "direct"),
    ],
)  # fmt: skip
def test_quote_type_goes_by_the_marks(text: str, quote: str, expected: str) -> None:
    assert computed("quote_type", scene(text, [place(text, quote)])) == expected


def test_a_quotation_in_pieces_is_direct() -> None:
    text = "“It rains,” said Ana, “and it pours.”"
    pieces = [place(text, "“It rains,”"), place(text, "“and it pours.”")]
    assert computed("quote_type", scene(text, pieces)) == "direct"


@pytest.mark.parametrize(
    ("text", "mention", "language", "expected"),
    [
        ("The Belarusian President spoke.", "The Belarusian President", "en", "nominal"),
        ("The mayor of Odessa spoke.", "The mayor of Odessa", "en", "nominal"),
        ("Mayor Ana Kovač spoke.", "Mayor Ana Kovač", "en", "name"),
        ("Taxi driver Marek Dvorak spoke.", "Taxi driver Marek Dvorak", "en", "name"),
        ("Taxi drivers spoke.", "Taxi drivers", "en", "nominal"),
        ("Protesters spoke. The protesters", "Protesters", "en", "nominal"),
        ("He asked the Bank of England.", "the Bank of England", "en", "name"),
        ("It was the council, he said.", "the council", "en", "nominal"),
        ("She said so.", "She", "en", "pronoun"),
        ("сказала вона.", "вона", "uk", "pronoun"),
        ("сказала Оксана Ведмедчук.", "Оксана Ведмедчук", "uk", "name"),
        ("повідомила директорка книгозбірні.", "директорка книгозбірні", "uk", "nominal"),
        ("a dit la présidente du syndicat.", "la présidente du syndicat", "fr", "nominal"),
        ("a dit Mme Élodie de La Roncière.", "Mme Élodie de La Roncière", "fr", "name"),
        ("彼は「行く」と言った。", "彼", "ja", "pronoun"),
        ("高瀬市長は「行く」と言った。", "高瀬市長", "ja", "name"),
        ("同議員は「行く」と言った。", "同議員", "ja", "nominal"),
        ("قال سليم الحداد", "سليم الحداد", "ar", "name"),
        ("قال رئيس البلدية", "رئيس البلدية", "ar", "nominal"),
        ("הוא אמר", "הוא", "he", "pronoun"),
    ],
)
def test_mention_type_goes_by_the_words(text, mention, language, expected) -> None:
    fragments = [place(text, mention)]
    assert computed("mention_type", scene(text, fragments, "speaker", language)) == expected
    # Without a language the script and the commonest words tell it.
    assert computed("mention_type", scene(text * 3, fragments, "speaker")) == expected


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("“Go,” said Ana.", "Ana", "explicit"),
        ("“Go,” he said.", "he", "anaphoric"),
        ("“Go,” said the mayor.", "the mayor", "anaphoric"),
        ("“Go!” Ana said.", "Ana", "explicit"),
        ("“Go.” Ana left the room.", "Ana", "implicit"),
        ("Ana spoke quietly. “Go.”", "Ana", "implicit"),
        ("Ana spoke.\n\n“Go.”", "Ana", "implicit"),
    ],
)
def test_attribution_goes_by_the_linked_mention(text: str, mention: str, expected: str) -> None:
    speaker = Span("s", "speaker", (place(text, mention),), (mention,))
    start = text.index("“")
    given = scene(text, [(start, text.index("”") + 1)], targets=[speaker])
    assert computed("attribution", given) == expected


def test_attribution_without_a_link_cannot_be_told() -> None:
    assert computed("attribution", scene("“Go.”", [(0, 5)])) is None


def test_a_place_is_found_when_its_entity_has_a_reference() -> None:
    text = "Odessa"
    known = Entity("E", "place", "Odesa", reference="geonames:698740")
    assert computed("resolution", scene(text, [(0, 6)], "location", entity=known)) == "resolved"
    nowhere = Entity("E", "place", "Odesa")
    assert computed("resolution", scene(text, [(0, 6)], "location", entity=nowhere)) == "todo"
    assert computed("resolution", scene(text, [(0, 6)], "location")) == "todo"


@given(
    st.text(alphabet="aB .,“”‘’«»„\"'—\n您人הא", min_size=1, max_size=60),
    st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True),
    st.sampled_from(["en", "uk", "ja", "he", None]),
)
def test_rules_answer_within_the_values_for_any_text(text, points, language) -> None:
    points = sorted({min(point, len(text)) for point in points})
    fragments = [pair for number, pair in enumerate(pairwise(points)) if number % 2 == 0]
    if not fragments:
        return
    mention = Span("s", "speaker", (fragments[-1],), quotes_of(text, [fragments[-1]]))
    given = scene(text, fragments, language=language, targets=[mention])
    for id, rule in rules().items():
        value = rule.compute(attribute(id), given)
        assert value is None or value in attribute(id).values
