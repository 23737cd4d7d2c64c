"""What the peers' own documentation and source say that the same work takes, in actions.

A drag, a click or a key is one action; moving the caret is none. A span in several pieces counts as
one mark a piece. None: the tool cannot, or its papers do not say.
"""

from __future__ import annotations

from typing import NamedTuple


class Peer(NamedTuple):
    """Actions for a mark with its label, and for a link from a quote to its speaker."""

    name: str
    mark: float
    link: float | None


PEERS = (
    Peer("INCEpTION", 2, 2),
    Peer("brat", 3, 2.5),
    Peer("doccano", 2, 3.5),
    Peer("Label Studio", 2, 6),
    Peer("Prodigy", 2, None),
    Peer("QualCoder", 2, None),
)
