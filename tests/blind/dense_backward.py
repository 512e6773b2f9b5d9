"""Answers to dense_backward(d_z, x, weights); the name of a wrong one says what is wrong with it."""

import numpy as np


def _with(d_x=None, d_weights=None, d_biases=None):
    right = (lambda d, x, W: d @ W.T, lambda d, x, W: x.T @ d, lambda d, x, W: d.sum(axis=0))
    parts = [given or usual for given, usual in zip((d_x, d_weights, d_biases), right, strict=True)]
    return lambda d_z, x, weights: tuple(part(d_z, x, weights) for part in parts)


def _equals(d_z, x, weights):
    d_weights = np.zeros(weights.shape)
    for n in range(len(x)):
        d_weights = np.outer(x[n], d_z[n])
    return d_z @ weights.T, d_weights, d_z.sum(axis=0)


def _last_left_out(d_z, x, weights):
    d_weights = np.zeros(weights.shape)
    for n in range(len(x) - 1):
        d_weights += np.outer(x[n], d_z[n])
    return d_z @ weights.T, d_weights, d_z.sum(axis=0)


def _early(d_z, x, weights):
    d_weights, d_biases = np.zeros(weights.shape), np.zeros(d_z.shape[1])
    for n in range(len(x)):
        d_weights += np.outer(x[n], d_z[n])
        d_biases += d_z[n]
        return d_z @ weights.T, d_weights, d_biases


def _updates(d_z, x, weights):
    d_weights = x.T @ d_z
    weights -= 0.1 * d_weights
    return d_z @ weights.T, d_weights, d_z.sum(axis=0)


_sums = {}


def _goes_on(d_z, x, weights):
    _sums[weights.shape] = _sums.get(weights.shape, 0) + x.T @ d_z
    return d_z @ weights.T, _sums[weights.shape], d_z.sum(axis=0)


def _no_return(d_z, x, weights):
    _ = d_z @ weights.T, x.T @ d_z, d_z.sum(axis=0)


def _prints(d_z, x, weights):
    print(d_z @ weights.T, x.T @ d_z, d_z.sum(axis=0))


WRONG = {
    "d_weights is divided by the batch size": _with(d_weights=lambda d, x, W: x.T @ d / len(x)),
    "d_biases is averaged": _with(d_biases=lambda d, x, W: d.mean(axis=0)),
    "d_weights and d_biases are averaged": _with(
        d_weights=lambda d, x, W: x.T @ d / len(x), d_biases=lambda d, x, W: d.mean(axis=0)
    ),
    "d_biases is not summed": _with(d_biases=lambda d, x, W: d),
    "d_biases is summed over the outputs": _with(d_biases=lambda d, x, W: d.sum(axis=1)),
    "d_biases is summed over everything": _with(d_biases=lambda d, x, W: d.sum()),
    "d_biases keeps its dimensions": _with(d_biases=lambda d, x, W: d.sum(axis=0, keepdims=True)),
    "d_biases is the first row": _with(d_biases=lambda d, x, W: d[0]),
    "d_biases is 1 everywhere": _with(d_biases=lambda d, x, W: np.ones(d.shape[1])),
    "d_biases is the batch size": _with(d_biases=lambda d, x, W: np.full(d.shape[1], float(len(d)))),
    "d_biases is made of d_weights": _with(d_biases=lambda d, x, W: (x.T @ d).sum(axis=0)),
    "d_weights is transposed": _with(d_weights=lambda d, x, W: d.T @ x),
    "d_weights is x @ d_z": _with(d_weights=lambda d, x, W: x @ d),
    "d_weights is x.T @ d_z.T": _with(d_weights=lambda d, x, W: x.T @ d.T),
    "d_weights is entry by entry": _with(d_weights=lambda d, x, W: x * d),
    "d_weights takes the weights for x": _with(d_weights=lambda d, x, W: W * d.sum(axis=0)),
    "d_weights without d_z": _with(d_weights=lambda d, x, W: x.T @ np.ones_like(d)),
    "d_weights without x": _with(d_weights=lambda d, x, W: np.ones_like(x).T @ d),
    "d_weights of sums": _with(d_weights=lambda d, x, W: np.outer(x.sum(axis=0), d.sum(axis=0))),
    "d_weights of means": _with(d_weights=lambda d, x, W: np.outer(x.mean(axis=0), d.mean(axis=0))),
    "d_weights has a minus": _with(d_weights=lambda d, x, W: -x.T @ d),
    "d_x without the transpose": _with(d_x=lambda d, x, W: d @ W),
    "d_x is transposed": _with(d_x=lambda d, x, W: W @ d.T),
    "d_x is W @ d_z": _with(d_x=lambda d, x, W: W @ d),
    "d_x is passed on": _with(d_x=lambda d, x, W: d),
    "d_x is the weights": _with(d_x=lambda d, x, W: W),
    "d_x is divided by the batch size": _with(d_x=lambda d, x, W: d @ W.T / len(x)),
    "d_x times x": _with(d_x=lambda d, x, W: d @ W.T * x),
    "d_x of d_weights": _with(d_x=lambda d, x, W: x @ (x.T @ d) @ W.T),
    "all are divided by the batch size": lambda d, x, W: (d @ W.T / len(x), x.T @ d / len(x), d.mean(axis=0)),
    "d_x and d_weights are swapped": lambda d, x, W: (x.T @ d, d @ W.T, d.sum(axis=0)),
    "weights, biases, x": lambda d, x, W: (x.T @ d, d.sum(axis=0), d @ W.T),
    "d_x is left out": lambda d, x, W: (x.T @ d, d.sum(axis=0)),
    "d_biases is left out": lambda d, x, W: (d @ W.T, x.T @ d),
    "only d_weights": lambda d, x, W: x.T @ d,
    "the forward pass": lambda d, x, W: x @ W,
    "= for += over the examples": _equals,
    "the last example is left out": _last_left_out,
    "returns in the loop": _early,
    "the weights are updated first": _updates,
    "d_weights goes on from call to call": _goes_on,
    "returns nothing": _no_return,
    "prints and returns nothing": _prints,
    "d_x without the transpose, d_biases not summed": _with(d_x=lambda d, x, W: d @ W, d_biases=lambda d, x, W: d),
    "d_weights transposed, d_biases averaged": _with(
        d_weights=lambda d, x, W: d.T @ x, d_biases=lambda d, x, W: d.mean(axis=0)
    ),
    "a slope of ReLU": _with(d_x=lambda d, x, W: (d @ W.T) * (x > 0)),
}

