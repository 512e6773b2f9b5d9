"""Answers to boundary(weights, bias, x_1); the name of a wrong one says what is wrong with it."""

import numpy as np


def _list(weights, bias, x_1):
    return [-(weights[0] * value + bias) / weights[1] for value in range(len(x_1))]


def _changes(weights, bias, x_1):
    x_1 *= -weights[0] / weights[1]
    x_1 -= bias / weights[1]
    return x_1


def _prints(weights, bias, x_1):
    print(-(weights[0] * x_1 + bias) / weights[1])


def _returns_in_the_loop(weights, bias, x_1):
    for value in np.ravel(x_1):
        return -(weights[0] * value + bias) / weights[1]


WRONG = {
    "the minus is forgotten": lambda weights, bias, x_1: (weights[0] * x_1 + bias) / weights[1],
    "the bias is forgotten": lambda weights, bias, x_1: -weights[0] * x_1 / weights[1],
    "the bias with the wrong sign": lambda weights, bias, x_1: (bias - weights[0] * x_1) / weights[1],
    "the minus for the first term only": lambda weights, bias, x_1: -weights[0] * x_1 + bias / weights[1],
    "the division is forgotten": lambda weights, bias, x_1: -(weights[0] * x_1 + bias),
    "the division for one term only": lambda weights, bias, x_1: -weights[0] / weights[1] * x_1 - bias,
    "no brackets: divides the bias alone": lambda weights, bias, x_1: -weights[0] * x_1 - bias / weights[1],
    "the weights are swapped": lambda weights, bias, x_1: -(weights[1] * x_1 + bias) / weights[0],
    "multiplies by the second weight": lambda weights, bias, x_1: -(weights[0] * x_1 + bias) * weights[1],
    "where z is 0.5": lambda weights, bias, x_1: (0.5 - weights[0] * x_1 - bias) / weights[1],
    "where z is 1": lambda weights, bias, x_1: (1 - weights[0] * x_1 - bias) / weights[1],
    "z itself": lambda weights, bias, x_1: weights[0] * x_1 + bias,
    "output of the neuron": lambda weights, bias, x_1: 1 / (1 + np.exp(-(weights[0] * x_1 + bias))),
    "the slope alone": lambda weights, bias, x_1: -weights[0] / weights[1],
    "the slope upside down": lambda weights, bias, x_1: -weights[1] / weights[0] * x_1 - bias / weights[1],
    "first weight forgotten": lambda weights, bias, x_1: -(x_1 + bias) / weights[1],
    "whole numbers by //": lambda weights, bias, x_1: -(weights[0] * x_1 + bias) // weights[1],
    "1-based: weights[1] and weights[2]": lambda weights, bias, x_1: -(weights[1] * x_1 + bias) / weights[2],
    "the index in place of the value": _list,
    "changes x_1 in place": _changes,
    "prints and returns nothing": _prints,
    "returns in the loop": _returns_in_the_loop,
    "float() of an array": lambda weights, bias, x_1: -(weights[0] * float(x_1) + bias) / weights[1],
    "one half times the bias": lambda weights, bias, x_1: -(weights[0] * x_1 + 0.5 * bias) / weights[1],
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the minus is forgotten": "sign_lost",
    "the bias is forgotten": "bias_forgotten",
    "the bias with the wrong sign": "sign_of_the_bias",
    "the minus for the first term only": "only_the_bias_divided_sign",
    "the division is forgotten": "not_divided",
    "the division for one term only": "bias_not_divided",
    "no brackets: divides the bias alone": "only_the_bias_divided",
    "the weights are swapped": "weights_swapped",
    "multiplies by the second weight": "multiplied",
    "where z is 0.5": "half_instead_of_zero",
    "where z is 1": "one_instead_of_zero",
    "z itself": "pre_activation_instead",
    "output of the neuron": "activation_instead",
    "the slope alone": "slope_as_one_number",
    "the slope upside down": "slope_turned_round",
    "first weight forgotten": "first_weight_forgotten",
    "one half times the bias": "bias_halved",
}


def _bisection(weights, bias, x_1):
    x_1 = np.asarray(x_1, float)
    low, high = np.full(x_1.shape, -1e7), np.full(x_1.shape, 1e7)
    sign = np.sign(weights[1])
    for _ in range(200):
        middle = (low + high) / 2
        above = sign * (weights[0] * x_1 + weights[1] * middle + bias) > 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return (low + high) / 2


def _unpacked(weights, bias, x_1):
    w_1, w_2 = weights
    slope, intercept = -w_1 / w_2, -bias / w_2
    return slope * x_1 + intercept


def _nested(weights, bias, x_1):
    if np.ndim(x_1) == 0:
        return float(-(bias + weights[0] * x_1) / weights[1])
    return [_nested(weights, bias, part) for part in x_1]


RIGHT = {
    "plain": lambda weights, bias, x_1: -(weights[0] * x_1 + bias) / weights[1],
    "slope and intercept": _unpacked,
    "nested lists": _nested,
    "a polynomial": lambda weights, bias, x_1: np.polyval([-weights[0] / weights[1], -bias / weights[1]], x_1),
    "divided first": lambda weights, bias, x_1: (weights / -weights[1])[0] * x_1 - bias * weights[1] ** -1,
    "vectorize": lambda weights, bias, x_1: np.vectorize(lambda v: (-bias - weights[0] * v) / weights[1])(x_1),
    "float32": lambda weights, bias, x_1: -(np.float32(weights[0]) * np.asarray(x_1, np.float32) + bias) / weights[1],
    "bisection": _bisection,
}
