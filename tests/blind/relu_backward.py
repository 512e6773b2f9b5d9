"""Answers to relu_backward(d_a, z), where z is ReLU's input."""

import sys
from functools import partial

import numpy as np


def _relu(z):
    return np.maximum(0, z)


def _changes_d_a(d_a, z):
    d_a[z <= 0] = 0
    return d_a


def _changes_z(d_a, z):
    z[z < 0] = 0
    z[z > 0] = 1
    return d_a * z


def _negative_stays(d_a, z):
    slope = z.copy()
    slope[slope > 0] = 1
    return d_a * slope


def _positive_stays(d_a, z):
    slope = z.copy()
    slope[slope < 0] = 0
    return d_a * slope


def _order_of_masks(d_a, z):
    slope = z.copy()
    slope[slope > 0] = -1
    slope[slope < 0] = 0
    return d_a * slope


def _if_of_an_array(d_a, z):
    if z > 0:
        return d_a
    return 0


def _if_any(d_a, z):
    if (z > 0).any():
        return d_a
    return np.zeros_like(d_a)


def _if_all(d_a, z):
    return d_a if (z > 0).all() else np.zeros_like(d_a)


def _appends_the_positive(d_a, z):
    out = []
    for d, value in zip(d_a.flat, z.flat, strict=True):
        if value > 0:
            out.append(d)
    return out


def _flat_list(d_a, z):
    out = []
    for d, value in zip(d_a.flat, z.flat, strict=True):
        out.append(d if value > 0 else 0)
    return out


