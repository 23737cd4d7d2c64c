"""What a format cannot hold of certain data: counted while it goes by, with examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.formats.features import FEATURES, LABEL, PARENT, count_document
from annotator.formats.format import Format, Header
from annotator.formats.written import WrittenDocument

_LABELS = "labels"
#: Examples that are kept of each loss.
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """Something the project has that the format does not carry; `feature` is one of FEATURES.

    `more` goes on about all of it.
    """

    feature: str
    count: int
    examples: tuple[str, ...] = ()
    more: str = ""

    def __str__(self) -> str:
        return f"{self.count:,} × {self.what}"

    @property
    def what(self) -> str:
        """What is lost, in words."""
        return FEATURES[self.feature] + (f" ({self.more})" if self.more else "")


class LossCount:
    """Counts what one format loses of the documents it is shown."""

    def __init__(self, format: Format, header: Header) -> None:
        self._lost = lost_features(format)
        self._seen_as = format.seen_as
        self._wanted = self._lost | self._seen_as.keys()
        self._seen = Counter[str]()
        self._counts = Counter(
            {
                name: number
                for name, number in _header_features(header).items()
                if number and name in self._lost
            }
        )
        self._examples: dict[str, list[str]] = {}
        self._spells = format.spells
        self._labels: set[str] = set()
        self._find = None if format.losses is None else format.losses(header)

    @property
    def is_needed(self) -> bool:
        """Whether there is anything that the format could lose, or others see otherwise."""
        return bool(self._wanted or self._find)

    def look(self, document: WrittenDocument) -> None:
        """Count what is lost of one document."""
        if self._wanted:
            found = count_document(document, self._wanted)
            self._seen.update({name: found.pop(name, 0) for name in self._seen_as})
            self._counts.update(found)
        if self._find is None:
            return
        if self._spells is not None:
            self._labels.update(row[LABEL] for each in document.layers for row in each.spans)
        for lost in self._find(document):
            self._counts[lost.feature] += 1
            examples = self._examples.setdefault(lost.feature, [])
            if lost.example and len(examples) < _EXAMPLES and lost.example not in examples:
                examples.append(lost.example)

    def looking(self, documents: Iterable[WrittenDocument]) -> Iterator[WrittenDocument]:
        """Yield the documents and count what is lost of them on the way."""
        for document in documents:
            self.look(document)
            yield document

    def losses(self) -> tuple[Loss, ...]:
        """Return what was counted, in the order of FEATURES."""
        more = {_LABELS: "; ".join(self._made_one())}
        return tuple(
            Loss(
                feature,
                self._counts[feature],
                tuple(self._examples.get(feature, ())),
                more.get(feature, ""),
            )
            for feature in FEATURES
            if self._counts[feature] or more.get(feature)
        )

    def seen_otherwise(self) -> list[str]:
        """Return in words what was counted of that which other programs see otherwise."""
        return [
            f"{self._seen[feature]:,} × {FEATURES[feature]}: other programs see {what}. "
            "Annotator reads them back as they are."
            for feature, what in self._seen_as.items()
            if self._seen[feature]
        ]

    def _made_one(self) -> Iterator[str]:
        """Yield which labels the format spells alike, so that nothing tells them apart again."""
        if self._spells is None:
            return
        alike: dict[str, list[str]] = {}
        for label in sorted(self._labels):
            alike.setdefault(self._spells(label), []).append(label)
        for spelt, labels in alike.items():
            if len(labels) > 1:
                yield f"{' and '.join(labels)} become one label, {spelt}"


def lost_features(format: Format) -> frozenset[str]:
    """Return the FEATURES that the format never carries and that are counted for it."""
    carried = format.keeps | format.partly.keys()
    return frozenset(
        name for name in FEATURES if name not in carried and PARENT.get(name, name) in carried
    ) | frozenset(name for name in FEATURES if name not in carried and name not in PARENT)


def _header_features(header: Header) -> dict[str, int]:
    return {
        "entities": len(header.entities),
        "roster": len(header.people),
        "schema": int(header.schema is not None),
        "guideline": int(header.guideline is not None),
        "project": int(bool(header.title or header.extra)),
    }
