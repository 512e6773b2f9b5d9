"""The diagram of any network as plain data: a list of boxes, one for each layer, with shapes and counts.

Where values are given, a box has the mean of their absolute values over the whole layer: a layer of an image network
has thousands of numbers, and no picture can honestly show each.
"""

import math
from collections.abc import Set

import numpy as np

from ..layers import Layer
from .marks import Box, Circle, Diagram, Key, Line, Mark, Text
from .numerals import short
from .sources import Source

__all__ = ["describe"]

ROW, HEAD, BOX = 46, 30, 36  # heights
ICON, NAME, GIVES, LEARNS, WIDTH = 44, 96, 272, 424, 540  # places in a row, from left to right
CELL = 76  # the width for each kind of value
N_ROWS = 9  # of more layers only the first and the last are drawn
MEANS = {"activation": "mean |a|", "delta": "mean |δ|", "weight_gradient": "mean |∂L/∂w|"}
ROLES = {"activation": "activation", "delta": "delta", "weight_gradient": "gradient"}


def describe(source: Source, known: Set[Key] | None, highlight: Set[Key]) -> Diagram:
    """The boxes of the network, with means of the kinds of values that there are."""
    layers = source.network.layers
    kinds = [kind for kind in MEANS if kind in source.kinds]
    rows = ["input", *_drawn(len(layers))]
    width, height = max(WIDTH, LEARNS + CELL * len(kinds) + 18), HEAD + ROW * len(rows) + 8
    fixed, changing = _heads(kinds, height), {}
    for k, l in enumerate(rows):
        y = height - HEAD - ROW * (k + 0.5)
        if l == "more":
            n_more = len(layers) - len(rows) + 2
            fixed += [Text(ICON, y, "⋮", size=14, bold=True), Text(NAME, y, f"{n_more} more layers", "muted", "l")]
            continue
        fixed += _icon(source.network.input_shape if l == "input" else layers[l].output_shape, y)
        if l == "input":
            shape = _times(source.network.input_shape)
            fixed += [Text(NAME, y, "input", align="l", bold=True), Text(GIVES, y, shape, align="l")]
        else:
            fixed.append(Line(((NAME + 8, y + BOX / 2), (NAME + 8, y + ROW - BOX / 2 - 2)), "muted", 1.2))
            framed = any(key[1:2] == (l,) and len(key) > 2 for key in highlight)
            changing |= _layer(layers[l], l, y, width, framed) | _means(source, kinds, l, y, known)
    return Diagram(width, height, tuple(fixed), changing, _alt(source, kinds, changing))


def _drawn(n_layers: int) -> list:
    if n_layers <= N_ROWS:
        return list(range(n_layers))
    return [*range(N_ROWS - 4), "more", *range(n_layers - 3, n_layers)]


def _heads(kinds: list[str], height: float) -> list[Mark]:
    heads = [("layer", NAME, "l"), ("gives", GIVES, "l"), ("parameters", LEARNS, "r")]
    heads += [(MEANS[kind], LEARNS + CELL * (k + 1), "r") for k, kind in enumerate(kinds)]
    return [Text(x, height - 14, text, "muted", align) for text, x, align in heads]


def _layer(layer: Layer, l: int, y: float, width: float, framed: bool) -> dict[Key, Mark]:
    """The box of a layer with its name, the shape that it gives, and how many parameters it learns."""
    learns = f"{layer.n_parameters:,}" if layer.n_parameters else "none"
    return {
        ("box", l): Box((NAME - 12 + width - 6) / 2, y, width - 6 - NAME + 12, BOX, "muted", 1.2, framed),
        ("name", l): Text(NAME, y + 7, f"[{l}] {type(layer).__name__}", align="l", bold=True),
        ("details", l): Text(NAME, y - 8, _details(layer), "muted", "l"),
        ("shape", l): Text(GIVES, y, _times(layer.output_shape), align="l"),
        ("learns", l): Text(LEARNS, y, learns, align="r"),
    }


def _details(layer: Layer) -> str:
    """What the layer does, in a few words."""
    window = getattr(layer, "kernel_size", getattr(layer, "window", None))
    does = [f"{window[0]} × {window[1]} window"] if window else []
    if hasattr(layer, "n_steps"):
        does.append(f"{layer.n_steps} steps")
    does += [repr(layer.activation)] if layer.n_parameters else []
    return ", ".join(does) or {"Flatten": "the same numbers in a row", "LastStep": "all but the last step dropped"}.get(
        type(layer).__name__, ""
    )


def _means(source: Source, kinds: list[str], l: int, y: float, known: Set[Key] | None) -> dict[Key, Text]:
    """The mean absolute values of a layer; known as soon as one of the layer's numbers of this kind is."""
    marks = {}
    for k, kind in enumerate(kinds):
        if kind == "weight_gradient" and not source.network.layers[l].n_parameters:
            continue
        is_known = known is None or any(key[:2] == (kind, l) for key in known)
        text, role = (short(_mean(source, kind, l)), ROLES[kind]) if is_known else ("?", "muted")
        marks[kind, l] = Text(LEARNS + CELL * (k + 1), y, text, role, "r", known=is_known)
    return marks


def _mean(source: Source, kind: str, l: int) -> float:
    if kind == "weight_gradient":
        arrays = [array for name, array in vars(source.gradients[l]).items() if name != "biases"]
    else:
        arrays = [getattr(source.cache.layers[l], kind)[source.example]]
    return float(np.mean(np.abs(np.concatenate([array.ravel() for array in arrays]))))


def _icon(shape: tuple[int, ...], y: float) -> list[Mark]:
    """A small sketch of the shape: sheets for images, a row of dots for sequences, a column for plain vectors."""
    if len(shape) == 3:
        side = min(12 + math.sqrt(shape[0] * shape[1]) / 2, 28)
        n_sheets = min(shape[2], 4)
        offsets = [3.5 * (k - (n_sheets - 1) / 2) for k in range(n_sheets)]
        return [Box(ICON + d, y - d, side, side, "activation", 1.2) for d in offsets]
    n_dots = min(math.prod(shape), 4)
    offsets = [9 * (k - (n_dots - 1) / 2) for k in range(n_dots)]
    if len(shape) == 2:
        return [Circle(ICON + d, y, 3.5, "activation", 1.2) for d in offsets]
    return [Circle(ICON, y + d, 3.5, "activation", 1.2) for d in offsets]


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(str(size) for size in shape)


def _alt(source: Source, kinds: list[str], marks: dict[Key, Mark]) -> str:
    """Kind, order, and the layers by name; then a number of each kind."""
    network = source.network
    names = ", ".join(type(layer).__name__ for layer in network.layers)
    names = names if len(names) < 130 else f"{len(network.layers)} layers"
    text = f"Network diagram, boxes from input {_times(network.input_shape)} down to output "
    text += f"{_times(network.output_shape)}: {names}; {network.n_parameters:,} parameters."
    last = len(network.layers) - 1
    for kind in kinds:
        mark = marks.get((kind, last))
        if mark is not None and mark.known:
            text += f" Last layer: {MEANS[kind]} {mark.text}."
    return text
