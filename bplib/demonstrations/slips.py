"""What goes wrong when a gradient of a computation graph is found by hand: each slip with its number and its hint."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from .expression import Graph, Node, Use, written

__all__ = ["Slip", "slips"]

ASKED = "Its gradient says how much {} changes when it grows by a bit."
ADD_UP = "add up what comes from each."
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
    yield from _wrong_slopes(graph, node, uses)
    yield from _factor_left_out(graph, node, uses)
    yield Slip(-graph.gradients[name], "The size is right; look at the sign.")
    if len(uses) > 1:
        yield Slip(math.prod(graph.parts(name)), "What comes from several places is added up, not multiplied.")
    yield from _wrongly_combined(graph, node, uses)
    yield Slip(node.value, f"That is the value of {node.label}. {ASKED.format(graph.result.label)}")
    yield from _wrong_slopes_alone(graph, uses)
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
            hint = f"That is what comes back from {there}. {node.label} is used in {left_out}, too: {ADD_UP}"
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
    for use in uses:
        user = graph[use.by].label
        yield Slip(
            use.slope, f"That is the local slope of {user} along {node.label}. Multiply by the gradient of {user}."
        )
        yield Slip(
            graph.by_index[use.by],
            f"That is the gradient of {user}. Multiply it by the local slope of {user} along {node.label}.",
        )
    if len(uses) > 1:
        users = _and(graph[use.by].label for use in uses)
        each = "Multiply each by the other first, then add."
        yield Slip(
            sum(use.slope for use in uses), f"That is the sum of the local slopes, without the gradients. {each}"
        )
        arriving = sum(graph.by_index[use.by] for use in uses)
        yield Slip(arriving, f"That is the sum of the gradients of {users}, without the local slopes. {each}")


def _wrong_slopes(graph: Graph, node: Node, uses: list[Use]) -> Iterator[Slip]:
    """A wrong local slope at one place; where there are several, also without the others."""
    parts = graph.parts(node.name)
    for k, use in enumerate(uses):
        arrives = graph.by_index[use.by]
        for slope, hint in _slope_slips(graph, use):
            yield Slip(sum(parts) - parts[k] + arrives * slope, hint)
            if len(uses) > 1:
                yield Slip(arrives * slope, f"{hint} And {node.label} is used in other places, too.")


def _wrong_slopes_alone(graph: Graph, uses: list[Use]) -> Iterator[Slip]:
    """A wrong local slope, and nothing else."""
    for use in uses:
        for slope, hint in _slope_slips(graph, use):
            yield Slip(slope, f"{hint} And multiply by the gradient of {graph[use.by].label}.")


def _slope_slips(graph: Graph, use: Use) -> Iterator[tuple[float, str]]:
    """What people take for the local slope at this place, each with its hint."""
    user = graph[use.by]
    numbers = [graph[i].value for i in user.inputs]
    for slope, hint in user.operation.slips(user.value, *numbers)[use.place]:
        yield slope, f"Look at the local slope of {user.label} = {graph.formula(user)}. {hint}"


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
    """A number of another node."""
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
