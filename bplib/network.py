"""A network is a tuple of layers whose shapes fit together; it holds no numbers that learn."""

import math
from itertools import pairwise

from .layers import Layer

__all__ = ["Network"]


class Network:
    """Layers in the order in which the input goes through them, checked to fit together.

    `network.layers[l]` is layer l, counted from 0. Raises TypeError for what is not a layer and ValueError for layers
    that do not fit.
    """

    __slots__ = ("input_shape", "layers", "output_shape", "parameter_shapes")

    def __init__(self, *layers: Layer):
        if not layers:
            raise ValueError("A network needs at least one layer. Write for example Network(Dense(2, 1)).")
        for l, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise TypeError(f"Layer {l} is {layer!r}, expected a layer such as Dense(2, 8, tanh).")
        for l, (before, after) in enumerate(pairwise(layers)):
            if before.output_shape != after.input_shape:
                raise ValueError(_misfit(l, before, after))
        self.layers: tuple[Layer, ...] = layers
        self.input_shape: tuple[int, ...] = layers[0].input_shape
        self.output_shape: tuple[int, ...] = layers[-1].output_shape
        self.parameter_shapes = tuple(layer.parameter_shapes for layer in layers)

    @property
    def n_parameters(self) -> int:
        """The number of weights and biases of all layers."""
        return sum(layer.n_parameters for layer in self.layers)

    @property
    def summary(self) -> str:
        return f"a network from {self.input_shape} to {self.output_shape}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self.layers == other.layers

    def __hash__(self) -> int:
        return hash(self.layers)

    def __repr__(self) -> str:
        width = max(len(str(layer)) for layer in self.layers)
        lines = [f"Network: {self.input_shape} to {self.output_shape}, {self.n_parameters:,} parameters"]
        for l, layer in enumerate(self.layers):
            gives = f"gives {layer.output_shape!s:14} {layer.n_parameters:>9,} parameters"
            lines.append(f"  [{l}]  {layer!s:{width}}  {gives}")
        return "\n".join(lines)


def _misfit(l: int, before: Layer, after: Layer) -> str:
    gives, expects = before.output_shape, after.input_shape
    text = f"Layers {l} and {l + 1} do not fit together: layer {l} gives {gives}, layer {l + 1} expects {expects}. "
    if len(gives) == len(expects):
        return text + f"Change {after} to {after.with_input_shape(gives)}."
    if len(expects) == 1:
        flat = math.prod(gives)
        rest = "" if expects == (flat,) else f" and change {after} to {after.with_input_shape((flat,))}"
        return text + f"Put Flatten({gives}) between them{rest}."
    return text + f"A {type(after).__name__} layer needs inputs with {len(expects)} axes: put another layer before it."
