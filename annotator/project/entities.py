"""Everything a person can do with entities: the ledger's verbs and the links of mentions.

The subjects lie beside: ledger_editing, linking, likely.
"""

from __future__ import annotations

from annotator.project.ledger_editing import (
    add_alias,
    delete,
    make,
    merge,
    merge_sets,
    rename,
    set_fields,
    split,
)
from annotator.project.likely import LikelyEntity, likely
from annotator.project.linking import link, link_place, make_and_link, split_off

__all__ = [
    "LikelyEntity",
    "add_alias",
    "delete",
    "likely",
    "link",
    "link_place",
    "make",
    "make_and_link",
    "merge",
    "merge_sets",
    "rename",
    "set_fields",
    "split",
    "split_off",
]
