"""What a decision of a review may say: the actions by their names in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: A remark by an annotator: the decision is wrong.
OBJECT = "object"
#: The field of an objection that names the ruling to which its person objects.
OBJECTS_TO = "objects_to"
#: Left for later, and sent back to the annotators.
DEFER, SEND_BACK = "defer", "send_back"
#: What is said about a case without ruling on it.
REMARKS = frozenset((OBJECT, DEFER, SEND_BACK))


def seen_by(fields: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Return a decision as a person who was reviewed may see it: without what others did.

    Of the item it keeps the person's own marks and reading, and the place of what was ruled. Of
    those whose reading was taken, others are "": how many they were, and not who. What it rules,
    and why, is all there.
    """
    seen = dict(fields)
    if isinstance(fields.get("from"), list):
        seen["from"] = sorted(each if each == person else "" for each in fields["from"])
    item = fields.get("item")
    if isinstance(item, Mapping):
        ruled = [each.get("fragments") for each in fields.get("spans") or ()]
        seen["item"] = _own_part(item, person, ruled)
    return seen


def _own_part(item: Mapping[str, Any], person: str, ruled: list[Any]) -> dict[str, Any]:
    part = dict(item)
    if "members" in part:
        part["members"] = [each for each in part["members"] or () if each[0] == person]
    readings = [each for each in part.get("readings") or () if person in each.get("people", ())]
    if "readings" in part:
        part["readings"] = [{**each, "people": [person]} for each in readings]
    if "extents" in part:
        own = [span.get("fragments") for each in readings for span in each.get("spans") or ()]
        part["extents"] = [each for each in part["extents"] or () if each in own or each in ruled]
    return part
