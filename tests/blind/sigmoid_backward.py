"""Answers to sigmoid_backward(d_a, a), where a is the sigmoid's output."""

import math
from functools import partial, reduce

import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _changes_a(d_a, a):
    a *= 1 - a
    return d_a * a


def _changes_d_a(d_a, a):
    d_a *= a * (1 - a)
    return d_a


def _writes_into_a(d_a, a):
    a[...] = d_a * a * (1 - a)
    return a


def _no_return(d_a, a):
    d_a * a * (1 - a)


def _prints(d_a, a):
    print(d_a * a * (1 - a))


def _skips_the_last(d_a, a):
    out = np.zeros_like(a)
    for i in range(a.size - 1):
        out.flat[i] = d_a.flat[i] * a.flat[i] * (1 - a.flat[i])
    return out


def _skips_the_first(d_a, a):
    out = np.zeros_like(a)
    for i in range(1, a.size):
        out.flat[i] = d_a.flat[i] * a.flat[i] * (1 - a.flat[i])
    return out


def _returns_in_the_loop(d_a, a):
    for d, value in zip(d_a.flat, a.flat, strict=True):
        return d * value * (1 - value)


def _two_loops(d_a, a):
    out = np.zeros_like(a)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            out[i, j] = d_a[i, j] * a[i, j] * (1 - a[i, j])
    return out


def _truncates_into_integers(d_a, a):
    out = np.zeros(np.shape(a), dtype=int)
    out[...] = d_a * a * (1 - a)
    return out


def _unassigned(d_a, a):
    slope = a * (1 - a)  # noqa: F841
    return d_a * slop  # noqa: F821


_calls = []


def _adds_up_over_calls(d_a, a):
    _calls.append(0)
    return d_a * a * (1 - a) + len(_calls)


