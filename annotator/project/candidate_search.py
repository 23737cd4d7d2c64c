"""Ranking whom a quote may be linked to, among what is marked and what is not marked yet.

First come the words that name a speaker beside a verb of speech (domain.speakers); where they
are marked, the mark stands for them. Then the speaker of the quote before, other mentions of the
paragraph (behind it, then within, then before), the people named elsewhere in the article, and,
with a query, names that begin with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.domain.document import Document
from annotator.domain.entity import kinds_of
from annotator.domain.schema import RelationType
from annotator.domain.span import Fragment, Span
from annotator.domain.speakers.addressee import find_addressees
from annotator.domain.speakers.mention_words import NAME, mention_words
from annotator.domain.speakers.search import Proposal, find_speakers
from annotator.domain.text_objects.name_phrase import name_around
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project

#: Relation types for which those who pass on what others said come first.
_RELAYS = frozenset(("relayed_by",))
_ADDRESSED = frozenset(("addressed_to",))
#: Scores of what no verb of speech points to; those of `find_speakers` go from 100 to 60.
_SAME_PARAGRAPH, _QUOTE_ABOVE, _NEARBY, _ELSEWHERE, _TYPED = 63, 45, 50, 30, 10
#: How many places of what was typed are looked at, and how far around the quote.
_MOST_PLACES = 200


class Found(NamedTuple):
    """A candidate: the marked span, or the place (code points) that would be marked."""

    score: float
    span: Span | None
    place: Fragment
    entity: str | None
    because: str


def search_candidates(
    project: Project, opened: OpenDocument, span: Span, kind: RelationType, query: str
) -> list[Found]:
    """Return all candidates for a relation of a span, most likely first, each once."""
    search = _Search(project, opened, span, kind)
    found = [*search.pointed_at(), *search.quote_before(), *search.nearby()]
    if query:
        found = [each for each in found if search.fits(each, query)]
        found += search.typed(query)
    return _each_once(found)


def _each_once(found: Iterable[Found]) -> list[Found]:
    best: dict[Fragment, Found] = {}
    for each in found:
        known = best.get(each.place)
        if known is None or each.score > known.score:
            best[each.place] = each
    return sorted(best.values(), key=lambda each: (-each.score, each.place))


class _Search:
    def __init__(
        self, project: Project, opened: OpenDocument, span: Span, kind: RelationType
    ) -> None:
        self.project = project
        self.document: Document = opened.document
        self.opened = opened
        self.span = span
        self.kind = kind
        self._kinds = tuple(
            dict.fromkeys(
                entity_kind
                for label in kind.to_labels
                for entity_kind in kinds_of(project.schema.label(label))
            )
        )
        self.mentions = sorted(
            (
                each
                for each in opened.spans.values()
                if each.label in kind.to_labels and each.id != span.id
            ),
            key=lambda each: each.fragments,
        )

    def pointed_at(self) -> Iterator[Found]:
        """Yield what stands beside a verb of speech, as it is marked if it is."""
        document, span = self.document, self.span
        around = [
            (each.start, each.end)
            for each in self.opened.spans.values()
            if each.id != span.id and each.label == span.label
            if each.start <= span.start and span.end <= each.end
        ]
        find = find_addressees if self.kind.id in _ADDRESSED else find_speakers
        for proposal in find(document.text, span.fragments, document.language, around):
            if self._is_excluded(proposal.place):
                continue
            yield self._found(proposal)

    def _found(self, proposal: Proposal) -> Found:
        score = proposal.score
        if self.kind.id in _RELAYS:
            score += 100 if proposal.relays else -40
        marked = self._marked_at(proposal.place)
        if marked is not None:
            return Found(score, marked, marked.fragments[0], marked.entity, proposal.because)
        entity = self._certain_entity(proposal.place)
        return Found(score, None, proposal.place, entity, proposal.because)

    def _is_excluded(self, place: Fragment) -> bool:
        return any(start < place[1] and place[0] < end for start, end in self.document.excluded)

    def _marked_at(self, place: Fragment) -> Span | None:
        """Return the mention that is marked there, the one that shares the most."""
        best, most = None, 0
        for mention in self.mentions:
            start, end = mention.fragments[0]
            if start >= place[1]:
                break
            shared = min(end, place[1]) - max(start, place[0])
            if mention.fragments == (place,):
                return mention
            if shared > most:
                best, most = mention, shared
        return best

    def _certain_entity(self, place: Fragment) -> str | None:
        """Return who certain words are: the same name is linked here, or is in the ledger."""
        text = self.document.text
        if mention_words(text, place, self.document.language) != NAME:
            return None
        words = text[slice(*place)]
        linked = {self._who(each) for each in self.mentions if each.quote == (words,)} - {None}
        if linked:
            return linked.pop() if len(linked) == 1 else None
        found = [
            each.id for each in self.project.ledger.named(words, self._kinds) if words in each.names
        ]
        return found[0] if len(found) == 1 else None

    def _who(self, mention: Span) -> str | None:
        """Return the id of whom a mention names, merges followed; None when it was deleted."""
        entity = self.project.ledger.entity(mention.entity)
        return None if entity is None else entity.id

    def quote_before(self) -> Iterator[Found]:
        """Yield the speaker of the quote before, of which this may be the continuation."""
        paragraph = paragraph_around(self.document.text, self.span.start)
        before = [
            each
            for each in self.opened.spans.values()
            if each.label == self.span.label and each.end <= self.span.start
        ]
        for quote in sorted(before, key=lambda each: each.end)[:-4:-1]:
            same = paragraph is not None and quote.start >= paragraph[0]
            for relation in self.opened.relations_of(quote.id):
                mention = self.opened.spans.get(relation.to_span)
                if relation.from_span != quote.id or relation.label != self.kind.id or not mention:
                    continue
                score = _SAME_PARAGRAPH if same else _QUOTE_ABOVE
                because = "said the quote before" if self.kind.id == "said_by" else "as before"
                yield Found(score, mention, mention.fragments[0], mention.entity, because)
                return

    def nearby(self) -> Iterator[Found]:
        """Yield other mentions of the paragraph, and those elsewhere of whom it does not name."""
        span = self.span
        paragraph = paragraph_around(self.document.text, span.start) or (span.start, span.end)
        last = paragraph_around(self.document.text, span.end) or paragraph
        named: set[str] = set()
        for mention in self.mentions:
            if mention.end <= paragraph[0] or last[1] <= mention.start:
                continue
            inside = span.start <= mention.start and mention.end <= span.end
            gap = max(mention.start - span.end, span.start - mention.end, 0)
            behind = mention.start >= span.end
            score = _NEARBY - gap / 100 + 4 * behind - 15 * inside
            where = "in it" if inside else "after it" if behind else "before it"
            named.add(self._who(mention) or mention.id)
            yield Found(
                max(score, _ELSEWHERE + 1), mention, mention.fragments[0], mention.entity,
                f"marked in this paragraph, {where}",
            )  # fmt: skip
        yield from self._elsewhere(named)

    def _elsewhere(self, named: set[str]) -> Iterator[Found]:
        def distance(mention: Span) -> int:
            return max(mention.start - self.span.end, self.span.start - mention.end)

        for mention in sorted(self.mentions, key=distance):
            who = self._who(mention)
            if who is None or who in named:
                continue
            named.add(who)
            score = _ELSEWHERE - len(named) / 100
            because = "named elsewhere in this article"
            yield Found(score, mention, mention.fragments[0], mention.entity, because)

    def fits(self, found: Found, query: str) -> bool:
        """Return whether a word of a candidate, or of its entity's name, begins with a query."""
        names = [self.document.text[slice(*found.place)]]
        entity = self.project.ledger.entity(found.entity)
        names += entity.names if entity is not None else ()
        wanted = query.casefold()
        return any(
            name.casefold().startswith(wanted)
            or any(word.startswith(wanted) for word in name.casefold().split())
            for name in names
        )

    def typed(self, query: str) -> Iterator[Found]:
        """Yield marked mentions and names anywhere in the article that begin with a query."""
        text = self.document.text
        pattern = re.compile(rf"(?<!\w){re.escape(query)}", re.IGNORECASE)
        places = [match.start() for match in pattern.finditer(text)]
        places.sort(key=lambda at: abs(at - self.span.start))
        for number, at in enumerate(places[:_MOST_PLACES]):
            place = name_around(text, at + 1, self.document.language)
            if place is None or self._is_excluded(place):
                continue
            score = _TYPED - number / _MOST_PLACES
            marked = self._marked_at(place)
            if marked is not None:
                yield Found(score, marked, marked.fragments[0], marked.entity, "begins so")
            else:
                yield Found(score, None, place, self._certain_entity(place), "begins so")