DOUBLE = {
    "d_x without the transpose, d_biases not summed",
    "d_weights transposed, d_biases averaged",
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "d_weights is divided by the batch size": "d_weights_averaged",
    "d_biases is averaged": "d_biases_averaged",
    "d_weights and d_biases are averaged": ("d_weights_averaged", "d_biases_averaged"),
    "d_biases is not summed": "d_biases_not_summed",
    "d_biases is summed over the outputs": "d_biases_summed_over_units",
    "d_biases is summed over everything": "d_biases_one_number",
    "d_biases keeps its dimensions": "d_biases_keeps_the_axis",
    "d_biases is the first row": "d_biases_of_one_example",
    "d_biases is 1 everywhere": "d_biases_all_ones",
    "d_biases is the batch size": "d_biases_counts_examples",
    "d_biases is made of d_weights": "d_biases_of_d_weights",
    "d_weights is transposed": "d_weights_transposed",
    "d_weights is x @ d_z": "x_not_transposed",
    "d_weights is x.T @ d_z.T": "d_weights_both_transposed",
    "d_weights is entry by entry": "d_weights_entry_by_entry",
    "d_weights takes the weights for x": "weights_instead_of_x",
    "d_weights without d_z": "d_weights_without_d_z",
    "d_weights without x": "d_weights_without_x",
    "d_weights of sums": "summed_before_multiplying",
    "d_weights of means": "averaged_before_multiplying",
    "d_x without the transpose": "weights_not_transposed",
    "d_x is transposed": "d_x_transposed",
    "d_x is W @ d_z": "weights_on_the_left",
    "d_x is passed on": "d_x_passed_on",
    "d_x is the weights": "d_x_is_the_weights",
    "d_x is divided by the batch size": "d_x_averaged",
    "d_x times x": "d_x_times_x",
    "d_x of d_weights": "d_x_of_d_weights",
    "all are divided by the batch size": ("d_x_averaged", "d_weights_averaged", "d_biases_averaged"),
    "d_x and d_weights are swapped": "d_x_and_d_weights_swapped",
    "weights, biases, x": "weights_returned_first",
    "= for += over the examples": "d_weights_of_the_last_example",
    "the last example is left out": "d_weights_without_the_last_example",
    "returns in the loop": "first_example_alone",
    "d_x without the transpose, d_biases not summed": ("weights_not_transposed", "d_biases_not_summed"),
    "d_weights transposed, d_biases averaged": ("d_weights_transposed", "d_biases_averaged"),
    "a slope of ReLU": "d_x_with_a_mask",
}


def _loops(d_z, x, weights):
    d_x, d_weights, d_biases = np.zeros(x.shape), np.zeros(weights.shape), np.zeros(weights.shape[1])
    for n in range(len(x)):
        for j in range(weights.shape[1]):
            d_biases[j] += d_z[n, j]
            for i in range(weights.shape[0]):
                d_x[n, i] += d_z[n, j] * weights[i, j]
                d_weights[i, j] += d_z[n, j] * x[n, i]
    return d_x, d_weights, d_biases


def _augmented(d_z, x, weights):
    whole = np.column_stack([x, np.ones(len(x))]).T @ d_z
    return (weights @ d_z.T).T, whole[:-1], whole[-1]


class _Gradients:
    def __call__(self, d_z, x, weights):
        yield np.dot(d_z, np.transpose(weights))
        yield np.tensordot(x, d_z, axes=(0, 0))
        yield np.ones(len(d_z)) @ d_z


RIGHT = {
    "plain": _with(),
    "loops": _loops,
    "augmented": _augmented,
    "a generator": _Gradients(),
    "einsum": lambda d, x, W: [
        np.einsum("nj,ij->ni", d, W),
        np.einsum("ni,nj->ij", x, d),
        np.einsum("nj->j", d),
    ],
    "sum of outer products": lambda d, x, W: (
        [W @ row for row in d],
        sum(np.outer(a, b) for a, b in zip(x, d, strict=True)),
        sum(d),
    ),
    "transposed twice": lambda d, x, W: ((W @ d.T).T, (d.T @ x).T, d.T.sum(axis=1)),
    "broadcast": lambda d, x, W: (
        (d[:, None] * W).sum(axis=-1),
        (x[:, :, None] * d[:, None]).sum(axis=0),
        np.add.reduce(d),
    ),
    "float32": lambda d, x, W: _with()(*[array.astype(np.float32) for array in (d, x, W)]),
}
