"""Gold that an import brings: every mark of it gets the decision that it follows from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from annotator.compare.thread import newest_first
from annotator.domain.span import span_from_fields
from annotator.domain.stream import DECISIONS
from annotator.project.import_header import Newcomers
from annotator.project.import_layers import NamedRecord
from annotator.project.review_gold import DECISION, adoptions
from annotator.storage.reading import LayerRecords
from annotator.storage.staging import Staging


class GoldAdoption:
    """Makes decisions of gold marks of which none speaks, as part of the import."""

    def __init__(self, newcomers: Newcomers, staging: Staging, new_id: Callable[[], str]) -> None:
        self._newcomers = newcomers
        self._staging = staging
        self._new_id = new_id
        self._about: dict[str, dict[str, dict[str, Any]]] = {}
        for id, fields in newcomers.present.decisions.items():
            self.about(str(fields.get("document")))[id] = fields

    def about(self, document: str) -> dict[str, dict[str, Any]]:
        """Return the decisions about a document; those that are added count from then on."""
        return self._about.setdefault(document, {})

    def adopt(
        self,
        document: str,
        spans: Sequence[NamedRecord],
        relations: Sequence[NamedRecord],
        person: str | None = None,
    ) -> None:
        """Let every mark of a gold layer name its decision, in place; make those that lack.

        `person` is whom the file names as the one of that layer, else it is who imports.
        """
        about = self.about(document)
        whole = [span_from_fields(id, fields) for id, fields in spans]
        records = LayerRecords({}, whole, list(relations), [], [], set())
        made = adoptions(records, document, about, self._common(person), self._new_id)
        for id, fields in made.items():
            self._newcomers.present.decisions[id] = about[id] = fields
            self._newcomers.add(DECISIONS, "decision", id, fields)
        told: dict[str, str] = {}
        for id, fields in sorted(about.items(), key=newest_first):
            links = (each["id"] for each in fields.get("relations") or ())
            told |= dict.fromkeys((*(fields.get("gold") or ()), *links), id)
        for id, fields in (*spans, *relations):
            extra = fields.get("extra") or {}
            if id in told and extra.get(DECISION) not in about:
                fields["extra"] = {**extra, DECISION: told[id]}

    def _common(self, person: str | None) -> dict[str, Any]:
        """Return what all these decisions say: when, who, and by which version of the guideline."""
        signature = self._staging.signature
        version = self._newcomers.present.guideline.get("version")
        common = {"created": signature.wall_time, "person": person or signature.person}
        common["guideline_version"] = version
        return {name: value for name, value in common.items() if value is not None}
