"""The keys, as the overlay and the help show them: made from the actions and the keymap."""

from __future__ import annotations

from annotator.app.action_set import ActionSet
from annotator.widgets.keys_overlay import KeyGroup

_ORDER = (
    "Labels",
    "Spans",
    "Relations",
    "Suggestions",
    "Talk",
    "Editing",
    "Documents",
    "Window",
    "Projects",
)


def _groups(actions: ActionSet) -> list[str]:
    """Return every group of an action in reading order, those that the order forgets last."""
    there = dict.fromkeys(action.group for action in actions.actions.values())
    return [
        *(each for each in _ORDER if each in there),
        *(each for each in there if each not in _ORDER),
    ]


def key_groups(actions: ActionSet) -> list[KeyGroup]:
    """Return the groups of keys in reading order; actions without a key are left out."""
    groups: list[KeyGroup] = []
    for group in _groups(actions):
        rows = [
            (actions.keys(action.id)[:2], action.title)
            for action in actions.actions.values()
            if action.group == group and actions.keys(action.id)
        ]
        if rows:
            groups.append((group, rows))
    return groups


def keys_page(actions: ActionSet) -> str:
    """Return the help page of every action: what it does, its keys, its id."""
    lines = ["# Keys and actions", ""]
    for group in _groups(actions):
        mine = [action for action in actions.actions.values() if action.group == group]
        if not mine:
            continue
        lines += [f"## {group}", "", "| What | Keys | Action |", "|---|---|---|"]
        for action in mine:
            keys = ", ".join(actions.keys(action.id)) or "–"
            lines.append(f"| {action.title} | {keys} | `{action.id}` |")
        lines.append("")
    return "\n".join(lines)
