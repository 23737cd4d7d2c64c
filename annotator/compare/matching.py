"""Matching one to one: as many pairs as possible, or the pairs of most weight.

Both are exact. What they return depends on the order of what they get, so callers sort first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.compare.unit import Unit, shared

_FAR = 1 << 200


def overlapping(one: Sequence[Unit], other: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield (i, j) of every two units that share a code point, or are the same empty place.

    Both lists are in text order. The cost is that of the sort that made them, and of the pairs.
    """
    places = [(each.fragments[0][0], 0, i) for i, each in enumerate(one)]
    places += [(each.fragments[0][0], 1, j) for j, each in enumerate(other)]
    places.sort()
    sides = (one, other)
    # Of each side, those that have begun and not ended.
    active: tuple[list[int], list[int]] = ([], [])
    for start, side, number in places:
        opposite = 1 - side
        fragments = sides[side][number].fragments
        still = [k for k in active[opposite] if sides[opposite][k].fragments[-1][1] >= start]
        active[opposite][:] = still
        for k in still:
            theirs = sides[opposite][k].fragments
            if shared(fragments, theirs) or fragments == theirs:
                yield (number, k) if side == 0 else (k, number)
        active[side].append(number)


def most_pairs(edges: Iterable[tuple[int, int]]) -> int:
    """Return how many pairs a maximum one-to-one matching of these edges has."""
    neighbours: dict[int, list[int]] = {}
    for left, right in edges:
        neighbours.setdefault(left, []).append(right)
    partner: dict[int, int] = {}
    waiting = []
    for left, rights in neighbours.items():
        free = next((right for right in rights if right not in partner), None)
        if free is None:
            waiting.append(left)
        else:
            partner[free] = left
    return len(neighbours) - sum(not _augment(left, neighbours, partner) for left in waiting)


def _augment(start: int, neighbours: Mapping[int, list[int]], partner: dict[int, int]) -> bool:
    """Find a way from an unmatched unit to a free one and turn it over."""
    came: dict[int, int] = {}
    matched = {left: right for right, left in partner.items()}
    waiting = [start]
    for left in waiting:
        for right in neighbours[left]:
            if right in came:
                continue
            came[right] = left
            if right in partner:
                waiting.append(partner[right])
                continue
            while True:
                left = came[right]
                before = matched.get(left)
                partner[right] = left
                if before is None:
                    return True
                right = before
    return False


def heaviest(
    left: Sequence[int], right: Sequence[int], weights: Mapping[tuple[int, int], int]
) -> list[tuple[int, int]]:
    """Return the one-to-one pairs whose weights sum to most; weights are whole and positive.

    `weights` is by (left, right); pairs that are not in it are never returned. This is the
    Hungarian method with potentials, cubic in the shorter side.
    """
    if len(left) > len(right):
        turned = {(j, i): weight for (i, j), weight in weights.items()}
        return [(i, j) for j, i in heaviest(right, left, turned)]
    rows, columns = len(left), len(right)
    # Counted from 1; column 0 stands for the row that is being placed.
    matched = [0] * (columns + 1)
    up, down = [0] * (rows + 1), [0] * (columns + 1)
    cost = [[-weights.get((i, j), 0) for j in right] for i in left]
    for row in range(1, rows + 1):
        matched[0] = row
        _place_row(cost, matched, up, down)
    pairs = [
        (left[matched[column] - 1], right[column - 1])
        for column in range(1, columns + 1)
        if matched[column]
    ]
    return sorted(pair for pair in pairs if pair in weights)


def _place_row(cost: list[list[int]], matched: list[int], up: list[int], down: list[int]) -> None:
    columns = len(down) - 1
    least, came, used = [_FAR] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    column = 0
    while matched[column]:
        used[column] = True
        row = matched[column]
        _come_nearer(column, cost[row - 1], up[row], down, least, came, used)
        following = min((j for j in range(1, columns + 1) if not used[j]), key=least.__getitem__)
        step = least[following]
        for j in range(columns + 1):
            if used[j]:
                up[matched[j]] += step
                down[j] -= step
            else:
                least[j] -= step
        column = following
    while column:
        matched[column] = matched[came[column]]
        column = came[column]


def _come_nearer(
    column: int,
    costs: list[int],
    up: int,
    down: list[int],
    least: list[int],
    came: list[int],
    used: list[bool],
) -> None:
    for j in range(1, len(down)):
        reduced = costs[j - 1] - up - down[j]
        if not used[j] and reduced < least[j]:
            least[j], came[j] = reduced, column
