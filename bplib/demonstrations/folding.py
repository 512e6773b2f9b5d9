"""What a hidden layer does to the plane and to the four points of XOR, and whether a line then separates them.

The points (0, 0) and (1, 1) are of class 0, the other two of class 1. A line (a plane, a point) separates two and two
points exactly where the straight segments that join points of the same class do not meet. Without a bend in the
activation function they always meet: a layer that is linear maps the middle of the square to the middle of both.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..activations import Activation
from ..datasets import xor

__all__ = ["Folding", "fold_xor", "random_layers", "share_separated"]

STEEPNESS = 3.0  # the typical size of a random weight: enough to bend sigmoid and tanh within the square
TOUCHING = 1e-9  # of the size of the picture: closer segments are said to meet
N_DRAWS = 1000


@dataclass(frozen=True)
class Folding:
    """The hidden layer's outputs for the four points (4, n_hidden), in the order (0, 0), (0, 1), (1, 0), (1, 1).

    `gap` is the distance between the two segments; `nearest` are the points where they come closest, (2, n_hidden).
    """

    weights: np.ndarray  # (2, n_hidden)
    biases: np.ndarray  # (n_hidden,)
    activation: Activation
    hidden: np.ndarray
    gap: float
    nearest: np.ndarray

    @property
    def separated(self) -> bool:
        """Whether a line (in more dimensions a plane) separates the classes in the hidden layer's space."""
        return self.gap > TOUCHING * max(1.0, float(np.ptp(self.hidden, axis=0).max()))

    def images(self, x: np.ndarray) -> np.ndarray:
        """Where the layer takes the points x (…, 2) of the plane: (…, n_hidden)."""
        return self.activation(x @ self.weights + self.biases)

    def view(self) -> tuple[np.ndarray, np.ndarray]:
        """An origin (n_hidden,) and two directions at right angles (n_hidden, 2) from which the gap is seen in full.

        With one or two units these are their own axes.
        """
        n_hidden = self.hidden.shape[1]
        if n_hidden <= 2:
            return np.zeros(n_hidden), np.eye(n_hidden, 2)
        middle = self.hidden.mean(axis=0)
        spread = self.hidden - middle
        if not self.separated:
            return middle, np.linalg.svd(spread)[2][:2].T
        up = (self.nearest[1] - self.nearest[0]) / self.gap
        flat = spread - np.outer(spread @ up, up)  # what is seen from above
        return middle, np.stack([np.linalg.svd(flat)[2][0], up], axis=1)


def fold_xor(activation: Activation, weights: np.ndarray, biases: np.ndarray) -> Folding:
    """Send the four points of XOR through the layer with these weights (2, n_hidden) and biases (n_hidden,)."""
    weights, biases = np.asarray(weights, dtype=float), np.asarray(biases, dtype=float)
    if weights.ndim != 2 or len(weights) != 2 or biases.shape != weights.shape[1:]:
        raise ValueError(
            f"The shapes are weights {weights.shape}, biases {biases.shape}; expected (2, n_hidden) and (n_hidden,): "
            f"two inputs. Give a row of weights for each input."
        )
    hidden = activation(xor()[0] @ weights + biases)
    gap, nearest = nearest_points(hidden[0], hidden[3], hidden[1], hidden[2])
    return Folding(weights, biases, activation, hidden, float(gap), nearest)


def random_layers(n_hidden: int, n_draws: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Weights (n_draws, 2, n_hidden) and biases (n_draws, n_hidden), the same for the same seed.

    Each unit's line z = 0 goes through a random point of the unit square, in a random direction: so every layer bends
    the square somewhere, if its activation function bends at all.
    """
    rng = np.random.default_rng(seed)
    angles = rng.uniform(0, 2 * np.pi, (n_draws, n_hidden))
    weights = STEEPNESS * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return weights, -np.einsum("dih,dih->dh", weights, rng.random((n_draws, 2, n_hidden)))


@lru_cache
def share_separated(activation: Activation, n_hidden: int, n_draws: int = N_DRAWS) -> float:
    """For which share of random hidden layers a line separates the four points afterwards."""
    weights, biases = random_layers(n_hidden, n_draws, seed=1)
    hidden = activation(xor()[0] @ weights + biases[:, None])  # (n_draws, 4, n_hidden)
    gaps, _ = nearest_points(hidden[:, 0], hidden[:, 3], hidden[:, 1], hidden[:, 2])
    sizes = np.maximum(1.0, np.ptp(hidden, axis=1).max(axis=-1))
    return float(np.mean(gaps > TOUCHING * sizes))


def nearest_points(p: np.ndarray, q: np.ndarray, r: np.ndarray, s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How near the segments from p to q and from r to s come, (…), and where: the point of each, (…, 2, n).

    The ends are (…, n). The squared distance of p + t (q − p) and r + u (s − r) is a bowl over t and u: its lowest
    point is inside the square 0 ≤ t, u ≤ 1, or on one of its four sides, where an end has its nearest point.
    """
    along, across = q - p, s - r
    ends = [(t, _foot(p + t * along, r, across)) for t in (0.0, 1.0)]
    ends += [(_foot(r + u * across, p, along), u) for u in (0.0, 1.0)]
    candidates = [*ends, _where_lines_are_nearest(p, along, r, across)]
    pairs = []
    for t, u in candidates:
        t, u = (np.broadcast_to(part, p.shape[:-1])[..., None] for part in (t, u))
        pairs.append(np.stack([p + t * along, r + u * across], axis=-2))
    pairs = np.stack(pairs)  # (5, …, 2, n)
    gaps = np.linalg.norm(pairs[..., 1, :] - pairs[..., 0, :], axis=-1)
    best = np.argmin(gaps, axis=0)
    return np.min(gaps, axis=0), np.take_along_axis(pairs, best[None, ..., None, None], axis=0)[0]


def _foot(point: np.ndarray, start: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """How far along the segment its nearest point to `point` is, from 0 to 1."""
    length = np.sum(direction * direction, axis=-1)
    return np.clip(np.sum((point - start) * direction, axis=-1) / np.where(length > 0, length, 1), 0, 1)


def _where_lines_are_nearest(p, along, r, across) -> tuple[np.ndarray, np.ndarray]:
    """t and u of the lowest point of the bowl, kept within the segments; parallel segments are nearest at an end."""
    a, b, c = (np.sum(one * other, axis=-1) for one, other in ((along, along), (along, across), (across, across)))
    d, e = (np.sum((p - r) * direction, axis=-1) for direction in (along, across))
    determinant = a * c - b * b
    is_flat = determinant <= 1e-12 * np.maximum(a * c, 1e-300)
    t = np.clip((b * e - c * d) / np.where(is_flat, 1, determinant), 0, 1)
    return t, _foot(p + t[..., None] * along, r, across)
