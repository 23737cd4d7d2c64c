"""What opens over the window: the command palette and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.keys_page import key_groups
from annotator.widgets.command_palette import Command, CommandPalette
from annotator.widgets.keys_overlay import KeysOverlay

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


def open_palette(window: MainWindow) -> None:
    """Open the palette with every action that makes sense now."""
    palette = window.findChild(CommandPalette)
    if palette is None:
        palette = CommandPalette(window.theme, window)
        palette.command_chosen.connect(lambda id: window.action_set.qactions[id].trigger())
        palette.closed.connect(window.back_to_page)
    palette.delegate.theme = window.theme
    has_document = window.page is not None and window.page.document_id is not None
    there = {"": True, "project": window.page is not None, "document": has_document}
    palette.open(
        [
            Command(action.id, action.title, ", ".join(window.action_set.keys(action.id)[:1]))
            for action in window.action_set.actions.values()
            if there[action.needs] and action.id != "app.palette"
        ]
    )


def open_keys(window: MainWindow) -> None:
    """Show every key over the window until the next key or click, or put them away."""
    shown = [each for each in window.findChildren(KeysOverlay) if each.isVisible()]
    if shown:
        # The same key again puts them away.
        shown[0].close_overlay()
        return
    overlay = KeysOverlay(window.theme, key_groups(window.action_set), window)
    overlay.closed.connect(overlay.deleteLater)
    overlay.closed.connect(window.back_to_page)
    overlay.show()
    overlay.raise_()
    overlay.setFocus()
