"""Answers to glorot_initialization(n_inputs, n_outputs, rng); the name of a wrong one says what is wrong with it."""

import math

import numpy as np


def _uniform(limit):
    return lambda i, o, rng: (rng.uniform(-limit(i, o), limit(i, o), (i, o)), np.zeros(o))


def _no_return(n_inputs, n_outputs, rng):
    limit = np.sqrt(6 / (n_inputs + n_outputs))
    weights = rng.uniform(-limit, limit, (n_inputs, n_outputs))
    weights, np.zeros(n_outputs)


WRONG = {
    "He's scale": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(o)),
    "sqrt(2 / n) as the limit of the uniform": _uniform(lambda i, o: np.sqrt(2 / (i + o))),
    "3 for 6 in the uniform's limit": _uniform(lambda i, o: np.sqrt(3 / (i + o))),
    "no square root": _uniform(lambda i, o: 6 / (i + o)),
    "the inputs only": _uniform(lambda i, o: np.sqrt(6 / i)),
    "the outputs only": _uniform(lambda i, o: np.sqrt(6 / o)),
    "the product for the sum": _uniform(lambda i, o: np.sqrt(6 / (i * o))),
    "the limit as standard deviation": lambda i, o, rng: (
        rng.normal(0, np.sqrt(6 / (i + o)), (i, o)),
        np.zeros(o),
    ),
    "the variance as standard deviation": lambda i, o, rng: (rng.normal(0, 2 / (i + o), (i, o)), np.zeros(o)),
    "1 / (n_in + n_out), the 2 forgotten": lambda i, o, rng: (
        rng.normal(0, np.sqrt(1 / (i + o)), (i, o)),
        np.zeros(o),
    ),
    "from 0 to the limit": lambda i, o, rng: (rng.uniform(0, np.sqrt(6 / (i + o)), (i, o)), np.zeros(o)),
    "LeCun's 1 / n_in": lambda i, o, rng: (rng.normal(0, np.sqrt(1 / i), (i, o)), np.zeros(o)),
    "no brackets: 6 / n_in + n_out": _uniform(lambda i, o: np.sqrt(6 / i + o)),
    "no scale": lambda i, o, rng: (rng.standard_normal((i, o)), np.zeros(o)),
    "rng.random without a shift": lambda i, o, rng: (rng.random((i, o)), np.zeros(o)),
    "all zeros": lambda i, o, rng: (np.zeros((i, o)), np.zeros(o)),
    "transposed": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / (i + o)), (o, i)), np.zeros(o)),
    "biases random, too": lambda i, o, rng: (
        rng.normal(0, np.sqrt(2 / (i + o)), (i, o)),
        rng.uniform(-0.1, 0.1, o),
    ),
    "biases as a column": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / (i + o)), (i, o)), np.zeros((o, 1))),
    "one number for bias": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / (i + o)), (i, o)), 0.0),
    "np.random for rng": lambda i, o, rng: (
        np.random.uniform(-1, 1, (i, o)) * np.sqrt(6 / (i + o)),
        np.zeros(o),
    ),
    "a seed of its own": lambda i, o, rng: (
        np.random.default_rng(42).normal(0, np.sqrt(2 / (i + o)), (i, o)),
        np.zeros(o),
    ),
    "returns nothing": _no_return,
    "one number for all weights": lambda i, o, rng: (
        np.ones((i, o)) * rng.normal(0, np.sqrt(2 / (i + o))),
        np.zeros(o),
    ),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "He's scale": "he_instead_of_glorot",
    "sqrt(2 / n) as the limit of the uniform": "limit_is_the_deviation",
    "3 for 6 in the uniform's limit": "one_over_the_sum",
    "no square root": "root_of_the_limit_forgotten",
    "the inputs only": "he_instead_of_glorot",
    "the outputs only": "outputs_alone",
    "the product for the sum": "product_of_the_sizes",
    "the limit as standard deviation": "deviation_is_the_limit",
    "the variance as standard deviation": "root_forgotten",
    "1 / (n_in + n_out), the 2 forgotten": "one_over_the_sum",
    "from 0 to the limit": "mean_is_not_zero",
    "LeCun's 1 / n_in": "one_over_n",
    "no brackets: 6 / n_in + n_out": "brackets_of_the_limit_missing",
    "no scale": "not_scaled",
    "rng.random without a shift": "mean_is_not_zero",
    "all zeros": "all_equal",
    "transposed": "weights_transposed",
    "biases random, too": "biases_random",
    "a seed of its own": "always_the_same",
    "one number for all weights": "all_equal",
}


def _loops(n_inputs, n_outputs, rng):
    limit = math.sqrt(6 / (n_inputs + n_outputs))
    weights = np.empty((n_inputs, n_outputs))
    for index in np.ndindex(n_inputs, n_outputs):
        weights[index] = rng.uniform(-limit, limit)
    return weights, np.zeros(n_outputs)


RIGHT = {
    "uniform": _uniform(lambda i, o: np.sqrt(6 / (i + o))),
    "normal": lambda i, o, rng: (rng.normal(scale=np.sqrt(2 / (i + o)), size=(i, o)), np.zeros(o)),
    "loops": _loops,
    "by the mean of both": lambda i, o, rng: [rng.standard_normal((i, o)) / ((i + o) / 2) ** 0.5, [0.0] * o],
    "flat, reshaped": lambda i, o, rng: (rng.normal(0, math.sqrt(2 / (i + o)), i * o).reshape(i, o), np.zeros(o)),
    "lists": lambda i, o, rng: (((2 * rng.random((i, o)) - 1) * math.sqrt(6 / (i + o))).tolist(), (0,) * o),
}
