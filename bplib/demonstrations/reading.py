"""Reads a computation graph from text, such as "a = 2; b = 3; q = a*b; L = (q + a)**2 + q".

The text is parsed with Python's own grammar and walked node by node; nothing in it is ever run. A name that is given a
value is a variable, a name for something computed is one node however often it is used, and what has no name gets one:
v1, v2, …. The last line is the result. Every error says what is wrong, where, and what to do.
"""

import ast
import math
import warnings

from .expression import Graph, Node
from .operations import FUNCTIONS, OPERATORS, Operation

__all__ = ["ExpressionError", "read_graph", "read_value"]

LONGEST, MOST_NODES = 500, 200  # characters and nodes
ALIKE = str.maketrans({
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/", "²": "**2", "³": "**3", "½": "0.5", "σ": "sigmoid",
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
})  # fmt: skip
OPERATOR_OF = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
OTHER_NAMES = {"ln": "log", "σ": "sigmoid"}
RESULTS = ("L", "f", "result")  # what a result without a name is called: the first that is free
KNOWN = "+ − * / ** and " + ", ".join(FUNCTIONS)


class ExpressionError(ValueError):
    """A text that is no expression, or one that has no value or no slope at the given numbers."""


def read_graph(expression: str, **values: float) -> Graph:
    """The computation graph of an expression; variables that it does not set itself are given by name.

    `read_graph("L = (a*b + a)**2", a=2, b=3)` and `read_graph("a = 2; b = 3; L = (a*b + a)**2")` are the same graph.
    Lines end with ; or a new line. There are + − * / ** and the functions exp, log, sigmoid, tanh, relu.
    Raises ExpressionError.
    """
    text = "; ".join([*(f"{name} = {value!r}" for name, value in values.items()), expression.strip()])
    return _Reader(text).graph()


