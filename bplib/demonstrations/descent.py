"""Gradient descent where it can be watched: on a bowl and on a curve with two basins.

A surface is a loss of one or two weights: `value` and `gradient` take weights (…, n_weights), `view` is the part that
is worth showing, a pair (low, high) for each weight. `descend` goes down with the core's own optimizer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from ..arguments import check_positive, check_sizes
from ..optimizers import GradientDescent

__all__ = ["Bowl", "Descent", "Surface", "TwoBasins", "descend", "hold_then_decay"]

LIMIT = 1e15  # a loss beyond it, or one that is no number: the descent has left every picture, and ends

View = tuple[tuple[float, float], ...]


class Surface(Protocol):
    """A loss of one or two weights."""

    name: str  # such as “a bowl”, for its descriptions
    view: View
    first_level: float  # above the lowest loss, of a level line; the k-th is k² times as high. For two weights

    @property
    def n_weights(self) -> int:
        """How many weights it has."""

    def value(self, w: np.ndarray) -> np.ndarray:
        """L, of the shape of w without its last axis."""

    def gradient(self, w: np.ndarray) -> np.ndarray:
        """∂L/∂w, of the shape of w."""


@dataclass(frozen=True)
class Bowl:
    """L = ½ Σ λ w²: a bowl with a curvature λ along each weight, all above 0; its minimum is 0 at w = 0.

    Each step of gradient descent multiplies w by 1 − ηλ: it shrinks if 0 < ηλ < 2. Source: LeCun et al., “Efficient
    BackProp” (1998), section 5.
    """

    curvatures: tuple[float, ...]
    view: ClassVar[View] = ((-2.4, 2.4), (-2.0, 2.0))
    first_level: ClassVar[float] = 0.1

    def __post_init__(self):
        for curvature in self.curvatures:
            check_positive("a curvature", curvature)

    @property
    def name(self) -> str:
        """A bowl with its curvatures."""
        return f"a bowl with curvature {' and '.join(f'{curvature:g}' for curvature in self.curvatures)}"

    @property
    def n_weights(self) -> int:
        """One for each curvature."""
        return len(self.curvatures)

    def value(self, w: np.ndarray) -> np.ndarray:
        """½ Σ λ w²."""
        return (np.array(self.curvatures) * w * w).sum(axis=-1) / 2

    def gradient(self, w: np.ndarray) -> np.ndarray:
        """λ w."""
        return np.array(self.curvatures) * w


@dataclass(frozen=True)
class TwoBasins:
    """f = 0.05 w⁴ − 0.6 w² + 0.4 w: a shallow basin at w = 2.26 and a deep one at w = −2.60, a hill between them."""

    name: ClassVar[str] = "a curve with two basins"
    view: ClassVar[View] = ((-4.1, 3.7),)
    n_weights: ClassVar[int] = 1

    def value(self, w: np.ndarray) -> np.ndarray:
        """0.05 w⁴ − 0.6 w² + 0.4 w."""
        w = np.asarray(w)[..., 0]
        return 0.05 * w * w * w * w - 0.6 * w * w + 0.4 * w  # powers may differ in their last digit between machines

    def gradient(self, w: np.ndarray) -> np.ndarray:
        """0.2 w³ − 1.2 w + 0.4."""
        return 0.2 * w * w * w - 1.2 * w + 0.4


@dataclass(frozen=True)
class Descent:
    """The way down: `points` (n_steps + 1, n_weights) from the start on, and their `losses`."""

    surface: Surface
    points: np.ndarray
    losses: np.ndarray

    @property
    def n_steps(self) -> int:
        """How many steps were made; fewer than asked for where it `is_cut_off`."""
        return len(self.points) - 1

    @property
    def is_cut_off(self) -> bool:
        """Whether it ends early, because the loss grew beyond 1e15."""
        return not abs(self.losses[-1]) <= LIMIT

    @property
    def left_at(self) -> int | None:
        """The first step after which a weight lies outside the surface's view; None where all stay in it."""
        low, high = np.transpose(self.surface.view[: self.surface.n_weights])
        outside = ~((self.points >= low) & (self.points <= high)).all(axis=1)
        return int(outside.argmax()) if outside.any() else None

    @property
    def swings(self) -> bool:
        """Whether a weight jumps to and fro between two places at its end, neither nearer nor further apart."""
        if self.n_steps < 2:
            return False
        before, last, now = self.points[-3:]
        jump = np.abs(now - last)
        return bool(((jump > 1e-6) & (np.abs(now - before) < 1e-3 * jump)).any())

    @property
    def n_crossings(self) -> np.ndarray:
        """For each weight, how many steps changed its sign: on a bowl, how often the path crossed to the other side."""
        return (self.points[1:] * self.points[:-1] < 0).sum(axis=0)


def descend(surface: Surface, start, learning_rate: float | Callable[[int], float], n_steps: int) -> Descent:
    """`n_steps` steps w ← w − η ∂L/∂w from `start`, n_weights numbers; η is a number or a function of the step.

    Raises ValueError where the start does not fit the surface, and for a learning rate that is not above 0.
    """
    check_sizes("descend", n_steps=n_steps)
    w = np.array(start, dtype=float)
    if w.shape != (surface.n_weights,):
        raise ValueError(
            f"The start has the shape {w.shape}, this surface has {surface.n_weights} weights. "
            f"Give one number for each, such as [1.0]."
        )
    optimizer, points = GradientDescent(learning_rate), [w.copy()]
    with np.errstate(over="ignore", invalid="ignore"):  # a descent that runs away is cut off below
        for _ in range(n_steps):
            optimizer.update(w, surface.gradient(w))
            points.append(w.copy())
        losses = surface.value(np.array(points))
    beyond = ~(np.abs(losses) <= LIMIT)
    end = int(beyond.argmax()) + 1 if beyond.any() else len(points)
    return Descent(surface, np.array(points[:end]), losses[:end])


def hold_then_decay(rate: float, n_steps: int = 100, factor: float = 0.97) -> Callable[[int], float]:
    """A schedule: the learning rate `rate` for `n_steps` steps, then times `factor` at each step."""
    check_positive("rate", rate)
    check_positive("factor", factor)
    check_sizes("hold_then_decay", n_steps=n_steps)
    return lambda step: rate * factor ** max(0, step - n_steps + 1)
