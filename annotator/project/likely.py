"""Which entity a mention probably names, the likeliest first.

What the same words were taken for comes first, then exact names of the ledger, then names that a
name is a part of, then, for pronouns and descriptions, who was spoken of just before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.entity import PERSON, PLACE, Entity, kinds_of
from annotator.domain.mention_names import names_in, pronoun
from annotator.domain.span import Span
from annotator.domain.text_objects.word_lists import words_of_all
from annotator.project import gazetteer
from annotator.project.gazetteer import Place
from annotator.project.mention_context import Context
from annotator.project.name_index import folded
from annotator.storage.marks import FRAGMENT_SEPARATOR

if TYPE_CHECKING:
    from annotator.project.project import Project

_ORGANISATION = "organisation"


class LikelyEntity(NamedTuple):
    """What a mention may name, and why in a few words.

    An `entity` of the ledger, a `place` of the gazetteer that would come into it, or, with
    neither, a new entity. `name` and `kind` are those of the entity, existing or new.
    """

    entity: Entity | None
    place: Place | None
    because: str
    name: str
    kind: str


class _Offers:
    """Candidates with their weights; of the same one the strongest reason stays."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._found: dict[str, tuple[float, LikelyEntity]] = {}

    def entity(self, entity: Entity | None, weight: float, because: str) -> None:
        """Offer an entity of the ledger, if it is of a kind that fits."""
        if entity is not None and (not self._kinds or entity.kind in self._kinds):
            each = LikelyEntity(entity, None, because, entity.name, entity.kind)
            self._offer(f"entity {entity.id}", weight, each)

    def place(self, place: Place, weight: float) -> None:
        """Offer a place of the gazetteer."""
        each = LikelyEntity(None, place, _where(place), place.name, PLACE)
        self._offer(place.reference, weight, each)

    def new(self, name: str, kind: str, weight: float) -> None:
        """Offer to make an entity."""
        if name:
            self._offer("new", weight, LikelyEntity(None, None, f"new {kind}", name, kind))

    def _offer(self, key: str, weight: float, each: LikelyEntity) -> None:
        if key not in self._found or weight > self._found[key][0]:
            self._found[key] = (weight, each)

    def ranked(self, limit: int) -> list[LikelyEntity]:
        """Return the best of them; a new entity is always among them when it was offered."""
        ranked = sorted(self._found.values(), key=lambda each: -each[0])
        found = [each for _weight, each in ranked]
        new = [each for each in found[limit:] if each.entity is None and each.place is None]
        return found[: limit - len(new)] + new


def likely(
    project: Project, document_id: str, span_id: str, query: str = "", limit: int = 9
) -> list[LikelyEntity]:
    """Return what a mention of my layer may name; `query` is what was typed so far.

    Places of the gazetteer are among them when its index is there (`gazetteer.ready`). Empty
    when the mark names nobody by its label, or is gone.
    """
    opened = project.open_document(document_id)
    span = opened.spans.get(span_id)
    kinds = kinds_of(project.schema.label(span.label)) if span is not None else ()
    if span is None or not kinds:
        return []
    offers = _Offers(kinds)
    context = Context(project, opened, span, kinds)
    if query.strip():
        _typed(project, context, offers, query, kinds)
    elif pronoun(" ".join(span.quote)) is not None:
        _for_pronoun(context, offers)
    else:
        _for_words(project, context, offers, span, kinds)
    return offers.ranked(limit)


def _typed(
    project: Project, context: Context, offers: _Offers, query: str, kinds: tuple[str, ...]
) -> None:
    exact = {entity.id for entity in project.ledger.named(query, kinds)}
    for number, entity in enumerate(project.ledger.search(query, kinds, 50)):
        weight = 200 - number + (100 if entity.id in exact else 0) + context.weight_of(entity.id)
        offers.entity(entity, weight, _kind_words(entity))
    if PLACE in kinds:
        _places(project, context, offers, query, 149.0, beginnings=True)
    offers.new(" ".join(query.split()), guessed_kind(query, kinds), 50)


def _kind_words(entity: Entity) -> str:
    return f"{entity.kind}, also {entity.aliases[0]}" if entity.aliases else entity.kind


def _for_pronoun(context: Context, offers: _Offers) -> None:
    for entity, weight, because in context.antecedents():
        offers.entity(entity, weight, because)