class _Reader:
    """Reads one text; `names` has the index of the node of each name."""

    def __init__(self, text: str):
        self.shown = "; ".join(line.strip() for line in text.splitlines() if line.strip())
        self.text = self.shown.translate(ALIKE)
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}

    def graph(self) -> Graph:
        lines = self._lines()
        self.taken = {name.id for line in lines for name in ast.walk(line) if isinstance(name, ast.Name)}
        for line in lines:
            self._read_line(line, is_last=line is lines[-1])
        if not any(node.operation for node in self.nodes) or self.nodes[self.last].operation is None:
            raise ExpressionError("Nothing is computed. Write an expression behind the values, such as L = a*b + 1.")
        return self._checked(Graph(self._in_order(), self.shown))

    def _lines(self) -> list[ast.stmt]:
        if len(self.text) > LONGEST:
            raise ExpressionError(f"The text has {len(self.text)} characters, at most {LONGEST} are read. Shorten it.")
        text = ";".join(part.strip() for part in self.text.split(";") if part.strip())
        if not text:
            raise ExpressionError("There is no expression yet. Write one, such as a = 2; b = 3; L = a*b + 1.")
        self.text = text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of old ways to write numbers, such as 1if
                return ast.parse(text).body
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise ExpressionError(_grammar(text, error)) from None

    def _read_line(self, line: ast.stmt, is_last: bool) -> None:
        """One assignment; the last line may be an expression without a name."""
        if isinstance(line, ast.Expr) and is_last:
            name = "" if isinstance(line.value, ast.Name) else next(one for one in RESULTS if one not in self.taken)
        elif isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
        else:
            raise ExpressionError(f"“{self._part(line)}” is no line that can be read. Write name = expression.")
        if name in self.names:
            raise ExpressionError(f"{name} is set twice. Give the second one a name of its own.")
        if name in FUNCTIONS:
            raise ExpressionError(f"{name} is a function and cannot be a name. Take another name.")
        index = self._read(line.value, name)
        if name and self.nodes[index].name not in ("", name):
            raise ExpressionError(
                f"{name} is only another name of {self._part(line.value)}. Compute something with it."
            )
        if name and self.nodes[index].is_constant:
            index = self._add(name, self.nodes[index].value)
        self.last = index
        if name:
            self.names[name] = index

    def _read(self, part: ast.expr, name: str = "") -> int:
        """The index of the node that this part of the text computes."""
        if isinstance(part, ast.Constant) and isinstance(part.value, int | float) and not isinstance(part.value, bool):
            return self._add("", self._number(part))
        if isinstance(part, ast.Name):
            return self._variable(part)
        operation, inputs = self._operation(part)
        return self._apply(operation, [self._read(one) for one in inputs], part, name)

    def _operation(self, part: ast.expr) -> tuple[Operation, list[ast.expr]]:
        """What this part does, and with what."""
        if isinstance(part, ast.BinOp) and type(part.op) in OPERATOR_OF:
            return OPERATORS[OPERATOR_OF[type(part.op)]], [part.left, part.right]
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
            return OPERATORS["negative"], [part.operand]
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            return self._function(part), part.args
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitXor):
            raise ExpressionError(f"In “{self._part(part)}” the power is written ^. Write ** for it, as in x**2.")
        if isinstance(part, ast.Call):
            raise ExpressionError(
                f"In “{self._part(part)}” a * is missing. Write it before the parenthesis: 2*(a + b)."
            )
        if isinstance(part, ast.Tuple):
            raise ExpressionError(f"“{self._part(part)}” has a comma. Write numbers with a point, as in 0.5.")
        if isinstance(part, ast.Compare):
            raise ExpressionError(
                f"“{self._part(part)}” compares. To give a result its name write one =, as in L = a*b."
            )
        raise ExpressionError(f"“{self._part(part)}” cannot be read here. There are {KNOWN}.")

    def _function(self, call: ast.Call) -> Operation:
        name = OTHER_NAMES.get(call.func.id, call.func.id)
        if name in self.names:
            raise ExpressionError(f"“{self._part(call)}”: {name} is a number. Write {name}*(…) to multiply.")
        if name not in FUNCTIONS:
            raise ExpressionError(
                f"There is no function {name} in “{self._part(call)}”. There are {', '.join(FUNCTIONS)}."
            )
        if len(call.args) != 1 or call.keywords or isinstance(call.args[0], ast.Starred):
            raise ExpressionError(
                f"{name} takes one number, and “{self._part(call)}” has {len(call.args)}. Give it one."
            )
        return FUNCTIONS[name]

    def _variable(self, part: ast.Name) -> int:
        if part.id in self.names:
            return self.names[part.id]
        if part.id in FUNCTIONS:
            raise ExpressionError(f"The function {part.id} has nothing to work on. Write {part.id}(…).")
        raise ExpressionError(f"{part.id} has no value. Set it before it is used, as in {part.id} = 2; in front.")

    def _apply(self, operation: Operation, inputs: list[int], part: ast.expr, name: str) -> int:
        """A node for the operation on these nodes; where all of them are constants, the constant that it gives."""
        numbers = [self.nodes[i].value for i in inputs]
        value = self._computed(operation.value, numbers, part, "value")
        if all(self.nodes[i].is_constant for i in inputs):
            return self._add("", value)
        slopes = self._computed(operation.slopes, [value, *numbers], part, "slope")
        if any(math.isnan(slope) for i, slope in zip(inputs, slopes, strict=True) if not self.nodes[i].is_constant):
            raise ExpressionError(
                f"“{self._part(part)}” has no slope along its exponent where its base is {numbers[0]:g}."
                " Take a base above 0, or a number as the exponent."
            )
        return self._add(name or self._free_name(), value, operation, tuple(inputs), slopes)

    def _computed(self, function, numbers: list[float], part: ast.expr, what: str):
        """What the operation gives; where that is nothing, an error that says so."""
        at = " and ".join(f"{number:g}" for number in numbers[what == "slope" :])
        problem = f"“{self._part(part)}” has no {what} at {at}: "
        try:
            result = function(*numbers)
        except OverflowError:
            raise ExpressionError(problem + "it is too large. Take smaller numbers.") from None
        except (ArithmeticError, ValueError) as error:
            if what == "slope" and isinstance(error, ZeroDivisionError):  # the square of a tiny denominator
                error = "it is too large"
            raise ExpressionError(problem + f"{error}. Take other numbers.") from None
        if what == "value" and not math.isfinite(result):
            raise ExpressionError(problem + "it is too large. Take smaller numbers.")
        return result

    def _add(self, name: str, value: float, operation=None, inputs=(), slopes=()) -> int:
        if len(self.nodes) >= MOST_NODES:
            raise ExpressionError(f"The expression has more than {MOST_NODES} nodes. Shorten it.")
        self.nodes.append(Node(len(self.nodes), name, float(value), operation, inputs, slopes))
        return len(self.nodes) - 1

    def _free_name(self) -> str:
        """v1, v2, …, but for names that the text has itself."""
        used = self.taken | {node.name for node in self.nodes}
        return next(name for k in range(1, MOST_NODES + len(used) + 2) if (name := f"v{k}") not in used)

    def _number(self, part: ast.Constant) -> float:
        try:
            value = float(part.value)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise ExpressionError(f"The number {self._part(part)[:20]} is too large. Take a smaller one.")
        return value

    def _in_order(self) -> list[Node]:
        """The nodes that the result needs, the result last; a name that does not reach it is an error."""
        needed, waiting = set(), [self.last]
        while waiting:
            index = waiting.pop()
            if index not in needed:
                needed.add(index)
                waiting.extend(self.nodes[index].inputs)
        for name, index in self.names.items():
            if index not in needed:
                raise ExpressionError(f"{name} does not reach the result. Use it in the last line, or leave it out.")
        kept = sorted(needed, key=lambda index: (self.nodes[index].operation is not None, index))
        new = {old: k for k, old in enumerate(kept)}
        old_nodes = [self.nodes[index] for index in kept]
        return [
            Node(new[n.index], n.name, n.value, n.operation, tuple(new[i] for i in n.inputs), n.slopes)
            for n in old_nodes
        ]

    def _checked(self, graph: Graph) -> Graph:
        for name, gradient in graph.gradients.items():
            if not math.isfinite(gradient):
                raise ExpressionError(f"The gradient along {name} is too large. Take smaller numbers.")
        return graph

    def _part(self, part: ast.AST) -> str:
        """The part of the text that is meant, as it stands there."""
        return (ast.get_source_segment(self.text, part) or self.text)[:60]


