"""Documents of which there is gold beside somebody's layer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from annotator.compare.adjudication import RULINGS
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
        ruled = any(each.get("action") in RULINGS for each in about.values())
        if there is not None and not (there.span_count or there.status == "done"):
            there = None
        if there is None and not ruled:
            continue
        head = counting(head)
        layers = [
            layer
            for layer in head.layers
            if person in (None, layer.person)
            and (layer.status == "done" or (head.id, layer.person) not in practice)
        ]
        complete = there is not None and (there.status == "done" or not ruled)
        if layers:
            found.append(BesideGold(head._replace(layers=layers), there, about, complete))
    return found
