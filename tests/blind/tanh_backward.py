"""Answers to tanh_backward(d_a, a), where a is tanh's output."""

import math
from functools import partial

import numpy as np


def _changes_a(d_a, a):
    a **= 2
    return d_a * (1 - a)


def _changes_d_a(d_a, a):
    d_a *= 1 - a**2
    return d_a


def _no_return(d_a, a):
    out = d_a * (1 - a**2)  # noqa: F841


def _prints(d_a, a):
    print(d_a * (1 - a**2))


def _skips_the_last_row(d_a, a):
    out = np.zeros_like(a)
    out[:-1] = d_a[:-1] * (1 - a[:-1] ** 2)
    return out


def _first_row_only(d_a, a):
    return d_a[0] * (1 - a[0] ** 2)


def _one_loop_too_few(d_a, a):
    return np.array([d_a[0][j] * (1 - a[0][j] ** 2) for j in range(len(a[0]))])


def _two_loops(d_a, a):
    rows, columns = a.shape
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i][j] = d_a[i][j] * (1 - a[i][j] ** 2)
    return out


def _if_of_an_array(d_a, a):
    if a > 0:
        return d_a * (1 - a**2)
    return -d_a * (1 - a**2)


def _never_ends(d_a, a):
    i = 0
    while i < a.size:
        i += 0
    return d_a


def _wrong_types(d_a, a):
    return [str(value) for value in d_a * (1 - a**2)]


WRONG = {
    "slope alone": lambda d_a, a: 1 - a**2,
    "the square forgotten": lambda d_a, a: d_a * (1 - a),
    "1 + a²": lambda d_a, a: d_a * (1 + a**2),
    "a² − 1": lambda d_a, a: d_a * (a**2 - 1),
    "minus": lambda d_a, a: -d_a * (1 - a**2),
    "a² alone": lambda d_a, a: d_a * a**2,
    "times a": lambda d_a, a: d_a * a,
    "passed on": lambda d_a, a: d_a,
    "a given back": lambda d_a, a: a,
    "sigmoid's slope": lambda d_a, a: d_a * a * (1 - a),
    "a times the slope": lambda d_a, a: d_a * a * (1 - a**2),
    "tanh once more": lambda d_a, a: d_a * (1 - np.tanh(a) ** 2),
    "tanh once more, with cosh": lambda d_a, a: d_a / np.cosh(a) ** 2,
    "tanh once more, slope alone": lambda d_a, a: 1 - np.tanh(a) ** 2,
    "times tanh of a": lambda d_a, a: d_a * np.tanh(a),
    "tanh once more, without the square": lambda d_a, a: d_a * (1 - np.tanh(a)),
    "no brackets": lambda d_a, a: d_a * 1 - a**2,
    "a square around all": lambda d_a, a: d_a * (1 - a) ** 2,
    "times two instead of squared": lambda d_a, a: d_a * (1 - a * 2),
    "hat instead of power": lambda d_a, a: d_a * (1 - a ^ 2),
    "d_a squared": lambda d_a, a: d_a * (1 - d_a**2),
    "arguments changed round": lambda a, d_a: d_a * (1 - a**2),
    "plus": lambda d_a, a: d_a + (1 - a**2),
    "divided": lambda d_a, a: d_a / (1 - a**2),
    "a root": lambda d_a, a: d_a * np.sqrt(1 - a**2),
    "inverse tanh": lambda d_a, a: d_a / (1 + a**2),
    "half": lambda d_a, a: 0.5 * d_a * (1 - a**2),
    "a square of the product": lambda d_a, a: 1 - (d_a * a) ** 2,
    "d_a inside": lambda d_a, a: d_a - a**2,
    "slope twice": lambda d_a, a: d_a * (1 - a**2) ** 2,
    "cubed": lambda d_a, a: d_a * (1 - a**3),
    "matrix square": lambda d_a, a: d_a * (1 - a @ a),
    "matrix square, transposed": lambda d_a, a: d_a * (1 - a @ a.T),
    "matrix product": lambda d_a, a: (1 - a**2) @ d_a.T,
    "dot": lambda d_a, a: np.dot(d_a, 1 - a**2),
    "sum": lambda d_a, a: (d_a * (1 - a**2)).sum(),
    "sum over the features": lambda d_a, a: (d_a * (1 - a**2)).sum(axis=-1),
    "sum, shape kept": lambda d_a, a: d_a * np.sum(1 - a**2),
    "mean slope": lambda d_a, a: d_a * np.mean(1 - a**2),
    "norm instead of squares": lambda d_a, a: d_a * (1 - np.sum(a**2)),
    "divided by the batch size": lambda d_a, a: d_a * (1 - a**2) / a.shape[0],
    "mean slope of a feature": lambda d_a, a: d_a * (1 - a**2).mean(axis=0),
    "transposed": lambda d_a, a: np.transpose(d_a * (1 - a**2)),
    "flattened": lambda d_a, a: (d_a * (1 - a**2)).flatten(),
    "one more axis": lambda d_a, a: (d_a * (1 - a**2))[None],
    "changes a": _changes_a,
    "changes d_a": _changes_d_a,
    "no return": _no_return,
    "prints": _prints,
    "last row left out": _skips_the_last_row,
    "first row only": _first_row_only,
    "one loop too few": _one_loop_too_few,
    "two dimensions only": _two_loops,
    "if of an array": _if_of_an_array,
    "a loop without end": _never_ends,
    "list of texts": _wrong_types,
    "ReLU's slope": lambda d_a, a: np.where(a > 0, d_a, 0),
    "absolute value instead of square": lambda d_a, a: d_a * (1 - np.abs(a)),
    "slope cut off": lambda d_a, a: d_a * np.maximum(1 - a**2, 0.01),
    "rounded": lambda d_a, a: np.round(d_a * (1 - a**2), 3),
    "integers": lambda d_a, a: d_a * (1 - a.astype(int) ** 2),
    "math.tanh of an array": lambda d_a, a: d_a * (1 - math.tanh(a) ** 2),
    "an intermediate of the backward pass": lambda d_a, a: d_a * (1 - a**2) * a,
    "half precision": lambda d_a, a: np.float16(d_a) * (1 - np.float16(a) ** 2),
    "a dictionary": lambda d_a, a: {"d_z": d_a * (1 - a**2)},
    "the slope as a function": lambda d_a, a: lambda z: d_a * (1 - np.tanh(z) ** 2),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "slope alone": "forgot_upstream_gradient",
    "the square forgotten": "square_missing",
    "1 + a²": "one_plus_square",
    "a² − 1": "wrong_sign",
    "minus": "wrong_sign",
    "a² alone": "square_alone",
    "passed on": "forgot_slope",
    "a given back": "output_instead_of_gradient",
    "sigmoid's slope": "slope_of_sigmoid",
    "tanh once more": "applied_tanh_again",
    "tanh once more, with cosh": "applied_tanh_again",
    "no brackets": "brackets_missing",
    "a square around all": "square_of_the_difference",
    "times two instead of squared": "doubled_instead_of_squared",
    "arguments changed round": "arguments_swapped",
    "plus": "added_instead_of_multiplied",
    "divided": "divided_by_tanh_slope",
    "d_a inside": "brackets_missing",
    "slope twice": "slope_twice",
    "matrix square": "matrix_square",
    "dot": "matrix_product",
    "sum": "summed_to_one_number",
    "divided by the batch size": "divided_by_batch_size",
}


