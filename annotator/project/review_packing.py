"""A review on its way from the process that reads it to the window."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

from annotator.project.progress import Progress
from annotator.project.review_queue import ReviewQueue
from annotator.project.review_reading import Review, read_review
from annotator.project.uncollected import uncollected


def packed_review(progress: Progress, path: Path) -> bytes:
    """Return what `read_review` does as bytes, for a process to send in one go."""
    return pickle.dumps(read_review(progress, path), pickle.HIGHEST_PROTOCOL)


def unpacked_queue(
    progress: Progress, packed: bytes, label_names: Mapping[str, str]
) -> ReviewQueue:
    """Return the queue of a packed review; takes its time, so it is for a thread."""
    with uncollected():
        review: Review = pickle.loads(packed)
        return ReviewQueue(review, label_names)
