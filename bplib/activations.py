"""Activation functions, each with its derivative beside it.

`bp.tanh(z)` is φ(z); `bp.tanh.derivative(z, a)` is φ'(z), where `a` is φ(z), already known from the forward pass.
Both take arrays of any shape and, with `out=`, write into an array they are given.
"""

import numpy as np

__all__ = ["Activation", "identity", "relu", "sigmoid", "softmax", "tanh"]


class Activation:
    """A function applied to each number by itself. A subclass computes φ in `__call__` and φ' in `derivative`."""

    def __call__(self, z: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
        """φ(z), in the shape of z."""
        raise NotImplementedError(f"{type(self).__name__} needs a function.")

    def derivative(self, z: np.ndarray, a: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
        """φ'(z), in the shape of z, where a is φ(z)."""
        raise NotImplementedError(f"{type(self).__name__} needs a derivative.")

    def __repr__(self) -> str:
        return type(self).__name__.lower()

    def __reduce__(self) -> str:  # copies and pickles are the one object of this module
        return repr(self)


class Identity(Activation):
    """φ(z) = z: a layer that stays linear."""

    def __call__(self, z, out=None):
        return out if out is z and z is not None else np.positive(_as_floats(z), out=out)

    def derivative(self, z, a, out=None):
        out = np.empty_like(_as_floats(z)) if out is None else out
        out.fill(1)
        return out


class Sigmoid(Activation):
    """φ(z) = 1 / (1 + exp(−z)), between 0 and 1; φ' = a (1 − a), at most 1/4. Source: Deep Learning, section 3.10."""

    def __call__(self, z, out=None):
        with np.errstate(over="ignore"):  # exp(800) becomes infinite, and 1 / (1 + infinity) is 0, as it should be
            e = np.exp(np.negative(_as_floats(z), out=out), out=out)
        return np.divide(1, np.add(1, e, out=out), out=out)

    def derivative(self, z, a, out=None):
        return np.multiply(a, np.subtract(1, a, out=out), out=out)


class Tanh(Activation):
    """φ(z) = tanh z, between −1 and 1; φ' = 1 − a², at most 1. Source: Deep Learning, section 6.3.2."""

    def __call__(self, z, out=None):
        return np.tanh(_as_floats(z), out=out)

    def derivative(self, z, a, out=None):
        return np.subtract(1, np.multiply(a, a, out=out), out=out)


class ReLU(Activation):
    """φ(z) = max(z, 0); φ' = 1 where z > 0 and 0 elsewhere, kink included. Source: Deep Learning, section 6.3.1."""

    def __call__(self, z, out=None):
        return np.maximum(_as_floats(z), 0, out=out)

    def derivative(self, z, a, out=None):
        out = np.empty_like(_as_floats(z)) if out is None else out
        return np.greater(z, 0, out=out)


identity, sigmoid, tanh, relu = Identity(), Sigmoid(), Tanh(), ReLU()


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities from logits along the last axis: p_i = exp(z_i) / Σ_j exp(z_j).

    The largest logit is subtracted first; that changes nothing in the quotient, and no exponential overflows.
    Source: Deep Learning, section 4.1, equation 6.29.
    """
    z = _as_floats(logits).T.copy()  # classes first: sums over long rows are quicker than over many short ones
    z -= np.maximum.reduce(z, axis=0)
    p = np.exp(z, out=z)
    p /= np.add.reduce(p, axis=0)
    return p.T


def _as_floats(values) -> np.ndarray:
    array = np.asarray(values)
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind not in "iub":
        raise TypeError(f"The values have the dtype {array.dtype}, expected real numbers. Give an array of floats.")
    return array.astype(np.float64)
