"""Loading what the first key of a kind needs, once the window has come to rest."""

from __future__ import annotations

import importlib
import threading

from PySide6.QtCore import QObject, QTimer

from annotator.app.pages.book import PAGES

#: After the window has come up; everything that makes the first paint is long over.
_FIRST_MILLISECONDS = 1500
#: The pages, what opens at a key in the article, and what starts work in another process.
MODULES: tuple[str, ...] = (
    "annotator.app.picks.speaker_pick",
    "annotator.app.picks.entity_pick",
    "annotator.app.picks.relation_pick",
    "annotator.domain.computed.attribution",
    "multiprocessing.connection",
    "multiprocessing.spawn",
    "annotator.project.undo_job",
    *(kind.made_by.partition(":")[0] for kind in PAGES if kind.made_by),
)


class LoadingAhead(QObject):
    """Imports module after module in a thread, which gives way to the window after each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.worker: threading.Thread | None = None
        QTimer.singleShot(_FIRST_MILLISECONDS, self, self.begin)

    def begin(self) -> None:
        """Begin now."""
        self.worker = threading.Thread(target=_load, name="loading", daemon=True)
        self.worker.start()


def _load() -> None:
    for name in MODULES:
        importlib.import_module(name)
