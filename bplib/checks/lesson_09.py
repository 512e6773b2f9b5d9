"""The exercises of lesson 09: backpropagation through a whole layer, and where it begins, at the loss."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .forward_passes import CROSS_ENTROPY, DENSE
from .lesson_09_mistakes import DENSE_MISTAKES
from .lesson_09_softmax_mistakes import SOFTMAX_MISTAKES
from .lesson_09_two_layer import TWO_LAYER_BACKWARD

__all__ = ["EXERCISES"]


def softmax_cross_entropy_backward(logits, labels):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


def dense_backward(d_z, x, weights):
    d_x = d_z @ weights.T
    d_weights = x.T @ d_z
    d_biases = d_z.sum(axis=0)
    return d_x, d_weights, d_biases


def _logits(rng):
    """Labels that repeat and classes that are missing, a batch of one, and rows that saturate, each in its own way."""
    far = np.array([[800.0, -800.0, 0.0], [-801.0, -800.0, -802.0], [3.0, -2.0, 1.0], [1.0, 900.0, 899.0]])
    far = far + rng.integers(-1, 2, far.shape) / 4  # exact in float32, too
    return [
        Probe((rng.normal(0, 2, (7, 5)), np.array([3, 0, 3, 1, 0, 3, 1]))),
        Probe((rng.uniform(-1, 1, (1, 4)), np.array([2]))),
        Probe((rng.normal(0, 1, (5, 3)), np.array([1, 2, 0, 1, 1]))),
        Probe((far, np.array([2, 0, 1, 2])), "logits as large as 900"),
    ]


def _square_logits(rng, n):
    """As many examples as classes; one label comes twice, and so one class is missing."""
    return Probe((rng.normal(0, 2, (n, n)), np.append(rng.permutation(n)[1:], n - 1 if n > 3 else 0)))


def _dense(rng, n, n_inputs, n_outputs, about=""):
    shapes = (n, n_outputs), (n, n_inputs), (n_inputs, n_outputs)
    return Probe(tuple(rng.normal(0, 2, shape) for shape in shapes), about)


def _softmax_loops(logits, labels):
    result = np.zeros(np.shape(logits))
    for i, row in enumerate(logits.tolist()):
        exponentials = [np.exp(z - max(row)) for z in row]
        for j, e in enumerate(exponentials):
            result[i, j] = (e / sum(exponentials) - (j == labels[i])) / len(labels)
    return result


def _softmax_with_logarithms(logits, labels):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return (np.exp(log_p) - np.eye(logits.shape[1])[labels]) / logits.shape[0]


def _softmax_float32(logits, labels):
    z = logits.astype(np.float32)
    e = np.exp(z - z.max(1)[:, None])
    return (e / e.sum(1)[:, None] - (np.arange(z.shape[1]) == labels[:, None])) / np.float32(len(z))


def _dense_loops(d_z, x, weights):
    d_x, d_weights, d_biases = np.zeros(x.shape), np.zeros(weights.shape), [0.0] * d_z.shape[1]
    for n in range(len(x)):
        for j in range(weights.shape[1]):
            d_biases[j] += d_z[n, j]
            for i in range(weights.shape[0]):
                d_x[n, i] += d_z[n, j] * weights[i, j]
                d_weights[i, j] += d_z[n, j] * x[n, i]
    return [d_x, d_weights, d_biases]


def _dense_einsum(d_z, x, weights):
    return np.einsum("no,io->ni", d_z, weights), np.einsum("ni,no->io", x, d_z), np.einsum("no->o", d_z)


def _dense_float32(d_z, x, weights):
    d_z, x, weights = (np.float32(array) for array in (d_z, x, weights))
    return np.dot(weights, d_z.T).T, np.dot(d_z.T, x).T, np.ones(len(d_z), np.float32) @ d_z


def _dense_outer(d_z, x, weights):
    return np.inner(d_z, weights), sum(np.outer(a, d) for a, d in zip(x, d_z, strict=True)), sum(d_z)


EXERCISES = (
    Exercise(
        id="softmax_cross_entropy_backward",
        lesson=9,
        parameters=("logits", "labels"),
        outputs=(Output("d_logits", "the shape of logits"),),
        reference=softmax_cross_entropy_backward,
        probes=_logits,
        square_probes=lambda rng: [_square_logits(rng, n) for n in (5, 4, 3)],
        small_probes=(
            Probe((np.array([[0.0, 0.0]]), np.array([0]))),
            Probe((np.zeros((2, 2)), np.array([0, 1]))),
            Probe((np.array([[0.0, 0.0], [0.0, 800.0]]), np.array([1, 0]))),
            Probe((np.array([[0.0, 0.0], [800.0, -800.0], [-800.0, -800.0]]), np.array([1, 1, 0]))),
        ),
        mistakes=SOFTMAX_MISTAKES,
        forward_pass=CROSS_ENTROPY,
        variants=(_softmax_loops, _softmax_with_logarithms, _softmax_float32),
        sizes=lambda logits, labels: {
            "the batch size": len(logits),
            "the number of classes": logits.shape[1],
            "the number of entries": logits.size,
        },
        points=2,
        formula="d_logits = (p − y) / n, where p is the softmax of each row and y is 1 at the label, 0 elsewhere",
        where="Lesson 09, where the error of the output layer is derived",
    ),
    Exercise(
        id="dense_backward",
        lesson=9,
        parameters=("d_z", "x", "weights"),
        outputs=(
            Output("d_x", "(n, n_inputs)"),
            Output("d_weights", "(n_inputs, n_outputs)"),
            Output("d_biases", "(n_outputs,)"),
        ),
        reference=dense_backward,
        probes=lambda rng: [_dense(rng, 7, 5, 4), _dense(rng, 1, 3, 2, "a batch of one"), _dense(rng, 3, 4, 5)],
        square_probes=lambda rng: [_dense(rng, 4, 4, 4), _dense(rng, 3, 3, 3)],
        small_probes=(
            Probe((np.array([[1.0]]), np.array([[2.0]]), np.array([[3.0]]))),
            Probe((np.array([[1.0], [2.0]]), np.array([[3.0], [4.0]]), np.array([[5.0]]))),
            Probe((np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]))),
        ),
        mistakes=DENSE_MISTAKES,
        forward_pass=DENSE,
        variants=(_dense_loops, _dense_einsum, _dense_float32, _dense_outer),
        sizes=lambda d_z, x, weights: {
            "the batch size": len(x),
            "the number of inputs": x.shape[1],
            "the number of outputs": d_z.shape[1],
        },
        points=3,
        formula="d_x = d_z Wᵀ, d_weights = xᵀ d_z, d_biases = the sum of d_z over the batch",
        where="Lesson 09, where the shapes of the three products are found",
    ),
    TWO_LAYER_BACKWARD,
)