def _for_words(
    project: Project, context: Context, offers: _Offers, span: Span, kinds: tuple[str, ...]
) -> None:
    said = " ".join(span.quote)
    for entity, weight in context.same_words(said):
        offers.entity(entity, 100 + weight, "the same words before")
    me = project.me.id if project.me else ""
    written = FRAGMENT_SEPARATOR.join(span.quote)
    for number, (id, count) in enumerate(project.reader.entities_of_words(written, me)):
        times = f"so linked {count:,} time{'s' * (count != 1)} in the project"
        offers.entity(project.ledger.entity(id), 95 - number, times)
    names = names_in(said, context.language)
    if PLACE in kinds:
        _some_place(project, context, offers, said, names)
    else:
        _somebody(project, context, offers, said, names, kinds)
    for entity, weight in context.recent():
        offers.entity(entity, 30 + weight, "named in this article")


def _called(
    project: Project,
    context: Context,
    offers: _Offers,
    names: Iterable[str],
    kinds: tuple[str, ...],
) -> None:
    """Offer the entities that have one of these names."""
    for name in names:
        for entity in project.ledger.named(name, kinds):
            offers.entity(entity, 80 + context.weight_of(entity.id), f"called {name}")


def _some_place(
    project: Project, context: Context, offers: _Offers, said: str, names: tuple[str, ...]
) -> None:
    home = gazetteer.home_of(said)
    asked = (said, home) if home else tuple(dict.fromkeys((said, *names)))
    _called(project, context, offers, asked, (PLACE,))
    for name in names:
        # “Kherson” for Kherson Oblast, which the project has used before.
        for number, entity in enumerate(project.ledger.search(name, (PLACE,), 9)):
            offers.entity(entity, 72 + context.weight_of(entity.id) - number, "its name begins so")
    for name in (home,) if home else asked:
        _places(project, context, offers, name, 70.0, beginnings=False)
    offers.new(home or said, PLACE, 50 if home or names else 25)


def _somebody(
    project: Project,
    context: Context,
    offers: _Offers,
    said: str,
    names: tuple[str, ...],
    kinds: tuple[str, ...],
) -> None:
    _called(project, context, offers, (said, *names), kinds)
    _people(project, context, offers, said, names, kinds)
    name = max(names, key=len) if names else said
    offers.new(name, guessed_kind(name, kinds), 50 if names else 25)


def _people(
    project: Project,
    context: Context,
    offers: _Offers,
    said: str,
    names: tuple[str, ...],
    kinds: tuple[str, ...],
) -> None:
    for name in names:
        parts = folded(name).split()
        # The last name is what remains when an article speaks of somebody again.
        for entity in project.ledger.search(parts[-1], kinds, 50) if parts else ():
            if _is_part(parts, entity):
                weight = 60 + context.weight_of(entity.id)
                offers.entity(entity, weight, f"{entity.name} is called so in short")
    if not names:
        for entity, weight, because in context.described(said):
            offers.entity(entity, weight, because)


def _is_part(parts: list[str], entity: Entity) -> bool:
    """Return whether one name is the other with words left out, its last word kept."""
    for name in entity.names:
        others = folded(name).split()
        if (
            others
            and others[-1] == parts[-1]
            and (set(parts) <= set(others) or set(others) <= set(parts))
        ):
            return True
    return False


def _places(
    project: Project,
    context: Context,
    offers: _Offers,
    name: str,
    weight: float,
    *,
    beginnings: bool,
) -> None:
    if not gazetteer.ready():
        return
    found = gazetteer.places(name, context.language, 9, context.places(), beginnings)
    for number, place in enumerate(found):
        known = project.ledger.with_reference(place.reference)
        if known is not None:
            offers.entity(known, weight - number + 5, _where(place))
        else:
            offers.place(place, weight - number)


def _where(place: Place) -> str:
    if not place.within:
        return place.kind
    return f"{place.kind} {'of' if place.kind == 'capital' else 'in'} {place.within}"


def guessed_kind(words: str, kinds: tuple[str, ...]) -> str:
    """Return the kind that a new entity of that name probably is, one of `kinds`."""
    found = set(folded(words).split())
    bodies = words_of_all("organisations") | words_of_all("heads")
    letters = [word for word in words.split() if word.isupper() and len(word) > 2]
    if _ORGANISATION in kinds and (letters or found & bodies):
        return _ORGANISATION
    return PERSON if PERSON in kinds else kinds[0]
