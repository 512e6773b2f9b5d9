"""Answers to two_layer_forward(x, weights_1, biases_1, weights_2, biases_2); the name says what is wrong."""

import numpy as np


def _relu(z):
    return np.maximum(0, z)


def _layers(x, W_1, b_1, W_2, b_2, activation=_relu):
    z_1 = x @ W_1 + b_1
    a_1 = activation(z_1)
    return z_1, a_1, a_1 @ W_2 + b_2


def _in_place(x, W_1, b_1, W_2, b_2):
    z_1 = x @ W_1 + b_1
    a_1 = z_1
    a_1[a_1 < 0] = 0
    return z_1, a_1, a_1 @ W_2 + b_2


def _changes_weights(x, W_1, b_1, W_2, b_2):
    W_1 *= 2
    W_1 /= 2
    b_1 += 1
    return _layers(x, W_1, b_1 - 1, W_2, b_2)


def _skips_activation(x, W_1, b_1, W_2, b_2):
    z_1 = x @ W_1 + b_1
    return z_1, _relu(z_1), z_1 @ W_2 + b_2


def _relu_at_the_end(x, W_1, b_1, W_2, b_2):
    z_1, a_1, z_2 = _layers(x, W_1, b_1, W_2, b_2)
    return z_1, a_1, _relu(z_2)


def _softmax_at_the_end(x, W_1, b_1, W_2, b_2):
    z_1, a_1, z_2 = _layers(x, W_1, b_1, W_2, b_2)
    e = np.exp(z_2 - z_2.max(axis=1, keepdims=True))
    return z_1, a_1, e / e.sum(axis=1, keepdims=True)


def _sigmoid_at_the_end(x, W_1, b_1, W_2, b_2):
    z_1, a_1, z_2 = _layers(x, W_1, b_1, W_2, b_2)
    return z_1, a_1, 1 / (1 + np.exp(-z_2))


def _mask(x, W_1, b_1, W_2, b_2):
    z_1 = x @ W_1 + b_1
    a_1 = (z_1 > 0).astype(float)
    return z_1, a_1, a_1 @ W_2 + b_2


def _no_second_bias(x, W_1, b_1, W_2, b_2):
    return _layers(x, W_1, b_1, W_2, 0)


def _first_bias_after_relu(x, W_1, b_1, W_2, b_2):
    z_1 = x @ W_1
    a_1 = _relu(z_1) + b_1
    return z_1, a_1, a_1 @ W_2 + b_2


def _returns_in_the_loop(x, W_1, b_1, W_2, b_2):
    for row in x:
        return _layers(row, W_1, b_1, W_2, b_2)


def _max(x, W_1, b_1, W_2, b_2):
    return _layers(x, W_1, b_1, W_2, b_2, lambda z: np.max(z, 0))


def _no_return(x, W_1, b_1, W_2, b_2):
    _layers(x, W_1, b_1, W_2, b_2)


def _normalizes(z):
    return _relu(z) / len(z)


WRONG = {
    "the ReLU is forgotten": lambda *arguments: _layers(*arguments, lambda z: z),
    "the second layer takes z_1, not a_1": _skips_activation,
    "a ReLU at the output, too": _relu_at_the_end,
    "softmax at the output": _softmax_at_the_end,
    "a sigmoid at the output": _sigmoid_at_the_end,
    "sigmoid for ReLU": lambda *arguments: _layers(*arguments, lambda z: 1 / (1 + np.exp(-z))),
    "tanh for ReLU": lambda *arguments: _layers(*arguments, np.tanh),
    "the ReLU's slope for the ReLU": _mask,
    "leaky ReLU": lambda *arguments: _layers(*arguments, lambda z: np.where(z > 0, z, 0.01 * z)),
    "np.max over axis 0": _max,
    "the absolute value": lambda *arguments: _layers(*arguments, np.abs),
    "minimum for maximum": lambda *arguments: _layers(*arguments, lambda z: np.minimum(0, z)),
    "the first biases are forgotten": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, 0, W_2, b_2),
    "the second biases are forgotten": _no_second_bias,
    "all biases are forgotten": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, 0, W_2, 0),
    "first biases after the ReLU": _first_bias_after_relu,
    "a_1 is written into z_1": _in_place,
    "changes biases_1": _changes_weights,
    "W_1 is transposed": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1.T, b_1, W_2, b_2),
    "W_2 is transposed": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, b_1, W_2.T, b_2),
    "the weights before x": lambda x, W_1, b_1, W_2, b_2: _layers(W_1, x, b_1, W_2, b_2),
    "the biases are swapped": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, b_2, W_2, b_1),
    "z_2 alone": lambda *arguments: _layers(*arguments)[2],
    "a_1 and z_1 in the wrong order": lambda *arguments: tuple(_layers(*arguments)[k] for k in (1, 0, 2)),
    "from back to front": lambda *arguments: _layers(*arguments)[::-1],
    "z_1 is left out": lambda *arguments: _layers(*arguments)[1:],
    "the first example only": _returns_in_the_loop,
    "the activation is divided by the batch size": lambda *arguments: _layers(*arguments, _normalizes),
    "returns nothing": _no_return,
    "the second bias as a column": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, b_1, W_2, b_2[:, None]),
    "no ReLU and no second biases": lambda x, W_1, b_1, W_2, b_2: _layers(x, W_1, b_1, W_2, 0, lambda z: z),
}

