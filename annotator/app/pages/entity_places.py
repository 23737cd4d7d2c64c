"""The places of the gazetteer beside an entity: which there are, and taking one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.app.background_places import BackgroundPlaces
from annotator.app.place_words import place_words
from annotator.domain.entity import PLACE, Entity
from annotator.domain.problem import Problem
from annotator.project import entities, gazetteer
from annotator.project.gazetteer import Place
from annotator.widgets.place_choices import PlaceChoice

if TYPE_CHECKING:
    from annotator.app.pages.entities_page import EntitiesPage

_MOST = 5


class EntityPlaces(QObject):
    """Fills the page's list and map of places."""

    def __init__(self, page: EntitiesPage, background: BackgroundPlaces) -> None:
        super().__init__(page)
        self._page = page
        self._background = background
        self._entity: Entity | None = None
        self._places: list[Place] = []
        self._widget = page.places
        self._widget.place_chosen.connect(self.take)
        self._widget.map.view_changed.connect(self._show_towns)
        background.prepared.connect(self._show_again)
        background.failed.connect(self._show_again)

    def _show_again(self) -> None:
        if self._entity is not None:
            self.show(self._entity)

    def show(self, entity: Entity) -> None:
        """Show what the gazetteer has of an entity's names; nothing for who is no place."""
        self._entity, self._places = entity, []
        self._widget.setVisible(entity.kind == PLACE)
        if entity.kind != PLACE:
            return
        words = self._look_up(entity)
        choices = [self._choice(place, entity) for place in self._places]
        known = any(choice.chosen for choice in choices)
        if entity.lat is not None and entity.lon is not None and not known:
            words_for_it = "as it stands in the ledger"
            choices.append(PlaceChoice(entity.name, words_for_it, entity.lat, entity.lon, True))
        self._widget.show_choices(choices, words)
        self._show_towns()

    def _look_up(self, entity: Entity) -> str:
        """Find the places of an entity's names; return what is to be said about that."""
        if not self._background.want():
            if self._background.problem is not None:
                return self._background.problem.happened
            if gazetteer.installed():
                return "The gazetteer is being prepared; this happens once and takes some seconds."
        try:
            found = [
                place
                for name in entity.names
                for place in (gazetteer.places(name, None, _MOST, beginnings=False))
            ]
        except Problem as problem:
            return f"{problem.happened} {problem.next_step}"
        self._places = list(dict.fromkeys(found))[:_MOST]
        return "" if self._places else "The gazetteer has no place of this name."

    def _choice(self, place: Place, entity: Entity) -> PlaceChoice:
        detail = " · ".join(part for part in (place.within, place_words(place)) if part)
        chosen = place.reference == entity.reference
        return PlaceChoice(place.name, detail, place.lat, place.lon, chosen)

    def take(self, number: int) -> None:
        """Give the entity the reference and the coordinates of a place."""
        if self._entity is None or number >= len(self._places):
            return
        place = self._places[number]
        try:
            entities.set_fields(
                self._page.project, self._entity.id, reference=place.reference,
                lat=place.lat, lon=place.lon,
            )  # fmt: skip
        except Problem as problem:
            self._page.show_fault(f"{problem.happened} {problem.next_step}")

    def _show_towns(self) -> None:
        shown = self._widget.map
        if shown.isVisible() or self._entity is not None:
            shown.show_towns(gazetteer.towns(*shown.window_shown))
