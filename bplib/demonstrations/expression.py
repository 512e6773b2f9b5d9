"""A computation graph: every number that an expression computes on its way, and the gradient of its result by each.

Nodes stand in the order in which they are computed, inputs before what uses them. Forward, each takes its value from
its inputs; backward, from the result on, each gets from every place of its use the gradient there times the local
slope, and adds them up: reverse accumulation, as in Griewank & Walther, Evaluating Derivatives (2008), chapter 3. How
a graph is read from text is in `reading.py`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .operations import Operation

__all__ = ["Graph", "Node", "Use", "written"]

LAST_NUMBER = re.compile(r"(?<=\D)_?(\d+)$")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RAISED = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Node:
    """One number of the graph: a variable, a constant (without a name) or the result of an operation.

    `inputs` are the indices of the nodes from which it is made, `slopes` its local slopes along each of them: how much
    its value changes with that input while its other inputs stay.
    """

    index: int
    name: str
    value: float
    operation: Operation | None = None
    inputs: tuple[int, ...] = ()
    slopes: tuple[float, ...] = ()

    @property
    def label(self) -> str:
        """The name as it is shown: a number at its end is lowered, as in w₁."""
        return LAST_NUMBER.sub(lambda number: number[1].translate(LOWERED), self.name)

    @property
    def is_constant(self) -> bool:
        """Whether it is a number in the text, such as the 2 of 2·x: it has no name and needs no gradient."""
        return not self.name


@dataclass(frozen=True)
class Use:
    """One place where a node is used: as input number `place` of the node `by`, with this local slope."""

    node: int
    by: int
    place: int
    slope: float


class Graph(Sequence):
    """The nodes of an expression, in the order in which they are computed; the last is the result.

    `values` are by name, `gradients` too: `graph.gradients["a"]` is the slope of the result along a.
    """

    def __init__(self, nodes: Sequence[Node], text: str):
        self.nodes, self.text = tuple(nodes), text
        self._by_name = {node.name: node for node in self.nodes if node.name}

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, index):
        return self.nodes[index]

    @property
    def result(self) -> Node:
        """The node at the end."""
        return self.nodes[-1]

    @property
    def named(self) -> list[Node]:
        """Every node but the constants."""
        return [node for node in self.nodes if node.name]

    @property
    def values(self) -> dict[str, float]:
        """The value of each named node."""
        return {node.name: node.value for node in self.named}

    @cached_property
    def gradients(self) -> dict[str, float]:
        """The gradient of the result with respect to each named node."""
        return {node.name: self.by_index[node.index] for node in self.named}

    @cached_property
    def by_index(self) -> tuple[float, ...]:
        """The gradient of the result with respect to each node: 1 at the result, then back, each after all its uses."""
        gradients = [0.0] * len(self.nodes)
        gradients[-1] = 1.0
        for node in reversed(self.nodes):
            for i, slope in zip(node.inputs, node.slopes, strict=True):
                if not self.nodes[i].is_constant:
                    gradients[i] += gradients[node.index] * slope
        return tuple(gradients)

    @cached_property
    def _uses(self) -> dict[int, list[Use]]:
        uses = {node.index: [] for node in self.nodes}
        for node in self.nodes:
            for place, (i, slope) in enumerate(zip(node.inputs, node.slopes, strict=True)):
                uses[i].append(Use(i, node.index, place, slope))
        return uses

    def node(self, name: str) -> Node:
        """The node of this name."""
        if name not in self._by_name:
            raise ValueError(f"There is no node {name!r} in {self.text}. There are: {', '.join(self._by_name)}.")
        return self._by_name[name]

    def uses(self, name: str) -> list[Use]:
        """Every place where the node is used, in the order of computing; none for the result."""
        return self._uses[self.node(name).index]

    def parts(self, name: str, gradients: Sequence[float] | None = None) -> list[float]:
        """What each use of the node adds to its gradient: the gradient there times the local slope."""
        gradients = self.by_index if gradients is None else gradients
        return [gradients[use.by] * use.slope for use in self.uses(name)]

    def paths(self, name: str) -> Iterator[tuple[Use, ...]]:
        """Every way from the node to the result, as the uses along it; an empty way for the result itself.

        The product of the slopes along a path is its share; the shares of all paths add up to the gradient.
        """
        start = self.node(name).index
        if start == self.result.index:
            yield ()
        for use in self._uses[start]:
            for rest in self.paths(self.nodes[use.by].name):
                yield (use, *rest)

    def share(self, path: Sequence[Use]) -> float:
        """The product of the local slopes along a path."""
        return math.prod(use.slope for use in path)

    def formula(self, node: Node, numbers: bool = False) -> str:
        """How the node is computed: a·b, or with numbers for the names: 2·3."""
        inputs = [self.nodes[i] for i in node.inputs]
        if node.operation is None:
            return written(node.value) if node.is_constant or numbers else node.label
        texts = [written(one.value) if one.is_constant or numbers else one.label for one in inputs]
        if node.operation.name == "power":
            return power(*texts)
        encloses = node.operation.pattern.endswith(")")  # a function has its parentheses already
        first = node.operation.pattern.startswith("{")  # there a minus needs none
        texts = [
            f"({text})" if text.startswith("−") and not encloses and (k or not first) else text
            for k, text in enumerate(texts)
        ]
        return node.operation.pattern.format(*texts)


def written(value: float) -> str:
    """A number in a formula, with up to four digits and a real minus sign."""
    return f"{value:.4g}".replace("-", "−").replace("e+", "e")


def power(base: str, exponent: str) -> str:
    """The base with a raised exponent, where that is a whole number; else with ^."""
    base = f"({base})" if base.startswith("−") else base
    is_whole = exponent.lstrip("−").isdigit()
    return (
        base + exponent.translate(RAISED)
        if is_whole
        else f"{base}^{exponent}"
        if exponent.isalpha()
        else f"{base}^({exponent})"
    )
