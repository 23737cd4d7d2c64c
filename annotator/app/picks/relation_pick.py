"""R: which relation starts at the focused span, then where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.app.picks.pick import Pick
from annotator.domain.problem import Problem
from annotator.domain.schema import RelationType
from annotator.domain.span import Span
from annotator.project import relating
from annotator.widgets.article_view.links import Badge, Link
from annotator.widgets.key_button import Hint
from annotator.widgets.picker_row import PickerRow

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage


class RelationPick(Pick):
    """The kinds of relation of the focused span's label, each with its letter.

    With a `target` given, as by dragging, it is related at once.
    """

    placeholder = "its letter, or type its name"
    nothing = "The schema has no relation from here."

    def __init__(self, page: AnnotatePage, span: Span, target: Span | None = None) -> None:
        self._page, self._span, self._target = page, span, target
        kinds = relating.relation_types(page.project, span.label)
        if target is not None:
            kinds = tuple(k for k in kinds if not k.to_labels or target.label in k.to_labels)
        self.kinds = kinds
        self.title = "Relation"
        self.extra = tuple(kind.letter.upper() for kind in kinds if kind.letter)
        self.hints = (Hint("Enter", "takes the first"), Hint("Esc", ""))

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return the kinds whose name holds what is typed."""
        labels = self._page.project.schema.label
        rows = []
        for kind in self.kinds:
            if query.casefold() in kind.name.casefold():
                names = [found.name.lower() for id in kind.to_labels if (found := labels(id))]
                rows.append(PickerRow(kind.id, kind.name, f"to a {' or '.join(names)}", "",
                                      (kind.letter or "").upper()))  # fmt: skip
        return rows

    def _kind(self, id: str) -> RelationType:
        return next(kind for kind in self.kinds if kind.id == id)

    def take(self, key: str) -> None:
        """Ask for the target, or relate to the one that was given."""
        following = self._chosen(self._kind(key))
        if following is not None:
            self._page.picks.ask(following)

    def strike(self, key: str) -> Pick | None:
        """Take the kind of that letter."""
        return self._chosen(next(k for k in self.kinds if (k.letter or "").upper() == key))

    def _chosen(self, kind: RelationType) -> Pick | None:
        page = self._page
        if self._target is None:
            return TargetPick(page, self._span, kind)
        page.require_person()
        assert page.document_id is not None
        relating.relate(page.project, page.document_id, kind.id, self._span.id, self._target.id)
        return None


class TargetPick(Pick):
    """The spans that a relation of that kind may lead to; a click on a span takes it, too."""

    placeholder = "a number, words of it, or click it"
    nothing = "No marked span fits. Mark it first."

    def __init__(self, page: AnnotatePage, span: Span, kind: RelationType) -> None:
        self._page, self._span, self._relation = page, span, kind
        self._found: list[Span] = []
        self.title = kind.name
        opened = page.project.open_document(str(page.document_id))
        there = relating.own_relations(opened, kind.id, span.id)
        self.extra = ("Delete",) if there else ()
        away = (Hint("Del", "takes it away"),) if there else ()
        self.hints = (Hint("Enter", "takes 1"), *away, Hint("Esc", ""))

    @property
    def _document(self) -> str:
        assert self._page.document_id is not None
        return self._page.document_id

    def rows(self, query: str) -> Sequence[PickerRow]:
        """Return the targets whose words, or whose entity, hold what is typed."""
        page, wanted = self._page, query.casefold()
        found = relating.targets(page.project, self._document, self._relation.id, self._span.id)
        name = page.project.ledger.name_of
        self._found = [
            span
            for span in found
            if wanted in f"{' '.join(span.quote)} {name(span.entity)}".casefold()
        ]
        return [
            PickerRow(span.id, " ".join(" … ".join(span.quote).split()), name(span.entity))
            for span in self._found
        ]

    def point_to(self, key: str) -> None:
        """Number the first targets in the article, with an arrow to the one Enter would take."""
        badges = [
            Badge(str(number), span.fragments[0], span.id)
            for number, span in enumerate(self._found[:9], 1)
        ]
        links = [
            Link(span.fragments, span.id, "", False, True, True)
            for span in self._found
            if span.id == key
        ]
        self._page.view.show_candidates(badges, links)

    def sights(self) -> Sequence[int]:
        """Return where the targets stand that have digits."""
        return [span.start for span in self._found[:9]]

    def take(self, key: str) -> None:
        """Relate to a span."""
        self._page.require_person()
        relating.relate(self._page.project, self._document, self._relation.id, self._span.id, key)

    def strike(self, key: str) -> Pick | None:
        """Take the relations of this kind away."""
        self._page.require_person()
        self._page.take_relations(self._span.id, self._relation.id)
        return None

    def leave(self) -> None:
        """Show the relations that are there again."""
        self._page.view.show_candidates((), ())
        self._page.focus(self._page.view.focused, reveal=False)


def join_by_drag(page: AnnotatePage, span: Span, target: Span) -> None:
    """Relate two spans, asking which kind where several may join them; raises Problem for none.

    Where only the other direction is possible, that one is meant.
    """
    pick, back = RelationPick(page, span, target), RelationPick(page, target, span)
    if not pick.kinds and back.kinds:
        pick = back
    if not pick.kinds:
        names = [label.name.lower() if (label := page.project.schema.label(each.label)) else
                 each.label for each in (span, target)]  # fmt: skip
        raise Problem(
            f"The schema has no relation from a {names[0]} to a {names[1]}.",
            "Nothing was changed.",
            "R lists the relations of the focused span.",
        )
    if len(pick.kinds) == 1:
        pick.take(pick.kinds[0].id)
    else:
        page.picks.ask(pick)
