"""Direct, indirect or mixed, from the quotation marks.

Direct: all words stand in quotation marks. Mixed: some do. Indirect: none. A quote that lies
somewhere within a longer quotation is judged by its own marks only. What a dash begins at the
start of a paragraph is direct as well. Scare quotes look like others; only a person can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotator.domain.computed.rule import Rule, Scene
from annotator.domain.graphemes import trim
from annotator.domain.schema import Attribute
from annotator.domain.span import Fragment, Span
from annotator.domain.text_objects.paragraph import (
    line_around,
    paragraph_after,
    paragraph_around,
)
from annotator.domain.text_objects.quotation import quotations_in
from annotator.domain.text_objects.sentence import inside_marks

#: What may stand before a closing mark and be left out of what is marked.
_STOPS = frozenset(",.;:!?…،。、")
_DASH = re.compile(r"\s*[—–―-]\s*")


def _compute(_attribute: Attribute, scene: Scene) -> Any:
    quoted, unquoted = False, False
    hull = (scene.span.start, scene.span.end)
    pairs = list(_own_quotations(scene.text, hull))
    for fragment in scene.span.fragments:
        for start, end in _pieces(fragment, pairs):
            unquoted |= any(character.isalnum() for character in scene.text[start:end])
        quoted |= any(start < fragment[1] and fragment[0] < end for start, end in pairs)
    if not quoted:
        return "direct" if _is_dialogue(scene.text, scene.span) else "indirect"
    return "mixed" if unquoted else "direct"


def _own_quotations(text: str, hull: Fragment) -> Iterator[Fragment]:
    """Yield the quotations that belong to a quote: not those that only lie around it."""
    for paragraph in _paragraphs(text, hull):
        for pair in quotations_in(text, paragraph):
            if pair[1] <= hull[0] or hull[1] <= pair[0]:
                continue
            around = pair[0] < hull[0] and hull[1] < pair[1]
            if not around or _bare(text, inside_marks(text, pair)) == _bare(text, hull):
                yield pair


def _bare(text: str, fragment: Fragment) -> Fragment:
    start, end = trim(text, *fragment)
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    return start, end


def _paragraphs(text: str, hull: Fragment) -> Iterator[Fragment]:
    paragraph = paragraph_around(text, hull[0])
    while paragraph is not None and paragraph[0] < hull[1]:
        yield paragraph
        paragraph = paragraph_after(text, paragraph[1])


def _pieces(fragment: Fragment, pairs: list[Fragment]) -> Iterator[Fragment]:
    """Yield what of a fragment is in none of the pairs."""
    at, stop = fragment
    for start, end in sorted(pairs):
        if start > at:
            yield at, min(start, stop)
        at = max(at, end)
        if at >= stop:
            return
    yield at, stop


def _is_dialogue(text: str, span: Span) -> bool:
    """Whether a dash at the start of the paragraph says that someone speaks."""
    line, _ = line_around(text, span.start)
    dash = _DASH.match(text, line)
    return dash is not None and span.start <= dash.end()


RULE = Rule("quote_type", _compute)
