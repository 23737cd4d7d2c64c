"""Entities: the people, organisations and places of a project's ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that mentions name; `reference` is a gazetteer or Wikidata id."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    reference: str | None = None
    lat: float | None = None
    lon: float | None = None
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
