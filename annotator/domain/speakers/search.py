"""The search for the speaker of a quote: phrases that may name them, most likely first.

Looked at are, within the paragraph, the sentence after the quote, between its fragments and before
it, for a subject beside a verb of speech or a phrase such as “according to”; then, for a quote
that stands by itself, the speaker of the sentence before. What is quoted elsewhere in the
paragraph is blotted out; a quote within another is looked for within that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.speakers import japanese
from annotator.domain.speakers.cues import Cue, frames_in, nouns_in, verbs_in
from annotator.domain.speakers.frame import Frame, frame_of
from annotator.domain.speakers.lexicon import Lexicon, lexicon_for
from annotator.domain.speakers.noun_phrase import phrase_after
from annotator.domain.speakers.phrase_core import Phrase
from annotator.domain.speakers.subject import phrase_before, subject_of_clause
from annotator.domain.speakers.tokens import (
    DETERMINER,
    NAME,
    NUMBER,
    PRONOUN,
    ROLE,
    SIGN,
    TITLE,
    Token,
    tokens_of,
)

#: How sure each way is, highest first; only their order matters.
(_COLON_VERB, _AFTER, _BETWEEN, _BEFORE, _HEADLINE, _NOUN, _ACCORDING, _SUBJECT_ROLE, _FLOATING,
 _SUBJECT, _RELAY, _DOUBTFUL) = (100, 96, 92, 86, 82, 76, 72, 68, 64, 60, 40, 20)  # fmt: skip
_RELAYING = frozenset(("cited", "quoted", "cites", "quotes", "citing", "quoting", "reported",
                       "reports", "писала", "пише", "пишет", "передає", "повідомляє"))  # fmt: skip
_BY = frozenset(("by", "par", "por"))
#: How many words of a sentence after a quote are looked at for its verb.
_NEAR = 14


class Proposal(NamedTuple):
    """A place (code points) that may name the speaker; a higher `score` is likelier.

    `relays` says that it passes on what somebody else said; `because` is for the person.
    """

    place: Fragment
    score: int
    because: str
    relays: bool = False


def find_speakers(
    text: str,
    quote: Sequence[Fragment],
    language: str | None = None,
    around: Iterable[Fragment] = (),
) -> list[Proposal]:
    """Return who may have said a quote (its fragments), most likely first, each place once.

    `around` are marked quotes that this one may lie in.
    """
    lexicon = lexicon_for(text, language)
    frame = frame_of(text, quote, language, around)
    if lexicon.language == "ja":
        found = [Proposal(*each) for each in japanese.speakers(text, frame)]
    else:
        found = list(_all_proposals(text, frame, lexicon))
    best: dict[Fragment, Proposal] = {}
    for proposal in found:
        known = best.get(proposal.place)
        if known is None or proposal.score > known.score:
            best[proposal.place] = proposal
    return sorted(best.values(), key=lambda each: (-each.score, each.place))


def _all_proposals(text: str, frame: Frame, lexicon: Lexicon) -> Iterator[Proposal]:
    reading = _Reading(text, frame, lexicon)
    yield from reading.after(frame.after, _AFTER, "just after")
    for gap in frame.between:
        yield from reading.after(gap, _BETWEEN, "between its parts")
    yield from reading.before()
    yield from reading.floating()


class _Reading:
    """One search; `piece` gives the tokens of a range with quotations blotted out."""

    def __init__(self, text: str, frame: Frame, lexicon: Lexicon) -> None:
        self.text = text
        self.frame = frame
        self.lexicon = lexicon

    def piece(self, place: Fragment) -> list[Token]:
        return tokens_of(self.frame.plain(place), place[0], self.lexicon)

    def proposal(
        self, tokens: Sequence[Token], phrase: Phrase, score: int, because: str, relays: bool
    ) -> Proposal:
        start, end = tokens[phrase[0]].start, tokens[phrase[1] - 1].end
        words = {token.lower for token in tokens[slice(*phrase)]}
        relays = relays or bool(words & self.lexicon.relays)
        alone = phrase[1] - phrase[0] == 1 and bool(words & self.lexicon.own_pronouns)
        if alone and not self.frame.nested:
            score = _DOUBTFUL
        if relays and score < _COLON_VERB:
            score = min(score, _RELAY)
        return Proposal((start, end), score, because, relays)

    def _subject_or_none(self, tokens: Sequence[Token], phrase: Phrase | None) -> Phrase | None:
        """Return a phrase unless it is a verb, a number or another word that names nobody."""
        if phrase is None:
            return None
        own = tokens[slice(*phrase)]
        verbs = sum(cue.end - cue.start for cue in verbs_in(own, self.lexicon))
        if verbs == len(own) or all(token.kind in (NUMBER, SIGN) for token in own):
            return None
        return phrase

    def after(self, place: Fragment, score: int, where: str) -> Iterator[Proposal]:
        """Yield subjects in what follows the quote, or stands between two fragments of it."""
        tokens = self.piece(place)
        for cue in frames_in(tokens, self.lexicon):
            phrase = phrase_after(tokens, cue.end)
            if phrase is not None and cue.start <= _NEAR:
                because = f"after “{cue.words}”, {where}"
                yield self.proposal(tokens, phrase, min(score, _ACCORDING), because, False)
        for cue in verbs_in(tokens, self.lexicon):
            if cue.start > _NEAR:
                break
            relays = cue.words.lower() in _RELAYING
            found = self._subject_behind(tokens, cue)
            if found is not None:
                because = f"subject of “{cue.words}”, {where}"
                yield self.proposal(tokens, found, score - cue.start // 4, because, relays)
                return

    def _subject_behind(self, tokens: Sequence[Token], cue: Cue) -> Phrase | None:
        """Return the subject of a verb behind a quote: “he said”, or inverted “said Ana”."""
        first = next((at for at, token in enumerate(tokens) if token.kind != SIGN), 0)
        if cue.start > first:
            found = phrase_before(tokens, cue.start, self.lexicon)
            if self._subject_or_none(tokens, found) is not None:
                return found
        behind = phrase_after(tokens, self._past_objects(tokens, cue.end))
        return self._subject_or_none(tokens, behind)

    def _past_objects(self, tokens: Sequence[Token], at: int) -> int:
        while at < len(tokens) and tokens[at].lower in self.lexicon.auxiliaries:
            at += 1
        return at

    def before(self) -> Iterator[Proposal]:
        """Yield subjects in what leads up to the quote within its sentence."""
        tokens = self.piece(self.frame.before)
        if not tokens:
            return
        colon = tokens[-1].form in (":", "：")
        found = False
        for cue in self._nearest_first(tokens):
            subject = self._subject_of(tokens, cue)
            if subject is not None:
                found = True
                yield self._led_up_to(tokens, cue, subject, colon)
                break
        yield from self._without_verb(tokens)
        if colon and not found:
            yield from self._before_colon(tokens)

    def _led_up_to(
        self, tokens: Sequence[Token], cue: Cue, subject: Phrase, colon: bool
    ) -> Proposal:
        close = colon or len(tokens) - cue.end <= 2 or not self.frame.quoted
        # “he said in a letter that …”: the further off, the less sure.
        score = (_COLON_VERB if close else _BEFORE) - min((len(tokens) - cue.end) // 6, 4)
        return self.proposal(tokens, subject, score, f"subject of “{cue.words}”, before", False)

    def _without_verb(self, tokens: Sequence[Token]) -> Iterator[Proposal]:
        """Yield who is named beside a noun of speech or a phrase such as “according to”."""
        for cue in nouns_in(tokens, self.lexicon):
            phrase = phrase_after(tokens, cue.end)
            if phrase is not None:
                yield self.proposal(tokens, phrase, _NOUN, f"after “{cue.words} by”", False)
        for cue in frames_in(tokens, self.lexicon):
            phrase = phrase_after(tokens, cue.end)
            if phrase is not None:
                because = f"after “{cue.words}”, before"
                yield self.proposal(tokens, phrase, _ACCORDING, because, False)

    def _nearest_first(self, tokens: Sequence[Token]) -> list[Cue]:
        """Return the verbs, the nearest to the quote first; “adding” leans on one before it."""
        cues = list(verbs_in(tokens, self.lexicon))[::-1]
        return sorted(cues, key=lambda cue: cue.words.endswith("ing"))

    def _subject_of(self, tokens: Sequence[Token], cue: Cue) -> Phrase | None:
        """Return the subject of a verb, before it or, where that is the order, after it."""
        if cue.end < len(tokens) and tokens[cue.end].lower in _BY:
            # “He was answered by the head of the association: …”
            agent = phrase_after(tokens, cue.end + 1)
            if agent is not None:
                return agent
        found = phrase_before(tokens, cue.start, self.lexicon) if cue.start else None
        found = self._subject_or_none(tokens, found)
        if found is not None and not self._is_adverbial(tokens, found):
            return found
        behind = phrase_after(tokens, self._past_objects(tokens, cue.end))
        return self._subject_or_none(tokens, behind) or found

    def _is_adverbial(self, tokens: Sequence[Token], phrase: Phrase) -> bool:
        """Whether a phrase before a verb has a preposition written together with it."""
        first = tokens[phrase[0]].lower
        if len(first) < 4 or first in self.lexicon.roles:
            return False
        return first[0] in {"he": "בל", "ar": "ب"}.get(self.lexicon.language, "")

    def _before_colon(self, tokens: Sequence[Token]) -> Iterator[Proposal]:
        """Yield a phrase that stands alone before a colon, or the subject of what does."""
        end = len(tokens) - 1
        phrase = phrase_before(tokens, end, self.lexicon)
        if phrase is not None:
            alone = phrase[0] == 0 or tokens[phrase[0] - 1].lower in ("by", "from")
            if alone:
                yield self.proposal(tokens, phrase, _HEADLINE, "before the colon", False)
                return
        subject = subject_of_clause(tokens, end, self.lexicon)
        if subject is not None:
            kinds = {token.kind for token in tokens[slice(*subject)]}
            likely = bool(kinds & {ROLE, TITLE}) or PRONOUN in kinds
            score = _SUBJECT_ROLE if likely else _SUBJECT
            yield self.proposal(tokens, subject, score, "subject of the sentence before", False)

    def floating(self) -> Iterator[Proposal]:
        """Yield the speakers of the sentences before, nearest first."""
        for number, sentence in enumerate(self.frame.earlier):
            tokens = self.piece(sentence)
            found = None
            # The first verb is that of the main clause.
            for cue in verbs_in(tokens, self.lexicon):
                found = self._subject_of(tokens, cue)
                if found is not None:
                    because = f"subject of “{cue.words}”, the sentence before"
                    yield self.proposal(tokens, found, _FLOATING - number, because, False)
                    break
            if found is None and number == 0:
                yield from self._subject_earlier(tokens)

    def _subject_earlier(self, tokens: Sequence[Token]) -> Iterator[Proposal]:
        subject = subject_of_clause(tokens, len(tokens), self.lexicon)
        if subject is None:
            return
        kinds = {token.kind for token in tokens[slice(*subject)]}
        if kinds & {NAME, ROLE, PRONOUN, TITLE} and kinds != {DETERMINER}:
            yield self.proposal(
                tokens, subject, _FLOATING - 4, "subject of the sentence before", False
            )
