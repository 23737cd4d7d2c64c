"""The gold of the seed as values: one careful reader's annotation of the first article."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from annotator.domain.annotation import Relation
from annotator.domain.entity import Entity
from annotator.domain.schema import Schema, schema_from_definition
from annotator.domain.span import Span, span_from_fields
from annotator.paths import resource

PATH = Path(__file__).parent / "golden" / "seed_gold.jsonl"


class Gold(NamedTuple):
    """Text and language of the article; spans, relations and entities by id."""

    text: str
    language: str
    excluded: list[list[int]]
    spans: dict[str, Span]
    relations: list[Relation]
    entities: dict[str, Entity]

    def targets(self, span_id: str, relation: str) -> list[Span]:
        """Return the spans that a span's relations of that type lead to."""
        return [
            self.spans[each.to_span]
            for each in self.relations
            if (each.from_span, each.label) == (span_id, relation)
        ]

    def labelled(self, label: str) -> list[Span]:
        """Return the spans of a label in text order."""
        found = [span for span in self.spans.values() if span.label == label]
        return sorted(found, key=lambda span: span.fragments)


def entity(id: str, fields: dict[str, Any]) -> Entity:
    """Return an entity of an exported header."""
    return Entity(
        id, fields["kind"], fields["name"], tuple(fields["aliases"]), fields.get("reference")
    )


@cache
def gold() -> Gold:
    """Return the gold; shared, so change nothing in it."""
    header, document = (json.loads(line) for line in PATH.read_text("utf-8").splitlines())
    (layer,) = document["layers"]
    relations = [
        Relation(f"r{number}", each["label"], each["from"], each["to"])
        for number, each in enumerate(layer["relations"])
    ]
    return Gold(
        document["text"],
        document["language"],
        document["excluded"],
        {each["id"]: span_from_fields(each["id"], each) for each in layer["spans"]},
        relations,
        {each["id"]: entity(each["id"], each) for each in header["entities"]},
    )


@cache
def news_schema() -> Schema:
    """Return the schema that projects begin with."""
    return schema_from_definition(
        json.loads(resource("schemas/news.json").read_text(encoding="utf-8"))
    )
