"""Is the gradient right? Compare backpropagation with the slopes that central differences measure."""

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


@dataclass(frozen=True)
class GradientCheck:
    """The result: `passed`, the largest relative error, and the worst places by name.

    An error is relative to the largest gradient in its array (for a direction, to the gradient's length), because the
    rounding in a difference of two losses does not shrink with the gradient. `worst` has (name, backpropagation,
    difference, relative error), the worst first.
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
        head = f"Gradient check {verdict}: {self.n_compared:,} compared, largest relative error {self.max_relative_error:.1e}"
        rows = [f"  {name:28} backward {a:+.6e}  difference {b:+.6e}  error {e:.1e}" for name, a, b, e in self.worst]
        if not self.passed:
            rows.append("  A step across a kink of ReLU or max pooling can also do this: check with other x as well.")
        return "\n".join([head, *rows])


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

    Done in float64 on a copy, whatever the dtype of the parameters. Where they disagree, smaller steps are tried too: a
    right gradient agrees as soon as the step no longer crosses a kink, a wrong one never does. Exhaustive checks cost two
    forward passes per parameter; directions two each. Source: Deep Learning, section 11.5.
    """
    check_positive("step", step)
    warn_about_double_activation(network, loss)
    theta = Parameters(parameters.shapes, parameters.vector.astype(np.float64))
    cache = forward(network, theta, x)
    gradient = backward(network, theta, cache, loss.gradient(cache.output, y)).vector

    def slope(direction: np.ndarray, h: float) -> float:
        start, losses = theta.vector.copy(), []
        for sign in (+1, -1):
            theta.vector[...] = start + sign * h * direction
            losses.append(loss.value(forward(network, theta, x, out=cache).output, y))
        theta.vector[...] = start
        return (losses[0] - losses[1]) / (2 * h)

    if directions is None:
        places = _each_parameter(theta, gradient)
    else:
        check_sizes("gradient_check", directions=directions)
        places = _random_directions(gradient, directions, rng or np.random.default_rng(0))
    rows = []
    for name, direction, scale in places:
        expected = float(gradient @ direction)
        for h in (step, step / 10, step / 100):
            measured = slope(direction, h)
            row = (name, expected, measured, _relative_error(expected, measured, scale))
            best = row if h == step or row[3] < best[3] else best
            if best[3] <= TOLERANCE:
                break
        rows.append(best)
    rows.sort(key=lambda row: -row[3])
    return GradientCheck(rows[0][3] if rows else 0.0, tuple(rows[:N_WORST]), len(rows), step)


def _each_parameter(theta: Parameters, gradient: np.ndarray):
    """For each parameter its name, the direction along it, and the largest gradient of its array."""
    gradients = Parameters(theta.shapes, gradient)
    i, direction = 0, np.zeros_like(gradient)
    for l, layer in enumerate(gradients):
        for array_name, array in vars(layer).items():
            scale = float(np.abs(array).max())
            for index in np.ndindex(array.shape):
                direction[i] = 1
                yield f"layer {l} {array_name}[{', '.join(map(str, index))}]", direction, scale
                direction[i] = 0
                i += 1


def _random_directions(gradient: np.ndarray, n: int, rng: np.random.Generator):
    """n directions of length 1, and the slope that is to be expected along one of them."""
    scale = float(np.linalg.norm(gradient)) / np.sqrt(max(gradient.size, 1))
    for k in range(n):
        direction = rng.normal(size=gradient.shape)
        yield f"direction {k}", direction / np.linalg.norm(direction), scale


def _relative_error(a: float, b: float, scale: float) -> float:
    if not np.isfinite(b):
        return float("inf")
    return abs(a - b) / max(abs(a), abs(b), scale, 1e-8)
