"""W: who or where the focused mention is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.app.picks.pick import Pick
from annotator.project import entities
from annotator.project.entities import LikelyEntity
from annotator.widgets.picker import Hint
from annotator.widgets.picker_row import PickerRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

_MAKE = "make"


class EntityPick(Pick):
    """The likeliest entities and places; what is typed can be made a new one."""

    placeholder = "type a name, or pick a number"
    nothing = "Type a name to make somebody new."

    def __init__(self, page: AnnotatePage, span_ids: Sequence[str]) -> None:
        self._page = page
        self._span_ids = tuple(span_ids)
        span = page.spans[self._span_ids[0]]
        self._words = " ".join(" … ".join(span.quote).split())
        label = page.project.schema.label(span.label)
        self._kinds = (
            tuple((label.definition.get("entity") or {}).get("kinds", ())) if label else ()
        )
        self.title = "Where" if self._kinds == ("place",) else "Who"
        self._found: list[LikelyEntity] = []
        self._typed = ""
        self.hints = (Hint("Enter", "takes 1"), Hint("0", "nobody"), Hint("Esc", ""))
        self.extra = ("0",)

    @property
    def _document(self) -> str:
        assert self._page.document_id is not None
        return self._page.document_id

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return who it may be, and at the end what would be made anew."""
        page = self._page
        self._typed = query
        self._found = entities.likely(
            page.project, self._document, self._span_ids[0], query=query, limit=8
        )
        rows = [self._row(number, each) for number, each in enumerate(self._found)]
        name = query or self._words
        if name and not any(row.words.casefold() == name.casefold() for row in rows):
            kind = self._kinds[0] if self._kinds else "person"
            rows.append(PickerRow(_MAKE, name, f"a new {kind}"))
        return rows

    def _row(self, number: int, likely: LikelyEntity) -> PickerRow:
        if likely.entity is not None:
            name, kind = likely.entity.name, likely.entity.kind
        else:
            assert likely.place is not None
            name, kind = likely.place.name, likely.place.country or likely.place.kind
        return PickerRow(str(number), name, kind, likely.because)

    def take(self, key: str) -> None:
        """Link the mentions."""
        page = self._page
        page.require_person()
        if key == _MAKE:
            kind = self._kinds[0] if self._kinds else "person"
            name = self._typed or self._words
            entities.make_and_link(page.project, self._document, self._span_ids, name, kind)
            return
        likely = self._found[int(key)]
        if likely.entity is not None:
            entities.link(page.project, self._document, self._span_ids, likely.entity.id)
        elif likely.place is not None:
            entities.link_place(page.project, self._document, self._span_ids, likely.place)

    def strike(self, key: str) -> Pick | None:
        """0: the mention names nobody of the ledger."""
        self._page.require_person()
        entities.link(self._page.project, self._document, self._span_ids, None)
        return None
