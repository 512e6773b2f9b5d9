"""Answers to recurrent_step(x_t, h_previous, input_weights, recurrent_weights, biases); a name says what is wrong."""

import numpy as np


def _changes_h(x, h, W, U, b):
    h[...] = np.tanh(x @ W + h @ U + b)
    return h


def _changes_by_plus(x, h, W, U, b):
    z = x @ W
    z += h @ U
    b += z.mean(axis=0) * 0
    h *= 0
    return np.tanh(z + b)


_state = {}


def _keeps_h(x, h, W, U, b):
    h = _state.get(h.shape, h)
    _state[h.shape] = np.tanh(x @ W + h @ U + b)
    return _state[h.shape]


def _no_return(x, h, W, U, b):
    h = np.tanh(x @ W + h @ U + b)


def _first_row(x, h, W, U, b):
    for x_t, h_t in zip(x, h, strict=True):
        return np.tanh(x_t @ W + h_t @ U + b)


def _h_of_the_last_row(x, h, W, U, b):
    out = []
    state = h[0]
    for x_t in x:
        state = np.tanh(x_t @ W + state @ U + b)
        out.append(state)
    return np.array(out)


WRONG = {
    "tanh is forgotten": lambda x, h, W, U, b: x @ W + h @ U + b,
    "biases are forgotten": lambda x, h, W, U, b: np.tanh(x @ W + h @ U),
    "the previous state is forgotten": lambda x, h, W, U, b: np.tanh(x @ W + b),
    "the input is forgotten": lambda x, h, W, U, b: np.tanh(h @ U + b),
    "recurrent weights are forgotten": lambda x, h, W, U, b: np.tanh(x @ W + h + b),
    "tanh of the input only": lambda x, h, W, U, b: np.tanh(x @ W) + h @ U + b,
    "tanh of each term": lambda x, h, W, U, b: np.tanh(x @ W) + np.tanh(h @ U) + b,
    "biases after tanh": lambda x, h, W, U, b: np.tanh(x @ W + h @ U) + b,
    "biases twice, once per product": lambda x, h, W, U, b: np.tanh(x @ W + b + h @ U + b),
    "sigmoid for tanh": lambda x, h, W, U, b: 1 / (1 + np.exp(-(x @ W + h @ U + b))),
    "ReLU for tanh": lambda x, h, W, U, b: np.maximum(0, x @ W + h @ U + b),
    "h times the recurrent weights entry by entry": lambda x, h, W, U, b: np.tanh(x @ W + h * U + b),
    "recurrent weights transposed": lambda x, h, W, U, b: np.tanh(x @ W + h @ U.T + b),
    "input weights transposed": lambda x, h, W, U, b: np.tanh(x @ W.T + h @ U + b),
    "the weights are swapped": lambda x, h, W, U, b: np.tanh(x @ U + h @ W + b),
    "the products are multiplied": lambda x, h, W, U, b: np.tanh((x @ W) * (h @ U) + b),
    "the biases are subtracted": lambda x, h, W, U, b: np.tanh(x @ W + h @ U - b),
    "the state is added to the result": lambda x, h, W, U, b: h + np.tanh(x @ W + h @ U + b),
    "averaged with the state": lambda x, h, W, U, b: (h + np.tanh(x @ W + h @ U + b)) / 2,
    "only the last example": lambda x, h, W, U, b: np.tanh(x @ W + h @ U + b)[-1],
    "only the first example": _first_row,
    "the state runs through the batch": _h_of_the_last_row,
    "writes into h_previous": _changes_h,
    "changes h_previous and biases": _changes_by_plus,
    "keeps the state between calls": _keeps_h,
    "returns nothing": _no_return,
    "tanh twice": lambda x, h, W, U, b: np.tanh(np.tanh(x @ W + h @ U + b)),
    "returns a pair": lambda x, h, W, U, b: (np.tanh(x @ W + h @ U + b), h),
    "tanh of the state first": lambda x, h, W, U, b: np.tanh(x @ W + np.tanh(h) @ U + b),
    "no biases and sigmoid": lambda x, h, W, U, b: 1 / (1 + np.exp(-(x @ W + h @ U))),
}

DOUBLE = {"no biases and sigmoid"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "tanh is forgotten": "activation_forgotten",
    "biases are forgotten": "biases_forgotten",
    "the previous state is forgotten": "past_forgotten",
    "the input is forgotten": "input_forgotten",
    "recurrent weights are forgotten": "past_without_weights",
    "tanh of the input only": "past_and_biases_behind_tanh",
    "tanh of each term": "activation_of_each_part",
    "biases after tanh": "biases_after_activation",
    "biases twice, once per product": "biases_twice",
    "sigmoid for tanh": "sigmoid_instead",
    "ReLU for tanh": "relu_instead",
    "h times the recurrent weights entry by entry": "past_entry_by_entry",
    "recurrent weights transposed": "recurrent_weights_transposed",
    "input weights transposed": "input_weights_transposed",
    "the weights are swapped": "weights_swapped",
    "the products are multiplied": "parts_multiplied",
    "the biases are subtracted": "biases_subtracted",
    "the state is added to the result": "past_added_again",
    "averaged with the state": "averaged_with_the_past",
    "the state runs through the batch": "state_through_the_batch",
    "tanh twice": "activation_twice",
    "tanh of the state first": "past_squashed_again",
}


def _loops(x, h, W, U, b):
    out = np.empty(h.shape)
    for n in range(len(x)):
        for j in range(len(b)):
            z = b[j]
            for i in range(x.shape[1]):
                z += x[n, i] * W[i, j]
            for k in range(h.shape[1]):
                z += h[n, k] * U[k, j]
            out[n, j] = np.tanh(z)
    return out


class _Cell:
    def __call__(self, x_t, h_previous, input_weights, recurrent_weights, biases):
        self.z = np.einsum("ni,ij->nj", x_t, input_weights) + np.einsum("nk,kj->nj", h_previous, recurrent_weights)
        return np.tanh(self.z + biases)


RIGHT = {
    "plain": lambda x, h, W, U, b: np.tanh(x @ W + h @ U + b),
    "stacked": lambda x, h, W, U, b: np.tanh(np.hstack([x, h, np.ones((len(x), 1))]) @ np.vstack([W, U, b])),
    "loops": _loops,
    "a class": _Cell(),
    "by the sigmoid": lambda x, h, W, U, b: 2 / (1 + np.exp(-2 * (x @ W + h @ U + b))) - 1,
    "rows": lambda x, h, W, U, b: [np.tanh(W.T @ x_t + U.T @ h_t + b) for x_t, h_t in zip(x, h, strict=True)],
    "float32": lambda x, h, W, U, b: np.tanh((x @ W + h @ U + b).astype(np.float32)),
}
