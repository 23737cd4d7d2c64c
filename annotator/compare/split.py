"""Splits: where one person took as one span what another took as several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.compare.linking import Edge, Piece
from annotator.compare.unit import length, shared

#: The share of a span that must lie in another's for it to be a piece of it.
_LEAST = 0.5


def splits(
    pieces: Sequence[Piece], edges: Iterable[Edge], groups: Mapping[int, Sequence[int]]
) -> dict[int, int]:
    """Return group → group for those whose spans are pieces of what another took as one.

    Groups are given by their first span. Every span of such a group lies at least half in a
    span of the other group, of the same label, of which its owner has another piece there.
    """
    group_of = {number: first for first, group in groups.items() for number in group}
    members = {
        first: {pieces[number].person: number for number in group}
        for first, group in groups.items()
    }
    wholes: dict[int, set[int]] = {}
    apart = [each for each in edges if group_of[each[0]] != group_of[each[1]]]
    for one, other, common in apart + [(other, one, common) for one, other, common in apart]:
        partner = members[group_of[other]].get(pieces[one].person)
        if partner is not None and _is_piece(pieces[one], pieces[other], pieces[partner], common):
            wholes.setdefault(one, set()).add(group_of[other])
    split: dict[int, int] = {}
    for first in sorted({group_of[number] for number in wholes}):
        shared_by_all = set.intersection(*(wholes.get(n, set()) for n in groups[first]))
        if shared_by_all:
            split[first] = min(shared_by_all)
    # A group has more people than those that are pieces of it, so this ends.
    for part in split:
        while split[part] in split:
            split[part] = split[split[part]]
    return split


def _is_piece(piece: Piece, whole: Piece, beside: Piece, common: int) -> bool:
    """Return whether a span is part of another's, next to the one that was matched with it."""
    return (
        piece.label == whole.label
        and common >= _LEAST * length(piece.fragments)
        and beside.fragments != whole.fragments
        and shared(beside.fragments, whole.fragments) > 0
        and not shared(beside.fragments, piece.fragments)
    )
