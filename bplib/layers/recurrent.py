"""The recurrent layer: one dense layer used again at every step, with its own last output as second input."""

from dataclasses import dataclass, replace

import numpy as np

from ..activations import Activation, identity, tanh
from ..arguments import check_activation, check_initializer, check_shape, check_sizes
from ..initializers import Initializer, orthogonal
from .layer import Layer, LayerCache, default_initializer

__all__ = ["LastStep", "Recurrent"]


@dataclass(frozen=True, repr=False)
class Recurrent(Layer):
    """h_t = φ(x_t W + h_{t−1} U + b), h_{−1} = 0: from (n_steps, n_inputs) to all hidden states (n_steps, n_hidden).

    W is `input_weights` (n_inputs, n_hidden), U `recurrent_weights` (n_hidden, n_hidden), b `biases` (n_hidden,).
    `initializer` is for W (None: He for ReLU, Glorot otherwise), `recurrent_initializer` for U.
    Source: Deep Learning, equations 10.8 and 10.9 (where W and U are exchanged), and section 10.2.2.
    """

    n_steps: int
    n_inputs: int
    n_hidden: int
    activation: Activation = tanh
    initializer: Initializer | None = None
    recurrent_initializer: Initializer = orthogonal

    def __post_init__(self):
        check_sizes("Recurrent", n_steps=self.n_steps, n_inputs=self.n_inputs, n_hidden=self.n_hidden)
        check_activation(self.activation)
        check_initializer(self.initializer)
        check_initializer(self.recurrent_initializer)

    @property
    def input_shape(self) -> tuple[int, int]:
        return (self.n_steps, self.n_inputs)

    @property
    def output_shape(self) -> tuple[int, int]:
        return (self.n_steps, self.n_hidden)

    @property
    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        return {
            "input_weights": (self.n_inputs, self.n_hidden),
            "recurrent_weights": (self.n_hidden, self.n_hidden),
            "biases": (self.n_hidden,),
        }

    def initialize(self, parameters, rng: np.random.Generator) -> None:
        initializer = self.initializer or default_initializer(self.activation)
        parameters.input_weights = initializer(rng, parameters.input_weights.shape)
        parameters.recurrent_weights = (self.recurrent_initializer or orthogonal)(rng, (self.n_hidden, self.n_hidden))
        parameters.biases = np.zeros(self.n_hidden)

    def allocate(self, n_examples: int, dtype: np.dtype) -> LayerCache:
        """The time axis comes first in memory, so that the values of one step lie together."""
        h = np.empty((self.n_steps, n_examples, self.n_hidden), dtype).swapaxes(0, 1)
        return LayerCache(h if self.activation is identity else np.empty_like(h), h)

    def forward(self, parameters, cache: LayerCache) -> None:
        x, z, h = by_step(cache.input), by_step(cache.pre_activation), by_step(cache.activation)
        W, U, b = parameters.input_weights, parameters.recurrent_weights, parameters.biases
        np.dot(as_rows(x), W, out=as_rows(z))  # (n_steps · n, n_inputs) (n_inputs, n_hidden), all steps at once
        z += b
        self.activation(z[0], out=h[0])
        for h_before, z_t, h_t in zip(h[:-1], z[1:], h[1:], strict=True):  # t = 1, 2, …
            z_t += np.dot(h_before, U)
            self.activation(z_t, out=h_t)

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        z, h, delta = by_step(cache.pre_activation), by_step(cache.activation), by_step(cache.delta)
        x, d_h = by_step(cache.input), d_activation.swapaxes(0, 1)
        W, U = parameters.input_weights, parameters.recurrent_weights
        self.activation.derivative(z, h, out=delta)
        delta[-1] *= d_h[-1]
        U_T = U.T.copy()  # used at every step: products go quicker with its rows together in memory
        for delta_after, d_h_t, delta_t in zip(delta[:0:-1], d_h[-2::-1], delta[-2::-1], strict=True):  # … , 1, 0
            d_state = np.dot(delta_after, U_T)
            d_state += d_h_t  # h_t goes into step t + 1 and into the output
            delta_t *= d_state
        np.dot(as_rows(x).T, as_rows(delta), out=gradients.input_weights)  # summed over batch and time
        np.dot(as_rows(h[:-1]).T, as_rows(delta[1:]), out=gradients.recurrent_weights)
        np.add.reduce(as_rows(delta), axis=0, out=gradients.biases)
        if cache.d_input is not None:
            np.matmul(delta, W.T, out=cache.d_input.swapaxes(0, 1))

    def with_input_shape(self, input_shape: tuple[int, ...]) -> "Recurrent":
        return replace(self, n_steps=input_shape[0], n_inputs=input_shape[1])


@dataclass(frozen=True, repr=False)
class LastStep(Layer):
    """Only the last step of a sequence goes on: (n_steps, n_features) becomes (n_features,)."""

    input_shape: tuple[int, int]

    def __post_init__(self):
        check_shape("LastStep", "input_shape", self.input_shape, "(n_steps, n_features)")

    @property
    def output_shape(self) -> tuple[int]:
        return self.input_shape[1:]

    def forward(self, parameters, cache: LayerCache) -> None:
        np.copyto(cache.activation, cache.input[:, -1])

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        cache.delta = d_activation
        if cache.d_input is not None:
            cache.d_input[:, :-1] = 0
            cache.d_input[:, -1] = d_activation


def by_step(sequences: np.ndarray) -> np.ndarray:
    """(n, n_steps, k) as (n_steps, n, k), contiguous; a copy only where the time axis does not come first in memory."""
    return np.ascontiguousarray(sequences.swapaxes(0, 1))


def as_rows(steps: np.ndarray) -> np.ndarray:
    """(n_steps, n, k) as (n_steps · n, k)."""
    return steps.reshape(-1, steps.shape[-1])
