"""What a person does on the page of entities: the verbs behind its buttons, fields and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from annotator.domain.coordinates import coordinates_in
from annotator.domain.entity import Entity, all_kinds
from annotator.domain.problem import Problem
from annotator.project import entities
from annotator.project.likely import guessed_kind
from annotator.widgets.choice_card import Choice

if TYPE_CHECKING:
    from annotator.app.pages.entities_page import EntitiesPage
    from annotator.project.history import Undone

_MOST_OFFERED = 8


class EntityVerbs(QObject):
    """Joins the page's form, list and card to the verbs of the project.

    A Problem is said in the form, where it came about; nothing is changed then.
    """

    def __init__(self, page: EntitiesPage) -> None:
        super().__init__(page)
        self._page = page
        self._project = page.project
        self._offer: Callable[[str], None] | None = None
        self._taken: Callable[[str], None] | None = None
        form, card = page.form, page.card
        form.field_set.connect(self._set_field)
        form.merge_asked.connect(self.ask_merge)
        form.split_off_asked.connect(self.ask_split_off)
        form.delete_asked.connect(self.delete)
        form.split_asked.connect(self.split)
        card.query_changed.connect(self._query)
        card.taken.connect(self._take)
        card.closed.connect(page.back_to_list)
        page.list.key_pressed.connect(self._key)

    def _key(self, key: str) -> None:
        verbs = {"N": self.ask_new, "M": self.ask_merge, "Delete": self.delete}
        if key == "Enter":
            self._page.form.fields["name"].setFocus()
        else:
            verbs[key]()

    def _try(self, verb: Callable[[], object]) -> bool:
        """Do something; a Problem is said in the form."""
        try:
            verb()
        except Problem as problem:
            self._page.show_fault(f"{problem.happened} {problem.next_step}")
            return False
        self._page.show_fault("")
        return True

    def _shown(self) -> Entity | None:
        return self._page.form.entity if self._page.form.isVisible() else None

    # Fields

    def _set_field(self, name: str, text: str) -> None:
        entity = self._shown()
        if entity is not None and not self._try(partial(self._change, entity, name, text)):
            self._page.form.restore(name)

    def _change(self, entity: Entity, name: str, text: str) -> None:
        fields: dict[str, Any] = {name: text}
        if name == "aliases":
            fields = {name: text.replace(";", ",").split(",")}
        elif name == "coordinates":
            lat, lon = coordinates_in(text) or (None, None)
            fields = {"lat": lat, "lon": lon}
        entities.set_fields(self._project, entity.id, **fields)

    def show_undone(self, undone: Undone) -> None:
        """Show the first entity that an undo or redo touched and that is there."""
        found = (self._project.ledger.entity(id) for id in undone.entity_ids)
        entity = next((each for each in found if each is not None), None)
        if entity is not None:
            self._page.show_entity(entity.id)

    # Verbs that ask

    def ask_new(self) -> None:
        """Ask for the name of a new entity."""
        words = "Type its name. What it is can be changed afterwards."
        self._ask("A new entity", words, "Make it", self._page.list.query.text(), self._make)

    def _make(self, name: str) -> None:
        kinds = all_kinds(self._project.schema) or ("person",)
        kind = self._page.list.chosen_kind() or guessed_kind(name, kinds)
        made: list[Entity] = []
        if self._try(lambda: made.append(entities.make(self._project, name, kind))):
            self._page.show_all()
            self._page.show_entity(made[0].id)
            self._page.back_to_list()

    def ask_merge(self) -> None:
        """Ask which entity the one that is shown is to be merged into."""
        entity = self._shown()
        if entity is None:
            return

        def offer(query: str) -> None:
            ledger = self._project.ledger
            found = ledger.search(query, (), _MOST_OFFERED + 1) if query.strip() else []
            others = [each for each in found if each.id != entity.id]
            self._page.card.show_choices(
                [
                    Choice(each.id, each.name, self._page.detail(each))
                    for each in others[:_MOST_OFFERED]
                ]
            )

        words = (
            "All its mentions stand for that one from then on, and its names find it. "
            "Nobody’s marks are changed; it can be split again."
        )
        self._ask(
            f"Merge {entity.name} into", words, "Merge", entity.name.split()[-1],
            partial(self._merge, entity), offer,
        )  # fmt: skip

    def _merge(self, entity: Entity, into: str) -> None:
        if self._try(lambda: entities.merge(self._project, into, [entity.id])):
            self._page.show_entity(into)
            self._page.back_to_list()

    def ask_split_off(self) -> None:
        """Ask who the chosen mentions are."""
        entity, chosen = self._shown(), self._page.mentions.chosen()
        if entity is None:
            return
        if not chosen:
            self._page.show_fault(
                "No mentions are chosen. Choose those that are somebody else: with Ctrl and the "
                "mouse, or with Shift and the arrow keys."
            )
            return
        mentions = [(row.document_id, row.span_id) for row in chosen]
        count = f"{len(chosen)} mention{'s' * (len(chosen) != 1)}"
        words = f"{count} of {entity.name} will name a new {entity.kind}."
        self._ask(
            "Who are they?", words, f"Split off {count}", chosen[0].words,
            partial(self._split_off, entity, mentions),
        )  # fmt: skip

    def _split_off(self, entity: Entity, mentions: list[tuple[str, str]], name: str) -> None:
        made: list[Entity] = []

        def split_off() -> None:
            made.append(entities.split_off(self._project, entity.id, mentions, name))

        if self._try(split_off):
            self._page.show_all()
            self._page.show_entity(made[0].id)
            self._page.back_to_list()

    def _ask(
        self,
        heading: str,
        words: str,
        button: str,
        text: str,
        taken: Callable[[str], None],
        offer: Callable[[str], None] | None = None,
    ) -> None:
        self._taken, self._offer = taken, offer
        self._page.show_fault("")
        self._page.card.ask(heading, words, button, text, needs_choice=offer is not None)
        self._page.show_card()

    def _query(self, text: str) -> None:
        if self._offer is not None:
            self._offer(text)
        else:
            self._page.card.show_choices([])

    def _take(self, answer: str) -> None:
        if self._taken is not None:
            self._taken(answer)

    # Verbs that do it at once

    def split(self, entity_id: str) -> None:
        """Let a merged entity stand for itself again."""
        self._try(lambda: entities.split(self._project, entity_id))

    def delete(self) -> None:
        """Delete the entity that is shown."""
        entity = self._shown()
        if entity is None:
            return
        following = self._page.neighbour(entity.id)
        if self._try(lambda: entities.delete(self._project, entity.id)):
            self._page.say(f"Deleted {entity.name}. Ctrl+Z brings it back.")
            if following is not None:
                self._page.show_entity(following)
            self._page.back_to_list()
