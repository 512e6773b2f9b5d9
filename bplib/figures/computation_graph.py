"""The picture of a computation graph: a box for each number, its value above, the gradient of the result below.

It reads from left to right, as values are computed; gradients come back from right to left, and those that are not
known yet read ?. A `ComputationGraph` draws one graph as often as asked; where everything stands is in
`graph_layout.py`.
"""

from collections.abc import Collection, Iterator, Set

from ..demonstrations.expression import Graph, Node
from ..demonstrations.reading import read_graph
from .canvas import Canvas, text_box
from .graph_layout import lay_out
from .marks import Box, Diagram, Key, Line, Mark, Text
from .numerals import short
from .palette import LIGHT, Theme
from .picture import ALT_LENGTH, Caption, Picture

__all__ = ["ComputationGraph", "computation_graph"]

MOST_NODES, MAX_WIDTH, MAX_HEIGHT = 16, 660, 330  # what a page has room for
BOX, TEXT, GAP = 26, 16, 10  # heights: of a box, of the number above or below it, between two of them
PADDING, NARROWEST, MARGIN, KEY = 10, 36, 10, 22
FAN, LEVEL, SLOPE = 20, 9, 6  # widths: where lines go up and down, of their level ends, around a slope written there
PORT = 7  # of two lines that arrive, how far from the middle
TIP, OFF = 4, 10.5  # the size of an arrow; from a line to the middle of its slope


def computation_graph(
    expression: str | Graph, *, theme: Theme = LIGHT, known: Collection[str] | None = None,
    highlight: Collection[str] = (), slopes: bool = False, **values: float,
) -> Picture:  # fmt: skip
    """A still of a graph, or of an expression with the values of its variables: `computation_graph("a*b", a=2, b=3)`.

    `known` names the nodes whose gradients are shown (None: all), `highlight` nodes to be marked with the lines between
    them; with `slopes` each line has its local slope.
    """
    graph = expression if isinstance(expression, Graph) else read_graph(expression, **values)
    return ComputationGraph(graph, theme, slopes).picture(known, highlight)


