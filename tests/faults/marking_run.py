"""A scripted marking run for the tests to kill: prints the id of each mark once it is saved.

Run as `python marking_run.py PROJECT PREFIX`; it marks until it is killed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from queue import SimpleQueue

from annotator.project import editing, history
from annotator.project.project import Project
from annotator.project.saving import SAVED, SaveState


def _places(length: int) -> Iterator[tuple[int, int]]:
    for number in count():
        start = number * 7 % (length - 20)
        yield start, start + 1 + number // (length - 20) % 19


def main() -> None:
    path, prefix = Path(sys.argv[1]), sys.argv[2]
    numbers = count()
    project = Project.open(path, me="Ana", new_id=lambda: f"{prefix}-{next(numbers)}")
    saved: SimpleQueue[SaveState] = SimpleQueue()
    project.add_save_listener(saved.put)
    opened = project.open_document("D-long")
    for number, place in enumerate(_places(len(opened.document.text))):
        before = set(opened.spans)
        span = editing.mark(project, "D-long", "quote", [place])
        if span.id in before:
            continue
        if number % 9 == 4:
            editing.relabel(project, "D-long", [span.id], "claim")
        if number % 9 == 7:
            history.undo(project)
            history.redo(project)
        while saved.get().kind != SAVED or project.saving.pending:
            pass
        print(span.id, flush=True)


if __name__ == "__main__":
    main()
