"""Answers to parameter_count(layer_sizes); the name of a wrong one says what is wrong with it."""

import math
from functools import reduce
from itertools import pairwise

import numpy as np


def _returns_in_the_loop(layer_sizes):
    total = 0
    for i in range(len(layer_sizes) - 1):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
        return total


def _too_far(layer_sizes):
    total = 0
    for i in range(len(layer_sizes)):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
    return total


def _too_short(layer_sizes):
    total = 0
    for i in range(len(layer_sizes) - 2):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
    return total


def _starts_at_one(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes) - 1):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
    return total


def _wraps_round(layer_sizes):
    total = 0
    for i in range(len(layer_sizes)):
        total += layer_sizes[i - 1] * layer_sizes[i] + layer_sizes[i]
    return total


def _assigned(layer_sizes):
    total = 0
    for n_in, n_out in pairwise(layer_sizes):
        total = n_in * n_out + n_out
    return total


def _pops(layer_sizes):
    total = 0
    while len(layer_sizes) > 1:
        n_in = layer_sizes.pop(0)
        total += n_in * layer_sizes[0] + layer_sizes[0]
    return total


def _prints(layer_sizes):
    print(sum((a + 1) * b for a, b in pairwise(layer_sizes)))


def _three_layers(layer_sizes):
    n_in, n_hidden, n_out = layer_sizes
    return n_in * n_hidden + n_hidden + n_hidden * n_out + n_out


def _keeps_adding(layer_sizes, total=[0]):  # noqa: B006
    total[0] += sum((a + 1) * b for a, b in pairwise(layer_sizes))
    return total[0]


WRONG = {
    "biases are forgotten": lambda s: sum(a * b for a, b in pairwise(s)),
    "one bias per input": lambda s: sum(a * b + a for a, b in pairwise(s)),
    "one bias per layer": lambda s: sum(a * b + 1 for a, b in pairwise(s)),
    "biases for the inputs, too": lambda s: sum(a * b for a, b in pairwise(s)) + sum(s),
    "weights are forgotten": lambda s: sum(s[1:]),
    "units": lambda s: sum(s),
    "product of all sizes": lambda s: math.prod(s),
    "sizes added, not multiplied": lambda s: sum(a + b for a, b in pairwise(s)),
    "bias counted as a unit on both sides": lambda s: sum((a + 1) * (b + 1) for a, b in pairwise(s)),
    "no biases in the last layer": lambda s: sum((a + 1) * b for a, b in pairwise(s)) - s[-1],
    "biases of the hidden layers twice": lambda s: sum((a + 1) * b for a, b in pairwise(s)) + sum(s[1:-1]),
    "first and last size only": lambda s: (s[0] + 1) * s[-1],
    "each size squared": lambda s: sum(a * a + a for a in s),
    "one number for each layer": lambda s: [(a + 1) * b for a, b in pairwise(s)],
    "as text": lambda s: f"{sum((a + 1) * b for a, b in pairwise(s))} parameters",
    "returns in the loop": _returns_in_the_loop,
    "the loop runs past the end": _too_far,
    "the last layer is left out": _too_short,
    "the first layer is left out": _starts_at_one,
    "the loop begins at index −1": _wraps_round,
    "= instead of +=": _assigned,
    "empties the list": _pops,
    "prints and returns nothing": _prints,
    "three sizes only": _three_layers,
    "a mutable default keeps adding": _keeps_adding,
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "biases are forgotten": "biases_forgotten",
    "one bias per input": "bias_for_each_input_of_a_layer",
    "one bias per layer": "one_bias_for_each_layer",
    "biases for the inputs, too": "biases_for_inputs_too",
    "weights are forgotten": "units_behind_the_inputs",
    "units": "units_counted",
    "product of all sizes": "all_sizes_multiplied",
    "sizes added, not multiplied": "sizes_added",
    "bias counted as a unit on both sides": "one_more_on_both_sides",
    "no biases in the last layer": "output_without_biases",
    "biases of the hidden layers twice": "hidden_biases_twice",
    "first and last size only": "inputs_joined_to_outputs",
    "each size squared": "size_times_itself",
    "one number for each layer": "not_added_up",
    "returns in the loop": "first_layer_alone",
    "the last layer is left out": "last_layer_left_out",
    "the first layer is left out": "first_layer_left_out",
    "the loop begins at index −1": "wraps_around",
    "= instead of +=": "last_layer_alone",
}


def _recursive(layer_sizes):
    first, *rest = layer_sizes
    return (first + 1) * rest[0] + _recursive(rest) if rest else 0


def _by_arrays(layer_sizes):
    return sum(np.zeros((a, b)).size + np.zeros(b).size for a, b in pairwise(layer_sizes))


RIGHT = {
    "pairwise": lambda s: sum((a + 1) * b for a, b in pairwise(s)),
    "recursion": _recursive,
    "arrays made and counted": _by_arrays,
    "dot": lambda s: np.dot(np.array(s[:-1]) + 1, s[1:]),
    "float": lambda s: float(sum(s[i] * s[i + 1] + s[i + 1] for i in range(len(s) - 1))),
    "reduce": lambda s: reduce(lambda t, i: t + s[i] * (s[i - 1] + 1), range(1, len(s)), 0),
    "zip": lambda s: sum(map(lambda a, b: a * b, s, s[1:])) + sum(s) - s[0],
}
