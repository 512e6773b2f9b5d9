"""The diagram of a network: units, signed weights, and on them whatever is known so far.

`network_diagram(network, parameters, cache, gradients)` is a still; a `NetworkDiagram` draws the same description again
and again, for a live figure. What is drawn where is plain data: `columns.py` and `dense.py` for dense networks,
`boxes.py` for all others.
"""

from collections.abc import Collection, Iterator

import numpy as np

from ..layers import Dense
from ..network import Network
from . import boxes, dense
from .canvas import Canvas
from .columns import arrange
from .marks import Diagram, Key, Mark, Text
from .numerals import short
from .palette import LIGHT, Theme
from .picture import ALT_LENGTH, Caption, Picture
from .sources import Source, check_keys

__all__ = ["NetworkDiagram", "network_diagram"]


def network_diagram(network: Network, *values, theme: Theme = LIGHT, **options) -> Picture:
    """A still of the network; `values` and `options` are those of `NetworkDiagram.describe`."""
    return NetworkDiagram(network, theme).picture(*values, **options)


class NetworkDiagram:
    """The diagram of one network, drawn as often as asked; what stays the same is drawn once.

    A dense network is drawn unit by unit, in large columns only some of them; any other network, or one of too many
    layers, as a list of boxes. With `numbers=False` the weights are lines without numbers. With `low=True` a weight and
    its gradient stand beside each other, which takes less height.
    """

    def __init__(self, network: Network, theme: Theme = LIGHT, numbers: bool = True, low: bool = False):
        if not isinstance(network, Network):
            raise TypeError(f"The network is {network!r}, expected a bp.Network. Write Network(Dense(2, 1)).")
        self.network, self.theme, self.numbers, self.low = network, theme, numbers, low
        self._is_dense = all(isinstance(layer, Dense) for layer in network.layers)
        self._layouts, self._canvas = {}, None

    def picture(self, *values, **options) -> Picture:
        """The picture of `describe(*values, **options)`."""
        return self.draw(self.describe(*values, **options))

    def draw(self, diagram: Diagram, caption: Caption | None = None) -> Picture:
        """The picture of a description of this network."""
        if self._canvas is None or self._canvas.size != (diagram.width, diagram.height):
            self._canvas = Canvas(diagram.width, diagram.height, self.theme)
        return self._canvas.picture(diagram, caption)

    def describe(
        self,
        parameters=None,
        cache=None,
        gradients=None,
        *,
        target: np.ndarray | None = None,
        loss: float | None = None,
        example: int = 0,
        known: Collection[Key] | None = None,
        highlight: Collection[Key] = (),
        along: Collection[Key] = (),
    ) -> Diagram:
        """The picture as plain data: places, texts and roles, and of each number whether it is known.

        Numbers appear for what is given; those whose names are not in `known` read ?. A name is a kind with its
        indices, such as ("weight", l, i, j), ("delta", l, j) or ("loss",): `sources.KINDS` has them all. `highlight`
        frames lines, units and numbers, `along` the lines of weights without their numbers. Units show one `example`,
        gradients are sums over the batch.
        """
        source = Source(self.network, parameters, cache, gradients, target, loss, example)
        known = known if known is None else check_keys("known", known)
        highlight, along = check_keys("highlight", highlight), check_keys("along", along)
        layout, fixed = self._layout(source)
        if layout is None:
            return boxes.describe(source, known, highlight)
        marks = dense.changing_marks(layout, source, known, highlight, along)
        return Diagram(layout.width, layout.height, fixed, marks, _alt(source, marks))

    def _layout(self, source: Source):
        """Columns and fixed marks for these kinds of numbers; None for a network that is drawn as boxes."""
        if not self._is_dense:
            return None, ()
        if source.kinds not in self._layouts:
            kinds = source.kinds if self.numbers else frozenset()
            sizes = (*self.network.input_shape, *(layer.n_outputs for layer in self.network.layers))
            columns = arrange(sizes, kinds, self.low)
            self._layouts[source.kinds] = columns, columns and dense.fixed_marks(columns, source)
        return self._layouts[source.kinds]


def _alt(source: Source, marks: dict[Key, Mark]) -> str:
    """Kind, columns, and the most telling numbers that are known."""
    numbers = {key: mark for key, mark in marks.items() if isinstance(mark, Text)}
    sizes = (*source.network.input_shape, *(layer.n_outputs for layer in source.network.layers))
    text = f"Network diagram, columns from input to output: {'-'.join(map(str, sizes))} units, "
    text += f"{source.network.n_parameters:,} weights and biases."
    if numbers:
        n_known = sum(number.known for number in numbers.values())
        text += f" Known are {n_known} of {len(numbers)} numbers."
    hidden = any(key[0] == "weight" and not number.known for key, number in numbers.items())
    for sentence in ("" if hidden else _weights(source), *_newest(numbers)):
        if len(text) + len(sentence) < ALT_LENGTH.stop:
            text += sentence
    return text


def _weights(source: Source) -> str:
    if source.parameters is None:
        return ""
    weights = np.concatenate([layer.weights.ravel() for layer in source.parameters])
    span = f"from {short(weights.min())} to {short(weights.max())}"
    return f" Weights {span}, {int((weights < 0).sum())} negative (dashed)."


def _newest(numbers: dict[Key, Text]) -> Iterator[str]:
    """Of each kind the known number nearest to the end of its pass: last outputs, first deltas and gradients."""
    known = {key: number.text for key, number in numbers.items() if number.known}
    outputs = [key for key in known if key[0] == "activation"]
    if outputs:
        l = max(key[1] for key in outputs)
        shown = ", ".join(known[key] for key in outputs if key[1] == l)
        yield f" Layer {l} gives a = {shown}."
    if ("loss",) in known:
        yield f" Loss {known['loss',].removeprefix('L ')}."
    for kind, letter in (("delta", "δ"), ("weight_gradient", "∂L/∂w")):
        keys = [key for key in known if key[0] == kind]
        if keys:
            l = min(key[1] for key in keys)
            shown = ", ".join(known[key].removeprefix("δ ") for key in keys if key[1] == l)
            yield f" Layer {l} has {letter} = {shown}."
