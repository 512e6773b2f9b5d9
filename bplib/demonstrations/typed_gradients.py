"""Judges the gradients that somebody types for the nodes of a computation graph, and guesses what went wrong.

A hint is given only where the wrong number is what a known slip gives: one branch of several, the local slope alone,
a wrong slope of the operation, another node's number. `slips.py` has them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .expression import Graph, written
from .reading import read_value
from .slips import slips
from .typed_numbers import read_number

__all__ = ["Attempt", "Judgement"]

TOLERANCE = 0.01  # of the largest of the numbers that are added up
AT_ZERO = 0.005  # where all of them are 0
RULE = "An entry counts as right when it is at most 1 % off; where several branches are added, 1 % of the largest."


@dataclass(frozen=True)
class Judgement:
    """What is said about the number typed for a node, and whether it is right."""

    right: bool
    text: str


class Attempt:
    """What somebody has typed for the nodes of a graph; `entries` are texts by name, `latest` is the last one judged.

    Asked for are all named nodes but the result, whose gradient is 1; `names` has them from the result backward.
    """

    def __init__(self, graph: Graph):
        self.graph = graph
        self.names = [node.name for node in reversed(graph.named) if node.index != graph.result.index]
        self.entries: dict[str, str] = {}
        self._judged: dict[str, Judgement] = {}
        self.latest = ""

    def take(self, entries: Mapping[str, str]) -> bool:
        """Take over what is typed now; what differs from before is the latest. Says whether anything does."""
        entries = {name: text.strip() for name, text in entries.items() if name in self.names and text.strip()}
        changed = [name for name in self.names if entries.get(name) != self.entries.get(name)]
        self.entries = entries
        if changed:
            self._judged = {name: self._judge(name) for name in entries}
            self.latest = changed[-1] if changed[-1] in entries else ""
        return bool(changed)

    @property
    def right(self) -> set[str]:
        """The nodes whose gradient is found."""
        return {name for name, judged in self._judged.items() if judged.right}

    @property
    def is_complete(self) -> bool:
        """Whether all gradients are found."""
        return len(self.right) == len(self.names)

    def judge(self, name: str) -> Judgement:
        """What is said about the entry of this node."""
        return self._judged[name]

    def _judge(self, name: str) -> Judgement:
        text = self.entries[name]
        number = read_number(text)
        number = read_value(text) if number is None else number
        if number is None:
            return Judgement(False, f"“{text[:20]}” is not a number. Write it like 0.25, −0.25, 1/4 or 2*8 + 1.")
        right, allowed = self.graph.gradients[name], self.allowed(name)
        if abs(number - right) <= allowed:
            return Judgement(True, f"Right. {self.calculation(name)}.")
        for slip in slips(self.graph, name, self._wrong_numbers(name)):
            close = abs(number - slip.value) <= max(TOLERANCE * abs(slip.value), 1e-9)
            if close and abs(slip.value - right) > 2 * allowed:
                return Judgement(False, f"Not yet. {slip.hint}")
        if abs(number - right) <= 5 * allowed:
            return Judgement(False, "Not yet, but it is close: keep more digits on the way.")
        return Judgement(False, f"Not yet. {self._advice(name)}")

    def allowed(self, name: str) -> float:
        """How far off an entry may be."""
        largest = max((abs(part) for part in self.graph.parts(name)), default=1.0)
        return TOLERANCE * largest or AT_ZERO

    def calculation(self, name: str) -> str:
        """How the gradient comes about, in numbers: 16·3 + 1·1 = 49, through d and through L."""
        graph = self.graph
        texts = [f"{written(graph.by_index[use.by])}·{_factor(use.slope)}" for use in graph.uses(name)]
        users = [graph[use.by].label for use in graph.uses(name)]
        through = " and ".join(f"through {user}" for user in users)
        return f"{' + '.join(texts)} = {written(graph.gradients[name])}, {through}"

    def _wrong_numbers(self, name: str) -> dict[int, float]:
        """Of the nodes that use this one, the numbers that were typed and are not right, by index."""
        users = {self.graph[use.by].name for use in self.graph.uses(name)}
        typed = {user: read_number(self.entries[user]) for user in users if user in self.entries}
        return {
            self.graph.node(user).index: number
            for user, number in typed.items()
            if number is not None and abs(number - self.graph.gradients[user]) > self.allowed(user)
        }

    def _advice(self, name: str) -> str:
        users = list(dict.fromkeys(self.graph[use.by].label for use in self.graph.uses(name)))
        label = self.graph.node(name).label
        if len(self.graph.uses(name)) == 1:
            return (
                f"{label} is used in {users[0]}: take the gradient of {users[0]}, times its local slope along {label}."
            )
        return (
            f"{label} is used in several places ({', '.join(users)}): for each, gradient there times local slope; add."
        )


def _factor(slope: float) -> str:
    text = written(slope)
    return f"({text})" if text.startswith("−") else text
