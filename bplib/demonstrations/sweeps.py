"""Many small networks trained at once: every step is one batched array operation over learning rates and seeds.

The networks are 2-H-1 with sigmoids, on the four points of XOR, by gradient descent on half the mean squared error.
`train_on_xor` writes out the same four steps as `bp.forward`, `bp.backward` and `bp.update`, with an axis more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..activations import sigmoid
from ..arguments import check_positive, check_sizes
from ..datasets import xor

__all__ = ["Sweep", "train_on_xor"]


@dataclass(frozen=True)
class Sweep:
    """The result: `losses` and `accuracies` after the last step, both (n_rates, n_seeds)."""

    learning_rates: tuple[float, ...]
    losses: np.ndarray
    accuracies: np.ndarray

    @property
    def solved(self) -> list[int]:
        """For each learning rate, how many of the networks have all four points right."""
        return [int(n) for n in (self.accuracies == 1).sum(axis=1)]


def train_on_xor(
    learning_rates: Iterable[float], seeds: Iterable[int] = range(20), *, n_hidden: int = 4, n_steps: int = 5000
) -> Sweep:
    """Train one network for each learning rate and seed. A seed gives the same start at every rate.

    Weights start normal with mean 0 and standard deviation 1, the first layer's drawn first, biases at 0.
    """
    rates, seeds = tuple(learning_rates), tuple(seeds)
    for rate in rates:
        check_positive("a learning rate", rate)
    check_sizes("train_on_xor", n_rates=len(rates), n_seeds=len(seeds), n_hidden=n_hidden, n_steps=n_steps)
    x, y = xor()
    networks = _start(len(rates), seeds, n_hidden)
    eta = np.repeat(rates, len(seeds))[:, np.newaxis, np.newaxis]  # (n_networks, 1, 1)
    for _ in range(n_steps):
        _step(networks, x, y, eta)
    output = _forward(networks, x)[1]
    errors = (output - y).reshape(len(rates), len(seeds), -1)
    right = (output > 0.5) == (y > 0.5)
    return Sweep(rates, (errors**2).mean(axis=2) / 2, right.reshape(errors.shape).mean(axis=2))


def _start(n_rates: int, seeds: tuple[int, ...], n_hidden: int) -> list[np.ndarray]:
    """W₁ (n, 2, H), b₁ (n, 1, H), W₂ (n, H, 1), b₂ (n, 1, 1) of all n networks."""
    generators = [np.random.default_rng(seed) for seed in seeds]
    shapes = (2, n_hidden), (n_hidden, 1)
    drawn = [[rng.normal(size=shape) for shape in shapes] for rng in generators]
    W_1, W_2 = (np.tile(np.stack(weights), (n_rates, 1, 1)) for weights in zip(*drawn, strict=True))
    return [W_1, np.zeros((len(W_1), 1, n_hidden)), W_2, np.zeros((len(W_1), 1, 1))]


def _forward(networks: list[np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Activations of both layers, (n, 4, H) and (n, 4, 1)."""
    W_1, b_1, W_2, b_2 = networks
    a_1 = sigmoid(x @ W_1 + b_1)
    return a_1, sigmoid(a_1 @ W_2 + b_2)


def _step(networks: list[np.ndarray], x: np.ndarray, y: np.ndarray, eta: np.ndarray) -> None:
    """FORWARD, OUTPUT DELTA, BACK A LAYER, GRADIENTS, UPDATE, for all networks at once."""
    W_2, (a_1, a_2) = networks[2], _forward(networks, x)
    delta_2 = (a_2 - y) * sigmoid.derivative(None, a_2) / len(x)
    delta_1 = delta_2 * W_2.swapaxes(1, 2) * sigmoid.derivative(None, a_1)
    gradients = (
        x.T @ delta_1,
        delta_1.sum(axis=1, keepdims=True),
        a_1.swapaxes(1, 2) @ delta_2,
        delta_2.sum(axis=1, keepdims=True),
    )
    for parameter, gradient in zip(networks, gradients, strict=True):
        parameter -= eta * gradient
