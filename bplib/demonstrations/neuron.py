"""One sigmoid neuron with two inputs: what it answers, and how it divides a piece of the plane."""

from dataclasses import dataclass

import numpy as np

from ..activations import sigmoid

__all__ = ["Box", "Neuron"]

Box = tuple[np.ndarray, np.ndarray]  # the lower left and the upper right corner of a piece of the plane, (2,) each


@dataclass(frozen=True)
class Neuron:
    """z = w₁x₁ + w₂x₂ + b and a = σ(z). Source: Nielsen, Neural Networks and Deep Learning, chapter 1."""

    weights: tuple[float, float]
    bias: float

    def z(self, x: np.ndarray) -> np.ndarray:
        """The pre-activations (n,) for the points in the rows of x (n, 2)."""
        x = np.asarray(x, dtype=float)
        if x.ndim != 2 or x.shape[1] != 2:
            raise ValueError(
                f"x has the shape {x.shape}, expected (n, 2): two inputs for each example. Write [[1, 2]]."
            )
        return x @ np.asarray(self.weights, dtype=float) + self.bias

    def a(self, x: np.ndarray) -> np.ndarray:
        """The outputs (n,), between 0 and 1."""
        return sigmoid(self.z(x))

    def for_right_class(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """How much of 1 the neuron gives to each example's own class (n,): a where y is 1, and 1 − a where y is 0."""
        a = self.a(x)
        return np.where(np.ravel(y) == 1, a, 1 - a)

    def region(self, box: Box, level: float = 0.0) -> np.ndarray:
        """The corners (m, 2) of that part of the box where z ≥ level; none where there is no such part."""
        return _walk(*self._around(box, level), keep_corners=True)

    def boundary(self, box: Box) -> np.ndarray:
        """The two points (2, 2) at which the line z = 0, where a is 0.5, leaves the box; (0, 2) if it is elsewhere."""
        return _walk(*self._around(box, 0.0), keep_corners=False)

    def _around(self, box: Box, level: float) -> tuple[np.ndarray, np.ndarray]:
        """The corners of the box, counterclockwise, and how far z is above the level there."""
        (left, bottom), (right, top) = box
        corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]], dtype=float)
        return corners, self.z(corners) - level


def _walk(corners: np.ndarray, heights: np.ndarray, keep_corners: bool) -> np.ndarray:
    """Once around the polygon: the corners with heights ≥ 0, and each point between two corners where it changes."""
    points = []
    for k, (p, height) in enumerate(zip(corners, heights, strict=True)):
        after = (k + 1) % len(corners)
        if keep_corners and height >= 0:
            points.append(p)
        if (height >= 0) != (heights[after] >= 0):
            points.append(p + (corners[after] - p) * height / (height - heights[after]))
    return np.array(points).reshape(-1, 2)
