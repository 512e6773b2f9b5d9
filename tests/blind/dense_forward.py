"""Answers to dense_forward(x, weights, biases); the name of a wrong one says what is wrong with it."""

import numpy as np


def _one_row(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        out[n] = x[n] @ W + b
        return out


def _equals_for_plus(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            for i in range(x.shape[1]):
                out[n, j] = x[n, i] * W[i, j]
            out[n, j] += b[j]
    return out


def _last_input(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            for i in range(x.shape[1] - 1):
                out[n, j] += x[n, i] * W[i, j]
            out[n, j] += b[j]
    return out


def _bias_per_input(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            for i in range(x.shape[1]):
                out[n, j] += x[n, i] * W[i, j] + b[j]
    return out


def _into_integers(x, W, b):
    out = np.zeros((len(x), len(b)), dtype=int)
    for n in range(len(x)):
        out[n] = x[n] @ W + b
    return out


def _bias_changed(x, W, b):
    b += x @ W
    return b


def _prints(x, W, b):
    print(x @ W + b)


def _biases_summed(x, W, b):
    z = x @ W
    for bias in b:
        z = z + bias
    return z


WRONG = {
    "biases are forgotten": lambda x, W, b: x @ W,
    "the biases are subtracted": lambda x, W, b: x @ W - b,
    "the biases are multiplied": lambda x, W, b: x @ W * b,
    "W @ x": lambda x, W, b: W @ x + b,
    "the weights are transposed": lambda x, W, b: x @ W.T + b,
    "the result is transposed": lambda x, W, b: (x @ W + b).T,
    "x is transposed": lambda x, W, b: x.T @ W + b,
    "W.T @ x.T, biases to the wrong axis": lambda x, W, b: W.T @ x.T + b,
    "W.T @ x.T + a column of biases": lambda x, W, b: W.T @ x.T + b[:, np.newaxis],
    "entry by entry": lambda x, W, b: x * W + b,
    "biases as a column": lambda x, W, b: x @ W + b.reshape(-1, 1),
    "a ReLU": lambda x, W, b: np.maximum(0, x @ W + b),
    "a sigmoid": lambda x, W, b: 1 / (1 + np.exp(-(x @ W + b))),
    "tanh": lambda x, W, b: np.tanh(x @ W + b),
    "the sum of the biases": lambda x, W, b: x @ W + b.sum(),
    "every bias to every output, in a loop": _biases_summed,
    "the mean of the biases": lambda x, W, b: x @ W + np.mean(b),
    "the first bias for all": lambda x, W, b: x @ W + b[0],
    "divided by the batch size": lambda x, W, b: (x @ W + b) / len(x),
    "the product is divided by the inputs": lambda x, W, b: x @ W / x.shape[1] + b,
    "biases before the product": lambda x, W, b: x @ (W + b),
    "(x + 1) for the bias": lambda x, W, b: (x + 1) @ W,
    "summed over the batch": lambda x, W, b: np.sum(x @ W + b, axis=0),
    "summed over the outputs": lambda x, W, b: np.sum(x @ W + b, axis=1),
    "the first example only": lambda x, W, b: x[0] @ W + b,
    "returns in the loop, the rest stays 0": _one_row,
    "= for += in the sum": _equals_for_plus,
    "the last input is left out": _last_input,
    "the biases once for each input": _bias_per_input,
    "whole numbers": _into_integers,
    "changes the biases": _bias_changed,
    "prints and returns nothing": _prints,
    "the weights are added": lambda x, W, b: x.sum(axis=1, keepdims=True) + W.sum(axis=0) + b,
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "biases are forgotten": "forgot_biases",
    "the biases are subtracted": "biases_subtracted",
    "the biases are multiplied": "biases_multiplied",
    "W @ x": "weights_on_the_left",
    "the weights are transposed": "weights_transposed",
    "the result is transposed": "transposed",
    "x is transposed": "x_transposed",
    "W.T @ x.T, biases to the wrong axis": "transposed_without_fitting",
    "W.T @ x.T + a column of biases": "transposed",
    "entry by entry": "entry_by_entry",
    "biases as a column": "biases_down_the_column",
    "a ReLU": "relu_applied",
    "a sigmoid": "sigmoid_applied",
    "tanh": "tanh_applied",
    "the sum of the biases": "biases_summed",
    "every bias to every output, in a loop": "biases_summed",
    "the mean of the biases": "biases_averaged",
    "the first bias for all": "first_bias_for_all",
    "divided by the batch size": "divided_by_batch_size",
    "the product is divided by the inputs": "averaged_over_inputs",
    "biases before the product": "biases_for_each_input",
    "(x + 1) for the bias": "ones_added_to_the_inputs",
    "summed over the batch": "summed_over_batch",
    "summed over the outputs": "summed_over_units",
    "the first example only": "first_example_only",
    "= for += in the sum": "last_input_alone",
    "the last input is left out": "last_input_left_out",
    "the biases once for each input": "biases_once_for_each_input",
    "the weights are added": "weights_added",
}


def _columns(x, W, b):
    return np.stack([sum(x[:, i] * w for i, w in enumerate(column)) + b[j] for j, column in enumerate(W.T)], axis=1)


class _Layer:
    def __init__(self, scale=1.0):
        self.scale = scale

    def __call__(self, x, weights, biases):
        return np.tensordot(x, weights, axes=1) * self.scale + biases


RIGHT = {
    "plain": lambda x, W, b: x @ W + b,
    "columns": _columns,
    "a class": _Layer(),
    "einsum": lambda x, W, b: np.einsum("ni,ij->nj", x, W) + b[np.newaxis, :],
    "ones": lambda x, W, b: np.c_[np.ones(len(x)), x] @ np.r_[b[None], W],
    "transposed twice": lambda x, W, b: (W.T @ x.T + b[:, None]).T,
    "lists": lambda x, W, b: [[float(row @ W[:, j] + b[j]) for j in range(len(b))] for row in x],
    "broadcast": lambda x, W, b: (x[:, :, None] * W[None]).sum(axis=1) + np.tile(b, (len(x), 1)),
    "float32": lambda x, W, b: x.astype("float32") @ W.astype("float32") + b.astype("float32"),
}
