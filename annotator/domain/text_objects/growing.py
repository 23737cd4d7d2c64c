"""Growing and shrinking: word, name, clause, sentence, quotation, paragraph, text."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.graphemes import boundary_after, snap, trim
from annotator.domain.problem import Problem
from annotator.domain.span import Fragment
from annotator.domain.text_objects.clause import clause_around, clauses_around
from annotator.domain.text_objects.language import language_of
from annotator.domain.text_objects.name_phrase import name_around
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.place import place_around
from annotator.domain.text_objects.quotation import contains, quotations_around
from annotator.domain.text_objects.reported import quotation_or_reported, reported_at
from annotator.domain.text_objects.sentence import (
    inside_marks,
    region_beyond,
    sentence_around,
    sentence_within,
)
from annotator.domain.text_objects.speaker import speaker_around, speaker_at
from annotator.domain.text_objects.word import word_around

Finder = Callable[[str, int, str | None], Fragment | None]

_FINDERS: dict[str, Finder] = {
    "quotation": quotation_or_reported,
    "name": name_around,
    "speaker": speaker_at,
    "place": place_around,
    "clause": clause_around,
    "word": lambda text, position, language: word_around(text, position),
}
#: What a schema may name as the text object of a label.
KINDS = tuple(_FINDERS)


def text_object(
    kind: str, text: str, position: int, language: str | None = None
) -> Fragment | None:
    """Return the text object of a kind (one of KINDS) around the position, None if none is there.

    The position lies in the range or at its edge. `language` is a BCP 47 tag. Raises Problem
    for a kind that does not exist, ValueError for a position outside the text.
    """
    if not 0 <= position <= len(text):
        raise ValueError(f"position {position} is outside a text of length {len(text)}")
    finder = _FINDERS.get(kind)
    if finder is None:
        raise Problem(
            f"The schema asks for a text object “{kind}”, which does not exist.",
            "Nothing was marked.",
            f"Use one of {', '.join(KINDS)} in the schema, or select the text and mark it.",
        )
    found = finder(text, position, language_of(text, language))
    return None if found is None else _kept(text, found)


def _kept(text: str, fragment: Fragment) -> Fragment | None:
    """Return the range with whole clusters and without white space at its edges, if any is left."""
    start, end = snap(text, *trim(text, *fragment))
    while start < end and text[start].isspace():
        # White space that carries a mark: the cluster goes as a whole.
        start = boundary_after(text, start)
    return (start, end) if start < end else None


def ladder(text: str, position: int, language: str | None = None) -> list[Fragment]:
    """Return every text object around a position from the smallest to the whole text.

    Each contains the one before it and is longer. An object that cuts across a smaller one
    is left out.
    """
    language = language_of(text, language)
    found = [
        word_around(text, position),
        place_around(text, position, language),
        name_around(text, position, language),
        speaker_around(text, position, language),
        *clauses_around(text, position, language),
        sentence_around(text, position, language),
    ]
    for reported in reported_at(text, position, language):
        found += [(reported.content, reported.end), (reported.start, reported.end)]
    for quotation in quotations_around(text, position):
        found.append(inside_marks(text, quotation))
        found.append(quotation)
        found.append(_sentence_beyond(text, quotation, language))
    found.append(paragraph_around(text, position))
    found.append((0, len(text)))
    rungs: list[Fragment] = []
    kept = {_kept(text, each) for each in found if each is not None} | {(0, len(text))}
    for each in sorted((each for each in kept if each is not None), key=_length):
        inside = each[0] <= position <= each[1] and each[0] < each[1]
        if inside and (not rungs or (contains(each, rungs[-1]) and each != rungs[-1])):
            rungs.append(each)
    return rungs


def _length(fragment: Fragment) -> tuple[int, Fragment]:
    return fragment[1] - fragment[0], fragment


def _sentence_beyond(text: str, quotation: Fragment, language: str | None) -> Fragment | None:
    """Return the sentence that a quotation is part of."""
    region = region_beyond(text, quotation, quotation[1])
    return None if region is None else sentence_within(text, region, quotation[1], language)


def next_larger(
    text: str, fragment: Fragment, language: str | None = None, anchor: int | None = None
) -> Fragment:
    """Return the next text object that contains the range and is longer; the range if none is.

    Hand in the same `anchor` (where growing began) as to `next_smaller`, which then takes
    every step back exactly. Without one the middle of the range is taken, then its edges.
    """
    start, end = fragment
    middle = (start + end) // 2
    anchors = (middle, start, end) if anchor is None else (min(max(anchor, start), end), middle)
    for place in anchors:
        for rung in ladder(text, place, language):
            if contains(rung, fragment) and rung != fragment:
                return rung
    return fragment


def next_smaller(
    text: str, fragment: Fragment, anchor: int, language: str | None = None
) -> Fragment:
    """Return the largest text object around `anchor` that the range contains; the range if none.

    With the anchor where growing began it takes back what `next_larger` did. An anchor
    outside the range is moved to its nearest edge.
    """
    anchor = min(max(anchor, fragment[0]), fragment[1])
    for rung in reversed(ladder(text, anchor, language)):
        if contains(fragment, rung) and rung != fragment:
            return rung
    return fragment
