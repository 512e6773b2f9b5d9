"""Answers to he_initialization(n_inputs, n_outputs, rng); the name of a wrong one says what is wrong with it."""

import numpy as np

_generator = np.random.default_rng(7)


def _returns_in_the_loop(n_inputs, n_outputs, rng):
    weights = np.zeros((n_inputs, n_outputs))
    for i in range(n_inputs):
        for j in range(n_outputs):
            weights[i, j] = rng.normal(0, np.sqrt(2 / n_inputs))
        return weights, np.zeros(n_outputs)


def _prints(n_inputs, n_outputs, rng):
    print(rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs)), np.zeros(n_outputs))


def _integers(n_inputs, n_outputs, rng):
    weights = np.zeros((n_inputs, n_outputs), dtype=int)
    weights[...] = rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs))
    return weights, np.zeros(n_outputs)


def _normal(scale):
    return lambda i, o, rng: (rng.normal(0, scale(i, o), (i, o)), np.zeros(o))


WRONG = {
    "the variance as the standard deviation": _normal(lambda i, o: 2 / i),
    "1 in place of 2": _normal(lambda i, o: np.sqrt(1 / i)),
    "the outputs in place of the inputs": _normal(lambda i, o: np.sqrt(2 / o)),
    "Glorot's scale": _normal(lambda i, o: np.sqrt(2 / (i + o))),
    "no scale: standard normal": lambda i, o, rng: (rng.normal(size=(i, o)), np.zeros(o)),
    "a fixed small scale of 0.01": lambda i, o, rng: (0.01 * rng.standard_normal((i, o)), np.zeros(o)),
    "all zeros": lambda i, o, rng: (np.zeros((i, o)), np.zeros(o)),
    "all equal": lambda i, o, rng: (np.full((i, o), np.sqrt(2 / i)), np.zeros(o)),
    "uniform with sqrt(2 / n) as its limit": lambda i, o, rng: (
        rng.uniform(-np.sqrt(2 / i), np.sqrt(2 / i), (i, o)),
        np.zeros(o),
    ),
    "uniform from 0, positive only": lambda i, o, rng: (rng.random((i, o)) * np.sqrt(2 / i), np.zeros(o)),
    "square root of n in the numerator": _normal(lambda i, o: np.sqrt(2 * i)),
    "divides by sqrt(2 / n)": lambda i, o, rng: (rng.normal(size=(i, o)) / np.sqrt(2 / i), np.zeros(o)),
    "2 outside the root": _normal(lambda i, o: 2 / np.sqrt(i)),
    "1 / n": _normal(lambda i, o: 1 / i),
    "sqrt(2) / n, the root of the 2 only": _normal(lambda i, o: np.sqrt(2) / i),
    "// for /: whole numbers": _normal(lambda i, o: np.sqrt(2 // i)),
    "transposed weights": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (o, i)), np.zeros(o)),
    "biases random, too": lambda i, o, rng: (
        rng.normal(0, np.sqrt(2 / i), (i, o)),
        rng.normal(0, np.sqrt(2 / i), o),
    ),
    "biases of one": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), np.ones(o)),
    "a bias per input": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(i)),
    "biases (1, n_outputs)": lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros((1, o))),
    "biases forgotten": lambda i, o, rng: rng.normal(0, np.sqrt(2 / i), (i, o)),
    "pair in the wrong order": lambda i, o, rng: (np.zeros(o), rng.normal(0, np.sqrt(2 / i), (i, o))),
    "np.random for rng": lambda i, o, rng: (np.random.randn(i, o) * np.sqrt(2 / i), np.zeros(o)),
    "a generator of its own, always with the same seed": lambda i, o, rng: (
        np.random.default_rng(0).normal(0, np.sqrt(2 / i), (i, o)),
        np.zeros(o),
    ),
    "a global generator": lambda i, o, rng: (_generator.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(o)),
    "one row drawn and repeated": lambda i, o, rng: (
        np.tile(rng.normal(0, np.sqrt(2 / i), o), (i, 1)),
        np.zeros(o),
    ),
    "absolute values": lambda i, o, rng: (np.abs(rng.normal(0, np.sqrt(2 / i), (i, o))), np.zeros(o)),
    "the scale as the mean": lambda i, o, rng: (rng.normal(np.sqrt(2 / i), 1, (i, o)), np.zeros(o)),
    "returns in the loop, the rest stays 0": _returns_in_the_loop,
    "into an array of integers": _integers,
    "prints and returns nothing": _prints,
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the variance as the standard deviation": "root_forgotten",
    "1 in place of 2": "one_over_n",
    "the outputs in place of the inputs": "outputs_instead_of_inputs",
    "Glorot's scale": "glorot_instead_of_he",
    "no scale: standard normal": "not_scaled",
    "a fixed small scale of 0.01": "fixed_small_scale",
    "all zeros": "all_equal",
    "all equal": "all_equal",
    "uniform with sqrt(2 / n) as its limit": "limit_is_the_deviation",
    "uniform from 0, positive only": "mean_is_not_zero",
    "square root of n in the numerator": "n_above_the_line",
    "divides by sqrt(2 / n)": "multiplied_by_n",
    "2 outside the root": "two_outside_the_root",
    "1 / n": "one_over_n_as_the_deviation",
    "sqrt(2) / n, the root of the 2 only": "root_of_the_two_alone",
    "// for /: whole numbers": "all_equal",
    "transposed weights": "weights_transposed",
    "biases random, too": "biases_random",
    "biases of one": "biases_one",
    "a bias per input": "biases_for_the_inputs",
    "biases (1, n_outputs)": "biases_as_a_row",
    "pair in the wrong order": "order_turned_round",
    "a generator of its own, always with the same seed": "always_the_same",
    "one row drawn and repeated": "rows_are_twins",
    "absolute values": "mean_is_not_zero",
    "the scale as the mean": "mean_is_not_zero",
    "returns in the loop, the rest stays 0": "rest_not_drawn",
    "into an array of integers": "all_equal",
}


def _entry_by_entry(n_inputs, n_outputs, rng):
    scale = (2.0 / n_inputs) ** 0.5
    weights = [[rng.normal() * scale for _ in range(n_outputs)] for _ in range(n_inputs)]
    return weights, [0] * n_outputs


class _He:
    gain = 2.0

    def __call__(self, n_inputs, n_outputs, rng):
        spread = np.sqrt(3 * self.gain / n_inputs)
        return spread * (2 * rng.random((n_inputs, n_outputs)) - 1), np.zeros(n_outputs)


RIGHT = {
    "normal": _normal(lambda i, o: np.sqrt(2 / i)),
    "uniform": lambda i, o, rng: (rng.uniform(-np.sqrt(6 / i), np.sqrt(6 / i), (i, o)), np.zeros(o)),
    "entry by entry": _entry_by_entry,
    "a class, uniform from random": _He(),
    "float32": lambda i, o, rng: (
        rng.standard_normal((i, o), dtype=np.float32) * np.float32((2 / i) ** 0.5),
        np.zeros(o, np.float32),
    ),
    "drawn transposed": lambda i, o, rng: [rng.standard_normal((o, i)).T / np.sqrt(i / 2), np.zeros((o,), int)],
    "biases from the weights": lambda i, o, rng: ((w := rng.normal(0, (2 / i) ** 0.5, (i, o))), 0 * w[0]),
}
