"""What the export dialog says of the marks that a format loses, in the article and in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.domain.schema import Label
from annotator.domain.span import Fragment
from annotator.project.lost_marks import CHANGED, LOST, POORER, LostMark

Marks = list[tuple[str, tuple[Fragment, ...]]]
#: How the bar of a mark is drawn that is not written: it is dashed.
_DASHED = "suggestion"


def lost_labels(labels: Sequence[Label]) -> list[Label]:
    """Return the labels as they are drawn for each fate of a mark, which its tag says."""
    drawn = list(labels)
    for label in labels:
        letter = (label.key or label.name[:1]).upper()
        drawn.append(label._replace(id=_drawn(label.id, LOST), style=_DASHED, key=f"{letter} lost"))
        drawn.append(label._replace(id=_drawn(label.id, CHANGED), key=f"{letter} changed"))
    return drawn


def drawn_marks(marks: Sequence[LostMark]) -> Marks:
    """Return the marks under the labels of `lost_labels`."""
    return [(_drawn(mark.label, mark.fate), mark.fragments) for mark in marks]


def _drawn(label: str, fate: str) -> str:
    return label if fate == POORER else f"{label} {fate}"


def fate_words(marks: Sequence[LostMark]) -> str:
    """Return how many marks of the article fare how, and how they are drawn."""
    fates = Counter(mark.fate for mark in marks)
    said = ((LOST, "lost (dashed)"), (CHANGED, "changed"), (POORER, "kept in part"))
    parts = [f"{fates[fate]:,} {words}" for fate, words in said if fates[fate]]
    return f"Of its marks {', '.join(parts)}" if parts else ""


def line_remarks(
    marks: Sequence[LostMark], places: Sequence[Fragment | None], names: Mapping[str, str]
) -> tuple[dict[int, str], set[int]]:
    """Return what is said at which line of the file, and the lines that such marks go over.

    Of marks that are lost or changed, where they begin; `places` are what each line has of the
    text, `names` those of labels.
    """
    begun: dict[int, dict[str, list[str]]] = {}
    touched: set[int] = set()
    for mark in marks:
        if mark.fate == POORER:
            continue
        over = [
            number
            for number, place in enumerate(places)
            if place is not None
            and any(start < place[1] and place[0] < end for start, end in mark.fragments)
        ]
        touched.update(over)
        if over:
            named = begun.setdefault(over[0], {}).setdefault(mark.fate, [])
            named.append(names.get(mark.label, mark.label))
    remarks = {
        number: ", ".join(f"{_listed(labels)} {fate} here" for fate, labels in fates.items())
        for number, fates in begun.items()
    }
    return remarks, touched


def _listed(names: Sequence[str]) -> str:
    each = list(dict.fromkeys(names))
    return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} and {each[-1]}"
