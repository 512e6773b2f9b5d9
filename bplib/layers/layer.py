"""What all layers have in common, and the values of one layer in one pass."""

import math
from dataclasses import MISSING, dataclass, field, fields, replace

import numpy as np

from ..activations import Activation, identity, relu
from ..initializers import Initializer, glorot, he

__all__ = ["Layer", "LayerCache"]


@dataclass(slots=True, eq=False)
class LayerCache:
    """The values of one layer for n examples; z and a are one array where there is no activation function."""

    pre_activation: np.ndarray  # z (n, *output_shape)
    activation: np.ndarray  # a (n, *output_shape)
    input: np.ndarray | None = None  # x (n, *input_shape), the activation of the layer before
    delta: np.ndarray | None = None  # ∂L/∂z (n, *output_shape)
    d_input: np.ndarray | None = None  # ∂L/∂x (n, *input_shape), or None where nobody needs it
    workspace: dict[str, np.ndarray] = field(default_factory=dict)  # what else the layer wants to keep


class Layer:
    """A step from `input_shape` to `output_shape`, both without the batch axis.

    A subclass is a frozen dataclass with these two, `forward` and `backward`; one that learns also has
    `parameter_shapes` and `initialize`.
    """

    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    activation: Activation = identity

    @property
    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        """Name and shape of each array of parameters."""
        return {}

    @property
    def n_parameters(self) -> int:
        """The number of weights and biases."""
        return sum(math.prod(shape) for shape in self.parameter_shapes.values())

    def initialize(self, parameters, rng: np.random.Generator) -> None:
        """Fill the layer's parameters with their first values."""

    def allocate(self, n_examples: int, dtype: np.dtype) -> LayerCache:
        """Arrays for a batch of this size; what is in them does not matter."""
        a = np.empty((n_examples, *self.output_shape), dtype)
        return LayerCache(a if self.activation is identity else np.empty_like(a), a)

    def forward(self, parameters, cache: LayerCache) -> None:
        """From `cache.input` compute `cache.pre_activation` and `cache.activation`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward pass.")

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        """From ∂L/∂a compute `cache.delta`, every array of `gradients` and, unless it is None, `cache.d_input`."""
        raise NotImplementedError(f"{type(self).__name__} has no backward pass.")

    def with_input_shape(self, input_shape: tuple[int, ...]) -> "Layer":
        """The same layer for another input shape with as many axes."""
        return replace(self, input_shape=input_shape)

    def __repr__(self) -> str:
        arguments, by_position = [], True
        for parameter in fields(self):
            value, default = getattr(self, parameter.name), parameter.default
            if default is MISSING or value != default:
                text = value.__name__ if hasattr(value, "__name__") else repr(value)
                arguments.append(text if by_position else f"{parameter.name}={text}")
            else:
                by_position = False
        return f"{type(self).__name__}({', '.join(arguments)})"


def default_initializer(activation: Activation) -> Initializer:
    """He for ReLU, which halves the variance; Glorot otherwise."""
    return he if activation is relu else glorot
