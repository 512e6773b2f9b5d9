"""Where the boxes of a computation graph stand: in columns from left to right, each behind all of its inputs.

The steps are those of Sugiyama, Tagawa & Toda (1981): columns by the longest way, a place in between for every line
that passes a column, an order in each column that lets few lines cross, and heights near those of the neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Layout", "lay_out"]

N_SWEEPS = 12  # from left to right and back
PASSING = 20.0  # the height that a passing line needs


@dataclass(frozen=True)
class Layout:
    """The column and the height of every box, and of every line the heights at which it passes columns in between.

    Heights are those of centers, from 0 downward to −height. `lines[source, target, place]` has (column, height) of
    each column between the two.
    """

    columns: tuple[int, ...]
    heights: tuple[float, ...]
    lines: Mapping[tuple[int, int, int], tuple[tuple[int, float], ...]]
    height: float


def lay_out(inputs: Sequence[Sequence[int]], height: float) -> Layout:
    """Places for nodes, of which number k is made from those in `inputs[k]`; a box with its texts needs `height`.

    Nodes stand in the order of computing: inputs come before what is made of them.
    """
    columns = _columns(inputs)
    slots, chains = _slots(inputs, columns)
    order = _ordered(slots, chains)
    ys = _heights(order, chains, lambda slot: height if isinstance(slot, int) else PASSING)
    top = max(y + (height if isinstance(s, int) else PASSING) / 2 for s, y in ys.items())
    bottom = min(y - (height if isinstance(s, int) else PASSING) / 2 for s, y in ys.items())
    lines = {
        line: tuple((slot[1], ys[slot] - top) for slot in chain[1:-1]) for line, chain in chains.items()
    }  # fmt: skip
    return Layout(tuple(columns), tuple(ys[k] - top for k in range(len(inputs))), lines, top - bottom)


def _columns(inputs: Sequence[Sequence[int]]) -> list[int]:
    """Behind all inputs; what has no inputs stands just before its first use."""
    columns = []
    for sources in inputs:
        columns.append(max((columns[i] + 1 for i in sources), default=0))
    for k, sources in enumerate(inputs):
        users = [columns[n] for n, used in enumerate(inputs) if k in used]
        if not sources and users:
            columns[k] = min(users) - 1
    return columns


Slot = int | tuple  # a node, or (line, column) where a line passes


def _slots(inputs, columns) -> tuple[list[list[Slot]], dict[tuple[int, int, int], list[Slot]]]:
    """The slots of every column, and of every line the slots that it goes through, its ends included."""
    slots: list[list[Slot]] = [[] for _ in range(max(columns) + 1)]
    for k, column in enumerate(columns):
        slots[column].append(k)
    chains = {}
    for k, sources in enumerate(inputs):
        for place, i in enumerate(sources):
            line = (i, k, place)
            between = [(line, column) for column in range(columns[i] + 1, columns[k])]
            for slot in between:
                slots[slot[1]].append(slot)
            chains[line] = [i, *between, k]
    return slots, chains


def _neighbours(chains) -> tuple[dict[Slot, list[tuple[Slot, float]]], dict[Slot, list[tuple[Slot, float]]]]:
    """Of each slot those to the left and to the right, with a shift for the place at which a line arrives."""
    left, right = {}, {}
    for (_, k, place), chain in chains.items():
        for one, other in pairwise(chain):
            shift = 0.25 * place if other == k else 0.0  # first inputs come from above
            left.setdefault(other, []).append((one, -shift))
            right.setdefault(one, []).append((other, shift))
    return left, right


def _ordered(slots: list[list[Slot]], chains) -> list[list[Slot]]:
    """The slots of each column from top to bottom: the order with the fewest crossings that sweeping finds."""
    left, right = _neighbours(chains)
    best, order = None, [list(column) for column in slots]
    for sweep in range(N_SWEEPS):
        forward = sweep % 2 == 0
        toward = left if forward else right
        for c in range(len(order)) if forward else reversed(range(len(order))):
            place = {slot: k for column in order for k, slot in enumerate(column)}

            def wanted(slot, place=place, toward=toward):
                around = toward.get(slot, [])
                return sum(place[other] + shift for other, shift in around) / len(around) if around else place[slot]

            order[c] = sorted(order[c], key=wanted)
        n = _n_crossings(order, chains)
        if best is None or n < best[0]:
            best = n, [list(column) for column in order]
    return best[1]


def _n_crossings(order: list[list[Slot]], chains) -> int:
    place = {slot: k for column in order for k, slot in enumerate(column)}
    column_of = {slot: c for c, column in enumerate(order) for slot in column}
    pieces = {}
    for (_, k, at), chain in chains.items():
        for one, other in pairwise(chain):
            end = place[other] + (0.25 * at if other == k else 0)
            pieces.setdefault(column_of[one], []).append((place[one], end))
    n = 0
    for ends in pieces.values():
        for i, (a, b) in enumerate(ends):
            n += sum((a - c) * (b - d) < 0 for c, d in ends[:i])
    return n


def _heights(order, chains, need) -> dict[Slot, float]:
    """Heights near the mean of the neighbours', with the room that each needs; the top is up."""
    left, right = _neighbours(chains)
    ys = {}
    for column in order:
        ys |= dict(zip(column, _apart([0.0] * len(column), [need(slot) for slot in column]), strict=True))
    for sweep in range(N_SWEEPS):
        toward = (left, right)[sweep % 2]
        for column in order if sweep % 2 == 0 else reversed(order):
            wanted = []
            for slot in column:
                around = [other for other, _ in toward.get(slot, [])] or [slot]
                wanted.append(sum(ys[other] for other in around) / len(around))
            ys |= dict(zip(column, _apart(wanted, [need(slot) for slot in column]), strict=True))
    return ys


def _apart(wanted: list[float], needs: list[float]) -> list[float]:
    """The heights nearest to those wanted (least squares) that go down by at least what two neighbours need.

    With what is needed taken off, the heights only have to fall: pooled neighbours take their mean.
    """
    offsets = [0.0]
    for one, other in pairwise(needs):
        offsets.append(offsets[-1] + (one + other) / 2)
    pools = []
    for height, offset in zip(wanted, offsets, strict=True):
        pools.append([height + offset, 1])
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            mean, count = pools.pop()
            pools[-1] = [(pools[-1][0] * pools[-1][1] + mean * count) / (pools[-1][1] + count), pools[-1][1] + count]
    flat = [mean for mean, count in pools for _ in range(count)]
    return [height - offset for height, offset in zip(flat, offsets, strict=True)]
