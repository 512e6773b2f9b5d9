"""The exercises of lesson 10: the gradient check, which believes nobody but the loss."""

import numpy as np

from .arguments import Function
from .exercise import Exercise, Output, Probe
from .lesson_10_mistakes import GRADIENT_MISTAKES, numerical_gradient
from .lesson_10_relative_error import RELATIVE_ERROR

__all__ = ["EXERCISES"]


def _mixing(rng, x, *h, falling=False):
    """An f whose slopes depend on all entries, and on h by the third derivative; falling, for small x, if asked."""
    n = x.size
    level = -rng.uniform(12, 15, n) if falling else rng.choice([-1, 1], n) * rng.uniform(4, 6, n)
    constants = rng.normal(0, 1, (n, n)), level, rng.uniform(2, 3, n)
    return Probe((Function("mixing", constants, "f"), x, *h), f"with h = {h[0]}" if h else "")


def _probes(rng):
    """Arrays of several shapes, one number, entries that are 0, the default step and large ones."""
    with_zeros = rng.normal(0, 1, (2, 3)) * np.array([[0, 1, 1], [1, 0, 1]])
    return [
        _mixing(rng, rng.normal(0, 1, 3)),
        _mixing(rng, rng.normal(0, 1, (2, 3)), 0.05),
        _mixing(rng, rng.normal(0, 1, (3, 2))),
        _mixing(rng, with_zeros, 0.03),
        _mixing(rng, rng.normal(0, 1, (2, 1, 2)), 0.05),
        _mixing(rng, rng.normal(0, 1, 4), 0.07),
        _mixing(rng, np.array(rng.uniform(-0.3, 0.3)), 0.05, falling=True),
        _mixing(rng, rng.uniform(-0.3, 0.3, 3), 0.04, falling=True),
    ]


def _in_place_and_put_back(f, x, h=1e-5):
    gradient = np.empty_like(x)
    for i in range(x.size):
        old = x.flat[i]
        x.flat[i] = old + h
        above = f(x)
        x.flat[i] = old - h
        below = f(x)
        x.flat[i] = old
        gradient.flat[i] = (above - below) / (2 * h)
    return gradient


def _unit_vectors(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + s) - f(x - s)) / h / 2 for s in steps]).reshape(x.shape)


def _nditer(f, x, h=1e-5):
    gradient, steps = np.zeros_like(x), np.nditer(x, flags=["multi_index"])
    while not steps.finished:
        i, (up, down) = steps.multi_index, (x.copy(), x.copy())
        up[i] += h
        down[i] -= h
        gradient[i] = 0.5 * (f(up) - f(down)) / h
        steps.iternext()
    return gradient.tolist()


SQUARES = Function("sum_of_powers", (2,), "lambda x: np.sum(x**2)")
SQUARE_OF_SUM = Function("power_of_sum", (2,), "lambda x: np.sum(x)**2")
CUBES = Function("sum_of_powers", (3,), "lambda x: np.sum(x**3)")

EXERCISES = (
    Exercise(
        id="numerical_gradient",
        lesson=10,
        parameters=("f", "x", "h=1e-5"),
        outputs=(Output("gradient", "the shape of x"),),
        reference=numerical_gradient,
        probes=_probes,
        small_probes=(
            Probe((SQUARES, np.array([3.0]), 1.0)),
            Probe((SQUARES, np.array([1.0, 2.0]), 1.0)),
            Probe((SQUARES, np.array([0.0, 1.0]), 0.5)),
            Probe((SQUARES, np.array([[1.0, 2.0], [3.0, 4.0]]), 1.0)),
            Probe((CUBES, np.array([1.0, 2.0]), 1.0)),
            Probe((SQUARE_OF_SUM, np.array([1.0, 2.0]), 1.0)),
        ),
        mistakes=GRADIENT_MISTAKES,
        variants=(_in_place_and_put_back, _unit_vectors, _nditer),
        tolerance=1e-7,
        exact=1e-7,
        sizes=lambda f, x, h=1e-5: {"the number of entries": max(x.size, 1), "h": h},
        points=2,
        formula="entry i: (f(x + h eᵢ) − f(x − h eᵢ)) / (2h), where eᵢ is 1 at entry i and 0 elsewhere",
        where="Lesson 10, where one weight is nudged up and down",
    ),
    RELATIVE_ERROR,
)
