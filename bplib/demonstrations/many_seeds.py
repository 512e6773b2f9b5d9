"""The same small network from many random starts, trained side by side as one array.

A hundred trainings one after the other take a minute, in one array a second or two: NumPy is called as often as for
one.
"""

from collections.abc import Iterable

import numpy as np

from ..arguments import check_sizes

__all__ = ["ManyNetworks"]


class ManyNetworks:
    """Networks of sigmoids, n_inputs-`n_hidden`-1, one for each seed, trained with full batches on ½ · mean (a − y)².

    A network starts with weights from `np.random.default_rng(seed).normal(0, scale)`, those of the first layer first,
    and biases of 0, as a `bp.Network` with `bp.normal(scale)` does. `x` is (n, n_inputs), `y` is (n, 1). In all arrays
    the networks are the last axis: `weights_1` is (n_inputs, n_hidden, n_networks), `weights_2` (n_hidden, n_networks).
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, n_hidden: int, seeds: Iterable[int], scale: float = 1.0):
        check_sizes("ManyNetworks", n_hidden=n_hidden)
        x = np.asarray(x, dtype=float)
        starts = [_start(x.shape[1], n_hidden, seed, scale) for seed in seeds]
        self.weights_1, self.weights_2 = (np.stack(arrays, axis=-1) for arrays in zip(*starts, strict=True))
        self.biases_1, self.biases_2 = np.zeros((n_hidden, len(starts))), np.zeros(len(starts))
        self._x = x.T[:, None, :, None]  # input, hidden unit, example, network: the axes of everything below
        self._y = np.asarray(y, dtype=float).reshape(-1, 1)

    def outputs(self) -> np.ndarray:
        """What each network (row) answers to each example (column)."""
        return self._forward()[1].T

    def losses(self) -> np.ndarray:
        """The loss of each network."""
        return 0.5 * ((self._forward()[1] - self._y) ** 2).mean(axis=0)

    def train(self, learning_rate: float | np.ndarray, n_steps: int) -> np.ndarray:
        """So many updates of all networks; returns their losses afterwards. The rate may be one for each network."""
        check_sizes("ManyNetworks.train", n_steps=n_steps)
        for _ in range(n_steps):
            a_1, a_2 = self._forward()  # FORWARD
            delta_2 = (a_2 - self._y) * a_2 * (1 - a_2) / len(self._y)  # OUTPUT DELTA
            delta_1 = delta_2 * self.weights_2[:, None] * a_1 * (1 - a_1)  # BACK A LAYER
            d_weights_2, d_weights_1 = _sum(a_1 * delta_2, 1), _sum(self._x * delta_1, 2)  # GRADIENTS
            self.weights_2 -= learning_rate * d_weights_2  # UPDATE
            self.weights_1 -= learning_rate * d_weights_1
            self.biases_2 -= learning_rate * _sum(delta_2, 0)
            self.biases_1 -= learning_rate * _sum(delta_1, 1)
        return self.losses()

    def _forward(self) -> tuple[np.ndarray, np.ndarray]:
        """The hidden activations (n_hidden, n, n_networks) and the answers (n, n_networks)."""
        a_1 = _sigmoid(_sum(self._x * self.weights_1[:, :, None], 0) + self.biases_1[:, None])
        return a_1, _sigmoid(_sum(a_1 * self.weights_2[:, None], 0) + self.biases_2)


def _start(n_inputs: int, n_hidden: int, seed: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, scale, (n_inputs, n_hidden)), rng.normal(0, scale, n_hidden)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z), written so that it needs no case for large |z|."""
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def _sum(values: np.ndarray, axis: int) -> np.ndarray:
    """The sum along an axis, without the checks that take longer than adding up a few numbers."""
    return np.add.reduce(values, axis)
