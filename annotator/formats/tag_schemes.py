"""Tags of tokens in the usual schemes: IOB1, IOB2, BIOES, BILOU, or no prefix at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

_BEGINS, _ENDS, _GOES_ON = frozenset("BSU"), frozenset("SUEL"), frozenset("IMEL")
#: Tags of tokens in no span.
_OUTSIDE = frozenset(("O", "_", "-", ""))


class Tags:
    """Which tags were seen, to tell the scheme."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        #: Stretches that begin with B- and with I- where nothing of their label stood before.
        self.begun = self.alone = 0

    @property
    def is_mixed(self) -> bool:
        """Whether some stretches begin with B- and others with I-."""
        return bool(self.begun and self.alone) and not self.counts.keys() & {"L", "U", "E", "S"}

    @property
    def scheme(self) -> str:
        """The name of the scheme."""
        if self.counts.keys() & {"L", "U"}:
            return "BILOU"
        if self.counts.keys() & {"E", "S"}:
            return "BIOES"
        if self.alone:
            return "mixed" if self.begun else "IOB1"
        return "IOB2" if self.begun else "IO"


def spans_of_tags(
    tokens: Sequence[str], tags: Sequence[str], place: int, seen: Tags
) -> Iterator[dict[str, Any]]:
    """Yield the spans of a sentence that begins at `place`, its tokens one space apart.

    Reads every scheme alike: a span begins at B-, S- and U-, after E-, L-, S- and U-, and
    where the label is another one. `seen` gathers what tells the scheme.
    """
    span: dict[str, Any] | None = None
    before, same = "O", ""
    for token, tag in zip(tokens, tags, strict=True):
        start, place = place, place + len(token) + 1
        if tag in _OUTSIDE:
            if span is not None:
                yield span
                span, before, same = None, "O", ""
            continue
        prefix, label = _split(tag)
        seen.counts[prefix] += 1
        if span is None or prefix in _BEGINS or label != same or before in _ENDS:
            if same != label:
                seen.begun += prefix in _BEGINS
                seen.alone += prefix == "I"
            if span is not None:
                yield span
            span = {"label": label, "start": start, "origin": "import"}
        span["end"] = place - 1
        before, same = prefix, label
    if span is not None:
        yield span


@lru_cache(maxsize=4096)
def _split(tag: str) -> tuple[str, str]:
    """Return prefix and label of a tag; a tag without a prefix goes on like I-."""
    prefix, dash, label = tag.partition("-")
    if dash and label and (prefix in _BEGINS or prefix in _GOES_ON):
        return prefix, label
    return "IO", tag
