"""What goes wrong when a gradient of a computation graph is found by hand: each slip with its number and its hint."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from .expression import Graph, Node, Use, written

__all__ = ["Slip", "slips"]

MOST_BRANCHES = 5  # of more only the single ones are tried


@dataclass(frozen=True)
class Slip:
    """A wrong gradient, and what was likely done."""

    value: float
    hint: str


def slips(graph: Graph, name: str, wrong: Mapping[int, float]) -> Iterator[Slip]:
    """The slips for one node, the most telling first; `wrong` are wrong gradients of its users, by their index."""
    node, uses = graph.node(name), graph.uses(name)
    yield from _branches(graph, node, uses)
    yield from _carried_on(graph, node, uses, wrong)
    yield from _factor_left_out(graph, node, uses)
    yield from _wrong_slopes(graph, node, uses)
    yield Slip(-graph.gradients[name], "The size is right; look at the sign.")
    if len(uses) > 1:
        yield Slip(math.prod(graph.parts(name)), "What comes from several places is added up, not multiplied.")
    yield from _wrongly_combined(graph, node, uses)
    yield from _other_numbers(graph, node)


def _branches(graph: Graph, node: Node, uses: list[Use]) -> Iterator[Slip]:
    """Some of the places where it is used, but not all."""
    if len(uses) < 2:
        return
    parts = graph.parts(node.name)
    sizes = range(len(uses) - 1, 0, -1) if len(uses) <= MOST_BRANCHES else (1,)
    for size in sizes:
        for chosen in combinations(range(len(uses)), size):
            there = _and(graph[uses[k].by].label for k in chosen)
            left_out = _and(graph[uses[k].by].label for k in range(len(uses)) if k not in chosen)
            hint = f"That is what comes back from {there}. {node.label} is used in {left_out}, too: add up both."
            if there == left_out:
                hint = f"{node.label} is used twice in {there}: add up what comes back from both places."
            yield Slip(sum(parts[k] for k in chosen), hint)


def _carried_on(graph: Graph, node: Node, uses: list[Use], wrong: Mapping[int, float]) -> Iterator[Slip]:
    """The right step with a wrong number from before."""
    if not wrong:
        return
    gradients = [wrong.get(i, gradient) for i, gradient in enumerate(graph.by_index)]
    which = _and(graph[i].label for i in wrong)
    yield Slip(
        sum(graph.parts(node.name, gradients)),
        f"This step is right, but it uses your number for the gradient of {which}, which is not right yet.",
    )


def _factor_left_out(graph: Graph, node: Node, uses: list[Use]) -> Iterator[Slip]:
    """The local slope alone, or the gradient that arrives alone; at one place, or at all of them."""
    for chosen in [uses, *([use] for use in uses if len(uses) > 1)]:
        users = _and(graph[use.by].label for use in chosen)
        of = "the local slope" if len(chosen) == 1 else "the local slopes"
        yield Slip(
            sum(use.slope for use in chosen),
            f"That is {of} of {users} along {node.label}. Multiply by the gradient that arrives at {users}.",
        )
        yield Slip(
            sum(graph.by_index[use.by] for use in chosen),
            f"That is the gradient of {users}. Multiply it by the local slope of {users} along {node.label}.",
        )


def _wrong_slopes(graph: Graph, node: Node, uses: list[Use]) -> Iterator[Slip]:
    """A wrong local slope at one place; where there are several, also without the others."""
    parts = graph.parts(node.name)
    for k, use in enumerate(uses):
        user, arrives = graph[use.by], graph.by_index[use.by]
        numbers = [graph[i].value for i in user.inputs]
        for slope, hint in user.operation.slips(user.value, *numbers)[use.place]:
            told = f"Look at the local slope of {user.label} = {graph.formula(user)}. {hint}"
            yield Slip(sum(parts) - parts[k] + arrives * slope, told)
            if len(uses) > 1:
                yield Slip(arrives * slope, f"{told} And {node.label} is used in other places, too.")
            elif arrives != 1:
                yield Slip(slope, f"{told} And multiply by the gradient that arrives at {user.label}.")


def _wrongly_combined(graph: Graph, node: Node, uses: list[Use]) -> Iterator[Slip]:
    """Added or divided along a path, where one multiplies."""
    arriving = [graph.by_index[use.by] for use in uses]
    slopes = [use.slope for use in uses]
    added = sum(arriving) + sum(slopes)
    yield Slip(added, "You have added the local slope. Along a path, slopes are multiplied.")
    if all(slopes):
        divided = sum(gradient / slope for gradient, slope in zip(arriving, slopes, strict=True))
        yield Slip(divided, "You have divided by the local slope. Along a path, slopes are multiplied.")


def _other_numbers(graph: Graph, node: Node) -> Iterator[Slip]:
    """The value of the node, or a number of another one."""
    result = graph.result.label
    yield Slip(
        node.value,
        f"That is the value of {node.label}. Its gradient says how much {result} changes when it grows by a bit.",
    )
    for other in graph.named:
        if other.index != node.index and other.index != graph.result.index:
            yield Slip(graph.by_index[other.index], f"That is the gradient of {other.label}.")
    for other in graph.named:
        if other.index != node.index:
            yield Slip(other.value, f"That is the value of {other.label}: {written(other.value)}.")


def _and(labels) -> str:
    """The labels, each once, with commas and an and."""
    *first, last = dict.fromkeys(labels)
    return f"{', '.join(first)} and {last}" if first else last