def _loop(d_a, a):
    out = np.zeros_like(d_a)
    for index, value in np.ndenumerate(a):
        out[index] = d_a[index] * (1 - value * value)
    return out


def _while(d_a, a):
    d, values, out, i = d_a.reshape(-1), a.reshape(-1), np.zeros(a.size), 0
    while i < values.size:
        out[i] = d[i] - d[i] * values[i] ** 2
        i += 1
    return out.reshape(a.shape)


def _nested(d_a, a):
    return [_nested(*pair) for pair in zip(d_a, a, strict=True)] if np.ndim(a) else d_a * (1 - a**2)


def _nested_tuples(d_a, a):
    return tuple(_nested_tuples(*pair) for pair in zip(d_a, a, strict=True)) if np.ndim(a) else d_a * (1 - a * a)


def _step_by_step(d_a, a):
    a_squared = a**2
    slope = np.ones_like(a_squared) - a_squared
    d_z = np.zeros(np.shape(d_a))
    d_z += d_a * slope
    return d_z


def _nditer(d_a, a):
    with np.nditer([d_a, a, None]) as iterator:
        for d, value, out in iterator:
            out[...] = d * (1 - value**2)
        return iterator.operands[2]


def _generator(d_a, a):
    numbers = (d * (1 - v**2) for d, v in zip(d_a.ravel(), a.ravel(), strict=True))
    return np.fromiter(numbers, float, count=a.size).reshape(a.shape)


class _Tanh:
    def __init__(self):
        self.slope = None

    def __call__(self, d_a, a):
        self.slope = 1 - np.square(a)
        return self.slope * d_a


RIGHT = {
    "plain": lambda d_a, a: d_a * (1 - a**2),
    "third binomial": lambda d_a, a: d_a * (1 - a) * (1 + a),
    "multiplied out": lambda d_a, a: d_a - d_a * a * a,
    "square": lambda d_a, a: np.multiply(d_a, 1.0 - np.square(a)),
    "power": lambda d_a, a: d_a * (1 - np.power(a, 2)),
    "pow of lists": lambda d_a, a: [] if a.size == 0 else (d_a * (1 - pow(a, 2))).tolist(),
    "einsum": lambda d_a, a: d_a - np.einsum("...,...,...->...", a, a, d_a),
    "diagonal": lambda d_a, a: (np.diag(1 - a.ravel() ** 2) @ d_a.ravel()).reshape(a.shape),
    "by sigmoid": lambda d_a, a: d_a * 4 * ((1 + a) / 2) * (1 - (1 + a) / 2),
    "minus twice": lambda d_a, a: -(d_a * (a**2 - 1)),
    "loop": _loop,
    "while": _while,
    "nested lists": _nested,
    "nested tuples": _nested_tuples,
    "step by step": _step_by_step,
    "nditer": _nditer,
    "generator": _generator,
    "vectorize": lambda d_a, a: np.vectorize(lambda d, value: d * (1 - value**2))(d_a, a),
    "map": lambda d_a, a: np.reshape(list(map(lambda d, v: d * (1 - v * v), d_a.flat, a.flat)), a.shape),
    "a class that keeps the slope": _Tanh(),
    "partial": partial(lambda power, d_a, a: d_a * (1 - a**power), 2),
    "other names": lambda gradient, output: gradient * (1 - output**2),
    "float32": lambda d_a, a: d_a.astype(np.float32) * (1 - a.astype(np.float32) ** 2),
    "float32 slope": lambda d_a, a: d_a * (1 - a**2).astype("f"),
    "out": lambda d_a, a: np.multiply(d_a, 1 - a**2, out=np.empty_like(d_a)),
    "matrix": lambda d_a, a: np.asmatrix((d_a * (1 - a**2)).reshape(-1, 1)).A.reshape(a.shape),
    "polynomial": lambda d_a, a: d_a * np.poly1d([-1, 0, 1])(a),
}
