"""What a network answers everywhere on a piece of the plane: the ground on which a decision boundary is drawn."""

import numpy as np

from ..algorithm import forward
from ..network import Network
from ..parameters import Parameters

__all__ = ["Plane"]

MARGIN = 0.12  # of the data's width and height, on each side


class Plane:
    """A grid of `n` × `n` points around the data x (m, 2); `low` and `high` are its corners, (2,) each."""

    def __init__(self, x: np.ndarray, n: int = 48):
        x = np.asarray(x, dtype=float)
        if x.ndim != 2 or x.shape[1] != 2:
            raise ValueError(f"x has the shape {x.shape}, expected (n, 2): points of a plane. Give two inputs a row.")
        margin = MARGIN * np.maximum(np.ptp(x, axis=0), 1e-9)
        self.low, self.high, self.n = x.min(axis=0) - margin, x.max(axis=0) + margin, n
        across, up = (np.linspace(self.low[k], self.high[k], n) for k in (0, 1))
        self.points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        self._cache = None

    @np.errstate(over="ignore", invalid="ignore")  # of a network that has diverged
    def values(self, network: Network, parameters: Parameters) -> np.ndarray:
        """The one output of the network at each point, (n, n): rows from the lowest up, columns from the left."""
        if network.output_shape != (1,):
            raise ValueError(
                f"The network gives {network.output_shape}, expected one output, (1,). End with Dense(…, 1)."
            )
        if self._cache is not None and self._cache.network != network:
            self._cache = None
        self._cache = forward(network, parameters, self.points, out=self._cache)
        return self._cache.output.reshape(self.n, self.n).copy()
