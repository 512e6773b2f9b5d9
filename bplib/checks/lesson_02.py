"""The exercises of lesson 02: layers, how many parameters they have, and why linear ones collapse."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .lesson_02_collapse import COLLAPSE_MISTAKES
from .lesson_02_mistakes import COUNT_MISTAKES, RELU_MISTAKES

__all__ = ["EXERCISES"]


def relu(z):
    return np.maximum(z, 0)


def parameter_count(layer_sizes):
    count = 0
    for i in range(1, len(layer_sizes)):
        count += layer_sizes[i - 1] * layer_sizes[i] + layer_sizes[i]
    return count


def collapse_linear_layers(weights_1, biases_1, weights_2, biases_2):
    return weights_1 @ weights_2, biases_1 @ weights_2 + biases_2


def _relu_probes(rng):
    """Shapes of every kind, both signs, numbers below and above 1, the corner, and large numbers."""

    def signed(shape):
        return np.asarray(rng.choice([-1, 1], shape) * rng.uniform(0.1, 3, shape))

    single = Probe((np.array(rng.uniform(1.1, 3)),), "a single number")
    directed = [
        Probe((np.array([0.0, 0.4, -0.4, 2.5, -2.5, 9.0]),), "0 and both sides of it"),
        Probe((-rng.uniform(0.1, 3, (2, 3)),), "all negative"),
        Probe((rng.uniform(0.1, 3, 4),), "all positive"),
        Probe((signed((4, 3)) * 300,), "large numbers"),
        Probe((np.array(-1.5),), "a single negative number"),
    ]
    return [*(Probe((signed(shape),)) for shape in ((7, 5), (1, 4), (6,), (3, 2, 5))), single, *directed]


def _relu_loop(z):
    result = np.zeros(np.shape(z))
    for i in np.ndindex(result.shape):
        if z[i] > 0:
            result[i] = z[i]
    return result


def _count_probes(rng):
    """Two to six sizes, none of them a function of the others, and some that are 1."""
    fixed = [[2, 8, 1], [3, 5, 4, 2], [7, 3], [6, 4, 5, 3, 2], [1, 9, 1], [64, 32, 10], [4, 4, 4]]
    drawn = [[int(size) for size in rng.choice(np.arange(2, 14), n, replace=False)] for n in (3, 4, 6)]
    return [Probe((sizes,)) for sizes in fixed + drawn]


def _count_arrays(layer_sizes):
    sizes = np.array(layer_sizes)
    return np.dot(sizes[:-1] + 1, sizes[1:])


def _count_by_making(layer_sizes):
    shapes = [(layer_sizes[i] + 1, layer_sizes[i + 1]) for i in range(len(layer_sizes) - 1)]
    return float(sum(np.zeros(shape).size for shape in shapes))


def _count_recursion(layer_sizes):
    if len(layer_sizes) < 2:
        return 0
    return (layer_sizes[0] + 1) * layer_sizes[1] + _count_recursion(layer_sizes[1:])


def _layers(rng, n_inputs, n_hidden, n_outputs):
    weights = rng.normal(0, 1, (n_inputs, n_hidden)), rng.normal(0, 1, (n_hidden, n_outputs))
    biases = [rng.choice([-1, 1], n) * rng.uniform(0.3, 1.5, n) for n in (n_hidden, n_outputs)]
    return Probe((weights[0], biases[0], weights[1], biases[1]))


def _collapse_probes(rng):
    return [_layers(rng, *sizes) for sizes in ((5, 4, 3), (3, 7, 2), (1, 4, 6), (4, 2, 1), (2, 5, 7))]


def _collapse_by_running(weights_1, biases_1, weights_2, biases_2):
    """Ask the two layers what they do with nothing, and with each input alone."""

    def run(x):
        return (x @ weights_1 + biases_1) @ weights_2 + biases_2

    n_inputs = len(weights_1)
    biases = run(np.zeros(n_inputs))
    return run(np.eye(n_inputs)) - biases, biases


def _collapse_loop(weights_1, biases_1, weights_2, biases_2):
    n_inputs, n_hidden = weights_1.shape
    n_outputs = weights_2.shape[1]
    weights, biases = np.zeros((n_inputs, n_outputs)), np.zeros(n_outputs)
    for k in range(n_outputs):
        biases[k] = biases_2[k] + sum(biases_1[j] * weights_2[j, k] for j in range(n_hidden))
        for i in range(n_inputs):
            weights[i, k] = sum(weights_1[i, j] * weights_2[j, k] for j in range(n_hidden))
    return [weights, biases]


def _collapse_einsum(weights_1, biases_1, weights_2, biases_2):
    stacked = np.vstack([weights_1, biases_1]).astype(np.float32)
    product = np.einsum("ij,jk->ik", stacked, weights_2)
    return product[:-1], product[-1] + biases_2


def _small(*calls):
    return tuple(Probe(tuple(np.array(values, float) for values in call)) for call in calls)


EXERCISES = (
    Exercise(
        id="relu",
        lesson=2,
        parameters=("z",),
        outputs=(Output("a", "the shape of z"),),
        reference=relu,
        probes=_relu_probes,
        small_probes=_small(([2.0],), ([-1.0],), ([3.0, -2.0],), ([9.0],)),
        mistakes=RELU_MISTAKES,
        variants=(
            _relu_loop,
            lambda z: z * (z > 0),
            lambda z: (z + np.abs(z)) / 2,
            lambda z: np.where(z < 0, 0, np.float32(z)).tolist(),
        ),
        formula="a = z where z > 0, and 0 elsewhere",
        where="Lesson 02, activation functions",
    ),
    Exercise(
        id="parameter_count",
        lesson=2,
        parameters=("layer_sizes",),
        outputs=(Output("the count", "one number"),),
        reference=parameter_count,
        probes=_count_probes,
        small_probes=tuple(Probe((sizes,)) for sizes in ([1, 1], [2, 1], [1, 2], [2, 3], [2, 3, 1], [1, 2, 3, 1])),
        mistakes=COUNT_MISTAKES,
        variants=(_count_arrays, _count_by_making, _count_recursion),
        tolerance=1e-9,
        formula="each layer has n_inputs · n_outputs weights and n_outputs biases; the layers are added up",
        where="Lesson 02, counting parameters",
    ),
    Exercise(
        id="collapse_linear_layers",
        lesson=2,
        parameters=("weights_1", "biases_1", "weights_2", "biases_2"),
        outputs=(Output("weights", "(n_inputs, n_outputs)"), Output("biases", "(n_outputs,)")),
        reference=collapse_linear_layers,
        probes=_collapse_probes,
        square_probes=lambda rng: [_layers(rng, 4, 4, 4) for _ in range(3)],
        small_probes=_small(
            ([[2.0]], [1.0], [[3.0]], [1.0]),
            ([[1.0, 2.0]], [1.0, 0.0], [[1.0], [-1.0]], [2.0]),
            ([[1.0, 2.0], [0.0, 1.0]], [1.0, -1.0], [[1.0, 0.0], [3.0, 1.0]], [2.0, 5.0]),
        ),
        mistakes=COLLAPSE_MISTAKES,
        variants=(_collapse_by_running, _collapse_loop, _collapse_einsum),
        points=2,
        formula="(x W₁ + b₁) W₂ + b₂ = x (W₁W₂) + (b₁W₂ + b₂)",
        where="Lesson 02, why linear layers collapse",
    ),
)
