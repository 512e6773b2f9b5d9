"""The exercises of lesson 04: random weights of the right size. What is random is judged by its distribution."""

import itertools

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Output, Probe
from .lesson_04_judge import judge_layers
from .lesson_04_layers import LAYERS_MISTAKES, judge_network
from .lesson_04_mistakes import GLOROT_MISTAKES, GLOROT_VARIANCES, HE_MISTAKES, HE_VARIANCES
from .values import BadTypeError, as_arrays

__all__ = ["EXERCISES"]


def he_initialization(n_inputs, n_outputs, rng):
    weights = rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs))
    return weights, np.zeros(n_outputs)


def glorot_initialization(n_inputs, n_outputs, rng):
    limit = np.sqrt(6 / (n_inputs + n_outputs))
    return rng.uniform(-limit, limit, (n_inputs, n_outputs)), np.zeros(n_outputs)


def initialize_layers(layer_sizes, rng):
    layers = []
    for i in range(1, len(layer_sizes)):
        shape = layer_sizes[i - 1], layer_sizes[i]
        weights = rng.normal(0, np.sqrt(2 / shape[0]), shape)
        layers.append((weights, np.zeros(shape[1])))
    return layers


def _seeds(rng, n):
    return [Rng(int(seed)) for seed in rng.choice(2**32, n, replace=False)]


def _probes(rng):
    """Two large layers for the distribution, one of them with another generator, too; and small ones for the shapes."""
    sizes = [(200, 120), (60, 400), (200, 120), (3, 2), (1, 4)]
    return [Probe((*size, seed)) for size, seed in zip(sizes, _seeds(rng, 5), strict=True)]


def _network_probes(rng):
    """Large layers for the distribution, one network with another generator, too; and small ones for the shapes."""
    networks = [[200, 120, 180], [200, 120, 180], [60, 400, 55], [2, 8, 1], [3, 3, 3], [4, 2], [5, 4, 3, 2]]
    return [Probe((sizes, seed)) for sizes, seed in zip(networks, _seeds(rng, 7), strict=True)]


def _judge(variance, variances):
    def judge(probes, values):
        for value in values:
            if not isinstance(value, (list, tuple)) or len(value) != 2:
                raise BadTypeError("it does not return two values. Write: return weights, biases")
        layers = [as_arrays(value, 2) for value in values]
        return judge_layers([probe.arguments[:2] for probe in probes], layers, variance, variances, again=2)

    return judge


def _he_uniform(n_inputs, n_outputs, rng):
    limit = (6 / n_inputs) ** 0.5
    return [rng.uniform(-limit, limit, size=(n_inputs, n_outputs)), [0] * n_outputs]


def _he_row_by_row(n_inputs, n_outputs, rng):
    scale = (2 / n_inputs) ** 0.5
    rows = [rng.standard_normal(n_outputs).tolist() for _ in range(n_inputs)]
    return [[number * scale for number in row] for row in rows], np.zeros(n_outputs)


def _he_float32(n_inputs, n_outputs, rng):
    weights = rng.standard_normal((n_inputs, n_outputs), dtype=np.float32) * np.sqrt(2 / n_inputs)
    return weights.astype(np.float32), np.full(n_outputs, 0.0)


def _glorot_normal(n_inputs, n_outputs, rng):
    return rng.normal(scale=(2 / (n_inputs + n_outputs)) ** 0.5, size=(n_inputs, n_outputs)), [0.0] * n_outputs


def _glorot_unit_by_unit(n_inputs, n_outputs, rng):
    limit = np.sqrt(6) / np.sqrt(n_inputs + n_outputs)
    weights = np.empty((n_inputs, n_outputs))
    for j in range(n_outputs):
        weights[:, j] = 2 * limit * rng.random(n_inputs) - limit
    return [weights, np.zeros(n_outputs)]


def _glorot_truncated(n_inputs, n_outputs, rng):
    """Normal, drawn again where it is more than two deviations off, and stretched to the right variance."""
    weights = rng.standard_normal((n_inputs, n_outputs))
    while (far := np.abs(weights) > 2).any():
        weights[far] = rng.standard_normal(far.sum())
    return np.float32(weights * np.sqrt(2 / (n_inputs + n_outputs)) / 0.87962566), np.zeros(n_outputs, int)


def _layers_with_a_helper(layer_sizes, rng):
    return tuple(_he_uniform(*pair, rng) for pair in itertools.pairwise(layer_sizes))


def _layers_by_a_generator(layer_sizes, rng):
    for n_inputs, n_outputs in itertools.pairwise(layer_sizes):
        yield rng.standard_normal((n_inputs, n_outputs)) * (2 / n_inputs) ** 0.5, np.zeros(n_outputs)


def _layers_from_behind(layer_sizes, rng):
    if len(layer_sizes) == 1:
        return []
    *before, n_inputs, n_outputs = layer_sizes
    last = _he_float32(n_inputs, n_outputs, rng)
    return [*_layers_from_behind([*before, n_inputs], rng), last]


def _exercise(reference, mistakes, variants, judge, **options):
    outputs = Output("weights", "(n_inputs, n_outputs)"), Output("biases", "(n_outputs,)")
    common = {"lesson": 4, "outputs": outputs, "points": 2}
    return Exercise(
        reference.__name__,
        reference=reference,
        mistakes=mistakes,
        variants=variants,
        judge=judge,
        **common | options,
    )


EXERCISES = (
    _exercise(
        he_initialization,
        HE_MISTAKES,
        (_he_uniform, _he_row_by_row, _he_float32),
        _judge(lambda n_in, n_out: 2 / n_in, HE_VARIANCES),
        parameters=("n_inputs", "n_outputs", "rng"),
        probes=_probes,
        formula="weights with mean 0 and variance 2 / n_inputs, biases 0",
        where="Lesson 04, where the scale of the weights is chosen",
    ),
    _exercise(
        glorot_initialization,
        GLOROT_MISTAKES,
        (_glorot_normal, _glorot_unit_by_unit, _glorot_truncated),
        _judge(lambda n_in, n_out: 2 / (n_in + n_out), GLOROT_VARIANCES),
        parameters=("n_inputs", "n_outputs", "rng"),
        probes=_probes,
        formula="weights with mean 0 and variance 2 / (n_inputs + n_outputs), biases 0; a uniform distribution from "
        "−c to c has the variance c² / 3",
        where="Lesson 04, where the scale of the weights is chosen",
    ),
    _exercise(
        initialize_layers,
        LAYERS_MISTAKES,
        (_layers_with_a_helper, _layers_by_a_generator, _layers_from_behind),
        judge_network,
        parameters=("layer_sizes", "rng"),
        probes=_network_probes,
        formula="for each layer weights (n_inputs, n_outputs) with variance 2 / n_inputs, and biases 0",
        where="Lesson 04, the start of a whole network",
    ),
)
