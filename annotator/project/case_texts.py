"""Cases with the words they are about, as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.compare.cases import Case
from annotator.project.comparing import reader_of

#: So many code points around a case are shown.
_BEFORE, _AFTER, _LONGEST = 60, 80, 160


class ShownCase(NamedTuple):
    """A case with its words and what stands before and after them, line breaks as spaces."""

    case: Case
    before: str
    words: str
    after: str


def with_texts(project: Path, cases: Sequence[Case]) -> list[ShownCase]:
    """Return these cases with their words; without those whose document is gone."""
    with reader_of(project) as reader:
        texts = reader.texts_of({case.document for case in cases})
    return [_shown(case, texts[case.document]) for case in cases if case.document in texts]


def _shown(case: Case, text: str) -> ShownCase:
    start, end = case.start, case.end
    words = text[start : min(end, start + _LONGEST)] + ("…" if end - start > _LONGEST else "")
    before = text[max(0, start - _BEFORE) : start]
    parts = (before, words, text[end : end + _AFTER])
    return ShownCase(case, *(part.replace("\n", " ") for part in parts))
