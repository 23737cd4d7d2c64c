"""The widths and heights of the frame's panes, in logical pixels."""

from __future__ import annotations

#: Below this width of the window the documents become a rail and the panel narrow.
NARROW = 1200
DOCUMENTS, DOCUMENTS_RAIL = 256, 40
PANEL, PANEL_NARROW = 336, 272
#: The bar on top and the status line at the bottom.
BAR_HEIGHT, LINE_HEIGHT = 40, 32
