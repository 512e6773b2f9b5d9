"""The way back through two layers, step by step, so that a mistake can be made in any one of them."""

from types import SimpleNamespace

import numpy as np

from .exercise import Mistake

__all__ = ["mistake_in", "one_hot", "output_delta", "sigmoid", "softmax"]


def softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def one_hot(z, labels):
    return np.eye(z.shape[1])[labels]


def output_delta(z_2, labels):
    return (softmax(z_2) - one_hot(z_2, labels)) / len(z_2)


def _summed(delta):
    return delta.sum(axis=0)


def _product(before, delta):
    return before.T @ delta


STEPS = {
    "hidden": lambda z_1: np.maximum(z_1, 0),
    "delta_2": output_delta,
    "back": lambda delta_2, w_2: delta_2 @ w_2.T,
    "slope": lambda z_1, a_1: z_1 > 0,
    "d_weights_1": _product,
    "d_weights_2": _product,
    "d_biases_1": _summed,
    "d_biases_2": _summed,
    "biases": (1, 1),
    "before": lambda x, z_1, a_1: (x, a_1),
    "order": (0, 1, 2, 3),
}


def mistake_in(id, why, **wrong_steps):
    """The right way with the steps that are given in place of its own."""
    step = SimpleNamespace(**(STEPS | wrong_steps))

    def function(x, labels, w_1, b_1, w_2, b_2):
        z_1 = x @ w_1 + step.biases[0] * b_1
        a_1 = step.hidden(z_1)
        z_2 = a_1 @ w_2 + step.biases[1] * b_2
        d_z_2 = step.delta_2(z_2, labels)
        d_z_1 = step.back(d_z_2, w_2) * step.slope(z_1, a_1)
        before_1, before_2 = step.before(x, z_1, a_1)
        layer_1 = step.d_weights_1(before_1, d_z_1), step.d_biases_1(d_z_1)
        layer_2 = step.d_weights_2(before_2, d_z_2), step.d_biases_2(d_z_2)
        return tuple((layer_1 + layer_2)[k] for k in step.order)

    return Mistake(id, function, why)
