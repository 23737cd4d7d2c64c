"""Of what kind the speakers and places of a file are that does not say it: what its marks allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.entity import Entity, kinds_of
from annotator.domain.schema import Schema
from annotator.formats.format import Finding, Header
from annotator.project.import_report import count

#: Names that a finding gives as examples.
_SHOWN = 3


def kinds_by_labels(
    header: Header, schema: Schema, labels: Mapping[str, str | None]
) -> tuple[list[Entity], list[Entity]]:
    """Return the entities, with kinds that the labels of their marks allow; and the unsure ones.

    Unsure is one whose labels allow several kinds in common, or none. `labels` are those of
    `ImportMapping`.
    """
    entities: list[Entity] = []
    unsure: list[Entity] = []
    for entity in header.entities:
        named_by = header.named_by.get(entity.id)
        if named_by is None:
            entities.append(entity)
            continue
        ours = dict.fromkeys(labels.get(each) or each for each in named_by)
        allowed = [kinds for each in ours if (kinds := kinds_of(schema.label(each)))]
        first = allowed[0] if allowed else ()
        common = [kind for kind in first if all(kind in each for each in allowed)]
        if common:
            entity = entity._replace(kind=common[0])
        entities.append(entity)
        if len(common) != 1:
            unsure.append(entity)
    return entities, unsure


def kinds_not_said(unsure: Sequence[Entity], file: str) -> list[Finding]:
    """Return the finding about entities whose kind neither the file nor their marks tell."""
    if not unsure:
        return []
    kinds = dict.fromkeys(each.kind for each in unsure)
    names = ", ".join(each.name for each in unsure[:_SHOWN])
    more = ", …" if len(unsure) > _SHOWN else ""
    are, they = ("is", "It was") if len(unsure) == 1 else ("are", "They were")
    names = f"{count(len(unsure), 'name')} {are} ({names}{more})"
    said = f"The file does not say of what kind {names}."
    kept = f"{they} kept as {', '.join(kinds)}. Change it on the page of entities."
    return [Finding("kind-not-said", said, kept, file)]
