"""The last exercise of lesson 09: backpropagation through a whole network, from the labels to all gradients."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .forward_passes import TWO_LAYERS
from .lesson_09_two_layer_mistakes import TWO_LAYER_MISTAKES

__all__ = ["TWO_LAYER_BACKWARD"]


def two_layer_backward(x, labels, weights_1, biases_1, weights_2, biases_2):
    z_1 = x @ weights_1 + biases_1
    a_1 = np.maximum(z_1, 0)
    z_2 = a_1 @ weights_2 + biases_2
    e = np.exp(z_2 - z_2.max(axis=1, keepdims=True))
    d_z_2 = e / e.sum(axis=1, keepdims=True)
    d_z_2[np.arange(len(labels)), labels] -= 1
    d_z_2 /= len(labels)
    d_z_1 = d_z_2 @ weights_2.T * (z_1 > 0)
    return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)


def _network(rng, n, n_inputs, n_hidden, n_classes, about="", scale=1.0):
    """Hidden units on both sides of 0 and none near it; the first label is the least likely class; no gradient is 0."""
    while True:
        x, weights_1 = rng.normal(0, scale, (n, n_inputs)), rng.normal(0, 1, (n_inputs, n_hidden))
        biases_1, biases_2 = rng.normal(0, 1, n_hidden), rng.normal(0, 1, n_classes)
        weights_2 = rng.normal(0, 0.7, (n_hidden, n_classes))
        z_1 = x @ weights_1 + biases_1
        labels = rng.integers(0, n_classes, n)
        labels[0] = np.argmin((np.maximum(z_1, 0) @ weights_2 + biases_2)[0])
        arguments = x, labels, weights_1, biases_1, weights_2, biases_2
        active = (z_1 > 0.3).sum(axis=1)
        both_sides = abs(z_1).min() > 0.01 and (active > 0).all() and (active < n_hidden).any()
        if both_sides and all(abs(gradient).max() > 0.02 for gradient in two_layer_backward(*arguments)):
            return Probe(arguments, about)


def _probes(rng):
    dead = list(_network(rng, 6, 4, 3, 5).arguments)
    dead[3] = dead[3] - np.array([100.0, 0, 0])
    repeated = list(_network(rng, 5, 2, 6, 3).arguments)
    repeated[1] = np.array([repeated[1][0]] * 5)
    return [
        _network(rng, 7, 5, 4, 3),
        _network(rng, 1, 3, 5, 4, "a batch of one"),
        Probe(tuple(dead), "a unit that is never active"),
        Probe(tuple(repeated), "the same label everywhere"),
        _network(rng, 4, 3, 7, 5, "logits of some hundreds", scale=300),
        _saturated(rng),
        _saturated(rng, 1),  # without a far lower row: tells no maximum from one maximum for all
    ]


def _saturated(rng, n=4):
    """Logits of 800 in one row and of −900 in another; the hidden units are on in turn."""
    x = np.eye(4, 3) * rng.uniform(0.9, 1, (4, 1)) + np.array([[0.0], [0], [0], [0.125]])
    weights_1 = np.array([[440.0, -60], [-50, 110], [1.5, 0.5]])
    weights_2 = np.array([[2.0, -2, 1.9], [-9, -8.5, -8.8]])
    parameters = weights_1, np.array([0.5, -0.25]), weights_2, np.array([0.5, -0.5, 0.25])
    return Probe((x[:n], np.array([1, 0, 2, 2])[:n], *parameters), "logits of 800")


def _small(*calls):
    return tuple(Probe(tuple(np.array(value) for value in values)) for values in calls)


def _by_example(x, labels, weights_1, biases_1, weights_2, biases_2):
    gradients = [np.zeros(np.shape(p)) for p in (weights_1, biases_1, weights_2, biases_2)]
    for row, label in zip(x, labels, strict=True):
        z_1 = weights_1.T @ row + biases_1
        a_1 = np.where(z_1 > 0, z_1, 0)
        z_2 = weights_2.T @ a_1 + biases_2
        delta_2 = np.exp(z_2 - np.logaddexp.reduce(z_2)) - (np.arange(len(z_2)) == label)
        delta_1 = (weights_2 @ delta_2) * (z_1 > 0)
        for total, part in zip(
            gradients, (np.outer(row, delta_1), delta_1, np.outer(a_1, delta_2), delta_2), strict=True
        ):
            total += part / len(x)
    return gradients


def _einsum(x, labels, weights_1, biases_1, weights_2, biases_2):
    a_1 = np.clip(np.einsum("ni,ih->nh", x, weights_1) + biases_1, 0, None)
    z_2 = np.einsum("nh,hc->nc", a_1, weights_2) + biases_2
    e = np.exp(z_2 - z_2.max(axis=-1)[:, None])
    delta_2 = (e / e.sum(axis=-1)[:, None] - np.eye(len(biases_2))[labels]) / len(x)
    delta_1 = np.einsum("nc,hc->nh", delta_2, weights_2) * np.sign(a_1)
    return tuple(
        part
        for before, delta in ((x, delta_1), (a_1, delta_2))
        for part in (np.einsum("ni,nh->ih", before, delta), np.einsum("nh->h", delta))
    )


class _Dense:
    def __init__(self, weights, biases):
        self.weights, self.biases = weights, biases

    def forward(self, x):
        self.x = x
        return x.dot(self.weights) + self.biases

    def backward(self, delta):
        self.gradients = self.x.T.dot(delta), np.ones(len(delta)).dot(delta)
        return delta.dot(self.weights.T)


def _objects(x, labels, weights_1, biases_1, weights_2, biases_2):
    hidden, output = _Dense(weights_1, biases_1), _Dense(weights_2, biases_2)
    z_1 = hidden.forward(x)
    logits = output.forward(z_1 * (z_1 > 0))
    one_hot = np.zeros(logits.shape)
    one_hot[range(len(labels)), labels] = 1
    logits = logits - logits.max(axis=1).reshape(-1, 1)
    delta = (np.exp(logits) / np.exp(logits).sum(axis=1).reshape(-1, 1) - one_hot) / one_hot.sum()
    d_a_1 = output.backward(delta)
    d_a_1[z_1 <= 0] = 0
    hidden.backward(d_a_1)
    return [*hidden.gradients, *output.gradients]


def _float32(x, labels, *parameters):
    return two_layer_backward(np.float32(x), labels, *map(np.float32, parameters))


TWO_LAYER_BACKWARD = Exercise(
    id="two_layer_backward",
    lesson=9,
    parameters=("x", "labels", "weights_1", "biases_1", "weights_2", "biases_2"),
    outputs=(
        Output("d_weights_1", "(n_inputs, n_hidden)"),
        Output("d_biases_1", "(n_hidden,)"),
        Output("d_weights_2", "(n_hidden, n_classes)"),
        Output("d_biases_2", "(n_classes,)"),
    ),
    reference=two_layer_backward,
    probes=_probes,
    square_probes=lambda rng: [_network(rng, 4, 4, 4, 4) for _ in range(3)],
    small_probes=_small(
        ([[2.0]], [0], [[1.0, -1.0]], [0.0, 0.0], [[2.0, 1.0], [3.0, 5.0]], [0.0, 2.0]),
        ([[2.0], [2.0]], [0, 0], [[1.0, -1.0]], [0.0, 0.0], [[2.0, 1.0], [3.0, 5.0]], [0.0, 2.0]),
        ([[2.0]], [0], [[1.0]], [1.0], [[1.0, 1.0]], [0.0, 0.0]),
        ([[2.0]], [0], [[1.0, -1.0]], [1.0, 1.0], [[1.0, 0.0], [2.0, 1.0]], [0.0, 1.0]),
        ([[2.0], [1.0]], [0, 1], [[1.0, -1.0]], [1.0, 0.0], [[1.0, 0.0], [2.0, 1.0]], [0.0, 1.0]),
        ([[1.0]], [0], [[1.0]], [0.0], [[-1.0, 0.0]], [0.0, 0.0]),
    ),
    mistakes=TWO_LAYER_MISTAKES,
    forward_pass=TWO_LAYERS,
    variants=(_by_example, _einsum, _objects, _float32),
    sizes=lambda x, labels, weights_1, biases_1, weights_2, biases_2: {
        "the batch size": len(x),
        "the number of inputs": x.shape[1],
        "the number of hidden units": len(biases_1),
        "the number of classes": len(biases_2),
    },
    points=4,
    formula=(
        "δ₂ = (p − y) / n, δ₁ = (δ₂ W₂ᵀ) · (1 where z₁ > 0, else 0); for each layer d_weights = its inputᵀ δ, "
        "d_biases = the sum of δ over the batch"
    ),
    where="Lesson 09, where both layers are put together",
)
