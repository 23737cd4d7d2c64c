"""W: who or where the focused mention is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.app.picks.pick import Pick
from annotator.app.place_words import coordinates, place_words
from annotator.domain.entity import PLACE
from annotator.project import entities, gazetteer
from annotator.project.entities import LikelyEntity
from annotator.widgets.key_button import Hint
from annotator.widgets.picker_row import PickerRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

#: So many have digits.
_MOST = 9


class EntityPick(Pick):
    """The likeliest entities and places; what is typed can be made a new one."""

    placeholder = "type a name, or pick a number"
    nothing = "Type a name to make somebody new."

    def __init__(self, page: AnnotatePage, span_ids: Sequence[str]) -> None:
        self._page = page
        self._span_ids = tuple(span_ids)
        span = page.spans[self._span_ids[0]]
        label = page.project.schema.label(span.label)
        self._kinds = (
            tuple((label.definition.get("entity") or {}).get("kinds", ())) if label else ()
        )
        self.title = "Where" if self._kinds == ("place",) else "Who"
        self._found: list[LikelyEntity] = []
        if PLACE in self._kinds and not gazetteer.installed():
            self.remark = "The gazetteer is not installed: places are not looked up."
        elif PLACE in self._kinds and not page.places_ready():
            self.nothing = "The gazetteer is being prepared; type a name, or wait some seconds."
        self.hints = (Hint("Enter", "takes 1"), Hint("0", "nobody"), Hint("Esc", ""))
        self.extra = ("0",)

    @property
    def _document(self) -> str:
        assert self._page.document_id is not None
        return self._page.document_id

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return who it may be; what is not in the ledger yet would be made anew."""
        page = self._page
        self._found = list(
            entities.likely(page.project, self._document, self._span_ids[0], query, _MOST)
        )
        if query and not any(each.name.casefold() == query.casefold() for each in self._found):
            kind = self._kinds[0] if self._kinds else "person"
            self._found.append(LikelyEntity(None, None, "as typed", query, kind))
        return [self._row(number, each) for number, each in enumerate(self._found)]

    def _row(self, number: int, likely: LikelyEntity) -> PickerRow:
        key, entity, place = str(number), likely.entity, likely.place
        if place is not None:
            beside, at = place.within or place.kind, (place.lat, place.lon)
            return PickerRow(key, likely.name, beside, place_words(place), place=at)
        if entity is None:
            return PickerRow(key, likely.name, f"a new {likely.kind}", likely.because)
        if entity.lat is None or entity.lon is None:
            return PickerRow(key, likely.name, likely.kind, likely.because)
        at = (entity.lat, entity.lon)
        why = f"{likely.because} · {coordinates(*at)}"
        return PickerRow(key, likely.name, likely.kind, why, place=at)

    def take(self, key: str) -> None:
        """Link the mentions."""
        page, likely = self._page, self._found[int(key)]
        page.require_person()
        if likely.entity is not None:
            entities.link(page.project, self._document, self._span_ids, likely.entity.id)
        elif likely.place is not None:
            entities.link_place(page.project, self._document, self._span_ids, likely.place)
        else:
            entities.make_and_link(
                page.project, self._document, self._span_ids, likely.name, likely.kind
            )

    def strike(self, key: str) -> Pick | None:
        """0: the mention names nobody of the ledger."""
        self._page.require_person()
        entities.link(self._page.project, self._document, self._span_ids, None)
        return None
