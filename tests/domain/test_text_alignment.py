"""Two versions of a text: what was not touched is found again, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text_alignment import align
from annotator.paths import seeds

OLD = "The mayor said no.\nAna Kovač was in Lviv, and Ben in Kyiv. 🎉 海鳥市長は言った。"


def carried(old: str, new: str, words: str) -> str | None:
    """Return what stands where some words of the old text were carried to."""
    start = old.index(words)
    place = align(old, new).carried((start, start + len(words)))
    return None if place is None else new[slice(*place)]


@pytest.mark.parametrize("words", ["The mayor", "Ana Kovač", "Lviv", "Kyiv", "🎉", "市長"])
def test_what_did_not_change_is_carried(words: str) -> None:
    new = OLD.replace("no", "no, never").replace("and Ben in ", "").replace("は言", "はすぐ言")
    assert carried(OLD, new, words) == words


@pytest.mark.parametrize("words", ["said no", "no", "and Ben", "は言った", "no.\nAna"])
def test_what_changed_is_not(words: str) -> None:
    new = OLD.replace("no", "not").replace("and Ben in ", "").replace("は言", "はすぐ言")
    assert carried(OLD, new, words) is None


def test_what_was_moved_is_carried_where_its_words_are_unique() -> None:
    one, two = OLD.split("\n")
    assert carried(OLD, f"{two}\n{one}", "The mayor said no") == "The mayor said no"
    assert carried("Ben said.\nAna did. Ben", "Ana did. Ben\nBen said.", "Ana did") == "Ana did"


def test_where_the_words_are_now_is_told_about() -> None:
    alignment = align("one two three four", "one twain three four")
    assert [alignment.about(each) for each in (0, 4, 8, 18)] == [0, 4, 10, 20]
    assert align("abc", "").about(2) == 0
    assert align("", "abc").about(0) == 0
    assert align("abc", "xyz").about(9) == 3


@dataclass
class Edited:
    """A text of pieces, and what random edits made of it; `kept` are places of pieces in it."""

    pieces: list[str]
    new: list[str] = field(default_factory=list)
    kept: list[int | None] = field(default_factory=list)

    @property
    def old_text(self) -> str:
        return " ".join(self.pieces)

    @property
    def new_text(self) -> str:
        return " ".join(self.new)


@st.composite
def edited(draw: st.DrawFn) -> Edited:
    """Draw distinct words, and an edit at some of them: gone, another one, words put in before."""
    letters = st.text("abcdeéшд語", min_size=1, max_size=4)
    count = draw(st.integers(1, 25))
    words = draw(st.lists(letters, min_size=count, max_size=count))
    made = Edited([f"{word}{number}" for number, word in enumerate(words)])
    for piece in made.pieces:
        edit = draw(st.sampled_from(("", "", "", "", "gone", "changed", "before")))
        if edit in ("changed", "before"):
            made.new.append("Ж" * (len(made.new) + 1))
        made.kept.append(None if edit in ("gone", "changed") else len(made.new))
        if edit in ("", "before"):
            made.new.append(piece)
    return made


@given(edited(), st.data())
@settings(max_examples=300)
def test_every_span_whose_text_was_not_touched_is_carried_exactly(
    text: Edited, data: st.DataObject
) -> None:
    alignment = align(text.old_text, text.new_text)
    first = data.draw(st.integers(0, len(text.pieces) - 1))
    last = data.draw(st.integers(first, min(first + 4, len(text.pieces) - 1)))
    kept = [place for place in text.kept[first : last + 1] if place is not None]
    start = sum(len(piece) + 1 for piece in text.pieces[:first])
    size = len(" ".join(text.pieces[first : last + 1]))
    together = len(kept) == last + 1 - first and kept[-1] - kept[0] == last - first
    found = alignment.carried((start, start + size))
    if together:
        begin = sum(len(piece) + 1 for piece in text.new[: kept[0]])
        assert found == (begin, begin + size)
    else:
        assert found is None


@given(st.text("ab c.語🎉\n", max_size=40), st.text("ab c.語🎉\n", max_size=40), st.data())
@settings(max_examples=300)
def test_whatever_two_texts_are_only_equal_words_are_carried(
    old: str, new: str, data: st.DataObject
) -> None:
    alignment = align(old, new)
    last = (0, 0)
    for start, other, size in alignment.blocks:
        assert size > 0
        assert old[start : start + size] == new[other : other + size]
        assert (start, other) >= last
        last = (start + size, other + size)
    if old:
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        place = alignment.carried((start, end))
        if place is not None:
            assert new[slice(*place)] == old[start:end]
        assert 0 <= alignment.about(start) <= len(new)


@given(st.data())
@settings(max_examples=40)
def test_a_real_article_with_one_correction_loses_only_what_was_corrected(
    data: st.DataObject,
) -> None:
    path = data.draw(st.sampled_from(sorted(seeds().glob("*.txt"))))
    old = path.read_text("utf-8")
    at = data.draw(st.integers(0, len(old) - 1))
    gone = data.draw(st.integers(0, 12))
    put = data.draw(st.sampled_from(("", "Ω", "ΩΩ Ω", "\nΩ\n")))
    new = old[:at] + put + old[at + gone :]
    alignment = align(old, new)
    start = data.draw(st.integers(0, len(old) - 1))
    end = min(len(old), start + data.draw(st.integers(1, 200)))
    place = alignment.carried((start, end))
    if place is None:
        assert start < at + gone + 12
        assert end > at - 12
    else:
        assert new[slice(*place)] == old[start:end]


@pytest.mark.parametrize("seed", sorted(seeds().glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_of_an_article_is_carried_but_those_that_changed(seed: Path) -> None:
    # Signs of a joined emoji are the longest stretches without white space, and stand often.
    words = seed.read_text("utf-8").split(" ")
    changed = set(range(18, len(words), 41))
    new = " ".join(f"Ω{n}Ω" if n in changed else word for n, word in enumerate(words))
    found, place = align(" ".join(words), new), 0
    for number, word in enumerate(words):
        if number not in changed and word:
            assert found.carried((place, place + len(word))) is not None, word
        place += len(word) + 1
