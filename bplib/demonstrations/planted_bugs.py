"""Programs for the gradients of a network with two layers, each with one bug planted in it; and their gradient check.

The bugs are mistakes that people really make. Each changes one line of the way back, and each leaves a pattern of its
own: which of the four arrays fail, and by which factors.
"""

from dataclasses import dataclass

import numpy as np

from ..activations import softmax, tanh
from ..algorithm import forward, initialize
from ..layers import Dense
from ..losses import softmax_cross_entropy
from ..network import Network
from ..parameters import Parameters
from .differences import DifferenceQuotients, relative_error

__all__ = ["BUGS", "BugHunt", "GradientComparison"]

BUGS = {
    1: "the slope of the activation function is left out",
    2: "the sum over the batch is not divided by its size",
    3: "the gradients of the biases are means instead of sums",
    4: "the weights are not transposed",
    5: "the last layer is updated before δ goes back through it",
}
ARRAYS = ("W₁", "b₁", "W₂", "b₂")
STEP, RED = 1e-5, 1e-4  # far above rounding, far below the error that any of the bugs makes
LEARNING_RATE = 1.0  # of the update that comes too early


@dataclass(frozen=True)
class GradientComparison:
    """What a program gives, beside the measured slopes: both are Parameters of two layers."""

    found: Parameters
    measured: Parameters

    @property
    def errors(self) -> dict[str, float]:
        """The largest relative error in each of the arrays W₁, b₁, W₂ and b₂."""
        return {name: relative_error(found, measured) for name, found, measured in self._arrays()}

    @property
    def red(self) -> tuple[str, ...]:
        """The arrays that fail."""
        return tuple(name for name, error in self.errors.items() if error > RED)

    @property
    def ratios(self) -> dict[str, np.ndarray]:
        """How many times the measured slope each gradient is, in the shape of its array."""
        return {name: found / measured for name, found, measured in self._arrays()}

    def __repr__(self) -> str:
        lines = ["    error   the program's gradients, divided by the measured slopes"]
        for name, ratios in self.ratios.items():
            error = f"{self.errors[name]:.2f} RED" if name in self.red else "ok"
            rows = " |".join("".join(f"{ratio:6.2f}" for ratio in row) for row in np.atleast_2d(ratios))
            lines.append(f"{name}  {error:8}{rows}")
        return "\n".join(lines)

    def _arrays(self):
        pairs = zip(self.found, self.measured, strict=True)
        arrays = [pair for one, other in pairs for pair in ((one.weights, other.weights), (one.biases, other.biases))]
        return [(name, *pair) for name, pair in zip(ARRAYS, arrays, strict=True)]


class BugHunt:
    """A network of two dense layers with softmax and cross-entropy, and programs for its gradients."""

    def __init__(self, network: Network, parameters: Parameters, x: np.ndarray, labels: np.ndarray):
        self.network, self.parameters, self.x, self.labels = network, parameters, x, labels

    @classmethod
    def small(cls, seed: int = 1452) -> "BugHunt":
        """A network 2-3-3 with tanh, five examples: W₂ is square, and with this seed no slope is near 0."""
        rng = np.random.default_rng(seed)
        network = Network(Dense(2, 3, tanh), Dense(3, 3))
        parameters = initialize(network, rng)
        parameters.vector += rng.normal(0, 0.5, parameters.vector.shape)
        return cls(network, parameters, rng.normal(0, 1, (5, 2)), np.array([0, 1, 2, 0, 1]))

    def gradients(self, bug: int = 0) -> Parameters:
        """What the program with this bug (a number of BUGS; 0 for none) gives for all parameters."""
        if bug and bug not in BUGS:
            raise ValueError(f"There is no bug {bug!r} here. Take one of {', '.join(map(str, BUGS))}, or 0 for none.")
        last, n = self.parameters[1], len(self.x)
        cache = forward(self.network, self.parameters, self.x)
        a_1, z_1 = cache.activations[0], cache.pre_activations[0]
        slope = self.network.layers[0].activation.derivative(z_1, a_1)
        delta_2 = softmax(cache.output) - np.eye(cache.output.shape[1])[self.labels]  # OUTPUT DELTA
        delta_2 = delta_2 if bug == 2 else delta_2 / n
        d_weights_2 = a_1.T @ delta_2  # GRADIENTS
        weights_2 = last.weights - LEARNING_RATE * d_weights_2 if bug == 5 else last.weights
        d_activation = delta_2 @ (weights_2 if bug == 4 else weights_2.T)  # BACK A LAYER
        delta_1 = d_activation if bug == 1 else d_activation * slope
        add_up = np.mean if bug == 3 else np.sum
        found = self.parameters.empty_like()
        found[0].weights, found[0].biases = self.x.T @ delta_1, add_up(delta_1, axis=0)
        found[1].weights, found[1].biases = d_weights_2, add_up(delta_2, axis=0)
        return found

    def first(self, n: int) -> "BugHunt":
        """The same with the first n examples only: with one, the factors of a bug are easier to read."""
        return BugHunt(self.network, self.parameters, self.x[:n], self.labels[:n])

    def check(self, bug: int = 0) -> GradientComparison:
        """The gradients of the program beside the slopes that central differences measure."""
        quotients = DifferenceQuotients(self.network, self.parameters, softmax_cross_entropy, self.x, self.labels)
        return GradientComparison(self.gradients(bug), Parameters(self.parameters.shapes, quotients.measure(STEP)))
