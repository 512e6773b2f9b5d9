"""Answers to initialize_layers(layer_sizes, rng), with He; the name of a wrong one says what is wrong with it."""

from itertools import pairwise

import numpy as np


def _he(i, o, rng):
    return rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(o)


def _returns_in_the_loop(layer_sizes, rng):
    layers = []
    for i, o in pairwise(layer_sizes):
        layers.append(_he(i, o, rng))
        return layers


def _too_far(layer_sizes, rng):
    layers = []
    for k in range(len(layer_sizes)):
        layers.append(_he(layer_sizes[k], layer_sizes[k + 1], rng))
    return layers


def _too_short(layer_sizes, rng):
    return [_he(layer_sizes[k], layer_sizes[k + 1], rng) for k in range(len(layer_sizes) - 2)]


def _last_only(layer_sizes, rng):
    for i, o in pairwise(layer_sizes):
        layers = [_he(i, o, rng)]
    return layers


_all = []


def _global_list(layer_sizes, rng):
    for i, o in pairwise(layer_sizes):
        _all.append(_he(i, o, rng))
    return _all


def _default_list(layer_sizes, rng, layers=[]):  # noqa: B006
    layers.extend(_he(i, o, rng) for i, o in pairwise(layer_sizes))
    return layers


def _extends(layer_sizes, rng):
    layers = []
    for i, o in pairwise(layer_sizes):
        layers += _he(i, o, rng)
    return layers


def _appends_apart(layer_sizes, rng):
    weights, biases = [], []
    for i, o in pairwise(layer_sizes):
        W, b = _he(i, o, rng)
        weights.append(W)
        biases.append(b)
    return weights, biases


def _seed_each_time(layer_sizes, rng):
    layers = []
    for i, o in pairwise(layer_sizes):
        rng = np.random.default_rng(1)
        layers.append(_he(i, o, rng))
    return layers


def _pops(layer_sizes, rng):
    layers = []
    while len(layer_sizes) > 1:
        n_inputs = layer_sizes.pop(0)
        layers.append(_he(n_inputs, layer_sizes[0], rng))
    return layers


def _no_return(layer_sizes, rng):
    layers = []
    for i, o in pairwise(layer_sizes):
        layers.append(_he(i, o, rng))


def _each(make):
    return lambda sizes, rng: [make(i, o, rng) for i, o in pairwise(sizes)]


WRONG = {
    "returns in the loop": _returns_in_the_loop,
    "the loop runs past the end": _too_far,
    "the last layer is left out": _too_short,
    "the last layer only": _last_only,
    "a global list keeps growing": _global_list,
    "a mutable default keeps growing": _default_list,
    "weights and biases in one flat list": _extends,
    "a list of weights and a list of biases": _appends_apart,
    "the same seed for each layer": _seed_each_time,
    "empties layer_sizes": _pops,
    "returns nothing": _no_return,
    "Glorot for He": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(2 / (i + o)), (i, o)), np.zeros(o))),
    "the variance as standard deviation": _each(lambda i, o, rng: (rng.normal(0, 2 / i, (i, o)), np.zeros(o))),
    "outputs in place of inputs": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(2 / o), (i, o)), np.zeros(o))),
    "no scale": _each(lambda i, o, rng: (rng.normal(size=(i, o)), np.zeros(o))),
    "1 in place of 2": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(1 / i), (i, o)), np.zeros(o))),
    "zeros": _each(lambda i, o, rng: (np.zeros((i, o)), np.zeros(o))),
    "transposed weights": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (o, i)), np.zeros(o))),
    "a bias per input": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(i))),
    "biases random, too": _each(lambda i, o, rng: (rng.normal(0, np.sqrt(2 / i), (i, o)), rng.normal(size=o))),
    "biases forgotten": _each(lambda i, o, rng: rng.normal(0, np.sqrt(2 / i), (i, o))),
    "np.random for rng": _each(lambda i, o, rng: (np.random.randn(i, o) * np.sqrt(2 / i), np.zeros(o))),
    "scale of the first layer for all": lambda sizes, rng: [
        (rng.normal(0, np.sqrt(2 / sizes[0]), (i, o)), np.zeros(o)) for i, o in pairwise(sizes)
    ],
    "the layers from back to front": lambda sizes, rng: [_he(i, o, rng) for i, o in pairwise(sizes)][::-1],
    "a dictionary by number": lambda sizes, rng: {k: _he(*sizes[k : k + 2], rng) for k in range(len(sizes) - 1)},
    "square layers": lambda sizes, rng: [_he(n, n, rng) for n in sizes[1:]],
    "only first and last size": lambda sizes, rng: [_he(sizes[0], sizes[-1], rng)],
    "a constant 0.01": _each(lambda i, o, rng: (0.01 * rng.normal(size=(i, o)), np.zeros(o))),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "returns in the loop": "return_in_the_loop",
    "the last layer is left out": "last_layer_missing",
    "the last layer only": "list_begins_anew",
    "weights and biases in one flat list": "one_flat_list",
    "a list of weights and a list of biases": "two_lists",
    "the same seed for each layer": "always_the_same",
    "Glorot for He": "glorot_instead_of_he",
    "the variance as standard deviation": "root_forgotten",
    "outputs in place of inputs": "outputs_instead_of_inputs",
    "no scale": "not_scaled",
    "1 in place of 2": "one_over_n",
    "zeros": "all_equal",
    "transposed weights": "weights_transposed",
    "a bias per input": "biases_for_the_inputs",
    "biases random, too": "biases_random",
    "biases forgotten": "biases_left_out",
    "scale of the first layer for all": "scale_of_the_first_layer",
    "only first and last size": "first_and_last_size_alone",
    "a constant 0.01": "fixed_small_scale",
}


def _recursive(layer_sizes, rng):
    if len(layer_sizes) < 2:
        return []
    return [_he(layer_sizes[0], layer_sizes[1], rng), *_recursive(layer_sizes[1:], rng)]


def _generator(layer_sizes, rng):
    for k in range(1, len(layer_sizes)):
        limit = np.sqrt(6 / layer_sizes[k - 1])
        yield rng.uniform(-limit, limit, (layer_sizes[k - 1], layer_sizes[k])), np.zeros(layer_sizes[k])


RIGHT = {
    "plain": _each(_he),
    "recursion": _recursive,
    "lists for pairs": lambda sizes, rng: [list(_he(i, o, rng)) for i, o in pairwise(sizes)],
    "a tuple of pairs": lambda sizes, rng: tuple(map(lambda i, o: _he(i, o, rng), sizes, sizes[1:])),
    "a list from a generator": lambda sizes, rng: list(_generator(sizes, rng)),
    "weights first": lambda sizes, rng: list(
        zip([_he(i, o, rng)[0] for i, o in pairwise(sizes)], [np.zeros(n) for n in sizes[1:]], strict=True)
    ),
}
