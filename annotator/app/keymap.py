"""The keymap: which chord does what, read from data and the person's own changes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.paths import resource, settings_folder

#: context → action id → chords
Bindings = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Keymap:
    """The chords of every action, by context: "window" or "article"."""

    bindings: Bindings

    def chords(self, action_id: str) -> tuple[str, ...]:
        """Return the chords of an action, the first being the one that is shown."""
        for actions in self.bindings.values():
            if action_id in actions:
                return actions[action_id]
        return ()

    def actions(self, context: str) -> dict[str, str]:
        """Return chord → action id for one context."""
        return {
            chord: action
            for action, chords in self.bindings.get(context, {}).items()
            for chord in chords
        }


def comes_with_schema(action_id: str) -> bool:
    """Return whether an action marks or relates, and so is only there with its schema."""
    return action_id.startswith(("mark.", "mark_again.", "relate."))


def load_keymap(path: Path, changes: Mapping[str, list[str]] | None = None) -> Keymap:
    """Read a keymap file and lay the person's changes (action id → chords) over it.

    Raises Problem when the file is not a keymap.
    """
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
        bindings = {
            context: {action: tuple(chords) for action, chords in actions.items()}
            for context, actions in tables.items()
        }
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise Problem(
            f"The keymap {path.name} cannot be read: {error}",
            "Your project is not touched.",
            "Choose another keymap in the settings (Ctrl+,).",
        ) from error
    for action, chords in (changes or {}).items():
        present = [actions for actions in bindings.values() if action in actions]
        # A label may have a single key, which belongs to the article; others are asked for
        # anywhere.
        context = "article" if comes_with_schema(action) else "window"
        for actions in present or [bindings.setdefault(context, {})]:
            actions[action] = tuple(chords)
    return Keymap(bindings)


def own_keys(path: Path) -> dict[str, list[str]]:
    """Return the person's own keys, action id → chords, from a TOML file if it is there.

    Raises Problem when it cannot be read.
    """
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(
            f"Your keys in {path.name} cannot be read: {error}",
            "The keys of the keymap are used; the file stays as it is.",
            'Write one line a key, such as "span.grow" = ["G"], and start again.',
        ) from error
    keys = {
        action: [chords] if isinstance(chords, str) else chords for action, chords in table.items()
    }
    wrong = [action for action, chords in keys.items() if not _are_chords(chords)]
    if wrong:
        raise Problem(
            f"Your keys in {path.name} say something else than keys for {', '.join(wrong)}.",
            "The keys of the keymap are used; the file stays as it is.",
            'Write one line a key, such as "span.grow" = ["G"], and start again.',
        )
    return keys


def _are_chords(chords: object) -> bool:
    return isinstance(chords, list) and all(isinstance(chord, str) and chord for chord in chords)


def chosen_keymap(name: str) -> tuple[Keymap, Problem | None]:
    """Return the keymap of that name with the person's own keys, if they can be read.

    Where they cannot, the Problem that says so comes with it.
    """
    path = resource(f"keymaps/{name}.toml")
    try:
        return load_keymap(path, own_keys(settings_folder() / "keys.toml")), None
    except Problem as problem:
        return load_keymap(path), problem


def unknown_actions(names: Collection[str]) -> Problem:
    """Return the Problem of keys for actions that are not there."""
    return Problem(
        f"Your keys name actions that are not there: {', '.join(sorted(names))}.",
        "Your other keys hold, and the file stays as it is.",
        "The help (F1, Keys and actions) lists the name of every action.",
    )


def label_chords(schema: Schema, taken: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
    """Return chord → (label id, once more) for the labels in use.

    A label has the letter of the schema and its number from 1 to 9 in schema order, both
    also with Shift to mark the same text once more. Chords in `taken` (chord → action id)
    stay with their action; a label that has one there, the person's own, has no other.
    """
    own = set(taken.values())
    chords: dict[str, tuple[str, bool]] = {}
    for number, label in enumerate(schema.enabled_labels, start=1):
        keys = [label.key.upper()] if label.key else []
        if number <= 9:
            keys.append(str(number))
        for key in keys:
            for chord, once_more in ((key, False), (f"Shift+{key}", True)):
                action = f"{'mark_again' if once_more else 'mark'}.{label.id}"
                if chord not in taken and action not in own:
                    chords.setdefault(chord, (label.id, once_more))
    return chords
