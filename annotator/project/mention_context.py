"""Whom an article has spoken of so far, as far as a mention can mean one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from annotator.domain.entity import PERSON, Entity
from annotator.domain.mention_names import FIRST, pronoun
from annotator.domain.mention_names import PERSON as ONE_PERSON
from annotator.domain.span import Fragment, Span, text_order
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.quotation import contains, quotations_in
from annotator.project.name_index import folded

if TYPE_CHECKING:
    from annotator.project.open_document import OpenDocument
    from annotator.project.project import Project

#: How many mentions before a pronoun are looked at.
_REACH = 40
_OBJECTS = frozenset(("him", "her", "them", "ihn", "ihm", "lui", "його", "йому", "его", "ему"))


class Context:
    """The linked mentions of a document as seen from one of its marks."""

    def __init__(
        self, project: Project, opened: OpenDocument, span: Span, kinds: tuple[str, ...]
    ) -> None:
        self._opened = opened
        self._span = span
        self._schema = project.schema
        self.language = opened.document.language
        linked: list[tuple[Span, Entity]] = []
        for each in sorted(opened.spans.values(), key=text_order):
            entity = project.ledger.entity(each.entity) if each.id != span.id else None
            if entity is not None:
                linked.append((each, entity))
        self._all = linked
        self._linked = [each for each in linked if each[1].kind in kinds]
        self._counts = Counter(entity.id for _span, entity in self._linked)
        starts = [each.start for each, _entity in self._linked]
        self._here = bisect_left(starts, span.start)

    def weight_of(self, id: str) -> float:
        """Return how much being named here speaks for an entity: 0 when it is not, below 10."""
        count = self._counts[id]
        return 5 + 4 * count / (count + 3) if count else 0.0

    def same_words(self, said: str) -> list[tuple[Entity, float]]:
        """Return what the same words name in this document, with a weight below 10."""
        found = [(each, entity) for each, entity in self._linked if " ".join(each.quote) == said]
        counts = Counter(entity.id for _each, entity in found)
        # The nearest counts a little more than the most frequent.
        nearest = min(found, key=lambda each: abs(each[0].start - self._span.start), default=None)
        return [
            (entity, counts[entity.id] / (1 + len(found)) + 2 * (nearest == (each, entity)))
            for each, entity in found
        ]

    def recent(self) -> list[tuple[Entity, float]]:
        """Return whom this document names, the nearest before first, with a weight below 10."""
        before = [entity for _span, entity in reversed(self._linked[: self._here])]
        after = [entity for _span, entity in self._linked[self._here :]]
        order = {entity.id: entity for entity in [*before, *after]}
        return [(entity, 9 / (1 + number)) for number, entity in enumerate(order.values())]

    def places(self) -> list[tuple[float, float]]:
        """Return where the places are that this document names (latitude, longitude)."""
        found = {entity.id: entity for _span, entity in self._all}
        return [
            (entity.lat, entity.lon)
            for entity in found.values()
            if entity.lat is not None and entity.lon is not None
        ]

    def described(self, said: str) -> list[tuple[Entity, float, str]]:
        """Return whom a description without a name may mean (“the Belarusian president”)."""
        words = self._content(said)
        offers = []
        for each, entity in self._linked:
            shared = words & self._content(" ".join((*each.quote, *entity.names)))
            if shared:
                share = len(shared) / len(words)
                offers.append((entity, 55 + 15 * share, f"described as {' '.join(each.quote)}"))
        if not offers:
            offers = [(entity, weight - 25, why) for entity, weight, why in self.antecedents()]
        return offers

    def _content(self, words: str) -> set[str]:
        return {word for word in folded(words).split() if len(word) > 3}

    def antecedents(self) -> list[tuple[Entity, float, str]]:
        """Return whom a pronoun here may stand for, with a weight below 100."""
        said = " ".join(self._span.quote)
        kind = pronoun(said)
        own = self._quotations(self._span.start)
        if kind == FIRST and own:
            speaker = self._speaker_of(own)
            if speaker is not None:
                return [(speaker, 99.0, "who is speaking here")]
        before = self._linked[max(0, self._here - _REACH) : self._here]
        # “Putin asked him”: the subject of a clause is not its object.
        subjects = {
            entity.id
            for each, entity in before[-1:]
            if said.casefold() in _OBJECTS and self._same_clause(each)
        }
        offers: dict[str, tuple[Entity, float, str]] = {}
        for number, (each, entity) in enumerate(reversed(before)):
            weight = 60 - number + self.weight_of(entity.id)
            weight -= 20 * self._is_elsewhere(each, own)
            weight -= 30 * (kind in (ONE_PERSON, FIRST) and entity.kind != PERSON)
            weight -= 45 * (entity.id in subjects)
            if entity.id not in offers or weight > offers[entity.id][1]:
                offers[entity.id] = (entity, weight, f"named before: {' '.join(each.quote)}")
        for entity, weight in self.recent():
            offers.setdefault(entity.id, (entity, weight, "named in this article"))
        return list(offers.values())

    def _quotations(self, position: int) -> list[Fragment]:
        """Return the quotations around a position: those marked, and those in marks."""
        quotes = {label.id for label in self._schema.labels if label.text_object == "quotation"}
        found = {
            (span.start, span.end)
            for span in self._opened.spans.values()
            if span.label in quotes and span.start <= position < span.end
        }
        text = self._opened.document.text
        paragraph = paragraph_around(text, position)
        if paragraph is not None:
            found.update(
                each for each in quotations_in(text, paragraph) if each[0] <= position < each[1]
            )
        return sorted(found)

    def _is_elsewhere(self, mention: Span, own: list[Fragment]) -> bool:
        """Return whether a mention stands inside a quotation that this mark is not in."""
        return any(each not in own for each in self._quotations(mention.start))

    def _same_clause(self, mention: Span) -> bool:
        between = self._opened.document.text[mention.end : self._span.start]
        return len(between) < 40 and not any(sign in between for sign in ".,;:—–“”\n")

    def _speaker_of(self, quotations: list[Fragment]) -> Entity | None:
        """Return who says the innermost quotation around this mark, when a mark says so."""
        targets = {
            relation.from_span: relation.to_span
            for relation in self._opened.relations.values()
            if relation.label == "said_by"
        }
        entities = {each.id: entity for each, entity in self._all}
        inner = sorted(quotations, key=lambda each: each[1] - each[0])
        for quotation in inner:
            for span in self._opened.spans.values():
                if span.id in targets and contains((span.start, span.end), quotation):
                    found = entities.get(targets[span.id])
                    if found is not None:
                        return found
        return None