DOUBLE = {"no ReLU and no second biases", "all biases are forgotten"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the ReLU is forgotten": "no_activation",
    "the second layer takes z_1, not a_1": "activation_not_handed_on",
    "a ReLU at the output, too": "relu_on_the_output",
    "softmax at the output": "softmax_on_the_output",
    "a sigmoid at the output": "sigmoid_on_the_output",
    "sigmoid for ReLU": "sigmoid_in_the_hidden_layer",
    "tanh for ReLU": "tanh_in_the_hidden_layer",
    "the ReLU's slope for the ReLU": "step_instead_of_relu",
    "leaky ReLU": "leaky_relu",
    "np.max over axis 0": "largest_of_each_column",
    "the absolute value": "absolute_value",
    "minimum for maximum": "relu_with_the_wrong_sign",
    "the first biases are forgotten": "forgot_biases_1",
    "the second biases are forgotten": "forgot_biases_2",
    "all biases are forgotten": "forgot_both_biases",
    "first biases after the ReLU": "biases_1_after_relu",
    "a_1 is written into z_1": "pre_activation_overwritten",
    "W_1 is transposed": "weights_transposed",
    "W_2 is transposed": "weights_2_transposed",
    "the weights before x": "weights_on_the_left",
    "the biases are swapped": "biases_swapped",
    "a_1 and z_1 in the wrong order": "activation_first",
    "from back to front": "order_reversed",
    "the second bias as a column": "biases_2_down_the_column",
    "no ReLU and no second biases": "pre_activation_twice",
}


def _loops(x, W_1, b_1, W_2, b_2):
    z_1, a_1, z_2 = [], [], []
    for row in x:
        z_1.append([sum(row * W_1[:, j]) + b_1[j] for j in range(len(b_1))])
        a_1.append([max(0, z) for z in z_1[-1]])
        z_2.append([sum(a * W_2[i, k] for i, a in enumerate(a_1[-1])) + b for k, b in enumerate(b_2)])
    return z_1, a_1, z_2


class _Network:
    def __call__(self, x, *parameters):
        self.values = [x]
        for layer in range(2):
            a = np.clip(self.values[-1], 0, None) if layer else x
            self.values += [a, a @ parameters[2 * layer] + parameters[2 * layer + 1]]
        return self.values[2], self.values[3], self.values[4]


RIGHT = {
    "plain": _layers,
    "loops": _loops,
    "a class": _Network(),
    "einsum": lambda x, W_1, b_1, W_2, b_2: [
        z := np.einsum("ni,ij->nj", x, W_1) + b_1,
        a := (np.abs(z) + z) / 2,
        np.einsum("nj,jk->nk", a, W_2) + b_2,
    ],
    "columns as examples": lambda x, W_1, b_1, W_2, b_2: (
        (z := W_1.T @ x.T + b_1[:, None]).T,
        (a := z * (z >= 0)).T,
        (W_2.T @ a + b_2[:, None]).T,
    ),
    "float32": lambda *arguments: _layers(*[argument.astype(np.float32) for argument in arguments]),
}
