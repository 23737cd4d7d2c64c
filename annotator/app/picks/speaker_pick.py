"""A: who said the focused quote, or who claims the focused claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.app.picks.pick import Pick
from annotator.project import attributing
from annotator.project.attributing import Candidate
from annotator.widgets.article_view.links import Badge, Link
from annotator.widgets.key_button import Hint
from annotator.widgets.picker_row import PickerRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

#: The relation that V turns to and back from.
_TURNS = {"said_by": "relayed_by", "relayed_by": "said_by"}


class SpeakerPick(Pick):
    """Ranked speakers for a span and a relation; taking one marks the mention where needed."""

    nothing = "Nobody in the article or the project fits. Mark the speaker with S, then press A."

    def __init__(self, page: AnnotatePage, span_id: str, relation: str = "said_by") -> None:
        self._page = page
        self._span_id = span_id
        self._relation = relation
        self._found: list[Candidate] = []
        names = {kind.id: kind.name for kind in page.project.schema.relations}
        self.title = names[relation]
        hints, extra = [Hint("Enter", "takes 1")], ["Delete"]
        if relation == "said_by":
            hints.append(Hint("0", "nobody named"))
            extra.append("0")
        other = names.get(_TURNS.get(relation, ""))
        if other is not None:
            hints.append(Hint("V", other.lower()))
            extra.append("V")
        self.hints = (*hints, Hint("Esc", ""))
        self.extra = tuple(extra)

    @property
    def _document(self) -> str:
        assert self._page.document_id is not None
        return self._page.document_id

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return who it may be."""
        self._found = attributing.candidates(
            self._page.project, self._document, self._span_id, self._relation, query
        )
        name = self._page.project.ledger.name_of
        rows = []
        for number, each in enumerate(self._found):
            entity = name(each.entity)
            beside = entity if entity != each.words else ""
            rows.append(PickerRow(str(number), each.words, beside, each.because))
        return rows

    def _fragment(self, candidate: Candidate) -> tuple[tuple[int, int], ...]:
        if candidate.span_id in self._page.spans:
            return self._page.spans[candidate.span_id].fragments
        return (candidate.fragment,) if candidate.fragment else ()

    def point_to(self, key: str) -> None:
        """Number the candidates in the article, with an arrow to the one Enter would take."""
        badges, links = [], []
        for number, each in enumerate(self._found[:9]):
            fragments = self._fragment(each)
            if fragments:
                badges.append(Badge(str(number + 1), fragments[0], each.span_id))
                if str(number) == key:
                    links.append(Link(fragments, each.span_id, "", False, True, True))
        self._page.view.show_candidates(badges, links)

    def sights(self) -> Sequence[int]:
        """Return where the candidates stand that have digits."""
        fragments = [self._fragment(each) for each in self._found[:9]]
        return [each[0][0] for each in fragments if each]

    def take(self, key: str) -> None:
        """Attribute the span to a candidate."""
        page, candidate = self._page, self._found[int(key)]
        page.require_person()
        attributing.attribute(
            page.project, self._document, self._span_id, candidate, self._relation
        )

    def strike(self, key: str) -> Pick | None:
        """0: nobody is named. V: relayed by instead. Delete: the relation goes."""
        page = self._page
        if key == "V":
            return SpeakerPick(page, self._span_id, _TURNS[self._relation])
        page.require_person()
        if key == "0":
            attributing.attribute_to_nobody(page.project, self._document, self._span_id)
        else:
            page.take_relations(self._span_id, self._relation)
        return None

    def leave(self) -> None:
        """Show the relations that are there again."""
        self._page.view.show_candidates((), ())
        self._page.focus(self._page.view.focused, reveal=False)