def _grammar(text: str, error: Exception) -> str:
    """What is wrong with a text that Python's grammar does not take."""
    opened, closed = text.count("("), text.count(")")
    if opened != closed:
        kind, other = (")", "(") if opened > closed else ("(", ")")
        return f"There are {opened} ( and {closed} ) in “{_short(text)}”. Add a {kind}, or take a {other} away."
    at = (getattr(error, "offset", None) or 1) - 1
    before, after = text[max(0, at - 12) : at], text[at : at + 12]
    if not after.strip(" ;"):
        return f"The text ends too early, after “{before}”. Something is missing there, a number or a name."
    where = f"at character {at + 1}, after “{before}”" if before.strip() else "at the beginning"
    if "decimal literal" in str(error) or (before[-1:].isdigit() and after[:1].isalpha()):
        return f"A sign is missing {where}. Write products with *, as in 2*x."
    if "," in text:
        return f"The text cannot be read {where}. Write numbers with a point, as in 0.5, and ; between two lines."
    return f"The text cannot be read {where}: “{after}”. Two numbers or names need one of + − * / ** between them."


def read_value(text: str) -> float | None:
    """The value of a calculation with numbers only, such as 2*8 + 1; None if it is none."""
    reader = _Reader(text)
    try:
        lines = reader._lines()
        index = reader._read(lines[0].value) if len(lines) == 1 and isinstance(lines[0], ast.Expr) else None
    except ExpressionError:
        return None
    return None if index is None else reader.nodes[index].value


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-58:]}"
