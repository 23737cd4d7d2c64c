from __future__ import annotations

import pytest

from annotator.domain.near_duplicates import near_duplicates, resemblance, sketch
from annotator.paths import seeds

ARTICLES = [path.read_text("utf-8") for path in sorted(seeds().glob("*.txt"))]


def pairs(*texts: str) -> list[tuple[str, str]]:
    return list(near_duplicates((str(number), text) for number, text in enumerate(texts)))


def test_the_seeds_are_all_different() -> None:
    assert len(ARTICLES) > 3
    assert pairs(*ARTICLES) == []


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_agency_copy_with_a_new_headline_and_ending_is_alike(number: int) -> None:
    text = ARTICLES[number]
    other = "A new headline\n\n" + text[: -len(text) // 5].upper() + "\n\nRead more on our page."
    assert pairs(text, *ARTICLES[:number], other)[-1] == ("0", str(number + 1))


def test_half_of_the_words_is_the_border() -> None:
    words = [f"word{n}" for n in range(2000)]
    whole = sketch(" ".join(words))
    assert resemblance(whole, sketch(" ".join(words[:1500]))) > 0.5
    assert resemblance(whole, sketch(" ".join(words[:500]))) < 0.5


def test_short_and_empty_texts_are_alike_when_they_are_the_same() -> None:
    assert pairs("", "Yes.", "No.", "yes", "") == [("1", "3"), ("0", "4")]


def test_boilerplate_alone_makes_nothing_alike() -> None:
    tail = " Sign up for our newsletter and follow us wherever you are reading the news today."
    texts = [f"{' '.join(f'{n}x{m}' for m in range(300))}{tail}" for n in range(60)]
    assert pairs(*texts) == []


def test_scripts_without_spaces_have_shingles_too() -> None:
    text = "市長は昨日の記者会見で、新しい図書館を来年の春に開くと述べた。費用は市が負担する。"
    assert pairs(text, text.replace("昨日", "今日")) == [("0", "1")]
    assert (
        pairs(text, "大統領は国境の町を訪れ、避難した人々の話を聞いた。支援を約束したという。")
        == []
    )
