"""Is the gradient right? Compare backpropagation with the slopes that central differences measure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .algorithm import backward, forward
from .arguments import check_positive, check_sizes
from .losses import Loss, warn_about_double_activation
from .network import Network
from .parameters import Parameters

__all__ = ["GradientCheck", "gradient_check"]

TOLERANCE = 1e-7
N_WORST = 5
N_ROUNDINGS = 4  # a loss is a sum of many terms; its last digits are lost


@dataclass(frozen=True)
class GradientCheck:
    """The result: `passed`, the largest relative error, and the worst places by name.

    An error is relative to the largest gradient in its array (for a direction, to the gradient's typical size), and
    where that is smaller than what rounding does to a difference of two losses, to the latter over 1e-7. `worst` has
    rows (name, backpropagation, difference, relative error), the worst first.
    """

    max_relative_error: float
    worst: tuple[tuple[str, float, float, float], ...]
    n_compared: int
    step: float

    @property
    def passed(self) -> bool:
        """No relative error above 1e-7."""
        return self.max_relative_error <= TOLERANCE

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        verdict = "passed" if self.passed else "FAILED"
        error = f"largest relative error {self.max_relative_error:.1e}"
        rows = [f"Gradient check {verdict}: {self.n_compared:,} compared, {error}"]
        rows += [f"  {name:28} backward {a:+.6e}  difference {b:+.6e}  error {e:.1e}" for name, a, b, e in self.worst]
        if not self.passed:
            rows.append("  A step across a kink of ReLU or max pooling can also do this: check with other x as well.")
        return "\n".join(rows)


def gradient_check(
    network: Network,
    parameters: Parameters,
    loss: Loss,
    x: np.ndarray,
    y: np.ndarray,
    *,
    step: float = 1e-5,
    directions: int | None = None,
    rng: np.random.Generator | None = None,
) -> GradientCheck:
    """Compare every gradient, or the slopes along random `directions`, with (L(θ + h u) − L(θ − h u)) / 2h.

    Done in float64 on a copy, whatever the dtype of the parameters. Costs two forward passes for each parameter, or for
    each direction. Where the two disagree, smaller steps are tried too: a right gradient agrees as soon as the step no
    longer crosses a kink, a wrong one never does. Source: Deep Learning, section 11.5.
    """
    check_positive("step", step)
    if directions is not None:
        check_sizes("gradient_check", directions=directions)
    warn_about_double_activation(network, loss)
    losses = _Losses(network, Parameters(parameters.shapes, parameters.vector.astype(np.float64)), loss, x, y)
    gradient = losses.gradient()
    if directions is None:
        places = _each_parameter(losses.theta, gradient)
    else:
        places = _random_directions(gradient, directions, rng or np.random.default_rng(0))
    rows = [_compare(losses, float(gradient @ u), name, u, scale, step) for name, u, scale in places]
    rows.sort(key=lambda row: -row[3])
    return GradientCheck(rows[0][3] if rows else 0.0, tuple(rows[:N_WORST]), len(rows), step)


class _Losses:
    """The loss as a function of the parameters θ alone, with its slope along a direction."""

    def __init__(self, network, theta, loss, x, y):
        self.network, self.theta, self.loss, self.x, self.y = network, theta, loss, x, y
        self.cache = forward(network, theta, x)

    def gradient(self) -> np.ndarray:
        d_output = self.loss.gradient(self.cache.output, self.y)
        return backward(self.network, self.theta, self.cache, d_output).vector

    def slope(self, direction: np.ndarray, h: float) -> tuple[float, float]:
        """The central difference along the direction, and how much of it may be rounding; θ is put back exactly."""
        start = self.theta.vector.copy()
        values = []
        for move in (h, -h):
            self.theta.vector = start + move * direction
            output = forward(self.network, self.theta, self.x, out=self.cache).output
            values.append(self.loss.value(output, self.y))
        self.theta.vector = start
        rounding = N_ROUNDINGS * np.finfo(float).eps * max(1, abs(values[0]), abs(values[1])) / h
        return (values[0] - values[1]) / (2 * h), rounding


def _compare(losses: _Losses, expected: float, name: str, direction: np.ndarray, scale: float, step: float) -> tuple:
    """The row of one place: the first step that agrees, else the one that comes nearest."""
    rows = []
    for h in (step, step / 10, step / 100):
        measured, rounding = losses.slope(direction, h)
        error = _relative_error(expected, measured, max(scale, rounding / TOLERANCE))
        rows.append((name, expected, measured, error))
        if rows[-1][3] <= TOLERANCE:
            break
    return min(rows, key=lambda row: row[3])


def _each_parameter(theta: Parameters, gradient: np.ndarray) -> Iterator[tuple[str, np.ndarray, float]]:
    """For each parameter its name, the direction along it, and the largest gradient of its array."""
    i, direction = 0, np.zeros_like(gradient)
    for l, layer in enumerate(Parameters(theta.shapes, gradient)):
        for array_name, array in vars(layer).items():
            scale = float(np.abs(array).max())
            for index in np.ndindex(array.shape):
                direction[i] = 1
                yield f"layer {l} {array_name}[{', '.join(map(str, index))}]", direction, scale
                direction[i] = 0
                i += 1


def _random_directions(
    gradient: np.ndarray, n: int, rng: np.random.Generator
) -> Iterator[tuple[str, np.ndarray, float]]:
    """n directions of length 1, and the size of slope that is to be expected along them."""
    scale = float(np.linalg.norm(gradient)) / np.sqrt(max(gradient.size, 1))
    for k in range(n):
        direction = rng.normal(size=gradient.shape)
        yield f"direction {k}", direction / np.linalg.norm(direction), scale


def _relative_error(a: float, b: float, scale: float) -> float:
    error = abs(a - b) / max(abs(a), abs(b), scale)
    return error if np.isfinite(error) else float("inf")
