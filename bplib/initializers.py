"""How the weights start. An initializer takes a random generator and a shape and gives an array of that shape.

For a shape (…, n_in, n_out) the number of inputs of one unit, fan-in, is the product of all sizes but the last:
n_inputs for a dense layer, height × width × channels for a kernel.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Initializer", "constant", "glorot", "he", "normal", "orthogonal", "zeros"]

Initializer = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]


@dataclass(frozen=True)
class constant:  # noqa: N801  reads as a function: constant(0.5)
    """Every weight the same value: units that start equal stay equal. Source: Deep Learning, section 8.4."""

    value: float

    def __call__(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        return np.full(shape, float(self.value))


@dataclass(frozen=True)
class normal:  # noqa: N801
    """Normal with mean 0 and standard deviation `scale`."""

    scale: float

    def __post_init__(self):
        if not (self.scale >= 0 and math.isfinite(self.scale)):
            raise ValueError(f"The scale is {self.scale}, expected a number ≥ 0. Write for example normal(0.1).")

    def __call__(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        return rng.normal(0, self.scale, shape)


def zeros(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """All 0: with hidden layers, a start from which nothing is learned."""
    return np.zeros(shape)


def glorot(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Uniform with variance 2 / (fan-in + fan-out). Source: Glorot & Bengio 2010, equation 16."""
    limit = math.sqrt(6 / (_fan_in(shape) + _fan_out(shape)))
    return rng.uniform(-limit, limit, shape)


def he(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Normal with variance 2 / fan-in, made for ReLU. Source: He et al. 2015, equation 10."""
    return rng.normal(0, math.sqrt(2 / _fan_in(shape)), shape)


def orthogonal(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """A random matrix with orthonormal columns or rows: it keeps lengths. Source: Saxe, McClelland & Ganguli 2014."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(rng.normal(size=(max(rows, columns), min(rows, columns))))
    q *= np.sign(np.diag(r))  # without this, not every orthogonal matrix is equally likely
    return (q if rows >= columns else q.T).reshape(shape)


def _fan_in(shape: tuple[int, ...]) -> int:
    return math.prod(shape[:-1])


def _fan_out(shape: tuple[int, ...]) -> int:
    return math.prod(shape[:-2]) * shape[-1]
