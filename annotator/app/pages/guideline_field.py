"""The field in which the guideline is written: what is typed there is kept after a moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit

from annotator.project.guideline_writing import Going, draft, write
from annotator.project.project import Project
from annotator.widgets.typography import serif_font

#: After a pause of so long what was typed is kept.
_KEEP_MILLISECONDS = 600


class GuidelineField(QPlainTextEdit):
    """A draft as Markdown: of the guideline, or in a bundle of what one proposes."""

    def __init__(self, project: Project, keep: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("guidelineField")
        self.setAccessibleName("Guideline as Markdown")
        self.setFont(serif_font(15))
        self._project = project
        #: The version or proposal that is being written, None before the first change.
        self._going: Going | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_KEEP_MILLISECONDS)
        self._pause.timeout.connect(keep)
        self.textChanged.connect(self._pause.start)

    def typed(self) -> str:
        """Return what stands in the field, which is a draft and no document's text."""
        blocks = []
        block = self.document().begin()
        while block.isValid():
            blocks.append(block.text())
            block = block.next()
        return "\n".join(blocks)

    def show_draft(self) -> None:
        """Show what there is to go on from, unless something was typed that is not kept yet."""
        text = draft(self._project)
        if not self.document().isModified() and self.typed() != text:
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)

    def keep(self) -> None:
        """Keep what was typed: one version as long as one goes on writing. Raises Problem."""
        self._going = write(self._project, self.typed(), self._going) or self._going
        self.document().setModified(False)

    def wait_no_longer(self) -> bool:
        """Return whether something is to be kept, which is done now."""
        self._pause.stop()
        return self.document().isModified()

    def begin_anew(self) -> None:
        """Let what is typed next be a version of its own."""
        self._going = None
