"""A review on its way from the process that reads it to the window."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

from annotator.project.progress import Progress
from annotator.project.review_queue import GROUPINGS, ReviewQueue
from annotator.project.review_reading import Review, ReviewedDocument, read_review
from annotator.project.uncollected import uncollected

#: Documents that are unpacked in one go, during which nothing else in the process runs.
_PORTION = 10


def packed_review(progress: Progress, path: Path) -> list[bytes]:
    """Return what `read_review` does as bytes, in portions, for a process to send."""
    with uncollected(lasting=True):
        return packed(read_review(progress, path))


def packed(review: Review) -> list[bytes]:
    """Return a review as bytes, in portions; its documents are taken out of it."""
    documents, review.documents = review.documents, []
    portions = [documents[at : at + _PORTION] for at in range(0, len(documents), _PORTION)]
    return [pickle.dumps(each, pickle.HIGHEST_PROTOCOL) for each in (review, *portions)]


def unpacked_queue(
    progress: Progress, portions: list[bytes], label_names: Mapping[str, str]
) -> ReviewQueue:
    """Return the queue of a packed review; takes its time, so it is for a thread."""
    # Looking through all of it for garbage, time and again, would hold the window.
    with uncollected(lasting=True):
        first, *portions = portions
        review: Review = pickle.loads(first)
        for number, portion in enumerate(portions):
            progress.step(number, len(portions))
            documents: list[ReviewedDocument] = pickle.loads(portion)
            review.documents += documents
        queue = ReviewQueue(review, label_names)
        for by, _words in GROUPINGS:
            queue.grouping(by)
        return queue
