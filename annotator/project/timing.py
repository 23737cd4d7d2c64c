"""How long a person works on a document, without the time in which nothing happens.

The seconds are kept in the layer, under `extra`, by an edit that is nobody's: it is no step of
undo, and says nothing about how far the document is.
"""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.edit import Edit, set_fields
from annotator.project.layer_edit import writable
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project

#: A pause of more seconds than this is no work.
IDLE = 60.0
_NAME = "seconds"


class Stopwatch:
    """Adds up the time between signs of activity; `clock` gives seconds that only go up."""

    def __init__(self, clock: Callable[[], float], idle: float = IDLE) -> None:
        self._clock = clock
        self._idle = idle
        self._last: float | None = None
        self._seconds = 0.0

    def touch(self) -> None:
        """Take note of activity: the time since the last one was work unless it was a pause."""
        now = self._clock()
        if self._last is not None:
            gap = now - self._last
            if 0 <= gap <= self._idle:
                self._seconds += gap
        self._last = now

    def rest(self) -> None:
        """Take note that work stops now: another window or document, a locked screen."""
        self.touch()
        self._last = None

    @property
    def seconds(self) -> float:
        """What was added up since the last `take`."""
        return self._seconds

    def take(self) -> int:
        """Return the whole seconds since the last call; what is less than one is kept."""
        whole = int(self._seconds)
        self._seconds -= whole
        return whole


def seconds_of(opened: OpenDocument) -> int:
    """Return how many seconds of work the layer of a document has on record."""
    kept = ((opened.fields_of("layer", "") or {}).get("extra") or {}).get(_NAME, 0)
    return int(kept) if isinstance(kept, int | float) else 0


def add_seconds(project: Project, document_id: str, seconds: int) -> bool:
    """Add seconds of work to a document; return whether they were kept.

    A layer in which nothing has been done is left blank, so that looking at an article brings
    none about: keep the seconds then, and add them with the next ones.
    """
    opened = project.open_document(document_id)
    begun = opened.status != "new" or bool(opened.spans) or bool(opened.comments)
    if seconds <= 0 or not begun:
        return False
    writable(project, document_id)
    before = opened.fields_of("layer", "") or {}
    extra = {**(before.get("extra") or {}), _NAME: seconds_of(opened) + seconds}
    change = set_fields(opened.stream, "layer", "", before, extra=extra)
    project.apply(Edit(f"count {seconds} seconds of work", (change,)), mine=False)
    return True
