"""From actions as data to the window's QActions, and from chords to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from annotator.app.actions import ACTIONS
from annotator.app.actions.action import Action
from annotator.app.actions.relation_actions import relation_actions
from annotator.app.actions.span_actions import label_action
from annotator.app.keymap import Keymap, comes_with_schema, label_chords
from annotator.app.keys import spoken
from annotator.domain.schema import Schema

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


class ActionSet:
    """The QActions of a window by id, and the chords that trigger them in the article.

    Chords of the window context are shortcuts of their QAction. Single keys are not: they
    belong to the article alone, so the article's key filter looks them up here.
    """

    def __init__(self, window: MainWindow, keymap: Keymap) -> None:
        self._window = window
        self.keymap = keymap
        self.actions: dict[str, Action] = {}
        self.qactions: dict[str, QAction] = {}
        self.article_chords = keymap.actions("article")
        self.window_chords = keymap.actions("window")
        self.review_chords = keymap.actions("review")
        self._label_keys: dict[str, list[str]] = {}
        for action in ACTIONS:
            self._add(action)

    def _add(self, action: Action) -> None:
        qaction = QAction(action.title, self._window)
        qaction.setObjectName(action.id)
        qaction.triggered.connect(partial(self._window.run, action))
        chords = [chord for chord, id in self.window_chords.items() if id == action.id]
        qaction.setShortcuts([QKeySequence(chord) for chord in chords])
        self._window.addAction(qaction)
        self.actions[action.id] = action
        self.qactions[action.id] = qaction

    def add_labels(self, schema: Schema) -> None:
        """Make the actions of the schema's labels instead of those of another schema."""
        for id in [id for id in self.actions if comes_with_schema(id)]:
            self._window.removeAction(self.qactions.pop(id))
            del self.actions[id]
        self.article_chords = self.keymap.actions("article")
        self._label_keys = {}
        for label in schema.enabled_labels:
            self._add(label_action(label))
            self._add(label_action(label, once_more=True))
        for action in relation_actions(schema):
            self._add(action)
        for chord, (label_id, once_more) in label_chords(schema, self.article_chords).items():
            id = f"{'mark_again' if once_more else 'mark'}.{label_id}"
            self.article_chords[chord] = id
            self._label_keys.setdefault(id, []).append(chord)

    def unknown(self) -> set[str]:
        """Return what the keymap binds that is no action; labels are known with a project."""
        return {id for id in self._unbound() if not comes_with_schema(id)}

    def unknown_labels(self) -> set[str]:
        """Return the actions of labels that the keymap binds and the open project has not."""
        return {id for id in self._unbound() if comes_with_schema(id)}

    def own_label_keys(self) -> dict[str, str]:
        """Return the first key of the person's own for each label (by id) that has one."""
        bound = self.keymap.bindings.get("article", {})
        return {
            id.removeprefix("mark."): spoken(chords[0])
            for id, chords in bound.items()
            if id.startswith("mark.") and chords
        }

    def _unbound(self) -> set[str]:
        chords = (self.keymap.actions("article"), self.window_chords, self.review_chords)
        bound = {id for each in chords for id in each.values()}
        return bound - set(self.actions)

    def keys(self, action_id: str) -> list[str]:
        """Return an action's keys as key caps show them."""
        chords = self._label_keys.get(action_id) or self.keymap.chords(action_id)
        return list(dict.fromkeys(spoken(chord) for chord in chords))

    def trigger_in_field(self, chord: str) -> bool:
        """Trigger what a chord means everywhere, but leave undo and redo to the field."""
        id = self.window_chords.get(chord)
        if id not in self.qactions or id in ("edit.undo", "edit.redo"):
            return False
        self.qactions[id].trigger()
        return True

    def trigger(self, chord: str, *, window_wide: bool) -> bool:
        """Trigger what a chord means in the article; whether it means anything there."""
        id = self.article_chords.get(chord)
        if id is None and window_wide:
            id = self.window_chords.get(chord)
        if id not in self.qactions:
            return False
        self.qactions[id].trigger()
        return True

    def trigger_in(self, chords: Mapping[str, str], chord: str) -> bool:
        """Trigger what a chord means among these (chord → action id), or else in the window."""
        id = chords.get(chord) or self.window_chords.get(chord)
        if id not in self.qactions:
            return False
        self.qactions[id].trigger()
        return True