WRONG = {
    "slope alone": lambda d_a, a: a * (1 - a),
    "1 − a forgotten": lambda d_a, a: d_a * a,
    "a forgotten": lambda d_a, a: d_a * (1 - a),
    "passed on": lambda d_a, a: d_a,
    "a given back": lambda d_a, a: a,
    "sigmoid once more": lambda d_a, a: d_a * _sigmoid(a) * (1 - _sigmoid(a)),
    "sigmoid once more, with exp": lambda d_a, a: d_a * np.exp(-a) / (1 + np.exp(-a)) ** 2,
    "sigmoid once more, slope alone": lambda d_a, a: _sigmoid(a) * (1 - _sigmoid(a)),
    "times sigmoid of a": lambda d_a, a: d_a * _sigmoid(a),
    "plus": lambda d_a, a: d_a + a * (1 - a),
    "divided": lambda d_a, a: d_a / (a * (1 - a)),
    "a − 1": lambda d_a, a: d_a * a * (a - 1),
    "minus": lambda d_a, a: -d_a * a * (1 - a),
    "1 + a": lambda d_a, a: d_a * a * (1 + a),
    "tanh's slope": lambda d_a, a: d_a * (1 - a**2),
    "a times tanh's slope": lambda d_a, a: d_a * a * (1 - a**2),
    "1 − a squared": lambda d_a, a: d_a * a * (1 - a) ** 2,
    "a squared": lambda d_a, a: d_a * a**2,
    "arguments changed round": lambda a, d_a: d_a * a * (1 - a),
    "slope of d_a": lambda d_a, a: d_a * (1 - d_a),
    "no brackets": lambda d_a, a: d_a * a * 1 - a,
    "half of the brackets": lambda d_a, a: d_a * a - a**2,
    "matrix product": lambda d_a, a: d_a @ (a * (1 - a)),
    "matrix product, transposed": lambda d_a, a: d_a.T @ (a * (1 - a)),
    "dot": lambda d_a, a: np.dot(d_a, a * (1 - a)),
    "sum": lambda d_a, a: np.sum(d_a * a * (1 - a)),
    "sum over the batch": lambda d_a, a: (d_a * a * (1 - a)).sum(axis=0),
    "mean": lambda d_a, a: np.mean(d_a * a * (1 - a)),
    "divided by the batch size": lambda d_a, a: d_a * a * (1 - a) / len(np.atleast_1d(a)),
    "divided by the size": lambda d_a, a: d_a * a * (1 - a) / np.size(a),
    "transposed": lambda d_a, a: (d_a * a * (1 - a)).T,
    "flattened": lambda d_a, a: (d_a * a * (1 - a)).ravel(),
    "as a column": lambda d_a, a: (d_a * a * (1 - a)).reshape(-1, 1),
    "changes a": _changes_a,
    "changes d_a": _changes_d_a,
    "writes into a": _writes_into_a,
    "no return": _no_return,
    "prints": _prints,
    "a pair": lambda d_a, a: (d_a * a * (1 - a), a),
    "ReLU's slope": lambda d_a, a: d_a * (a > 0),
    "always a quarter": lambda d_a, a: d_a * 0.25,
    "rounded": lambda d_a, a: np.round(d_a * a * (1 - a), 2),
    "integers": lambda d_a, a: (d_a * a * (1 - a)).astype(int),
    "into integers": _truncates_into_integers,
    "integer division": lambda d_a, a: d_a * a * ((1 - a) // 1),
    "float of an array": lambda d_a, a: float(d_a) * float(a) * (1 - float(a)),
    "math.exp of an array": lambda d_a, a: d_a * math.exp(-a),
    "last one left out": _skips_the_last,
    "first one left out": _skips_the_first,
    "return in the loop": _returns_in_the_loop,
    "two dimensions only": _two_loops,
    "one half only": lambda d_a, a: np.where(a > 0.5, d_a * a * (1 - a), 0),
    "clipped": lambda d_a, a: d_a * np.clip(a, 0.1, 0.9) * (1 - np.clip(a, 0.1, 0.9)),
    "a − d_a": lambda d_a, a: a - d_a,
    "with the logarithm": lambda d_a, a: d_a / a,
    "slope twice": lambda d_a, a: d_a * (a * (1 - a)) ** 2,
    "d_a twice": lambda d_a, a: d_a * d_a * a * (1 - a),
    "twice": lambda d_a, a: 2 * d_a * a * (1 - a),
    "absolute": lambda d_a, a: np.abs(d_a) * a * (1 - a),
    "text": lambda d_a, a: str(d_a * a * (1 - a)),
    "misspelt": _unassigned,
    "one argument": lambda a: a * (1 - a),
    "three arguments": lambda d_a, a, z: d_a * a * (1 - a),
    "adds up over calls": _adds_up_over_calls,
    "random": lambda d_a, a: d_a * a * (1 - a) * np.random.rand(),
    "recursion without end": lambda d_a, a: WRONG["recursion without end"](d_a, a),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "slope alone": "forgot_upstream_gradient",
    "1 − a forgotten": "only_a",
    "a forgotten": "only_one_minus_a",
    "passed on": "forgot_slope",
    "a given back": "output_instead_of_gradient",
    "sigmoid once more": "applied_sigmoid_again",
    "sigmoid once more, with exp": "applied_sigmoid_again",
    "plus": "added_instead_of_multiplied",
    "divided": "divided_by_sigmoid_slope",
    "a − 1": "wrong_sign",
    "minus": "wrong_sign",
    "tanh's slope": "slope_of_tanh",
    "a squared": "a_squared",
    "arguments changed round": "arguments_swapped",
    "no brackets": "brackets_missing",
    "matrix product": "matrix_product",
    "matrix product, transposed": "matrix_product_transposed",
    "dot": "matrix_product",
    "sum": "summed_to_one_number",
    "sum over the batch": "summed_over_batch",
    "mean": "averaged",
    "divided by the batch size": "divided_by_batch_size",
    "always a quarter": "slope_at_zero",
    "slope twice": "slope_twice",
}


def _loop(d_a, a):
    out = np.empty(a.shape)
    for index in np.ndindex(a.shape):
        out[index] = d_a[index] * a[index] * (1 - a[index])
    return out


def _nested(d_a, a):
    if np.ndim(a) == 0:
        return float(d_a) * float(a) * (1 - float(a))
    return [_nested(d, value) for d, value in zip(d_a, a, strict=True)]


def _works_on_a_copy(d_a, a):
    out = a.copy()
    out *= 1 - a
    out *= d_a
    return out


def _puts_back(d_a, a):
    np.subtract(1, a, out=a)
    out = d_a * a * (1 - a)
    np.subtract(1, a, out=a)
    return out


def _jacobian(d_a, a):
    jacobian = np.diag((a * (1 - a)).ravel())
    return (jacobian @ d_a.ravel()).reshape(a.shape)


def _talkative(d_a, a):
    print("d_a", d_a, "a", a)
    return d_a * a * (1 - a)


class _Layer:
    def __call__(self, d_a, a):
        return d_a * self.slope(a)

    def slope(self, a):
        return a * (1 - a)


RIGHT = {
    "plain": lambda d_a, a: d_a * a * (1 - a),
    "multiplied out": lambda d_a, a: d_a * (a - a**2),
    "a parabola": lambda d_a, a: d_a * (0.25 - (a - 0.5) ** 2),
    "polyval": lambda d_a, a: d_a * np.polyval([-1, 1, 0], a),
    "multiply": lambda d_a, a: np.multiply(np.multiply(d_a, a), np.subtract(1.0, a)),
    "reduce": lambda d_a, a: reduce(np.multiply, (d_a, a, 1 - a)),
    "einsum": lambda d_a, a: np.einsum("...,...,...->...", d_a, a, 1 - a),
    "loop": _loop,
    "vectorize": np.vectorize(lambda d, value: d * value * (1 - value)),
    "frompyfunc": np.frompyfunc(lambda d, value: d * value * (1 - value), 2, 1),
    "flat": lambda d_a, a: np.array([d * v * (1 - v) for d, v in zip(d_a.flat, a.flat, strict=True)]).reshape(a.shape),
    "nested lists": _nested,
    "a list": lambda d_a, a: (d_a * a * (1 - a)).tolist(),
    "a copy": _works_on_a_copy,
    "changed and put back": _puts_back,
    "a Jacobian": _jacobian,
    "a class": _Layer(),
    "a method": _Layer().__call__,
    "partial": partial(lambda one, d_a, a: d_a * a * (one - a), 1),
    "star": lambda *both: both[0] * both[1] * (1 - both[1]),
    "a third argument with a default": lambda d_a, a, one=1: d_a * a * (one - a),
    "float32": lambda d_a, a: np.float32(d_a) * np.float32(a) * (1 - np.float32(a)),
    "long double": lambda d_a, a: np.longdouble(d_a) * a * (1 - a),
    "a complex step": lambda d_a, a: d_a * ((a + 1e-20j) ** 2 / 2 - (a + 1e-20j) ** 3 / 3).imag * 1e20,
    "masked": lambda d_a, a: np.ma.array(d_a) * a * (1 - a),
    "prints on the way": _talkative,
}
