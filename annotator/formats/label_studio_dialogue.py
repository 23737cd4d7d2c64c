"""Label Studio: a dialogue, whose marks count paragraphs and the characters in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotator.domain.units import UNITS, converter
from annotator.formats.notes import Notes

#: What the text of a paragraph is usually called.
_TEXTS = ("text", "phrase", "utterance", "sentence", "content", "message")
_BETWEEN = "\n"


@dataclass(frozen=True)
class Dialogue:
    """The paragraphs of a task and what else is said of each; `unit` is what places count.

    Its text has a line for each paragraph.
    """

    name: str
    paragraphs: tuple[str, ...]
    said: tuple[Mapping[str, Any], ...]
    unit: str = UNITS[0]

    @cached_property
    def text(self) -> str:
        """The text that the paragraphs make."""
        return _BETWEEN.join(self.paragraphs)

    def placed(self, value: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
        """Return the value of a region with its place in the text, counted in `unit`.

        Without a place, where the dialogue has none such; that is counted.
        """
        place = self._place(value, self.unit)
        if place is None:
            ends = [value.get("start"), value.get("end")]
            such = "" if None in ends else f"one from paragraph {ends[0]} to {ends[1]}"
            notes.count(
                "paragraphs",
                "mark in a paragraph, or beyond the end of one, that the dialogue does not have",
                "marks in paragraphs, or beyond the end of one, that the dialogue does not have",
                "They are in the repair list.",
                such,
            )
            return {**value, "start": None, "end": None}
        quote, there = value.get("text"), self.text[slice(*place)]
        if isinstance(quote, str) and _bare(quote) == _bare(there):
            # Between paragraphs Label Studio quotes line ends of its own.
            value = {**value, "text": there}
        if self.unit == UNITS[0]:
            return {**value, "start": place[0], "end": place[1]}
        start, end = map(self._counted.get, place)
        return {**value, "start": start, "end": end}

    @cached_property
    def _counted(self) -> dict[int | None, int]:
        """Code point → position in `unit`."""
        ours = converter(self.text, self.unit)
        return {ours(each): each for each in range(4 * len(self.text) + 1)}

    def hits(self, values: Iterable[Mapping[str, Any]], unit: str) -> int:
        """Return how many of the regions read as they say, if they count `unit`."""
        places = [(self._place(each, unit), each.get("text")) for each in values]
        return sum(
            place is not None
            and isinstance(quote, str)
            and _bare(self.text[slice(*place)]) == _bare(quote)
            for place, quote in places
        )

    def _place(self, value: Mapping[str, Any], unit: str) -> tuple[int, int] | None:
        first = self._position(value.get("start"), value.get("startOffset"), unit)
        last = self._position(value.get("end"), value.get("endOffset"), unit)
        return None if first is None or last is None else (first, last)

    def _position(self, paragraph: Any, offset: Any, unit: str) -> int | None:
        number, offset = _whole(paragraph), _whole(offset)
        if number is None or offset is None or number >= len(self.paragraphs):
            return None
        within = converter(self.paragraphs[number], unit)(offset)
        before = sum(len(each) + len(_BETWEEN) for each in self.paragraphs[:number])
        return None if within is None else before + within


def _whole(value: Any) -> int | None:
    """Return a number that is written as one or as text; None for anything else."""
    if type(value) is int:
        return value if value >= 0 else None
    plain = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
    return int(value) if plain else None


def _bare(text: str) -> str:
    """Return a text without white space, and without the line ends that are written as \\n."""
    return "".join(text.replace("\\n", "\n").split())


def dialogue_in(data: Mapping[str, Any]) -> Dialogue | None:
    """Return the dialogue of a task: the longest list of paragraphs that it has."""
    found = [each for name, value in data.items() if (each := _dialogue(name, value)) is not None]
    return max(found, key=lambda each: len(each.text), default=None)


def _dialogue(name: str, value: Any) -> Dialogue | None:
    if not isinstance(value, list) or not value:
        return None
    given = [each for each in value if isinstance(each, dict)]
    texts = [
        key
        for key in (given[0] if len(given) == len(value) else ())
        if all(isinstance(each.get(key), str) for each in given)
    ]
    if not texts:
        return None
    usual = [key for key in _TEXTS if key in texts]
    key = usual[0] if usual else max(texts, key=lambda key: sum(len(each[key]) for each in given))
    rest = ({name: said for name, said in each.items() if name != key} for each in given)
    return Dialogue(name, tuple(each[key] for each in given), tuple(rest))


def unit_of(dialogue: Dialogue, values: Iterable[Mapping[str, Any]], wanted: str | None) -> str:
    """Return in which unit most regions of the dialogue read as they say, or the one wanted."""
    given = list(values)
    if wanted is not None or dialogue.text.isascii():
        return wanted or UNITS[0]
    return max(UNITS, key=lambda unit: dialogue.hits(given, unit))
