"""A block that can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock

from annotator.widgets.article_view.page import BlockBox


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A block in the viewport, how it is laid out, and the y of its top there."""

    block: QTextBlock
    box: BlockBox
    top: float

    @property
    def bottom(self) -> float:
        """The y under the block."""
        return self.top + self.box.height
