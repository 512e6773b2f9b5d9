"""Answers to train_classifier(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng); a name says what."""

from itertools import pairwise

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _he(n_inputs, n_outputs, rng):
    return rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs))


def _delta(z_2, labels):
    return (_softmax(z_2) - np.eye(z_2.shape[1])[labels]) / len(labels)


def _gradients(x, labels, W_1, b_1, W_2, b_2, delta=_delta, slope=lambda z: z > 0):
    z_1 = x @ W_1 + b_1
    a_1 = np.maximum(0, z_1)
    d_2 = delta(a_1 @ W_2 + b_2, labels)
    d_1 = (d_2 @ W_2.T) * slope(z_1)
    return [x.T @ d_1, d_1.sum(axis=0), a_1.T @ d_2, d_2.sum(axis=0)]


def _shuffle(n, rng):
    return rng.permutation(n)


def _cuts(order, size):
    return [order[i : i + size] for i in range(0, len(order), size)]


def _minus(parameters, gradients, learning_rate):
    return [p - learning_rate * g for p, g in zip(parameters, gradients, strict=True)]


def _training(start=_he, gradients=_gradients, shuffle=_shuffle, cuts=_cuts, update=_minus, epochs=lambda n: n):
    """The right answer, but for the steps that are given."""

    def train_classifier(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
        n_inputs, n_hidden, n_classes = layer_sizes
        parameters = [start(n_inputs, n_hidden, rng), np.zeros(n_hidden), start(n_hidden, n_classes, rng)]
        parameters.append(np.zeros(n_classes))
        for _ in range(epochs(n_epochs)):
            for batch in cuts(shuffle(len(x), rng), batch_size):
                parameters = update(parameters, gradients(x[batch], labels[batch], *parameters), learning_rate)
        return tuple(parameters)

    return train_classifier


_right = _training()


def _update_of_the_weights_only(parameters, gradients, learning_rate):
    return [p - learning_rate * g * (p.ndim > 1) for p, g in zip(parameters, gradients, strict=True)]


def _update_of_the_last_layer_only(parameters, gradients, learning_rate):
    return parameters[:2] + _minus(parameters[2:], gradients[2:], learning_rate)


def _moves_the_last_layer_first(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    W_1, W_2 = (_he(i, o, rng) for i, o in pairwise(layer_sizes))
    b_1, b_2 = np.zeros(layer_sizes[1]), np.zeros(layer_sizes[2])
    for _ in range(n_epochs):
        for now in _cuts(_shuffle(len(x), rng), batch_size):
            z_1 = x[now] @ W_1 + b_1
            a_1 = np.maximum(0, z_1)
            d_2 = _delta(a_1 @ W_2 + b_2, labels[now])
            W_2 = W_2 - learning_rate * a_1.T @ d_2
            b_2 = b_2 - learning_rate * d_2.sum(axis=0)
            d_1 = (d_2 @ W_2.T) * (z_1 > 0)
            W_1 = W_1 - learning_rate * x[now].T @ d_1
            b_1 = b_1 - learning_rate * d_1.sum(axis=0)
    return W_1, b_1, W_2, b_2


def _update_is_lost(parameters, gradients, learning_rate):
    for p, g in zip(parameters, gradients, strict=True):
        p = p - learning_rate * g
    return parameters


def _labels_shuffled_apart(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    return _right(x, labels[rng.permutation(len(labels))], layer_sizes, learning_rate, batch_size, n_epochs, rng)


def _returns_in_the_epoch(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    return _right(x, labels, layer_sizes, learning_rate, batch_size, 1, rng)


def _starts_anew_each_epoch(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    for _ in range(n_epochs):
        parameters = _right(x, labels, layer_sizes, learning_rate, batch_size, 1, rng)
    return parameters


def _no_return(*arguments):
    _right(*arguments)


def _own_generator(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    rng = np.random.default_rng()
    return _right(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng)


def _changes_x(x, labels, *rest):
    x -= x.mean(axis=0)
    x /= x.std(axis=0)
    return _right(x, labels, *rest)


def _first_batch_only(order, size):
    return [order[:size]]


def _whole_batches(order, size):
    return [order[k * size : (k + 1) * size] for k in range(len(order) // size)]


def _losses(*arguments):
    parameters = _right(*arguments)
    return [float(np.abs(p).sum()) for p in parameters]


def _one_hot_labels_from_one(z_2, labels):
    return (_softmax(z_2) - np.eye(z_2.shape[1])[labels - 1]) / len(labels)


def _with(**steps):
    return _training(gradients=lambda *arguments: _gradients(*arguments, **steps))


def _no_relu(x, labels, W_1, b_1, W_2, b_2):
    a_1 = x @ W_1 + b_1
    d_2 = _delta(a_1 @ W_2 + b_2, labels)
    d_1 = d_2 @ W_2.T
    return [x.T @ d_1, d_1.sum(axis=0), a_1.T @ d_2, d_2.sum(axis=0)]


def _divided_by_all(x, labels, *rest):
    def of_batch(x_batch, *others):
        return [g * len(x_batch) / len(x) for g in _gradients(x_batch, *others)]

    return _training(gradients=of_batch)(x, labels, *rest)


def _averaged_biases(*arguments):
    d_W_1, d_b_1, d_W_2, d_b_2 = _gradients(*arguments)
    return [d_W_1, d_b_1 / len(arguments[0]), d_W_2, d_b_2 / len(arguments[0])]


def _same_order_in_every_epoch(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    W_1, W_2 = (_he(i, o, rng) for i, o in pairwise(layer_sizes))
    b_1, b_2 = np.zeros(layer_sizes[1]), np.zeros(layer_sizes[2])
    order = rng.permutation(len(x))
    x, labels = x[order], labels[order]
    for _ in range(n_epochs):
        for k in range(0, len(x), batch_size):
            found = _gradients(x[k : k + batch_size], labels[k : k + batch_size], W_1, b_1, W_2, b_2)
            W_1, b_1, W_2, b_2 = _minus([W_1, b_1, W_2, b_2], found, learning_rate)
    return W_1, b_1, W_2, b_2


WRONG = {
    "uphill": _training(update=lambda p, g, rate: _minus(p, g, -rate)),
    "the update is lost in the loop": _training(update=_update_is_lost),
    "the biases are not updated": _training(update=_update_of_the_weights_only),
    "the last layer only is updated": _training(update=_update_of_the_last_layer_only),
    "weights_2 move before the way back": _moves_the_last_layer_first,
    "the learning rate is forgotten": _training(update=lambda p, g, rate: _minus(p, g, 1.0)),
    "a fixed learning rate of 0.01": _training(update=lambda p, g, rate: _minus(p, g, 0.01)),
    "weights start at 0": _training(start=lambda i, o, rng: np.zeros((i, o))),
    "weights start at 1": _training(start=lambda i, o, rng: np.ones((i, o))),
    "the ReLU's slope is forgotten": _with(slope=lambda z: 1.0),
    "the ReLU's mask is turned round": _with(slope=lambda z: z <= 0),
    "z_1 for the ReLU's slope": _with(slope=lambda z: np.maximum(0, z)),
    "no ReLU, forward and backward": _training(gradients=_no_relu),
    "the 1/n is forgotten": _with(delta=lambda z, y: _delta(z, y) * len(y)),
    "y − p": _with(delta=lambda z, y: -_delta(z, y)),
    "divided by the number of all examples": _divided_by_all,
    "one-hot is not subtracted": _with(delta=lambda z, y: _softmax(z) / len(y)),
    "the softmax is forgotten": _with(delta=lambda z, y: (z - np.eye(z.shape[1])[y]) / len(y)),
    "softmax over the batch": _with(delta=lambda z, y: (_softmax(z.T).T - np.eye(z.shape[1])[y]) / len(y)),
    "labels from 1": _with(delta=_one_hot_labels_from_one),
    "the biases' gradients are averaged": _training(gradients=_averaged_biases),
    "x and labels are shuffled apart": _labels_shuffled_apart,
    "one epoch, whatever n_epochs": _returns_in_the_epoch,
    "one epoch too few": _training(epochs=lambda n: n - 1),
    "one epoch too many": _training(epochs=lambda n: n + 1),
    "starts anew in each epoch": _starts_anew_each_epoch,
    "the first batch of each epoch only": _training(cuts=_first_batch_only),
    "one batch of everything, whatever batch_size": _training(cuts=lambda order, size: [order]),
    "a generator of its own": _own_generator,
    "changes x in place": _changes_x,
    "returns nothing": _no_return,
    "returns numbers, not arrays": _losses,
    "the second layer first": lambda *a: tuple(_right(*a)[k] for k in (2, 3, 0, 1)),
    "weights first, then biases": lambda *a: tuple(_right(*a)[k] for k in (0, 2, 1, 3)),
    "biases as rows (1, n)": lambda *a: tuple(p if p.ndim > 1 else p[None] for p in _right(*a)),
    "the order is drawn once": _same_order_in_every_epoch,
    "a rest that fills no batch is left out": _training(cuts=_whole_batches),
    "weights with the standard deviation 1": _training(start=lambda i, o, rng: rng.normal(0, 1, (i, o))),
    "the variance of the weights is 1 / inputs": _training(start=lambda i, o, rng: rng.normal(0, i**-0.5, (i, o))),
    "the standard deviation of the weights is 2 / inputs": _training(
        start=lambda i, o, rng: rng.normal(0, 2 / i, (i, o))
    ),
    "the weights alone": lambda *a: _right(*a)[::2],
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "uphill": "uphill",
    "the update is lost in the loop": "nothing_moves",
    "the biases are not updated": "biases_stay",
    "the last layer only is updated": "hidden_layer_stays",
    "weights_2 move before the way back": "weights_moved_early",
    "the learning rate is forgotten": "learning_rate_unused",
    "a fixed learning rate of 0.01": "learning_rate_unused",
    "weights start at 0": "weights_start_at_zero",
    "weights start at 1": "weights_start_equal",
    "the ReLU's slope is forgotten": "relu_slope_missing",
    "the ReLU's mask is turned round": "relu_slope_turned_round",
    "z_1 for the ReLU's slope": "relu_value_instead_of_slope",
    "no ReLU, forward and backward": "relu_left_out",
    "the 1/n is forgotten": "loss_summed",
    "y − p": "uphill",
    "divided by the number of all examples": "one_update_for_each_epoch",
    "one-hot is not subtracted": "label_not_subtracted",
    "the softmax is forgotten": "softmax_missing",
    "softmax over the batch": "softmax_over_the_batch",
    "labels from 1": "counted_from_one",
    "the biases' gradients are averaged": "biases_averaged",
    "one epoch, whatever n_epochs": "one_epoch_alone",
    "one epoch too few": "one_epoch_too_few",
    "one epoch too many": "one_epoch_too_many",
    "starts anew in each epoch": "one_epoch_alone",
    "the first batch of each epoch only": "one_update_for_each_epoch",
    "one batch of everything, whatever batch_size": "one_update_for_each_epoch",
    "the order is drawn once": "same_order_in_every_epoch",
    "a rest that fills no batch is left out": "rest_dropped",
    "weights with the standard deviation 1": "start_without_he",
    "the variance of the weights is 1 / inputs": "start_without_he",
    "the standard deviation of the weights is 2 / inputs": "start_without_he",
}


def _loops(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    W_1, W_2 = (_he(i, o, rng) for i, o in pairwise(layer_sizes))
    b_1, b_2 = np.zeros(layer_sizes[1]), np.zeros(layer_sizes[2])
    for _ in range(n_epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        for start in range(0, len(x), batch_size):
            now = order[start : start + batch_size]
            d_W_1, d_b_1, d_W_2, d_b_2 = _gradients(x[now], labels[now], W_1, b_1, W_2, b_2)
            W_1 -= learning_rate * d_W_1
            b_1 -= learning_rate * d_b_1
            W_2 -= learning_rate * d_W_2
            b_2 -= learning_rate * d_b_2
    return [W_1, b_1, W_2, b_2]


def _uniform_he(n_inputs, n_outputs, rng):
    limit = np.sqrt(6 / n_inputs)
    return rng.uniform(-limit, limit, (n_inputs, n_outputs))


class _Classifier:
    def __call__(self, *arguments):
        self.parameters = list(_training(start=_uniform_he)(*arguments))
        return self.parameters


RIGHT = {
    "plain": _right,
    "loops and in-place updates of its own": _loops,
    "a class": _Classifier(),
    "uniform He": _training(start=_uniform_he),
    "slope 1 at 0": _with(slope=lambda z: z >= 0),
    "shuffled by sorting keys": _training(shuffle=lambda n, rng: np.argsort(rng.random(n))),
    "float32 start": _training(start=lambda i, o, rng: _he(i, o, rng).astype(np.float32)),
}
