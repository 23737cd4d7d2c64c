"""The page of the ledger: its entities, one of them in full, and where it is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.app.background_places import BackgroundPlaces
from annotator.app.key_filter import FieldKeys
from annotator.app.pages.entity_places import EntityPlaces
from annotator.app.pages.entity_verbs import EntityVerbs
from annotator.domain.changes import Changes
from annotator.domain.entity import Entity, all_kinds
from annotator.domain.stream import LEDGER
from annotator.project.mentions import MOST, Mention, mention_counts, mentions
from annotator.widgets.choice_card import ChoiceCard
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.entity_form import EntityForm
from annotator.widgets.entity_list import EntityList
from annotator.widgets.mention_list import MentionPane, MentionRow
from annotator.widgets.place_choices import PlaceChoices
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

#: At most so many entities fit what was typed.
_MOST_FOUND = 500
#: After so long what was just changed is on disk, where mentions are counted.
_COUNT_MILLISECONDS = 400
_NONE_YET = "No entities yet. N makes one; marks of speakers and places bring them."


class EntitiesPage(QWidget):
    """Keeps list, form and mentions in step with the ledger of the project.

    `mention_opened` carries document and span id of a mention that somebody wants to see.
    """

    mention_opened = Signal(str, str)

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self.setObjectName("entitiesPage")
        self.project = project
        self._window = window
        self._stale = False
        self._counts: dict[str, int] = {}
        self._mentions: list[Mention] = []
        theme = window.theme
        self.list = EntityList(theme, self.detail, self)
        self.form = EntityForm(self)
        self.card = ChoiceCard(self)
        self.places = PlaceChoices(theme, self)
        self.pane = MentionPane(theme, self)
        self.mentions = self.pane.list
        self.nothing = EmptyState(
            "No entities yet",
            "People, organisations and places that marks name. "
            "The first mark that is linked brings one.",
            "Make an entity",
        )
        self._lay_out()
        self.setFocusProxy(self.list.rows)
        self._connect(window)
        self.show_all()

    def _connect(self, window: MainWindow) -> None:
        self.verbs = EntityVerbs(self)
        self.show_undone = self.verbs.show_undone
        self.gazetteer = EntityPlaces(self, BackgroundPlaces.of(window))
        self.list.filter_changed.connect(self._filter)
        self.list.entity_shown.connect(self._show)
        self.mentions.mention_opened.connect(self.mention_opened)
        self.mentions.chosen_changed.connect(self.form.set_split_off)
        self.mention_opened.connect(self._open_mention)
        self.nothing.asked.connect(self.verbs.ask_new)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_COUNT_MILLISECONDS)
        self._recount.timeout.connect(self._count_again)
        keys = FieldKeys(window.action_set.trigger_in_field, self)
        for field in (self.list.query, self.card.field, *self.form.fields.values()):
            field.installEventFilter(keys)

    def _lay_out(self) -> None:
        self.column = QWidget()
        self.column.setObjectName("entityColumn")
        inner = QVBoxLayout(self.column)
        inner.setContentsMargins(32, 20, 32, 24)
        inner.setSpacing(16)
        for widget in (self.card, self.form, self.places):
            inner.addWidget(widget)
        inner.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setObjectName("entityScroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self.column)
        middle = QWidget()
        middle.setObjectName("entityColumn")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroller, 1)
        column.addWidget(self.nothing, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(middle, 5)
        row.addWidget(self.pane, 5)

    # What is shown

    def detail(self, entity: Entity) -> str:
        """Return the quiet line of an entity: its kind, and how often it is mentioned."""
        if entity.id not in self._counts:
            self._counts.update(mention_counts(self.project, [entity.id]))
        count = self._counts[entity.id]
        return f"{entity.kind} · {count:,} mention{'s' * (count != 1)}" if count else entity.kind

    def show_all(self) -> None:
        """Show the whole list again, whatever was typed."""
        self.list.query.blockSignals(True)
        self.list.query.clear()
        self.list.query.blockSignals(False)
        self._show_list()

    def _filter(self) -> None:
        """Show what fits what was typed or chosen, with the best one current."""
        self._show_list()
        if self.list.query.text().strip():
            self.list.rows.setCurrentIndex(self.list.model.index(0))

    def _show_list(self) -> None:
        ledger, kind = self.project.ledger, self.list.chosen_kind()
        every = ledger.all()
        present = {entity.kind for entity in every}
        known = all_kinds(self.project.schema)
        self.list.show_kinds([*known, *sorted(present - set(known))])
        query, kinds = self.list.query.text(), (kind,) if kind else ()
        if query.strip():
            found = ledger.search(query, kinds, _MOST_FOUND)
        else:
            found = [entity for entity in every if not kind or entity.kind == kind]
        fits = "Nobody has such a name." if query.strip() else "None of this kind."
        self.list.show_entities(found, len(every), fits if every else _NONE_YET)
        self.nothing.setVisible(not every and self.card.isHidden())
        self.scroller.setVisible(bool(every) or not self.card.isHidden())
        self.pane.setVisible(bool(every))
        shown = self.form.entity
        if shown is None or not self.list.select(shown.id):
            self.list.rows.setCurrentIndex(self.list.model.index(0))
        if not every:
            self.form.entity = None
        self.form.setVisible(self.form.entity is not None)
        self.places.setVisible(self.places.isVisibleTo(self.column) and bool(every))

    def show_entity(self, entity_id: str) -> None:
        """Show an entity, in the list too."""
        if not self.list.select(entity_id):
            self._show(entity_id)

    def _show(self, entity_id: str) -> None:
        if self.project.closed:
            # The list still speaks of a choice while the page is being taken away.
            return
        entity = self.project.ledger.entity(entity_id)
        if entity is None:
            return
        self._mentions = mentions(self.project, entity.id)
        merged = self.project.ledger.merged(entity.id)
        kinds = all_kinds(self.project.schema)
        self.form.show_entity(entity, self._count_words(), merged, kinds)
        self.form.show()
        self.gazetteer.show(entity)
        rows = [self._row(mention) for mention in self._mentions]
        self.pane.show_mentions(rows, self._count_words())

    def _count_words(self) -> str:
        found = self._mentions
        documents = len({mention.document_id for mention in found})
        if not found:
            return "no mentions"
        more = "the first " if len(found) == MOST else ""
        return (
            f"{more}{len(found):,} mention{'s' * (len(found) != 1)} in "
            f"{documents:,} document{'s' * (documents != 1)}"
        )

    def _row(self, mention: Mention) -> MentionRow:
        me = self.project.me.id if self.project.me else None
        parts = [mention.title or mention.key]
        if mention.kind == "gold":
            parts.append("gold")
        elif mention.person != me:
            parts.append(mention.person or "nobody")
        return MentionRow(
            mention.document_id, mention.span_id, mention.before, mention.words, mention.after,
            " · ".join(parts),
        )  # fmt: skip

    def neighbour(self, entity_id: str) -> str | None:
        """Return the entity in the row after an entity's, or before the last one's."""
        row, model = self.list.model.row_of(entity_id), self.list.model
        if row is None or model.rowCount() < 2:
            return None
        return model.entity(row + 1 if row + 1 < model.rowCount() else row - 1).id

    # What changes

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        if not (changes.everything or changes.streams):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._counts.clear()
        self._recount.start()
        shown = self.form.entity
        if changes.everything or LEDGER in changes.streams:
            self._tell_what_became(shown)
            self._show_list()
        if self.form.entity is not None:
            self._show(self.form.entity.id)

    def _tell_what_became(self, shown: Entity | None) -> None:
        """Say that the entity that is shown was merged or deleted, by whomever."""
        if shown is None:
            return
        now = self.project.ledger.entity(shown.id)
        if now is None:
            self.form.entity = None
            self.say(f"{shown.name} was deleted.")
        elif now.id != shown.id:
            self.form.entity = now
            self.say(f"{shown.name} was merged into {now.name}.")

    def _count_again(self) -> None:
        self._counts.clear()
        self.list.rows.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while other pages were in front."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh(Changes(everything=True))

    # Over the page

    def show_fault(self, words: str) -> None:
        """Say above the fields what could not be done; nothing with an empty text."""
        self.form.show_fault(words)

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._window.say(words)

    def show_card(self) -> None:
        """Bring the card into sight."""
        self.nothing.hide()
        self.scroller.show()
        self.scroller.verticalScrollBar().setValue(0)

    def back_to_list(self) -> None:
        """Give the keyboard to the list."""
        if not self.list.model.rowCount():
            self._show_list()
        self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_mention(self, document_id: str, span_id: str) -> None:
        """Open the article at a mention."""
        found = next((each for each in self._mentions if each.span_id == span_id), None)
        self._window.show_page("annotate")
        page = self._window.require_page()
        page.open_document(document_id)
        if span_id in page.spans:
            page.focus(span_id)
        elif found is not None:
            page.view.set_caret(found.start)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        return [self.list.rows, self.form, self.mentions]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        for each in (self.list, self.mentions, self.places):
            each.set_theme(theme)
