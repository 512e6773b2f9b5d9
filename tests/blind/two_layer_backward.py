"""Answers to two_layer_backward(x, labels, weights_1, biases_1, weights_2, biases_2); a name says what is wrong."""

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _delta(z_2, labels):
    return (_softmax(z_2) - np.eye(z_2.shape[1])[labels]) / len(labels)


def _relu(z):
    return np.maximum(0, z)


def _mask(d_a, z, a):
    return d_a * (z > 0)


def _sum(d):
    return d.sum(axis=0)


def _back(relu=_relu, delta=_delta, through=_mask, weights_2=None, d_weights_2=None, d_weights_1=None, biases=_sum):
    """The right answer, but for the steps that are given."""

    def two_layer_backward(x, labels, W_1, b_1, W_2, b_2):
        z_1 = x @ W_1 + b_1
        a_1 = relu(z_1)
        d_z_2 = delta(a_1 @ W_2 + b_2, labels)
        d_a_1 = weights_2(d_z_2, W_2) if weights_2 else d_z_2 @ W_2.T
        d_z_1 = through(d_a_1, z_1, a_1)
        d_W_2 = d_weights_2(a_1, z_1, d_z_2) if d_weights_2 else a_1.T @ d_z_2
        d_W_1 = d_weights_1(x, d_z_1, d_a_1) if d_weights_1 else x.T @ d_z_1
        return d_W_1, biases(d_z_1), d_W_2, biases(d_z_2)

    return two_layer_backward


_right = _back()


def _updates_first(x, labels, W_1, b_1, W_2, b_2):
    d_W_2 = _right(x, labels, W_1, b_1, W_2, b_2)[2]
    d_W_1, d_b_1, _, d_b_2 = _right(x, labels, W_1, b_1, W_2 - 0.1 * d_W_2, b_2)
    return d_W_1, d_b_1, d_W_2, d_b_2


def _weights_changed_between(x, labels, W_1, b_1, W_2, b_2):
    z_1 = x @ W_1 + b_1
    a_1 = _relu(z_1)
    d_z_2 = _delta(a_1 @ W_2 + b_2, labels)
    d_W_2 = a_1.T @ d_z_2
    d_z_1 = (d_z_2 @ (W_2 - 0.1 * d_W_2).T) * (z_1 > 0)
    return x.T @ d_z_1, d_z_1.sum(axis=0), d_W_2, d_z_2.sum(axis=0)


def _labels_in_place(x, labels, W_1, b_1, W_2, b_2):
    W_2 -= 0.1 * _right(x, labels, W_1, b_1, W_2, b_2)[2]
    return _right(x, labels, W_1, b_1, W_2, b_2)


def _no_biases_forward(x, labels, W_1, b_1, W_2, b_2):
    return _right(x, labels, W_1, 0 * b_1, W_2, 0 * b_2)


def _no_second_bias(x, labels, W_1, b_1, W_2, b_2):
    return _right(x, labels, W_1, b_1, W_2, 0 * b_2)


def _no_return(*arguments):
    _right(*arguments)


def _naive_delta(z_2, labels):
    p = np.exp(z_2) / np.exp(z_2).sum(axis=1, keepdims=True)
    return (p - np.eye(z_2.shape[1])[labels]) / len(labels)


def _turned(z_2, labels):
    return -_delta(z_2, labels)


def _per_example(x, labels, W_1, b_1, W_2, b_2):
    for n in range(len(x)):
        return _right(x[n : n + 1], labels[n : n + 1], W_1, b_1, W_2, b_2)


def _not_averaged(x, labels, W_1, b_1, W_2, b_2):
    sums = [_right(x[n : n + 1], labels[n : n + 1], W_1, b_1, W_2, b_2) for n in range(len(x))]
    return tuple(sum(parts) for parts in zip(*sums, strict=True))


