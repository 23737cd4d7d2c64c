"""The surroundings of a quote in which its speaker is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.speakers.gaps import FILLER, starts_anew
from annotator.domain.text_objects.marks import ALL_MARKS
from annotator.domain.text_objects.paragraph import paragraph_around, paragraph_before
from annotator.domain.text_objects.quotation import quotations_in
from annotator.domain.text_objects.sentence import inside_marks, sentence_ends

#: How many sentences before a quote that stands by itself are looked at.
_EARLIER = 3


class Frame(NamedTuple):
    """Ranges of a text (code points) around a quote.

    `before` and `after` lie in the quote's sentence, `between` its fragments; `earlier` are
    sentences before that one, the nearest first. `quoted` is whether the quote begins with a mark,
    `nested` whether it lies in another one.
    `blots` are the quotations that are not to be read.
    """

    text: str
    before: Fragment
    after: Fragment
    between: tuple[Fragment, ...]
    earlier: tuple[Fragment, ...]
    quoted: bool
    nested: bool
    blots: tuple[Fragment, ...]

    def plain(self, place: Fragment) -> str:
        """Return what stands at a place, as long, with quotations blotted out."""
        return blotted(self.text, place, self.blots)


def blotted(text: str, place: Fragment, blots: Iterable[Fragment]) -> str:
    """Return a piece of text, the same length, with some ranges blotted out."""
    characters = list(text[slice(*place)])
    for start, end in blots:
        first, last = max(start, place[0]), min(end, place[1])
        if first < last:
            characters[first - place[0] : last - place[0]] = FILLER * (last - first)
    return "".join(characters)


def frame_of(
    text: str,
    quote: Sequence[Fragment],
    language: str | None = None,
    around: Iterable[Fragment] = (),
) -> Frame:
    """Return where to look for the speaker of a quote; `around` are marked quotes."""
    start, end = quote[0][0], quote[-1][1]
    paragraph = paragraph_around(text, start) or (start, end)
    last = paragraph_around(text, end) or paragraph
    quotations = [*quotations_in(text, paragraph)]
    if last != paragraph:
        quotations += quotations_in(text, last)
    region = _region(text, (start, end), (paragraph[0], last[1]), quotations, around)
    blots = (
        *quote,
        *(each for each in quotations if not (each[0] <= region[0] and region[1] <= each[1])),
    )
    plain = blotted(text, region, blots)
    ends = [region[0] + each for each in sentence_ends(plain.replace(FILLER, "X"), language)]
    first = _sentence_start(text, region, start, ends, blots, language)
    after_end = min((each for each in ends if each > end), default=region[1])
    if starts_anew(text, end, language):
        after_end = end
    earlier = _earlier(text, region, first, ends, blots, language)
    if not earlier and region[0] == paragraph[0]:
        earlier, spoken = _last_sentence(text, paragraph, language)
        blots = (*blots, *spoken)
    return Frame(
        text,
        (first, start),
        (end, max(end, after_end)),
        tuple((one[1], other[0]) for one, other in pairwise(quote)),
        tuple(earlier),
        text[start] in ALL_MARKS,
        region != (paragraph[0], last[1]),
        blots,
    )


def _region(
    text: str,
    quote: Fragment,
    paragraph: Fragment,
    quotations: Iterable[Fragment],
    around: Iterable[Fragment],
) -> Fragment:
    """Return the inside of the innermost quotation or marked quote around, or the paragraph."""
    start, end = quote
    best = paragraph
    for each in quotations:
        inner = inside_marks(text, each)
        if each != quote and inner[0] <= start and end <= inner[1] and inner != quote:
            best = _shorter(best, inner)
    for each in around:
        if each != quote and each[0] <= start and end <= each[1]:
            marked = inside_marks(text, each) if text[each[0]] in ALL_MARKS else each
            best = _shorter(best, marked)
    return best


def _shorter(one: Fragment, other: Fragment) -> Fragment:
    return other if other[1] - other[0] < one[1] - one[0] else one


def _sentence_start(
    text: str,
    region: Fragment,
    start: int,
    ends: Iterable[int],
    blots: Iterable[Fragment],
    language: str | None,
) -> int:
    """Return where the sentence of the quote begins: after a stop or an earlier quotation."""
    first = max((each for each in ends if each <= start), default=region[0])
    for blot in blots:
        if first < blot[1] <= start and starts_anew(text, blot[1], language):
            first = blot[1]
    return first


def _earlier(
    text: str,
    region: Fragment,
    first: int,
    ends: Iterable[int],
    blots: Iterable[Fragment],
    language: str | None,
) -> list[Fragment]:
    cuts = {region[0], *(each for each in ends if each <= first)}
    cuts |= {
        blot[1]
        for blot in blots
        if region[0] < blot[1] <= first and starts_anew(text, blot[1], language)
    }
    pieces = [pair for pair in pairwise(sorted(cuts | {first})) if pair[0] < pair[1]]
    return pieces[::-1][:_EARLIER]


def _last_sentence(
    text: str, paragraph: Fragment, language: str | None
) -> tuple[list[Fragment], list[Fragment]]:
    """Return the last sentence of the paragraph before, where a speech may have begun.

    With it go the quotations of that paragraph.
    """
    before = paragraph_before(text, paragraph[0])
    if before is None:
        return [], []
    spoken = quotations_in(text, before)
    plain = blotted(text, before, spoken)
    ends = [before[0] + each for each in sentence_ends(plain.replace(FILLER, "X"), language)]
    return list(pairwise([before[0], *ends]))[-1:], spoken
