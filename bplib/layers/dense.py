"""The dense layer, the heart of the course: z = x W + b, a = φ(z)."""

from dataclasses import dataclass, replace

import numpy as np

from ..activations import Activation, identity
from ..arguments import check_activation, check_initializer, check_sizes
from ..initializers import Initializer
from .layer import Layer, LayerCache, default_initializer

__all__ = ["Dense"]


@dataclass(frozen=True, repr=False)
class Dense(Layer):
    """Every unit sees every input: z = x W + b, a = φ(z), with W (n_inputs, n_outputs) and b (n_outputs,).

    `initializer=None` means He for ReLU and Glorot otherwise; biases start at 0. Raises ValueError for a size below 1.
    Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5.
    """

    n_inputs: int
    n_outputs: int
    activation: Activation = identity
    initializer: Initializer | None = None

    def __post_init__(self):
        check_sizes("Dense", n_inputs=self.n_inputs, n_outputs=self.n_outputs)
        check_activation(self.activation)
        check_initializer(self.initializer)

    @property
    def input_shape(self) -> tuple[int]:
        return (self.n_inputs,)

    @property
    def output_shape(self) -> tuple[int]:
        return (self.n_outputs,)

    @property
    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        return {"weights": (self.n_inputs, self.n_outputs), "biases": (self.n_outputs,)}

    def initialize(self, parameters, rng: np.random.Generator) -> None:
        initializer = self.initializer or default_initializer(self.activation)
        parameters.weights = initializer(rng, parameters.weights.shape)
        parameters.biases = np.zeros(self.n_outputs)

    def forward(self, parameters, cache: LayerCache) -> None:
        x, z, a = cache.input, cache.pre_activation, cache.activation
        W, b = parameters.weights, parameters.biases
        np.dot(x, W, out=z)  # (n, n_inputs) (n_inputs, n_outputs) -> (n, n_outputs)
        z += b
        self.activation(z, out=a)

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        x, z, a, delta = cache.input, cache.pre_activation, cache.activation, cache.delta
        self.activation.derivative(z, a, out=delta)
        delta *= d_activation  # δ = φ'(z) ∂L/∂a, (n, n_outputs)
        np.dot(x.T, delta, out=gradients.weights)  # (n_inputs, n) (n, n_outputs): summed over the batch
        np.add.reduce(delta, axis=0, out=gradients.biases)  # each bias has reached every example
        if cache.d_input is not None:
            np.dot(delta, parameters.weights.T, out=cache.d_input)  # (n, n_outputs) (n_outputs, n_inputs)

    def with_input_shape(self, input_shape: tuple[int, ...]) -> "Dense":
        return replace(self, n_inputs=input_shape[0])