WRONG = {
    "the ReLU's slope is forgotten": _back(through=lambda d, z, a: d),
    "the 1/n is forgotten": _back(delta=lambda z, y: _delta(z, y) * len(y)),
    "the 1/n is forgotten, example by example": _not_averaged,
    "1/n twice": _back(delta=lambda z, y: _delta(z, y) / len(y)),
    "y − p": _back(delta=_turned),
    "one-hot is not subtracted": _back(delta=lambda z, y: _softmax(z) / len(y)),
    "the softmax is forgotten": _back(delta=lambda z, y: (z - np.eye(z.shape[1])[y]) / len(y)),
    "no shift: the softmax overflows": _back(delta=_naive_delta),
    "softmax over the batch": _back(delta=lambda z, y: (_softmax(z.T).T - np.eye(z.shape[1])[y]) / len(y)),
    "labels are not made one-hot": _back(delta=lambda z, y: (_softmax(z) - y[:, None]) / len(y)),
    "the squared error's gradient": _back(delta=lambda z, y: 2 * (z - np.eye(z.shape[1])[y]) / z.size),
    "the mask of d_a": _back(through=lambda d, z, a: d * (d > 0)),
    "ReLU of the gradient": _back(through=lambda d, z, a: np.maximum(0, d * a)),
    "times a_1, not its slope": _back(through=lambda d, z, a: d * a),
    "times z_1": _back(through=lambda d, z, a: d * z),
    "the sigmoid's slope": _back(through=lambda d, z, a: d * a * (1 - a)),
    "tanh's slope": _back(through=lambda d, z, a: d * (1 - a**2)),
    "the mask turned round": _back(through=lambda d, z, a: d * (z <= 0)),
    "the ReLU is forgotten forward": _back(relu=lambda z: z),
    "the ReLU is forgotten both ways": _back(relu=lambda z: z, through=lambda d, z, a: d),
    "W_2 without the transpose": _back(weights_2=lambda d, W: d @ W),
    "W_2 is forgotten on the way back": _back(weights_2=lambda d, W: np.repeat(d.sum(axis=1)[:, None], len(W), axis=1)),
    "d_weights_2 of z_1": _back(d_weights_2=lambda a, z, d: z.T @ d),
    "d_weights_2 transposed": _back(d_weights_2=lambda a, z, d: d.T @ a),
    "d_weights_1 transposed": _back(d_weights_1=lambda x, d, d_a: d.T @ x),
    "d_weights_1 of d_a": _back(d_weights_1=lambda x, d, d_a: x.T @ d_a),
    "the biases are averaged": _back(biases=lambda d: d.mean(axis=0)),
    "the biases are not summed": _back(biases=lambda d: d),
    "the biases keep their dimensions": _back(biases=lambda d: d.sum(axis=0, keepdims=True)),
    "the biases are summed over the units": _back(biases=lambda d: d.sum(axis=1)),
    "W_2 is updated first, then all is done again": _updates_first,
    "W_2 is updated before d_a": _weights_changed_between,
    "updates weights_2 in place": _labels_in_place,
    "no biases in the forward pass": _no_biases_forward,
    "no second biases in the forward pass": _no_second_bias,
    "the order of the layers turned round": lambda *a: tuple(_right(*a)[k] for k in (2, 3, 0, 1)),
    "biases before weights": lambda *a: tuple(_right(*a)[k] for k in (1, 0, 3, 2)),
    "weights first, then biases": lambda *a: tuple(_right(*a)[k] for k in (0, 2, 1, 3)),
    "biases are left out": lambda *a: _right(*a)[::2],
    "minus: steps, not gradients": lambda *a: tuple(-d for d in _right(*a)),
    "times a learning rate": lambda *a: tuple(0.1 * d for d in _right(*a)),
    "the first example only": _per_example,
    "returns nothing": _no_return,
    "no 1/n, no slope": _back(delta=lambda z, y: _delta(z, y) * len(y), through=lambda d, z, a: d),
    "biases averaged, slope forgotten": _back(through=lambda d, z, a: d, biases=lambda d: d.mean(axis=0)),
    "a second 1/n in the weights": _back(
        d_weights_1=lambda x, d, d_a: x.T @ d / len(x), d_weights_2=lambda a, z, d: a.T @ d / len(a)
    ),
}

