"""People: who annotates and who leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The name under which `extra` keeps when somebody left the team.
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who annotates or leads; `id` is stable across bundles and never changes."""

    id: str
    name: str
    role: str = "annotator"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def left(self) -> str | None:
        """When they left the team (ISO 8601), None while they are in it."""
        when = self.extra.get(LEFT)
        return when if isinstance(when, str) else None


def person_fields(person: Person) -> dict[str, Any]:
    """Return a person as a record without the id; fields at their default are left out."""
    fields: dict[str, Any] = {"name": person.name, "role": person.role}
    if person.extra:
        fields["extra"] = dict(person.extra)
    return fields


def person_id(name: str, taken: Collection[str] = ()) -> str:
    """Return a readable id for a new person: "Ana Kovač" becomes "ana-kovac".

    Ids in `taken` are avoided by a number at the end.
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    stem = re.sub(r"[^\w]+", "-", plain).strip("-") or "person"
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate
