"""Splitting what is exported into train, dev and test: the same in every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from annotator.domain.problem import Problem
from annotator.storage.streaming import DocumentHead

PARTS = ("train", "dev", "test")


def read_shares(shares: str) -> tuple[int, ...]:
    """Return the percentages of PARTS that “80/10/10” names; raises Problem for others."""
    parts = [part.strip() for part in shares.split("/")]
    numbers = tuple(int(part) for part in parts if part.isascii() and part.isdecimal())
    if len(parts) != len(PARTS) or len(numbers) != len(PARTS) or sum(numbers) != 100:
        raise Problem(
            f"“{shares}” are not the shares of {', '.join(PARTS)}.",
            "Nothing was written.",
            "Give three whole numbers that make 100, like 80/10/10.",
        )
    return numbers


def split(
    heads: Sequence[DocumentHead],
    identities: Mapping[str, tuple[str, str]],
    shares: Sequence[int],
    seed: int,
) -> dict[str, list[DocumentHead]]:
    """Return the documents of each part, in their order; shares hold to the nearest document.

    `identities` is document id → (key, text hash). Keys and the seed alone decide, and
    documents of the same text are kept together, so that none is tested on what it learnt.
    """
    same: dict[str, list[str]] = {}
    for head in heads:
        same.setdefault(identities[head.id][1], []).append(head.id)

    def chance(ids: Sequence[str]) -> tuple[bytes, str]:
        key = min(identities[id][0] for id in ids)
        return sha256(f"{seed}\n{key}".encode()).digest(), key

    bounds = [round(len(heads) * sum(shares[: n + 1]) / 100) for n in range(len(PARTS))]
    part_of: dict[str, str] = {}
    for ids in sorted(same.values(), key=chance):
        place = len(part_of)
        part = next(name for name, bound in zip(PARTS, bounds, strict=True) if place < bound)
        part_of.update(dict.fromkeys(ids, part))
    return {part: [head for head in heads if part_of[head.id] == part] for part in PARTS}
