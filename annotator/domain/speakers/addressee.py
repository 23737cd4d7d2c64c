"""To whom a quote was said: the object of the verb of speech beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.span import Fragment
from annotator.domain.speakers.cues import Cue, verbs_in
from annotator.domain.speakers.frame import frame_of
from annotator.domain.speakers.lexicon import Lexicon, lexicon_for
from annotator.domain.speakers.noun_phrase import phrase_after
from annotator.domain.speakers.phrase_core import Phrase
from annotator.domain.speakers.search import Proposal
from annotator.domain.speakers.tokens import PRONOUN, SIGN, Token, tokens_of

_TO = frozenset(("to", "à", "aux", "zu", "gegenüber", "до"))
_SCORE = 90


def find_addressees(
    text: str,
    quote: Sequence[Fragment],
    language: str | None = None,
    around: Iterable[Fragment] = (),
) -> list[Proposal]:
    """Return to whom a quote (its fragments) may have been said, most likely first."""
    lexicon = lexicon_for(text, language)
    frame = frame_of(text, quote, language, around)
    found: list[Proposal] = []
    for place in (frame.before, *frame.between, frame.after):
        tokens = tokens_of(frame.plain(place), place[0], lexicon)
        for cue in verbs_in(tokens, lexicon):
            for phrase in _objects(tokens, cue, lexicon):
                start, end = tokens[phrase[0]].start, tokens[phrase[1] - 1].end
                gap = min(abs(frame.before[1] - end), abs(start - frame.after[0]))
                score = _SCORE - min(gap // 8, 40)
                found.append(Proposal((start, end), score, f"object of “{cue.words}”"))
    return sorted(found, key=lambda each: (-each.score, each.place))


def _objects(tokens: Sequence[Token], cue: Cue, lexicon: Lexicon) -> Iterator[Phrase]:
    at = cue.end
    if at >= len(tokens):
        return
    if tokens[at].kind == PRONOUN:
        yield at, at + 1
        return
    # “told the council”; where the subject stands behind its verb, it is no object.
    inverted = all(token.kind == SIGN for token in tokens[: cue.start])
    if not inverted:
        phrase = phrase_after(tokens, at)
        if phrase is not None:
            yield phrase
            return
    for index in range(at, min(at + 6, len(tokens) - 1)):
        if tokens[index].lower in _TO:
            phrase = phrase_after(tokens, index + 1)
            if phrase is not None:
                yield phrase
            return
