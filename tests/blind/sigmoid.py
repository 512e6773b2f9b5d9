"""Answers to sigmoid(z); the name of a wrong one says what is wrong with it."""

import math
import warnings
from functools import wraps

import numpy as np


def _for_each_number(z):
    return 1 / (1 + math.exp(-z))


def _loop_over_one_axis(z):
    out = np.zeros(len(z))
    for i in range(len(z)):
        out[i] = 1 / (1 + math.exp(-z[i]))
    return out


def _if_of_an_array(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def _any_for_each(z):
    if np.any(z < 0):
        return np.exp(z) / (1 + np.exp(z))
    return 1 / (1 + np.exp(-z))


def _in_place(z):
    z *= -1
    return 1 / (1 + np.exp(z))


def _into_integers(z):
    out = np.zeros(np.shape(z), dtype=int)
    out[...] = 1 / (1 + np.exp(-z))
    return out


def _early_return(z):
    for value in np.ravel(z):
        return 1 / (1 + np.exp(-value))


def _prints(z):
    print(1 / (1 + np.exp(-z)))


def _flat(z):
    return np.array([1 / (1 + np.exp(-value)) for value in np.ravel(z)])


def _stable_with_the_wrong_branch(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, 1 / (1 + e), e / (1 + e))


WRONG = {
    "the minus in the exponent is missing": lambda z: 1 / (1 + np.exp(z)),
    "e^z / (1 + e^z), which overflows": lambda z: np.exp(z) / (1 + np.exp(z)),
    "the 1 in the denominator is missing": lambda z: 1 / np.exp(-z),
    "the denominator alone": lambda z: 1 + np.exp(-z),
    "no brackets around the denominator": lambda z: 1 / 1 + np.exp(-z),
    "a minus for the plus": lambda z: 1 / (1 - np.exp(-z)),
    "math.exp, which takes one number": _for_each_number,
    "its derivative": lambda z: 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z))),
    "tanh": lambda z: np.tanh(z),
    "ReLU": lambda z: np.maximum(0, z),
    "softmax over all entries": lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
    "a step: rounded to 0 or 1": lambda z: np.round(1 / (1 + np.exp(-z))),
    "a step by comparison": lambda z: (z > 0).astype(float),
    "summed": lambda z: np.sum(1 / (1 + np.exp(-z))),
    "2 to the power of −z": lambda z: 1 / (1 + 2.0**-z),
    "the absolute value in the exponent": lambda z: 1 / (1 + np.exp(-np.abs(z))),
    "the branches of the stable form are swapped": _stable_with_the_wrong_branch,
    "clipped at ±3": lambda z: 1 / (1 + np.exp(-np.clip(z, -3, 3))),
    "2.71 for e": lambda z: 1 / (1 + 2.71**-z),
    "exponent squared": lambda z: 1 / (1 + np.exp(-(z**2))),
    "float() of an array": lambda z: 1 / (1 + np.exp(-float(z))),
    "loops over one axis only": _loop_over_one_axis,
    "an if of an array": _if_of_an_array,
    "any decides for all entries, which overflows": _any_for_each,
    "changes z in place": _in_place,
    "writes into an array of integers": _into_integers,
    "returns in the loop": _early_return,
    "prints and returns nothing": _prints,
    "flattens": _flat,
    "logit, its inverse": lambda z: np.log(z / (1 - z)),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the minus in the exponent is missing": "sign_missing",
    "e^z / (1 + e^z), which overflows": "overflow",
    "the 1 in the denominator is missing": "one_missing",
    "the denominator alone": "brackets_missing",
    "no brackets around the denominator": "brackets_missing",
    "a minus for the plus": "minus_below_the_line",
    "its derivative": "slope_instead",
    "tanh": "tanh_instead",
    "ReLU": "relu_instead",
    "softmax over all entries": "softmax_instead",
    "a step: rounded to 0 or 1": "step_instead",
    "a step by comparison": "step_instead",
    "2 to the power of −z": "power_of_two",
    "the absolute value in the exponent": "absolute_exponent",
    "the branches of the stable form are swapped": "sign_missing",
    "clipped at ±3": "clipped_at_three",
    "2.71 for e": "e_as_2.71",
    "exponent squared": "squared_exponent",
    "any decides for all entries, which overflows": "overflow",
    "logit, its inverse": "inverse_instead",
}


def _quiet(function):
    @wraps(function)
    def inner(*arguments):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*arguments)

    return inner


def _nested(z):
    if np.ndim(z):
        return [_nested(part) for part in z]
    return math.exp(-math.log1p(math.exp(-z))) if z >= 0 else math.exp(z) / (1 + math.exp(z))


class _Sigmoid:
    def __call__(self, z):
        self.e = np.exp(-np.abs(z))
        return np.where(np.asarray(z) < 0, self.e, 1.0) / (1 + self.e)


def _in_order(z):
    out = np.empty_like(z, dtype=float)
    with np.nditer([z, out], op_flags=[["readonly"], ["writeonly"]]) as iterator:
        for value, place in iterator:
            place[...] = 0.5 * math.tanh(float(value) / 2) + 0.5
    return out


RIGHT = {
    "plain": lambda z: 1 / (1 + np.exp(-z)),
    "by tanh": lambda z: (1 + np.tanh(z / 2)) / 2,
    "by logaddexp": lambda z: np.exp(-np.logaddexp(0, -z)),
    "clipped at ±500": lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),
    "vectorize": np.vectorize(lambda v: 1 / (1 + math.exp(-v)) if v > -700 else 0.0),
    "quiet": _quiet(lambda z: (1 + np.exp(-z)) ** -1.0),
    "nested lists": _nested,
    "a class": _Sigmoid(),
    "nditer": _in_order,
    "float32": lambda z: 1 / (1 + np.exp(-np.asarray(z, np.float32))),
}
