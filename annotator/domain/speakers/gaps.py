"""What lies between two places of a text, read without what is quoted there."""

from __future__ import annotations

from annotator.domain.span import Fragment
from annotator.domain.speakers.lexicon import lexicon_for
from annotator.domain.text_objects.marks import ALL_MARKS
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.quotation import quotations_in
from annotator.domain.text_objects.sentence import sentence_ends

#: What stands for a quotation where it is taken out; no word, no stop.
FILLER = "\ufffc"
_SHORT_STOPS = "?!…"


def outer_quotations(text: str, paragraph: Fragment) -> list[Fragment]:
    """Return the quotations of a paragraph that lie in no other one, in order."""
    outer: list[Fragment] = []
    for start, end in sorted(quotations_in(text, paragraph), key=lambda each: (each[0], -each[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer


def without_quotations(text: str, paragraph: Fragment) -> str:
    """Return a paragraph, the same length, with what is in quotation marks blotted out."""
    characters = list(text[slice(*paragraph)])
    for start, end in outer_quotations(text, paragraph):
        first, last = max(start, paragraph[0]), min(end, paragraph[1])
        characters[first - paragraph[0] : last - paragraph[0]] = FILLER * (last - first)
    return "".join(characters)


def ends_with_stop(text: str, quotation_end: int) -> bool:
    """Return whether a full stop stands before the closing mark of a quotation."""
    at = quotation_end
    while at > 0 and (text[at - 1] in ALL_MARKS or text[at - 1].isspace()):
        at -= 1
    return at > 0 and text[at - 1] in ".。؟۔"


def crosses_sentence(text: str, start: int, end: int, language: str | None = None) -> bool:
    """Return whether a sentence ends between two places, or a paragraph does."""
    if "\n" in text[start:end]:
        return True
    paragraph = paragraph_around(text, start)
    if paragraph is None or end <= start:
        return False
    plain = without_quotations(text, paragraph)
    inside = (start - paragraph[0], end - paragraph[0])
    ends = sentence_ends(plain.replace(FILLER, "X"), language)
    if any(inside[0] < at <= inside[1] for at in ends if at < len(plain)):
        return True
    return any(
        starts_anew(text, quotation[1], language)
        for quotation in outer_quotations(text, paragraph)
        if start <= quotation[1] <= end
    )


def starts_anew(text: str, quotation_end: int, language: str | None = None) -> bool:
    """Return whether what follows a quotation is a new sentence.

    After a full stop a capital begins one; after ? and ! only where no verb of speech follows.
    """
    following = text[quotation_end : quotation_end + 160].split("\n")[0]
    bare = following.lstrip()
    if not bare or not (bare[0].isupper() or bare[0] in ALL_MARKS) or bare == following:
        return False
    if ends_with_stop(text, quotation_end):
        return True
    before = text[max(quotation_end - 3, 0) : quotation_end].rstrip("".join(ALL_MARKS) + " \u00a0")
    if not before or before[-1] not in _SHORT_STOPS:
        return False
    verbs = lexicon_for(text, language).verbs
    soon = bare.lower().split()[:5]
    return not any(word.strip(".,;:") in verbs for word in soon)