def _two_loops(d_a, z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            if z[i, j] > 0:
                out[i, j] = d_a[i, j]
    return out


def _empty_where_dead(d_a, z):
    out = np.full(z.shape, np.nan)
    out[z > 0] = d_a[z > 0]
    return out


def _no_return(d_a, z):
    d_a = d_a.copy()
    d_a[z < 0] = 0


def _integers(d_a, z):
    out = np.zeros(z.shape, int)
    out[z > 0] = d_a[z > 0]
    return out


def _leaves(d_a, z):
    sys.exit()


WRONG = {
    "slope alone": lambda d_a, z: (z > 0).astype(float),
    "slope alone, by where": lambda d_a, z: np.where(z > 0, 1, 0),
    "mask alone": lambda d_a, z: z > 0,
    "times ReLU of z": lambda d_a, z: d_a * _relu(z),
    "times z": lambda d_a, z: d_a * z,
    "ReLU of z": lambda d_a, z: _relu(z),
    "ReLU of d_a": lambda d_a, z: _relu(d_a),
    "ReLU of the product": lambda d_a, z: _relu(d_a * z),
    "sign of d_a": lambda d_a, z: d_a * (d_a > 0),
    "sign of d_a for z": lambda d_a, z: z * (d_a > 0),
    "both positive": lambda d_a, z: d_a * ((z > 0) & (d_a > 0)),
    "the wrong side": lambda d_a, z: d_a * (z < 0),
    "the wrong side, by where": lambda d_a, z: np.where(z > 0, 0, d_a),
    "passed on": lambda d_a, z: d_a,
    "nothing passed on": lambda d_a, z: np.zeros_like(z),
    "only exact zeros": lambda d_a, z: d_a * (z != 0),
    "z instead of d_a": lambda d_a, z: np.where(z > 0, z, 0),
    "one where dead": lambda d_a, z: np.where(z > 0, d_a, 1),
    "z where dead": lambda d_a, z: np.where(z > 0, d_a, z),
    "minus where dead": lambda d_a, z: np.where(z > 0, d_a, -d_a),
    "sign": lambda d_a, z: d_a * np.sign(z),
    "absolute": lambda d_a, z: d_a * np.abs(np.sign(z)),
    "leaky": lambda d_a, z: np.where(z > 0, d_a, 0.01 * d_a),
    "very leaky": lambda d_a, z: np.where(z > 0, d_a, 0.1 * d_a),
    "above one": lambda d_a, z: d_a * (z > 1),
    "above one half": lambda d_a, z: d_a * (z >= 0.5),
    "clipped": lambda d_a, z: d_a * np.clip(z, 0, 1),
    "indices": lambda d_a, z: np.where(z > 0),
    "selected": lambda d_a, z: d_a[z > 0],
    "selected z": lambda d_a, z: z[z > 0],
    "arguments changed round": lambda z, d_a: d_a * (z > 0),
    "integer of an array": lambda d_a, z: d_a * int(z > 0),
    "max of Python": lambda d_a, z: d_a * max(0, z),
    "np.max": lambda d_a, z: d_a * np.max(z > 0),
    "bitwise": lambda d_a, z: d_a & (z > 0),
    "and": lambda d_a, z: d_a and z > 0,
    "plus": lambda d_a, z: d_a + (z > 0),
    "minus the mask": lambda d_a, z: d_a - (z < 0),
    "divided": lambda d_a, z: d_a / (z > 0),
    "sigmoid's slope": lambda d_a, z: d_a * z * (1 - z),
    "tanh's slope": lambda d_a, z: d_a * (1 - z**2),
    "sigmoid of z": lambda d_a, z: d_a / (1 + np.exp(-np.clip(z, -500, 500))),
    "matrix product": lambda d_a, z: d_a @ (z > 0),
    "matrix product, transposed": lambda d_a, z: d_a.T @ (z > 0),
    "sum": lambda d_a, z: np.sum(d_a * (z > 0)),
    "sum over the batch": lambda d_a, z: np.sum(d_a * (z > 0), axis=0),
    "transposed": lambda d_a, z: (d_a * (z > 0)).T,
    "divided by the batch size": lambda d_a, z: d_a * (z > 0) / len(z),
    "divided by the size": lambda d_a, z: d_a * (z > 0) / z.size,
    "share of living units": lambda d_a, z: d_a * np.mean(z > 0),
    "minus": lambda d_a, z: -d_a * (z > 0),
    "0/0 at the kink": lambda d_a, z: d_a * (z + np.abs(z)) / (2 * z),
    "ReLU over z": lambda d_a, z: d_a * _relu(z) / z,
    "changes d_a": _changes_d_a,
    "changes z": _changes_z,
    "negative stays": _negative_stays,
    "positive stays": _positive_stays,
    "masks in the wrong order": _order_of_masks,
    "if of an array": _if_of_an_array,
    "if any": _if_any,
    "if all": _if_all,
    "list of the living": _appends_the_positive,
    "flat list": _flat_list,
    "two dimensions only": _two_loops,
    "NaN where dead": _empty_where_dead,
    "no return": _no_return,
    "integers": _integers,
    "exit": _leaves,
    "unique units": lambda d_a, z: d_a * (z > 0).any(axis=0),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "slope alone": "forgot_upstream_gradient",
    "slope alone, by where": "forgot_upstream_gradient",
    "mask alone": "forgot_upstream_gradient",
    "times ReLU of z": "output_instead_of_slope",
    "times z": "input_instead_of_slope",
    "ReLU of z": "output_instead_of_gradient",
    "ReLU of d_a": "mask_of_the_gradient",
    "sign of d_a": "mask_of_the_gradient",
    "sign of d_a for z": "arguments_swapped",
    "both positive": "both_masks",
    "the wrong side": "mask_turned_round",
    "the wrong side, by where": "mask_turned_round",
    "passed on": "forgot_slope",
    "only exact zeros": "forgot_slope",
    "z instead of d_a": "output_instead_of_gradient",
    "minus where dead": "absolute_slope",
    "sign": "absolute_slope",
    "absolute": "forgot_slope",
    "leaky": "leaky",
    "selected": "dropped_entries",
    "arguments changed round": "arguments_swapped",
    "np.max": "any_for_all",
    "plus": "added_instead_of_multiplied",
    "divided": "divided_by_relu_slope",
    "matrix product": "matrix_product",
    "matrix product, transposed": "matrix_product_transposed",
    "sum": "summed_to_one_number",
    "sum over the batch": "summed_over_batch",
    "divided by the batch size": "divided_by_batch_size",
    "minus": "wrong_sign",
    "0/0 at the kink": "divided_by_z",
    "ReLU over z": "divided_by_z",
    "positive stays": "output_instead_of_slope",
    "if any": "any_for_all",
    "if all": "all_for_each",
    "list of the living": "dropped_entries",
}


def _loop(d_a, z):
    out = np.zeros(z.shape)
    for index in np.ndindex(*z.shape):
        if z[index] > 0:
            out[index] = d_a[index]
    return out


def _nested(d_a, z):
    if np.ndim(z):
        return [_nested(d, value) for d, value in zip(d_a, z, strict=True)]
    return d_a if z > 0 else 0


def _copy(d_a, z):
    d_z = np.array(d_a, copy=True)
    d_z[z <= 0] = 0
    return d_z


def _zeros(d_a, z):
    d_z = np.zeros_like(z)
    alive = z > 0
    d_z[alive] = d_a[alive]
    return d_z


def _warns(d_a, z):
    with np.errstate(divide="warn", invalid="warn"):
        slope = np.where(z == 0, 0, (z + np.abs(z)) / (2 * z))
    return d_a * slope


def _slope(z):
    return 1.0 if z > 0 else 0.0


class _ReLU:
    def __call__(self, d_a, z):
        return self.mask(z) * d_a

    @staticmethod
    def mask(z):
        return np.greater(z, 0).astype(np.int64)


RIGHT = {
    "plain": lambda d_a, z: d_a * (z > 0),
    "1 at the kink": lambda d_a, z: d_a * (z >= 0),
    "where": lambda d_a, z: np.where(z > 0, d_a, 0),
    "where the other way round": lambda d_a, z: np.where(z <= 0, 0, d_a),
    "where, 1 at the kink": lambda d_a, z: np.where(z < 0, 0.0, d_a),
    "heaviside": lambda d_a, z: d_a * np.heaviside(z, 0),
    "heaviside, 1 at the kink": lambda d_a, z: np.heaviside(z, 1) * d_a,
    "sign of ReLU": lambda d_a, z: d_a * np.sign(_relu(z)),
    "clipped sign": lambda d_a, z: d_a * np.clip(np.sign(z), 0, 1),
    "dead part taken away": lambda d_a, z: d_a - d_a * (z <= 0),
    "select": lambda d_a, z: np.select([z > 0], [d_a], default=0),
    "piecewise": lambda d_a, z: d_a * np.piecewise(z, [z > 0], [1, 0]),
    "choose": lambda d_a, z: np.choose(z > 0, [np.zeros_like(d_a), d_a]),
    "putmask": lambda d_a, z: np.putmask(copy := d_a.copy(), z <= 0, 0) or copy,
    "multiply where": lambda d_a, z: np.multiply(d_a, 1, where=z > 0, out=np.zeros_like(d_a)),
    "masked, filled": lambda d_a, z: np.ma.array(d_a, mask=z <= 0).filled(0),
    "einsum": lambda d_a, z: np.einsum("...,...->...", d_a, (z > 0).astype(float)),
    "diagonal": lambda d_a, z: (np.diag((z > 0).ravel()) @ d_a.ravel()).reshape(z.shape),
    "loop": _loop,
    "nested lists": _nested,
    "copy": _copy,
    "zeros": _zeros,
    "0/0 mended": _warns,
    "vectorize": lambda d_a, z: d_a * np.vectorize(_slope)(z),
    "vectorize of both": np.vectorize(lambda d, value: d if value > 0 else 0.0),
    "a class": _ReLU(),
    "partial": partial(lambda zero, d_a, z: d_a * (z > zero), 0),
    "float32": lambda d_a, z: d_a.astype(np.float32) * (z > 0),
    "a list": lambda d_a, z: (d_a * (z > 0)).tolist(),
    "minus minus": lambda d_a, z: -np.where(z > 0, -d_a, -0.0),
    "sign trick": lambda d_a, z: d_a * ((np.sign(z) + 1) // 2),
}