class ComputationGraph:
    """Draws one graph as often as asked. Raises ValueError where there is no room for it."""

    def __init__(self, graph: Graph, theme: Theme = LIGHT, slopes: bool = False):
        if len(graph.named) > MOST_NODES:
            raise ValueError(
                f"The expression has {len(graph.named)} nodes, and a picture has room for {MOST_NODES}. Shorten it."
            )
        self.graph, self.theme, self.slopes = graph, theme, slopes
        self._place()
        self._solid = self._solid_marks()
        self._fixed = (*self._solid.values(), *self._texts())
        self._canvas = None

    def picture(
        self, known: Collection[str] | None = None, highlight: Collection[str] = (), caption: Caption | None = None
    ) -> Picture:
        """The picture of `describe(known, highlight)`."""
        if self._canvas is None:
            self._canvas = Canvas(self.width, self.height, self.theme)
        return self._canvas.picture(self.describe(known, highlight), caption)

    def describe(self, known: Collection[str] | None = None, highlight: Collection[str] = ()) -> Diagram:
        """The picture as plain data; the result's gradient, 1, is always known."""
        for name in (*(known or ()), *highlight):
            self.graph.node(name)
        shown = {n.name for n in self.graph.named} if known is None else {*known, self.graph.result.name}
        marks = {key: mark for key, mark in self._solid_marks(set(highlight)).items() if _is_framed(key, mark)}
        marks |= {("name", name): self._solid["name", name] for name in highlight}
        for node in self.graph.named:
            (x, y), is_known = self.centers[node.index], node.name in shown
            gradient = short(self.graph.gradients[node.name]) if is_known else "?"
            role = "gradient" if is_known else "muted"
            place = x, y - (BOX + TEXT) / 2 - 1
            marks["gradient", node.name] = Text(*place, gradient, role, bold=is_known, known=is_known)
        return Diagram(self.width, self.height, self._fixed, marks, self._alt(shown))

    def _solid_marks(self, highlight: Set[str] = frozenset()) -> dict[Key, Mark]:
        """Lines, boxes and names: what stays, unless it is marked."""
        marks: dict[Key, Mark] = {}
        for line, points in self._lines():
            framed = {self.graph[line[0]].name, self.graph[line[1]].name} <= highlight
            marks["line", *line] = Line(points, "muted", 1.4, framed=framed)
            (x, y), size = points[-1], TIP
            marks["tip", *line] = Line(((x - size, y + size), (x, y), (x - size, y - size)), "muted", 1.4)
        for node in self.graph.named:
            (x, y), role = self.centers[node.index], self._role(node)
            framed = node.name in highlight
            marks["box", node.name] = Box(x, y, self.widths[node.index], BOX, role, 1.4, framed=framed)
            marks["name", node.name] = Text(x, y, self._name(node), role)
        return marks

    def _place(self) -> None:
        """Centers and widths of the boxes, by the index of their nodes."""
        named = self.graph.named
        number = {node.index: k for k, node in enumerate(named)}
        inputs = [[number[i] for i in node.inputs if i in number] for node in named]
        self._layout, self._number = lay_out(inputs, BOX + 2 * TEXT + GAP), number
        self.height = self._layout.height + 2 * MARGIN + KEY - GAP
        self.widths = {node.index: self._width(node) for node in named}
        x, self.left, self.right, self.box_left = MARGIN, [], [], []
        for c in range(max(self._layout.columns) + 1):
            nodes = [node for node in named if self._layout.columns[number[node.index]] == c]
            width = max(self.widths[node.index] for node in nodes)
            self.left.append(x)
            self.box_left.append(x + (self._level(nodes) if c else 0))
            self.right.append(self.box_left[-1] + width)
            x = self.right[-1] + FAN
        self.width = max(x - FAN + MARGIN, _width_of(self._key()) + 2 * MARGIN)
        self.centers = {node.index: self._center(node) for node in named}
        if self.width > MAX_WIDTH or self.height > MAX_HEIGHT:
            raise ValueError(
                f"The graph of this expression is too {'wide' if self.width > MAX_WIDTH else 'high'} for a picture."
                " Take fewer steps, or shorter names."
            )

    def _center(self, node: Node) -> tuple[float, float]:
        k = self._number[node.index]
        c = self._layout.columns[k]
        return (self.box_left[c] + self.right[c]) / 2, self._y(self._layout.heights[k])

    def _level(self, nodes: list[Node]) -> float:
        """The width of the level ends of lines before a column, on which slopes are written."""
        if not self.slopes:
            return LEVEL
        return max(_width_of(text) for node in nodes for text in self._slope_texts(node)) + SLOPE + TIP

    def _slope_texts(self, node: Node) -> list[str]:
        return [short(s) for i, s in zip(node.inputs, node.slopes, strict=True) if i in self._number] or [""]

    def _width(self, node: Node) -> float:
        texts = self._name(node), short(node.value), short(self.graph.gradients[node.name])
        return max(NARROWEST, PADDING + max(_width_of(text, bold=k > 1) for k, text in enumerate(texts)))

    def _name(self, node: Node) -> str:
        return f"{node.label} = {self.graph.formula(node)}" if node.operation else node.label

    def _role(self, node: Node) -> str:
        return "loss" if node.index == self.graph.result.index else "activation" if node.operation else "input"

    def _lines(self) -> Iterator[tuple[tuple[int, int, int], tuple]]:
        """Of each line the indices of its nodes and the place at which it arrives, and its points."""
        for node in self.graph.named:
            c = self._layout.columns[self._number[node.index]]
            for k, (place, i, heights) in enumerate(self._arriving(node)):
                y = self.centers[node.index][1] + (PORT * (1 - 2 * k) if len(self._arriving(node)) > 1 else 0)
                end = self.centers[node.index][0] - self.widths[node.index] / 2 - 1
                start = self.centers[i][0] + self.widths[i] / 2 + 1, self.centers[i][1]
                column = self.right[self._layout.columns[self._number[i]]], start[1]
                between = [(x, h) for at, h in heights for x in (self.left[at], self.right[at])]
                yield (i, node.index, place), (start, column, *between, (self.left[c], y), (end, y))

    def _arriving(self, node: Node) -> list[tuple[int, int, list[tuple[int, float]]]]:
        """Of each line to the node its place among the inputs, where it begins, and the heights at which it passes
        columns; the line that comes from above arrives above the other."""
        used = [(place, i) for place, i in enumerate(node.inputs) if i in self._number]
        lines = []
        for k, (place, i) in enumerate(used):
            passing = self._layout.lines[self._number[i], self._number[node.index], k]
            lines.append((place, i, [(at, self._y(height)) for at, height in passing]))
        return sorted(lines, key=lambda line: -(line[2][-1][1] if line[2] else self.centers[line[1]][1]))

    def _y(self, height: float) -> float:
        """A height of the layout in the picture."""
        return self.height - MARGIN + GAP / 2 + height

    def _texts(self) -> Iterator[Mark]:
        """Values, slopes, and what the numbers mean."""
        for node in self.graph.named:
            x, y = self.centers[node.index]
            yield Text(x, y + (BOX + TEXT) / 2 + 1, short(node.value), self._role(node))
        if self.slopes:
            for (_, index, place), points in self._lines():
                above = len(self._slope_texts(self.graph[index])) == 1 or points[-1][1] > self.centers[index][1]
                x, y = (points[-2][0] + points[-1][0] - TIP) / 2, points[-1][1] + (OFF if above else -OFF)
                yield Text(x, y, short(self.graph[index].slopes[place]), "muted")
        yield Text(MARGIN, MARGIN + 4, self._key(), "muted", "l")

    def _key(self) -> str:
        text = f"above: value · below: gradient of {self.graph.result.label}"
        return text + (" · at the lines: local slope" if self.slopes else "")

    def _alt(self, shown: Collection[str]) -> str:
        """Kind, what is computed, and the known gradients from the result on."""
        result = self.graph.result
        text = f"Computation graph from left to right, {len(self.graph.named)} boxes"
        steps = "; ".join(self._name(node) for node in self.graph.named if node.operation)
        text += f": {steps}." if len(steps) < 120 else f", the last {self._name(result)}."
        text += f" {result.label} = {short(result.value)}. Gradients below the boxes:"
        missing = len(self.graph.named) - len(shown)
        sentences = [f" ∂{result.label}/∂{node.label} = {short(self.graph.gradients[node.name])}" + ","
                     for node in reversed(self.graph.named) if node.name in shown]  # fmt: skip
        end = f" {missing} still unknown." if missing else " none is missing."
        for sentence in sentences:
            if len(text) + len(sentence) + len(end) < ALT_LENGTH.stop:
                text += sentence
        return text + end


def _is_framed(key: Key, mark: Mark) -> bool:
    return key[0] != "tip" and mark.framed


def _width_of(text: str, bold: bool = False) -> float:
    left, _, right, _ = text_box(Text(0, 0, text, align="l", bold=bold))
    return right - left
