"""Any curve from bumps: two sigmoid units make one bump, and bumps side by side follow a curve. Nothing is trained.

A unit σ(k (x − s)) is a step at s, the steeper the larger k is. A step up and a step down, a little further to the
right, are a bump; its height is the weight behind it. Source: Nielsen, Neural Networks and Deep Learning, chapter 4.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..activations import identity, sigmoid
from ..algorithm import forward, initialize
from ..arguments import check_sizes
from ..layers import Dense
from ..network import Network
from ..parameters import Parameters

__all__ = ["CURVES", "Bumps", "bump_network"]

Curve = Callable[[np.ndarray], np.ndarray]

CURVES: dict[str, Curve] = {  # of x from 0 to 1
    "wave": lambda x: 0.5 * np.sin(2 * np.pi * x) + 0.3 * np.sin(6 * np.pi * x),
    "zigzag": lambda x: 2.4 * np.abs(2 * x - np.floor(2 * x) - 0.5) - 0.6,
    "peak": lambda x: 0.9 * np.exp(-((12 * (x - 0.35)) ** 2)) - 0.4 * x,
}


def bump_network(curve: Curve, n_bumps: int, steepness: float = 100.0) -> tuple[Network, Parameters]:
    """A 1-2n-1 network whose n bumps, side by side from x = 0 to 1, are as high as the curve is in their middles.

    `curve` takes and gives an array (n,); `steepness` is k, the weight into every hidden unit. The outermost bumps
    reach half a bump further, so that 0 and 1 do not lie on their slopes.
    """
    check_sizes("bump_network", n_bumps=n_bumps)
    if not 0 < steepness < np.inf:
        raise ValueError(f"The steepness is {steepness}, expected a number above 0. Try 100.")
    edges = np.linspace(0, 1, n_bumps + 1)
    heights = np.asarray(curve((edges[:-1] + edges[1:]) / 2), dtype=float)
    edges[[0, -1]] += np.array([-0.5, 0.5]) / n_bumps
    network = Network(Dense(1, 2 * n_bumps, sigmoid), Dense(2 * n_bumps, 1, identity))
    parameters = initialize(network, np.random.default_rng(0))
    parameters[0].weights[:] = steepness
    parameters[0].biases[:] = -steepness * np.column_stack([edges[:-1], edges[1:]]).ravel()  # up, down, up, down, …
    parameters[1].weights[:, 0] = np.column_stack([heights, -heights]).ravel()
    return network, parameters


@dataclass(frozen=True)
class Bumps:
    """A bump network beside its curve at the places x (n,): the output (n,) and each bump by itself (n, n_bumps)."""

    x: np.ndarray
    wanted: np.ndarray
    output: np.ndarray
    each: np.ndarray

    @classmethod
    def of(cls, curve: Curve, n_bumps: int, steepness: float, x: np.ndarray) -> "Bumps":
        """Send the places x through the network of these bumps."""
        network, parameters = bump_network(curve, n_bumps, steepness)
        cache = forward(network, parameters, x[:, None])
        parts = cache.activations[0] * parameters[1].weights[:, 0]
        return cls(x, np.asarray(curve(x), dtype=float), cache.output[:, 0], parts[:, ::2] + parts[:, 1::2])

    @property
    def inside(self) -> np.ndarray:
        """Which places lie where there are bumps, from 0 to 1."""
        return (self.x >= 0) & (self.x <= 1)

    @property
    def worst(self) -> float:
        """The largest distance from the curve, where there are bumps."""
        return float(np.abs(self.output - self.wanted)[self.worst_at])

    @property
    def worst_at(self) -> int:
        """The index of the place where it is that far off."""
        return int(np.where(self.inside, np.abs(self.output - self.wanted), -1).argmax())

    @property
    def mean(self) -> float:
        """The mean distance from the curve, where there are bumps."""
        return float(np.abs(self.output - self.wanted)[self.inside].mean())
