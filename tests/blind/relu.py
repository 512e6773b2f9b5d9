"""Answers to relu(z); the name of a wrong one says what is wrong with it."""

from functools import reduce

import numpy as np


def _in_place(z):
    z[z < 0] = 0
    return z


def _if_of_an_array(z):
    if z > 0:
        return z
    return 0


def _any_decides(z):
    return z if np.any(z > 0) else np.zeros_like(z)


def _keeps_the_positive(z):
    return np.array([value for value in np.ravel(z) if value > 0])


def _one_axis(z):
    out = []
    for value in z:
        out.append(max(0, value))
    return out


def _two_loops(z):
    out = np.zeros_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            if z[i, j] > 0:
                out[i, j] = z[i, j]
    return out


def _returns_in_the_loop(z):
    for value in np.ravel(z):
        return value if value > 0 else 0


def _no_return(z):
    np.maximum(0, z)


def _skips_the_last(z):
    out = np.array(z, float)
    for i in range(out.size - 1):
        if out.flat[i] < 0:
            out.flat[i] = 0
    return out


WRONG = {
    "its derivative": lambda z: (z > 0).astype(float),
    "the mask alone": lambda z: z > 0,
    "minimum for maximum": lambda z: np.minimum(0, z),
    "the largest entry, by np.max": lambda z: np.max(z),
    "np.max with 0 as its axis": lambda z: np.max(z, 0),
    "max of Python": lambda z: max(0, z),
    "the absolute value": lambda z: np.abs(z),
    "leaky": lambda z: np.where(z > 0, z, 0.01 * z),
    "1 where negative": lambda z: np.where(z > 0, z, 1),
    "at least 1": lambda z: np.maximum(1, z),
    "clipped at 1": lambda z: np.clip(z, 0, 1),
    "where with its branches swapped": lambda z: np.where(z > 0, 0, z),
    "z unchanged": lambda z: z,
    "cut at 1": lambda z: z * (z > 1),
    "sign times size, which is z again": lambda z: np.sign(z) * np.maximum(0, np.abs(z)),
    "softplus": lambda z: np.logaddexp(0, z),
    "indices": lambda z: np.where(z > 0),
    "whole numbers": lambda z: np.maximum(0, z).astype(int),
    "changes z in place": _in_place,
    "an if of an array": _if_of_an_array,
    "any decides for all entries": _any_decides,
    "keeps the positive entries only": _keeps_the_positive,
    "loops over one axis only": _one_axis,
    "loops over exactly two axes": _two_loops,
    "returns in the loop": _returns_in_the_loop,
    "returns nothing": _no_return,
    "the loop ends one too early": _skips_the_last,
    "flattens": lambda z: np.array([max(0.0, v) for v in np.ravel(z)]),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "its derivative": "step_instead",
    "the mask alone": "step_instead",
    "minimum for maximum": "turned_round",
    "the largest entry, by np.max": "largest_entry",
    "np.max with 0 as its axis": "largest_of_each_column",
    "the absolute value": "absolute_value",
    "leaky": "leaky",
    "1 where negative": "one_where_negative",
    "at least 1": "one_as_the_limit",
    "clipped at 1": "clipped_at_one",
    "where with its branches swapped": "turned_round",
    "z unchanged": "nothing_done",
    "cut at 1": "threshold_at_one",
    "sign times size, which is z again": "nothing_done",
    "softplus": "softplus_instead",
    "any decides for all entries": "any_for_all",
    "keeps the positive entries only": "dropped_entries",
}


def _nested(z):
    return [_nested(part) for part in z] if np.ndim(z) else max(0.0, float(z))


def _copies(z):
    out = np.copy(z)
    out[out < 0] = 0
    return out


RIGHT = {
    "plain": lambda z: np.maximum(0, z),
    "mask": lambda z: z * (z > 0),
    "half": lambda z: (z + np.abs(z)) / 2,
    "clip": lambda z: np.clip(z, 0, None),
    "copy": _copies,
    "nested": _nested,
    "where": lambda z: np.where(z < 0, 0.0, z),
    "fmax": lambda z: np.fmax(z, 0.0),
    "reduce": lambda z: reduce(np.maximum, [np.zeros(np.shape(z)), z]),
    "float32": lambda z: np.maximum(np.float32(0), np.asarray(z, np.float32)),
    "minus minimum": lambda z: z - np.minimum(z, 0),
}
