"""The exercises of lesson 05 in which x goes forward: through one layer, and through two."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .lesson_05_mistakes import DENSE_FORWARD_MISTAKES
from .lesson_05_two_layer_mistakes import TWO_LAYER_MISTAKES

__all__ = ["FORWARD_EXERCISES"]


def dense_forward(x, weights, biases):
    return x @ weights + biases


def two_layer_forward(x, weights_1, biases_1, weights_2, biases_2):
    z_1 = x @ weights_1 + biases_1
    a_1 = np.maximum(z_1, 0)
    z_2 = a_1 @ weights_2 + biases_2
    return z_1, a_1, z_2


def _dense(rng, n, n_inputs, n_outputs, about="", scale=1.0):
    x, weights = rng.normal(0, scale, (n, n_inputs)), rng.normal(0, 1, (n_inputs, n_outputs))
    return Probe((x, weights, rng.choice([-1, 1], n_outputs) * rng.uniform(0.5, 2, n_outputs)), about)


def _dense_probes(rng):
    return [
        _dense(rng, 7, 5, 4),
        _dense(rng, 1, 5, 3, "a batch of one"),
        _dense(rng, 6, 1, 4, "one input"),
        _dense(rng, 5, 3, 1, "one output"),
        _dense(rng, 3, 4, 7, "large inputs", scale=300),
    ]


def _two_layers(rng, n, n_inputs, n_hidden, n_outputs, about="", scale=1.0):
    """All probes have hidden units on both sides of 0, and none near it, where rounding would decide."""
    while True:
        (x, weights_1, biases_1), (_, weights_2, biases_2) = (
            _dense(rng, n, n_inputs, n_hidden, scale=scale).arguments,
            _dense(rng, 1, n_hidden, n_outputs).arguments,
        )
        z_1 = x @ weights_1 + biases_1
        if abs(z_1).min() > 0.01 and (z_1 < -0.3).any() and (z_1 > 1.1).any():
            return Probe((x, weights_1, biases_1, weights_2, biases_2), about)


def _two_layer_probes(rng):
    dead = list(_two_layers(rng, 6, 4, 3, 5).arguments)
    dead[2] = dead[2] - np.array([100.0, 0, 0])
    return [
        _two_layers(rng, 7, 5, 4, 3),
        _two_layers(rng, 1, 3, 5, 2, "a batch of one"),
        _two_layers(rng, 4, 2, 7, 1, "one output"),
        Probe(tuple(dead), "a unit that is never active"),
        _two_layers(rng, 3, 4, 6, 5, "large inputs", scale=300),
    ]


def _small(*calls):
    return tuple(Probe(tuple(np.array(value, float) for value in values)) for values in calls)


def _dense_loops(x, weights, biases):
    z = []
    for row in x:
        z.append([])
        for j in range(len(biases)):
            total = biases[j]
            for i, value in enumerate(row):
                total = total + value * weights[i][j]
            z[-1].append(total)
    return z


def _dense_ones(x, weights, biases):
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([weights, biases])


class _Layer:
    """A layer as an object that is called."""

    def __init__(self, weights, biases, function=lambda z: z):
        self.weights, self.biases, self.function = weights, biases, function

    def __call__(self, x):
        z = self.weights.T.dot(x.T).T + self.biases
        return z, self.function(z)


def _two_layers_of_objects(x, weights_1, biases_1, weights_2, biases_2):
    z_1, a_1 = _Layer(weights_1, biases_1, lambda z: z * (z > 0))(x)
    return [z_1, a_1, _Layer(weights_2, biases_2)(a_1)[0]]


def _two_layers_by_example(x, weights_1, biases_1, weights_2, biases_2):
    rows = []
    for row in x:
        z_1 = np.array([row @ weights_1[:, j] for j in range(weights_1.shape[1])]) + biases_1
        a_1 = np.array([z if z > 0 else 0.0 for z in z_1])
        rows.append((z_1, a_1, np.dot(a_1, weights_2) + biases_2))
    return tuple(np.array(part) for part in zip(*rows, strict=True))


def _two_layers_float32(x, *parameters):
    weights_1, biases_1, weights_2, biases_2 = (np.float32(parameter) for parameter in parameters)
    z_1 = np.float32(x) @ weights_1 + biases_1
    a_1 = np.where(z_1 > 0, z_1, np.float32(0))
    return z_1, a_1, np.einsum("nh,ho->no", a_1, weights_2) + biases_2


FORWARD_EXERCISES = (
    Exercise(
        id="dense_forward",
        lesson=5,
        parameters=("x", "weights", "biases"),
        outputs=(Output("z", "(n, n_outputs)"),),
        reference=dense_forward,
        probes=_dense_probes,
        square_probes=lambda rng: [_dense(rng, 4, 4, 4) for _ in range(3)],
        small_probes=_small(
            ([[1]], [[2]], [3]),
            ([[1, 2]], [[3], [4]], [5]),
            ([[1, 2], [3, 0]], [[1, 0], [0, 2]], [1, -1]),
            ([[1, 2], [3, 0]], [[1, 3], [0, 2]], [1, -1]),
        ),
        mistakes=DENSE_FORWARD_MISTAKES,
        variants=(
            _dense_loops,
            _dense_ones,
            lambda x, weights, biases: np.einsum("ni,io->no", x, weights) + biases[np.newaxis, :],
            lambda x, weights, biases: np.float32(x) @ np.float32(weights) + np.float32(biases),
            lambda x, weights, biases: np.stack([weights.T @ row + biases for row in x]),
        ),
        where="Lesson 05, one layer for a whole batch",
        formula="z = x W + b, where b is added to every row",
        sizes=lambda x, weights, biases: {
            "the batch size": len(x),
            "the number of inputs": x.shape[1],
            "the number of outputs": len(biases),
        },
    ),
    Exercise(
        id="two_layer_forward",
        lesson=5,
        parameters=("x", "weights_1", "biases_1", "weights_2", "biases_2"),
        outputs=(Output("z_1", "(n, n_hidden)"), Output("a_1", "(n, n_hidden)"), Output("z_2", "(n, n_outputs)")),
        reference=two_layer_forward,
        probes=_two_layer_probes,
        square_probes=lambda rng: [_two_layers(rng, 4, 4, 4, 4) for _ in range(3)],
        small_probes=_small(
            ([[1]], [[2, -1]], [1, 0], [[1], [1]], [1]),
            ([[1, 2]], [[1, -1], [1, -1]], [1, 1], [[1, 0], [0, 2]], [3, -1]),
        ),
        mistakes=TWO_LAYER_MISTAKES,
        variants=(_two_layers_of_objects, _two_layers_by_example, _two_layers_float32),
        points=2,
        where="Lesson 05, two layers and what to keep",
        formula="z₁ = x W₁ + b₁, a₁ = max(z₁, 0), z₂ = a₁ W₂ + b₂",
    ),
)
