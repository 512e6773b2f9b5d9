"""`type_the_gradient`: a computation graph whose gradients the learner finds and types, from the result backward.

The graph and the judging of what is typed are in `demonstrations/`, the picture in `figures/computation_graph.py`.
"""

import html
from collections.abc import Callable

from ..demonstrations import Attempt, Graph, read_graph
from ..demonstrations.typed_gradients import RULE
from ..figures.computation_graph import ComputationGraph
from ..figures.palette import Theme
from ..figures.picture import Caption, Picture
from .controls import Fields, Text
from .following import LiveFigure, names_taken

__all__ = ["type_the_gradient"]

BEGIN = "Begin at the right: the gradient of {} is 1. Go backward, and type the gradient of each node."
DONE = " That was the last one: all gradients are found."
HINT = "Change it if you like, then press Enter."
LONGEST = (  # for which room is kept
    "Not yet. Look at the local slope of v₁₂ = v₁₀². The exponent comes down as a factor: it is missing. And v₁₂ is "
    "used in other places, too."
)


def type_the_gradient(
    expression: str, *, task: str = "", reached: Callable | None = None, **values: float
) -> "GradientTyping":
    """A live figure in which the learner types the gradient of each node: `type_the_gradient("L = a*b + a", a=2, b=3)`.

    Each entry is judged at once; a right one appears in the graph, a wrong one is answered with a hint where the number
    tells what was done. The learner may also type an expression and values of their own. The task is reached when all
    gradients of the author's expression are right; `reached` may ask for `found`, which is then "all", else "some".
    """
    return GradientTyping(read_graph(expression, **values), task, reached)


class GradientTyping(LiveFigure):
    """What `type_the_gradient` returns."""

    def __init__(self, graph: Graph, task: str, reached: Callable | None):
        ComputationGraph(graph)  # where there is no room for the author's graph, the cell says so
        self._own, self._attempt, self._problem = graph.text, Attempt(graph), ""
        self._refused = ""  # a text that is no expression, while it stands in its field
        self._drawn: dict[Theme, ComputationGraph] = {}
        wanted = reached or (lambda found: found == "all")
        names_taken(wanted, ["found"], "reached")
        controls = Text("expression", graph.text, hint=HINT), Fields("gradients", self._fields())
        super().__init__(self._picture, controls, task, lambda expression: wanted(found=self._found()), room=_room())

    def _move_to(self, positions):
        super()._move_to(positions)
        text = self.values["expression"].strip()
        if text not in (self._attempt.graph.text, self._refused):
            self._take_expression(text)
        elif self._attempt.take(self.values["gradients"]) or text != self._refused:
            self._problem = ""
        if text == self._attempt.graph.text:
            self._refused = ""

    def _take_expression(self, text: str) -> None:
        """Begin with another graph; where the text is none, say so and keep everything."""
        try:
            graph = read_graph(text)
            drawn = ComputationGraph(graph)
        except ValueError as problem:
            self._refused, self._problem = text, str(problem)
            self._attempt.take(self.values["gradients"])
            return
        self._attempt, self._drawn, self._problem = Attempt(graph), {drawn.theme: drawn}, ""
        self._at, self.values["gradients"] = [text, {}], {}

    def _picture(self, theme: Theme) -> Picture:
        if theme not in self._drawn:
            self._drawn[theme] = ComputationGraph(self._attempt.graph, theme)
        return self._drawn[theme].picture(self._attempt.right, caption=self._caption())

    def _caption(self) -> Caption:
        """What is said about what was typed last, and how exact the numbers have to be."""
        attempt = self._attempt
        head, said = "", BEGIN.format(attempt.graph.result.label)
        if self._problem:
            head, said = "expression", self._problem
        elif attempt.latest:
            head, said = self._label(attempt.latest), attempt.judge(attempt.latest).text
        said += DONE if attempt.is_complete and not self._problem else ""
        return Caption((_paragraph(head, said),), _paragraph("", RULE), f"{head}: {said}" if head else said)

    def _states(self):
        return ["wrong" if self._refused else "", self._fields()]

    def _fields(self) -> list[list[str]]:
        """Of each field its name, its label, and what is to be said of the entry."""
        judged = {name: self._attempt.judge(name).right for name in self._attempt.entries}
        marks = {None: "", True: "right", False: "wrong"}
        return [[name, self._label(name), marks[judged.get(name)]] for name in self._attempt.names]

    def _label(self, name: str) -> str:
        graph = self._attempt.graph
        return f"∂{graph.result.label}/∂{graph.node(name).label}"

    def _found(self) -> str:
        is_own = self._attempt.graph.text == self._own
        return "all" if is_own and self._attempt.is_complete else "some"


def _paragraph(head: str, text: str) -> str:
    head = f"<strong>{html.escape(head)}</strong>&ensp;" if head else ""
    return f'<p style="margin: 0; line-height: 1.5">{head}{html.escape(text)}</p>'


def _room() -> list[list[str]]:
    return [[_paragraph("∂L/∂v₁₂", LONGEST)], [_paragraph("", RULE)]]
