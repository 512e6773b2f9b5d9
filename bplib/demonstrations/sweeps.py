"""Learning rates compared: for each rate networks from the same random starts, all trained as one array."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..arguments import check_positive, check_sizes
from ..datasets import xor
from .many_seeds import ManyNetworks

__all__ = ["Sweep", "train_on_xor"]


@dataclass(frozen=True)
class Sweep:
    """The result: `losses` and `accuracies` after the last step, both (n_rates, n_seeds)."""

    learning_rates: tuple[float, ...]
    losses: np.ndarray
    accuracies: np.ndarray

    @property
    def solved(self) -> list[int]:
        """For each learning rate, how many of the networks have all examples right."""
        return [int(n) for n in (self.accuracies == 1).sum(axis=1)]


def train_on_xor(
    learning_rates: Iterable[float],
    seeds: Iterable[int] = range(20),
    *,
    n_hidden: int = 4,
    n_steps: int = 5000,
    scale: float = 1.0,
) -> Sweep:
    """Train one of `ManyNetworks` on the four points of XOR for each rate and seed; starts are the same at each rate.

    `scale` is the standard deviation of the weights at the start; the biases are 0.
    Raises ValueError for a rate that is not above 0, and where there are no rates, no seeds or no steps.
    """
    rates, seeds = tuple(learning_rates), tuple(seeds)
    for rate in rates:
        check_positive("a learning rate", rate)
    check_sizes("train_on_xor", n_rates=len(rates), n_seeds=len(seeds), n_steps=n_steps)
    x, y = xor()
    networks = ManyNetworks(x, y, n_hidden, seeds * len(rates), scale)
    losses = networks.train(np.repeat(np.array(rates, dtype=float), len(seeds)), n_steps)
    right = (networks.outputs() > 0.5) == (y.T > 0.5)
    shape = len(rates), len(seeds)
    return Sweep(rates, losses.reshape(shape), right.mean(axis=1).reshape(shape))
