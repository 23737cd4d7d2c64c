"""Documents of which there is gold beside somebody's layer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from annotator.compare.adjudication import IMPORTED, RULINGS
from annotator.project.review_reading import counting
from annotator.storage.compared import ComparedHead, ComparedReader, GoldLayer

#: Documents whose texts and spans are in memory at a time.
PORTION = 50


class BesideGold(NamedTuple):
    """A document with the layers that count, its gold and the decisions about it (by id).

    `gold` is None where it was decided that there is nothing. It is `complete` once everything
    was decided, or when it came from elsewhere.
    """

    head: ComparedHead
    gold: GoldLayer | None
    decisions: Mapping[str, dict[str, Any]]
    complete: bool

    @property
    def numbers(self) -> list[int]:
        """The numbers of its layers, gold among them."""
        own = [layer.number for layer in self.head.layers]
        return own if self.gold is None else [*own, self.gold.number]


def with_gold(reader: ComparedReader) -> dict[str, set[str]]:
    """Return the documents (ids) whose gold is complete → the people who worked on them."""
    gold, decisions = reader.gold(), reader.decisions()
    return {
        head.id: {layer.person for layer in counting(head).layers}
        for head in reader.heads(with_practice=True)
        if _is_complete(gold.get(head.id), decisions.get(head.id, {}))
    }


def _is_complete(gold: GoldLayer | None, decisions: Mapping[str, dict[str, Any]]) -> bool:
    if gold is None or not (gold.span_count or gold.status == "done"):
        return False
    return gold.status == "done" or not _has_ruling(decisions, RULINGS - {IMPORTED})


def _has_ruling(decisions: Mapping[str, dict[str, Any]], among: Collection[str] = RULINGS) -> bool:
    return any(each.get("action") in among for each in decisions.values())


def beside_gold(
    reader: ComparedReader, person: str | None = None, documents: Collection[str] | None = None
) -> list[BesideGold]:
    """Return the documents that have gold and a layer that counts, by key.

    Only layers of a `person`, and only these documents (by id), if given. What somebody
    practises on counts once it is done, so that nobody sees gold before.
    """
    gold, decisions = reader.gold(), reader.decisions()
    practice = reader.practice()
    found = []
    for head in reader.heads(with_practice=True):
        if documents is not None and head.id not in documents:
            continue
        there, about = gold.get(head.id), decisions.get(head.id, {})
        if not _has_ruling(about) and not _is_complete(there, about):
            continue
        head = counting(head)
        layers = [
            layer
            for layer in head.layers
            if person in (None, layer.person)
            and (layer.status == "done" or (head.id, layer.person) not in practice)
        ]
        if layers:
            complete = _is_complete(there, about)
            found.append(BesideGold(head._replace(layers=layers), there, about, complete))
    return found
