"""Names of edits, as they read after “Undo: ”."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.schema import Schema
from annotator.domain.span import Span

_LONGEST = 40


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a text on one line, cut at a word with … when longer than so many characters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > longest // 2 else cut).rstrip() + "…"


def label_name(schema: Schema, label: str) -> str:
    """Return a label's name, or its id when the schema no longer has it."""
    found = schema.label(label)
    return found.name if found else label


def spans_name(spans: Sequence[Span]) -> str:
    """Return “Reuters”, “41 × Reuters” or “41 marks”."""
    texts = {" … ".join(span.quote) for span in spans}
    if len(texts) > 1:
        return f"{len(spans):,} marks"
    text = shortened(texts.pop())
    return text if len(spans) == 1 else f"{len(spans):,} × {text}"