DOUBLE = {
    "no 1/n, no slope",
    "biases averaged, slope forgotten",
    "the ReLU is forgotten both ways",
    "the squared error's gradient",
    "W_2 is updated first, then all is done again",
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the ReLU's slope is forgotten": "relu_slope_missing",
    "the 1/n is forgotten": "not_divided_by_batch_size",
    "the 1/n is forgotten, example by example": "not_divided_by_batch_size",
    "1/n twice": "all_divided_twice",
    "y − p": "wrong_sign",
    "one-hot is not subtracted": "label_not_subtracted",
    "the softmax is forgotten": "softmax_missing",
    "no shift: the softmax overflows": "maximum_not_taken_away",
    "softmax over the batch": "softmax_over_the_batch",
    "labels are not made one-hot": "label_as_a_number",
    "the squared error's gradient": "squared_error_of_the_logits",
    "the mask of d_a": "relu_slope_of_the_gradient",
    "ReLU of the gradient": "relu_of_the_gradient_times_output",
    "times a_1, not its slope": "relu_value_instead_of_slope",
    "times z_1": "pre_activation_instead_of_slope",
    "the sigmoid's slope": "slope_of_sigmoid",
    "tanh's slope": "slope_of_tanh",
    "the mask turned round": "relu_slope_turned_round",
    "the ReLU is forgotten forward": "no_relu_forward",
    "the ReLU is forgotten both ways": "no_relu_at_all",
    "W_2 without the transpose": "weights_2_not_transposed",
    "W_2 is forgotten on the way back": "weights_2_left_out",
    "d_weights_2 of z_1": "pre_activation_before_weights_2",
    "d_weights_2 transposed": "d_weights_2_transposed",
    "d_weights_1 transposed": "d_weights_1_transposed",
    "d_weights_1 of d_a": "d_weights_1_without_the_slope",
    "the biases are averaged": "both_biases_averaged",
    "the biases are not summed": "both_biases_not_summed",
    "the biases keep their dimensions": "both_biases_keep_the_axis",
    "the biases are summed over the units": "both_biases_summed_over_units",
    "W_2 is updated before d_a": "weights_updated_first",
    "no biases in the forward pass": "forgot_both_biases_forward",
    "no second biases in the forward pass": "forgot_biases_2_forward",
    "the order of the layers turned round": "output_layer_first",
    "biases before weights": "biases_before_weights",
    "weights first, then biases": "weights_then_biases",
    "minus: steps, not gradients": "wrong_sign",
    "the first example only": "first_example_alone",
    "no 1/n, no slope": "not_divided_by_batch_size",
    "biases averaged, slope forgotten": ("d_biases_2_averaged", "d_weights_1_without_the_slope"),
    "a second 1/n in the weights": "both_weights_divided_twice",
}


def _example_by_example(x, labels, W_1, b_1, W_2, b_2):
    totals = [np.zeros_like(array) for array in (W_1, b_1, W_2, b_2)]
    for row, label in zip(x, labels, strict=True):
        z_1 = row @ W_1 + b_1
        a_1 = z_1 * (z_1 > 0)
        z_2 = a_1 @ W_2 + b_2
        e = np.exp(z_2 - z_2.max())
        d_z_2 = e / e.sum() / len(x)
        d_z_2[label] -= 1 / len(x)
        d_z_1 = np.where(z_1 > 0, W_2 @ d_z_2, 0)
        for total, part in zip(totals, (np.outer(row, d_z_1), d_z_1, np.outer(a_1, d_z_2), d_z_2), strict=True):
            total += part
    return totals


class _Net:
    def __call__(self, x, labels, W_1, b_1, W_2, b_2):
        self.a = np.fmax(x.dot(W_1) + b_1, 0)
        self.d = _softmax(self.a.dot(W_2) + b_2)
        self.d[np.arange(len(x)), labels] -= 1
        self.d /= len(x)
        d_z = np.einsum("nk,jk->nj", self.d, W_2) * np.sign(self.a)
        return [x.T.dot(d_z), np.ones(len(x)) @ d_z, np.einsum("nj,nk->jk", self.a, self.d), self.d.sum(0)]


def _augmented(x, labels, W_1, b_1, W_2, b_2):
    ones = np.ones((len(x), 1))
    x = np.hstack([x, ones])
    a = np.hstack([_relu(x @ np.vstack([W_1, b_1])), ones])
    d_2 = _delta(a @ np.vstack([W_2, b_2]), labels)
    d_1 = (d_2 @ W_2.T) * (a[:, :-1] > 0)
    first, second = x.T @ d_1, a.T @ d_2
    return first[:-1], first[-1], second[:-1], second[-1]


RIGHT = {
    "plain": _right,
    "example by example": _example_by_example,
    "a class": _Net(),
    "augmented": _augmented,
    "1/n at the end": lambda x, y, *p: [
        d / len(y) for d in _back(delta=lambda z, y: _softmax(z) - np.eye(z.shape[1])[y])(x, y, *p)
    ],
    "mask of a_1": _back(through=lambda d, z, a: np.where(a > 0, d, 0)),
    "float32": lambda x, y, *p: _right(x.astype(np.float32), y, *[array.astype(np.float32) for array in p]),
}
