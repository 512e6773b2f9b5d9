"""Answers to neuron(x, weights, bias), with the sigmoid; the name of a wrong one says what is wrong with it."""

import math

import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _returns_in_the_loop(x, weights, bias):
    for row in x:
        return _sigmoid(row @ weights + bias)


def _skips_the_last_weight(x, weights, bias):
    out = np.zeros(len(x))
    for i in range(len(x)):
        z = bias
        for j in range(len(weights) - 1):
            z += x[i, j] * weights[j]
        out[i] = _sigmoid(z)
    return out


def _bias_in_the_inner_loop(x, weights, bias):
    out = []
    for row in x:
        z = 0
        for value, weight in zip(row, weights, strict=True):
            z += value * weight + bias
        out.append(_sigmoid(z))
    return np.array(out)


def _z_is_not_reset(x, weights, bias):
    out, z = [], bias
    for row in x:
        for value, weight in zip(row, weights, strict=True):
            z += value * weight
        out.append(_sigmoid(z))
    return np.array(out)


def _x_changed(x, weights, bias):
    x *= weights
    return _sigmoid(x.sum(axis=1) + bias)


def _prints(x, weights, bias):
    print(_sigmoid(x @ weights + bias))


def _one_example(x, weights, bias):
    z = 0.0
    for j in range(len(weights)):
        z = z + x[j] * weights[j]
    return _sigmoid(z + bias)


WRONG = {
    "the bias is forgotten": lambda x, weights, bias: _sigmoid(x @ weights),
    "the sigmoid is forgotten": lambda x, weights, bias: x @ weights + bias,
    "the bias is added after the sigmoid": lambda x, weights, bias: _sigmoid(x @ weights) + bias,
    "the bias is subtracted": lambda x, weights, bias: _sigmoid(x @ weights - bias),
    "the bias is a factor": lambda x, weights, bias: _sigmoid(x @ weights * bias),
    "the exponent lacks its minus": lambda x, weights, bias: 1 / (1 + np.exp(x @ weights + bias)),
    "elementwise product, not summed": lambda x, weights, bias: _sigmoid(x * weights + bias),
    "summed over the batch": lambda x, weights, bias: _sigmoid((x * weights).sum(axis=0) + bias),
    "summed over everything": lambda x, weights, bias: _sigmoid(np.sum(x * weights) + bias),
    "mean instead of sum": lambda x, weights, bias: _sigmoid(np.mean(x * weights, axis=1) + bias),
    "the weights are forgotten": lambda x, weights, bias: _sigmoid(x.sum(axis=1) + bias),
    "weights @ x": lambda x, weights, bias: _sigmoid(weights @ x + bias),
    "x transposed": lambda x, weights, bias: _sigmoid(x.T @ weights + bias),
    "step for the sigmoid": lambda x, weights, bias: (x @ weights + bias > 0).astype(float),
    "rounded to a class": lambda x, weights, bias: np.round(_sigmoid(x @ weights + bias)),
    "ReLU for the sigmoid": lambda x, weights, bias: np.maximum(0, x @ weights + bias),
    "tanh for the sigmoid": lambda x, weights, bias: np.tanh(x @ weights + bias),
    "the sigmoid twice": lambda x, weights, bias: _sigmoid(_sigmoid(x @ weights + bias)),
    "the sigmoid of each product": lambda x, weights, bias: _sigmoid(x * weights).sum(axis=1) + bias,
    "the result as a column": lambda x, weights, bias: _sigmoid(x @ weights.reshape(-1, 1) + bias),
    "returns in the loop": _returns_in_the_loop,
    "the last weight is left out": _skips_the_last_weight,
    "the bias once for each input": _bias_in_the_inner_loop,
    "z goes on from the row before": _z_is_not_reset,
    "changes x in place": _x_changed,
    "prints and returns nothing": _prints,
    "takes x for one example": _one_example,
    "math.exp of an array": lambda x, weights, bias: 1 / (1 + math.exp(-(x @ weights + bias))),
    "e^z / (1 + e^z), which overflows": lambda x, weights, bias: (
        np.exp(x @ weights + bias) / (1 + np.exp(x @ weights + bias))
    ),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the bias is forgotten": "bias_forgotten",
    "the sigmoid is forgotten": "activation_forgotten",
    "the bias is added after the sigmoid": "bias_after_activation",
    "the bias is subtracted": "bias_subtracted",
    "the bias is a factor": "bias_multiplied",
    "the exponent lacks its minus": "sign_missing",
    "elementwise product, not summed": "not_summed",
    "summed over the batch": "summed_over_the_batch",
    "summed over everything": "summed_over_everything",
    "mean instead of sum": "averaged_inputs",
    "the weights are forgotten": "weights_unused",
    "weights @ x": "transposed",
    "x transposed": "transposed",
    "step for the sigmoid": "step_instead",
    "rounded to a class": "step_instead",
    "ReLU for the sigmoid": "relu_instead",
    "tanh for the sigmoid": "tanh_instead",
    "the sigmoid twice": "activation_twice",
    "the sigmoid of each product": "activation_before_the_bias",
    "the result as a column": "column_instead_of_vector",
    "returns in the loop": "first_example_only",
    "the last weight is left out": "last_input_left_out",
    "the bias once for each input": "bias_for_each_input",
    "z goes on from the row before": "sum_not_reset",
    "takes x for one example": "transposed",
    "e^z / (1 + e^z), which overflows": "overflow",
}


def _loops(x, weights, bias):
    out = []
    for row in x:
        z = bias
        for value, weight in zip(row, weights, strict=True):
            z = z + value * weight
        out.append(1 / (1 + math.exp(-z)) if z > -700 else 0.0)
    return out


def _recursive(x, weights, bias):
    def total(j):
        return bias if j < 0 else total(j - 1) + x[:, j] * weights[j]

    return _sigmoid(total(len(weights) - 1))


def _says_what_it_does(x, weights, bias):
    z = np.dot(x, weights) + bias
    print("z has the shape", z.shape)
    return _sigmoid(z)


RIGHT = {
    "plain": lambda x, weights, bias: _sigmoid(x @ weights + bias),
    "loops": _loops,
    "recursion over the inputs": _recursive,
    "einsum": lambda x, weights, bias: _sigmoid(np.einsum("ij,j->i", x, weights) + bias),
    "weights @ x.T": lambda x, weights, bias: _sigmoid(weights @ x.T + bias),
    "bias as one more weight": lambda x, weights, bias: _sigmoid(
        np.column_stack([x, np.ones(len(x))]) @ np.append(weights, bias)
    ),
    "by tanh": lambda x, weights, bias: 0.5 + 0.5 * np.tanh(0.5 * ((x * weights).sum(axis=1) + bias)),
    "with a print": _says_what_it_does,
}
