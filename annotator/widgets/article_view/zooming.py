"""A page that can be zoomed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

_ZOOMS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Zooming(QPlainTextEdit):
    """Keeps the zoom; whoever shows the page lays it out anew in `_rebuild`."""

    zoomed = Signal(float)
    _scale = 1.0

    def _rebuild(self) -> None:
        raise NotImplementedError

    @property
    def zoom(self) -> float:
        """The zoom, 1.0 is 100 %."""
        return self._scale

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a share of 100 %, kept between 0.5 and 3."""
        zoom = min(max(zoom, _ZOOMS[0]), _ZOOMS[-1])
        if zoom != self._scale:
            self._scale = zoom
            self._rebuild()
            self.zoomed.emit(zoom)

    def zoom_in(self) -> None:
        """Zoom one step in."""
        self.set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._scale + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Zoom one step out."""
        steps = reversed(_ZOOMS)
        self.set_zoom(next((zoom for zoom in steps if zoom < self._scale - 0.01), _ZOOMS[0]))

    def reset_zoom(self) -> None:
        """Zoom to 100 %."""
        self.set_zoom(1.0)
