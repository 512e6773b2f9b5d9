"""How exact a numerical gradient is: its relative error against the step, in float64 and in float32.

Two errors work against each other: truncation, which grows with the step h, and rounding, which grows as h shrinks.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..activations import tanh
from ..algorithm import backward, forward, initialize
from ..arguments import check_positive
from ..datasets import moons
from ..layers import Dense
from ..losses import Loss, binary_cross_entropy
from ..network import Network
from ..parameters import Parameters

__all__ = ["DifferenceError", "DifferenceQuotients", "relative_error", "small_network"]

STEPS = {2: 1e-4, 3: 1e-3}  # with which the second and the third derivative are measured, from exact gradients


@dataclass(frozen=True)
class DifferenceError:
    """The relative error of one numerical gradient, and about how much of it truncation and rounding each make."""

    error: float
    truncation: float
    rounding: float

    @property
    def decides(self) -> str:
        """The larger of the two."""
        return "truncation" if self.truncation > self.rounding else "rounding"


class DifferenceQuotients:
    """The gradient of a network's loss measured with steps h, and compared with backpropagation in float64."""

    def __init__(self, network: Network, parameters: Parameters, loss: Loss, x: np.ndarray, y: np.ndarray):
        self.network, self.loss, self.x, self.y = network, loss, x, y
        self.shapes, self.theta = parameters.shapes, parameters.vector.astype(np.float64)
        self.gradient = self._gradient(self.theta)

    def measure(self, step: float, central: bool = True, dtype: type = np.float64) -> np.ndarray:
        """The numerical gradient (n_parameters,): forward difference, or central, all losses computed in `dtype`."""
        check_positive("step", step)
        theta, moved = self.theta.astype(dtype), np.eye(len(self.theta), dtype=dtype) * dtype(step)
        above = np.array([self._value(theta + move) for move in moved])
        if not central:
            return (above - self._value(theta)) / step
        return (above - np.array([self._value(theta - move) for move in moved])) / (2 * step)

    def error(self, step: float, central: bool = True, dtype: type = np.float64) -> DifferenceError:
        """How far it is from backpropagation. Source of the two parts: Deep Learning, section 11.5.

        Truncation is the first term that the Taylor series leaves: h²/6 · L''' for a central, h/2 · L'' for a forward
        difference. Rounding is what is lost of two nearly equal losses, about the machine's precision · L / h.
        """
        measured = self.measure(step, central, dtype)
        left_out = step**2 / 6 * self._derivatives[3] if central else step / 2 * self._derivatives[2]
        lost = np.finfo(dtype).eps * self._value(self.theta) / step
        size = 2 * np.abs(self.gradient)
        parts = (float(min(1.0, np.max(np.abs(part) / size))) for part in (left_out, lost))
        return DifferenceError(relative_error(measured, self.gradient), *parts)

    @cached_property
    def _derivatives(self) -> dict[int, np.ndarray]:
        return {order: self._derivative(order) for order in STEPS}

    def _value(self, theta: np.ndarray) -> float:
        parameters = Parameters(self.shapes, theta)
        return self.loss.value(forward(self.network, parameters, self.x).output, self.y)

    def _gradient(self, theta: np.ndarray) -> np.ndarray:
        parameters = Parameters(self.shapes, theta)
        cache = forward(self.network, parameters, self.x)
        return backward(self.network, parameters, cache, self.loss.gradient(cache.output, self.y)).vector

    def _derivative(self, order: int) -> np.ndarray:
        """∂²L/∂θᵢ² or ∂³L/∂θᵢ³ for each parameter, from gradients on both sides of it."""
        h, found = STEPS[order], []
        for i, move in enumerate(np.eye(len(self.theta)) * h):
            above, below = self._gradient(self.theta + move)[i], self._gradient(self.theta - move)[i]
            found.append((above - below) / (2 * h) if order == 2 else (above - 2 * self.gradient[i] + below) / h**2)
        return np.array(found)


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """The largest |a − b| / max(1e-8, |a| + |b|) of two gradients: 0 where they agree, at most 1.

    Source: CS231n, course notes, “Gradient checks”.
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def small_network(seed: int = 0) -> DifferenceQuotients:
    """A network 2-3-1 with tanh and binary cross-entropy, on 20 points of two moons."""
    rng = np.random.default_rng(seed)
    network = Network(Dense(2, 3, tanh), Dense(3, 1))
    parameters = initialize(network, rng)
    parameters.vector += rng.normal(0, 0.3, parameters.vector.shape)
    return DifferenceQuotients(network, parameters, binary_cross_entropy, *moons(20, rng=rng))
