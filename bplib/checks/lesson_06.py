"""The exercises of lesson 06: what a loss is worth, and where it is steep."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .forward_passes import MEAN_SQUARED_ERROR
from .lesson_06_cross_entropy import CROSS_ENTROPY_MISTAKES
from .lesson_06_mistakes import MSE_MISTAKES
from .lesson_06_mse_backward_mistakes import MSE_BACKWARD_MISTAKES
from .lesson_06_softmax import SOFTMAX_MISTAKES

__all__ = ["EXERCISES", "cross_entropy", "softmax"]

SHAPES = [(7, 5), (1, 4), (5, 3), (6, 1), (3, 7)]
SATURATED = [[800, -800, 0], [-800, 800, -800], [-790, -800, -795], [2, -1, 0.5], [800, 790, -5]]


def mean_squared_error(y_hat, y):
    return np.mean((y_hat - y) ** 2)


def mean_squared_error_backward(y_hat, y):
    return 2 * (y_hat - y) / np.size(y)


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def cross_entropy(logits, labels):
    z = logits - np.max(logits, axis=1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


def _pair_probes(rng):
    """Predictions and targets of every kind: one output, one example, and an error that is the same everywhere."""
    probes = [Probe((rng.normal(0, 2, shape), rng.normal(1, 2, shape))) for shape in SHAPES]
    y = rng.normal(0, 2, (4, 3))
    return [*probes, Probe((y + 0.7, y), "every prediction 0.7 too large"), Probe((y - 0.7, y), "all too small")]


def _pair_squares(rng):
    return [Probe((rng.normal(0, 2, (4, 4)), rng.normal(1, 2, (4, 4)))) for _ in range(3)]


def _logits_probes(rng):
    """Logits of every size. The large ones are multiples of 1/8, so that float32 takes them as they are."""
    far = np.round(rng.normal(0, 2, (4, 3)) * 8) / 8 + np.array([[1000.0], [0], [-1000], [720]])
    ordinary = [Probe((rng.normal(0, 2, shape),)) for shape in [(7, 5), (1, 4), (3, 7), (5, 2)]]
    return [
        *ordinary,
        Probe((np.zeros((2, 5)),), "equal logits"),
        Probe((np.array(SATURATED, float),), "logits of 800"),
        Probe((np.array([[3.0, 800, 790], [1, 0, 2]]),), "logits of 800"),
        Probe((far,), "rows that are far apart"),
        Probe((np.array([[800.0, -800, -800, -800]]),), "logits of 800"),
    ]


def _labeled(rng, logits, about=""):
    return Probe((logits, rng.integers(0, logits.shape[1], len(logits))), about)


def _labeled_probes(rng):
    """The same with labels: repeated and missing ones, wrong predictions that are sure of themselves."""
    ordinary = [_labeled(rng, rng.normal(0, 2, shape)) for shape in [(7, 5), (3, 7), (5, 2)]]
    far = np.round(rng.normal(0, 2, (4, 3)) * 8) / 8 + np.array([[1000.0], [0], [-1000], [720]])
    return [
        Probe((rng.normal(0, 2, (5, 4)), np.array([2, 0, 2, 3, 2])), "a class that is no label here"),
        *ordinary,
        Probe((rng.normal(0, 1, (1, 4)), np.array([2])), "a batch of one"),
        Probe((np.array(SATURATED), np.array([1, 1, 0, 2, 0])), "a sure and wrong prediction, logits of 800"),
        Probe((np.array([[3.0, 800, 790], [1, 0, 2]]), np.array([2, 0])), "logits of 800"),
        Probe((np.array([[0.0, -800, 1], [2, 1, 0]]), np.array([1, 0])), "a sure and wrong prediction"),
        Probe((np.array([[0.0, -800, 1], [2, 1, 0]]), np.array([0, 2])), "a class with a logit of −800"),
        _labeled(rng, far, "rows that are far apart"),
    ]


def _squares(rng):
    return [Probe((rng.normal(0, 2, (4, 4)),)) for _ in range(3)]


def _labeled_squares(rng):
    return [Probe((rng.normal(0, 2, (4, 4)), labels)) for labels in rng.integers(0, 4, (3, 4))]


def _small(*calls):
    return tuple(Probe(tuple(np.array(value) for value in values)) for values in calls)


def _batch_and_classes(logits, labels=None):
    return {"the batch size": logits.shape[0], "the number of classes": logits.shape[1]}


def _batch_and_entries(y_hat, y):
    return {"the batch size": len(y), "the number of outputs": y.shape[1], "the number of entries": y.size}


def _mse_loop(y_hat, y):
    total, count = 0.0, 0
    for prediction, target in zip(np.asarray(y_hat).flat, np.asarray(y).flat, strict=True):
        total += (prediction - target) ** 2
        count += 1
    return total / count


def _mse_backward_loop(y_hat, y):
    gradient = np.zeros(y.shape)
    for place in np.ndindex(y.shape):
        gradient[place] += (y_hat[place] - y[place]) / y.size
        gradient[place] += (y_hat[place] - y[place]) / y.size
    return gradient


def _softmax_lists(logits):
    rows = []
    for row in logits:
        e = [float(np.exp(z - max(row))) for z in row]
        rows.append([value / sum(e) for value in e])
    return rows


def _cross_entropy_one_hot(logits, labels):
    one_hot = np.eye(logits.shape[1])[labels]
    return -np.sum(one_hot * (logits - np.logaddexp.reduce(logits, axis=1)[:, None])) / len(logits)


def _cross_entropy_loop(logits, labels):
    losses = []
    for row, label in zip(logits, labels, strict=True):
        largest = max(row)
        losses.append(float(np.log(sum(np.exp(z - largest) for z in row)) + largest - row[label]))
    return sum(losses) / len(losses)


EXERCISES = (
    Exercise(
        id="mean_squared_error",
        lesson=6,
        parameters=("y_hat", "y"),
        outputs=(Output("loss", "one number"),),
        reference=mean_squared_error,
        probes=_pair_probes,
        square_probes=_pair_squares,
        small_probes=_small(
            ([[1.0]], [[1.0]]), ([[3.0]], [[0.0]]), ([[1.0, 2.0], [0.0, 5.0]], [[1.0, 0.0], [1.0, 1.0]])
        ),
        mistakes=MSE_MISTAKES,
        variants=(
            _mse_loop,
            lambda y_hat, y: np.einsum("ij,ij->", y_hat - y, y_hat - y) / y.size,
            lambda y_hat, y: np.square(np.float32(y_hat) - np.float32(y)).mean(axis=1).mean(),
            lambda y_hat, y: float(np.linalg.norm(y_hat - y) ** 2) / (y.shape[0] * y.shape[1]),
        ),
        where="Lesson 06, the mean squared error",
        formula="L = mean of (ŷ − y)² over all entries",
        sizes=_batch_and_entries,
    ),
    Exercise(
        id="mean_squared_error_backward",
        lesson=6,
        parameters=("y_hat", "y"),
        outputs=(Output("d_y_hat", "the shape of y_hat"),),
        reference=mean_squared_error_backward,
        probes=_pair_probes,
        square_probes=_pair_squares,
        small_probes=_small(([[1.0]], [[0.0]]), ([[1.0, 2.0], [0.0, 5.0]], [[1.0, 0.0], [1.0, 1.0]])),
        mistakes=MSE_BACKWARD_MISTAKES,
        forward_pass=MEAN_SQUARED_ERROR,
        variants=(
            _mse_backward_loop,
            lambda y_hat, y: np.multiply(np.subtract(y_hat, y), 2 / np.prod(y.shape)).tolist(),
            lambda y_hat, y: (np.float32(y_hat) - np.float32(y)) * np.float32(2) / np.float32(y.size),
            lambda y_hat, y: -(y - y_hat) / len(y) / y.shape[1] * 2,
        ),
        where="Lesson 06, the slope of the mean squared error",
        formula="∂L/∂ŷ = 2 (ŷ − y) / N, where N is the number of all entries",
        sizes=_batch_and_entries,
    ),
    Exercise(
        id="softmax",
        lesson=6,
        parameters=("logits",),
        outputs=(Output("p", "(n, n_classes)"),),
        reference=softmax,
        probes=_logits_probes,
        square_probes=_squares,
        small_probes=_small(([[0.0, 0.0]],), ([[1.0, 0.0]],), ([[0.0, 0.0], [2.0, 0.0]],), ([[1000.0, 0.0]],)),
        mistakes=SOFTMAX_MISTAKES,
        variants=(
            _softmax_lists,
            lambda logits: np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None]),
            lambda logits: np.apply_along_axis(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), 1, logits),
            lambda logits: 1 / np.exp(np.minimum(logits[:, None, :] - logits[:, :, None], 700)).sum(axis=2),
            lambda logits: softmax(np.float32(logits)),
        ),
        where="Lesson 06, from logits to probabilities",
        formula="p = exp(z − m) / Σ exp(z − m), row by row, where m is the largest logit of the row",
        sizes=_batch_and_classes,
    ),
    Exercise(
        id="cross_entropy",
        lesson=6,
        parameters=("logits", "labels"),
        outputs=(Output("loss", "one number"),),
        reference=cross_entropy,
        probes=_labeled_probes,
        square_probes=_labeled_squares,
        small_probes=_small(([[0.0, 0.0]], [0]), ([[0.0, 0.0], [1.0, 0.0]], [0, 1]), ([[1000.0, 0.0]], [1])),
        mistakes=CROSS_ENTROPY_MISTAKES,
        variants=(
            _cross_entropy_one_hot,
            _cross_entropy_loop,
            lambda logits, labels: cross_entropy(np.float32(logits), labels),
            lambda logits, labels: np.mean(
                np.logaddexp.reduce(logits - np.take_along_axis(logits, labels[:, None], axis=1), axis=1)
            ),
        ),
        where="Lesson 06, the cross-entropy",
        formula="L = mean over the batch of ln Σ exp(z − m) + m − z[label], where m is the largest logit of the row",
        sizes=_batch_and_classes,
    ),
)
