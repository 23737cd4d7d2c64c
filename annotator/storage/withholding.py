"""Journal rows that carry only a part of their content, as in a bundle.

A bundle keeps every row of the streams that it has, so that the chains stay whole, but of what
is not for the person only the row's own hash. Such a row says in its payload `withheld`: a hash
over the row's hash and what was kept, so that an altered one shows. Where the whole row
is known it replaces the part; two different parts of one row add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from annotator.domain.journal import MERGE
from annotator.storage.canonical import canonical_json

#: What an edit is called whose author and name are not for the person.
SOMEONE_ELSE = "someone else’s edit"
#: What an edit is called whose name quoted what was purged.
PURGED_NAME = "(purged)"
#: In the text of a payload: it may hold only a part.
WITHHELD_MARK = '"withheld":"'
PURGED_MARK = '"purged":true'

Payload = Mapping[str, Any]


def _mark(digest: str, payload: Payload) -> str:
    kept = {name: value for name, value in payload.items() if name != "withheld"}
    return sha256(digest.encode() + canonical_json(kept)).hexdigest()


def withheld_payload(digest: str, payload: Payload, kept: Sequence[Any], own: bool) -> Payload:
    """Return a row's payload with only these of its changes, name and author only if `own`.

    `digest` is the row's hash, which stays.
    """
    part: dict[str, Any] = {
        "changes": sorted(kept, key=lambda change: (change[1], change[2])),
        "name": payload["name"] if own else SOMEONE_ELSE,
        "person": payload["person"] if own else None,
        "via": payload["via"] if own else MERGE,
    }
    if payload.get("purged"):
        part["purged"] = True
    part["withheld"] = _mark(digest, part)
    return part


def purged_payload(digest: str, payload: Payload, changes: Sequence[Any]) -> Payload:
    """Return a row's payload with these changes in place of its own, marked as purged.

    `digest` is the row's hash, which stays; what is left is proven as a part of it.
    """
    part = {name: value for name, value in payload.items() if name != "withheld"}
    part |= {"changes": list(changes), "purged": True}
    return {**part, "withheld": _mark(digest, part)}


def is_proven_part(digest: str, payload_json: str) -> bool:
    """Return whether a payload is the part of a row that someone once made, and unaltered."""
    payload = orjson.loads(payload_json)
    return bool(payload.get("withheld") == _mark(digest, payload))


def _rank(payload: Payload | None) -> int:
    if payload is None:
        return 0
    if "withheld" in payload:
        return 2
    return 1 if payload.get("purged") else 3


def fuller(digest: str, one: Payload | None, other: Payload | None) -> Payload | None:
    """Return the payload that two copies of one row make up together.

    What was purged is not brought back by this for long: a purge is enforced after it.
    """
    if one is None or other is None or _rank(one) != 2 or _rank(other) != 2:
        return max(one, other, key=_rank)
    known = {(change[1], change[2]) for change in one["changes"]}
    added = [change for change in other["changes"] if (change[1], change[2]) not in known]
    named = max(one, other, key=lambda each: each["person"] is not None)
    base = {**named, "purged": bool(one.get("purged") or other.get("purged"))}
    return withheld_payload(digest, base, [*one["changes"], *added], own=True)
